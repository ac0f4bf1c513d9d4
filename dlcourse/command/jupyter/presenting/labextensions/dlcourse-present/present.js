// What `dlcourse present` adds to JupyterLab: the notebook that opens runs all its cells and shows
// as slides, by the commands of JupyterLab and of jupyterlab-slideshow. Plain JavaScript in the form
// in which JupyterLab loads extensions that were built: nothing has to be compiled.

const stylesheet = new URL("present.css", document.currentScript.src);

const FIRST_OF_A_STEP = ["slide", "subslide", "fragment"];
const NEXT = ["PageDown", "ArrowRight", " "];
const BACK = ["PageUp", "ArrowLeft"];
const IS_TEXT =
  "textarea, select, [contenteditable=true], " +
  "input:not([type=range], [type=checkbox], [type=radio], [type=button])";
const IS_PRESSED = "button, summary, a[href], input, [role=button]";
// What slides are made for, and how much smaller than that, in %, a long one gets before it scrolls.
const [WIDTH, HEIGHT, SMALLEST] = [1280, 720, 80];

const presenting = () => document.body.dataset.jpDeckMode === "presenting";
const slideType = (cell) => cell.model.getMetadata("slideshow")?.slide_type;

// Where a press of the key for "on" stops: a cell that begins a slide or reveals more of it.
const steps = (notebook) =>
  notebook.widgets.flatMap((cell, k) =>
    k === 0 || FIRST_OF_A_STEP.includes(slideType(cell)) ? [k] : []
  );

// The number, counted from 0, of the step that the active cell belongs to.
const step = (notebook) =>
  Math.max(0, steps(notebook).findLastIndex((k) => k <= notebook.activeCellIndex));

const turn = (notebook, forward) => show(notebook, step(notebook) + (forward ? 1 : -1));

function show(notebook, number) {
  const there = steps(notebook)[number];
  if (there === undefined) return;
  notebook.activeCellIndex = there;
  // A long slide begins at its top; a fragment comes into sight where it stands.
  if (slideType(notebook.widgets[there]) !== "fragment") notebook.outerNode.scrollTop = 0;
}

// As large as the screen allows, so that a slide looks the same on every projector.
function fit(notebook) {
  const { style } = notebook.viewportNode;
  if (!presenting()) {
    style.zoom = "";
    return;
  }
  const whole = Math.max(1, Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT));
  const height = () => notebook.viewportNode.getBoundingClientRect().height;
  for (let percent = 100; percent >= SMALLEST; percent -= 4) {
    style.zoom = (whole * percent) / 100;
    if (height() <= window.innerHeight) return;
  }
}

// Before JupyterLab sees them. A control that has the focus keeps the keys that it understands: the
// arrows move a slider and do not turn the slide. A clicker sends PageDown and PageUp, which turn
// the slide whatever has the focus, text that is being edited excepted.
function takeKey(event, notebook) {
  if (!presenting() || event.ctrlKey || event.altKey || event.metaKey) return;
  const { key, target } = event;
  if (document.querySelector(".jp-Dialog, .lm-Menu") || target.closest(IS_TEXT)) return;
  const space = key === " ";
  const forward = NEXT.includes(key) && !(space && event.shiftKey);
  const back = BACK.includes(key) || (space && event.shiftKey);
  const clicker = key.startsWith("Page");
  const end = key === "Home" || key === "End";
  const arrow = key.startsWith("Arrow");
  const kept = target.matches("[type=range], [type=radio]") && (arrow || end);
  const pressed = space && target.closest(IS_PRESSED);
  if (clicker || ((forward || back) && !kept && !pressed)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    turn(notebook, forward);
  } else if (end && !kept) {
    event.preventDefault();
    event.stopImmediatePropagation();
    show(notebook, key === "Home" ? 0 : steps(notebook).length - 1);
  } else if (pressed || (arrow && !kept)) {
    // To the button, or to the browser, which scrolls; not to jupyterlab-slideshow as well, whose
    // up and down stop at cells that are shown already.
    event.stopImmediatePropagation();
  }
}

// The notebook that the address names, when JupyterLab has opened it.
async function opened(app) {
  await app.restored;
  for (;;) {
    const panel = app.shell.currentWidget;
    if (panel?.content?.widgets && panel.sessionContext) {
      await panel.revealed;
      await panel.sessionContext.ready;
      return panel;
    }
    await new Promise((again) => setTimeout(again, 100));
  }
}

// Says that the figures do not answer yet, and how much is still to run.
function showProgress(panel, running) {
  const note = document.createElement("div");
  note.className = "dlcourse-progress";
  note.setAttribute("role", "status");
  document.body.append(note);
  const waiting = () =>
    [...panel.node.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].filter((prompt) =>
      prompt.textContent.includes("*")
    ).length;
  const tell = () => {
    const left = waiting();
    note.textContent = `Running the cells, ${left} to go: figures answer when this note is gone.`;
  };
  const timer = setInterval(tell, 500);
  running.then((worked) => {
    clearInterval(timer);
    if (worked) {
      note.remove();
      return;
    }
    note.classList.add("dlcourse-failed");
    note.textContent =
      "A cell failed, and those after it did not run: leave the slides with Esc and look at it, " +
      "or present an untouched copy with --fresh.";
  });
}

function button(label, text, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", title: label });
  made.setAttribute("aria-label", label);
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

// Back, which slide of how many, on, and out: in place of the arrows of jupyterlab-slideshow, which
// also stop at each cell of a slide.
function addRemote(app, notebook) {
  const remote = document.createElement("nav");
  remote.className = "dlcourse-remote";
  remote.setAttribute("aria-label", "Slides");
  const where = document.createElement("span");
  remote.append(
    button("Previous slide", "‹", () => turn(notebook, false)),
    where,
    button("Next slide", "›", () => turn(notebook, true)),
    button("Leave the slides", "×", () => app.commands.execute("deck:stop"))
  );
  document.body.append(remote);
  const update = () => {
    where.textContent = `${step(notebook) + 1} / ${steps(notebook).length}`;
    // When jupyterlab-slideshow has shown the new slide.
    requestAnimationFrame(() => requestAnimationFrame(() => fit(notebook)));
  };
  notebook.activeCellChanged.connect(update);
  window.addEventListener("resize", update);
  new MutationObserver(update).observe(document.body, { attributeFilter: ["data-jp-deck-mode"] });
  update();
}

async function present(app) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet" });
  link.href = stylesheet.href;
  document.head.append(link);

  const panel = await opened(app);
  const notebook = panel.content;
  window.addEventListener("keydown", (event) => takeKey(event, notebook), true);
  const running = app.commands.execute("notebook:run-all-cells");
  notebook.activeCellIndex = 0; // running moves to the last cell
  addRemote(app, notebook);
  showProgress(panel, running);
  await app.commands.execute("deck:start");
}

const plugin = {
  id: "dlcourse-present:plugin",
  autoStart: true,
  // Not awaited: JupyterLab is only restored when all its plugins are active.
  activate: (app) => void present(app).catch(console.error),
};

(window._JUPYTERLAB ??= {})["dlcourse-present"] = {
  init: () => {},
  get: async () => () => ({ __esModule: true, default: plugin }),
};
