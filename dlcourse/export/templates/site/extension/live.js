// What a live notebook of the course has besides JupyterLab: a bar that says what is loading, how
// much of it and when Python is ready; stopping and restarting; and sentences that keep a reader's
// work from being lost. Plain JavaScript in the form in which JupyterLab loads extensions that were
// built: nothing has to be compiled.

const here = new URL(".", document.currentScript.src);
const live = new URL("../../", here); // live/, where JupyterLite was built
const LOOKS = new URL("live.css", here);
const BUSY_FOR = 1500; // milliseconds after which a cell can be stopped by a button
const ASK_AGAIN = 5000; // milliseconds after which an answer of the kernel is missed
const COPY = /^(.+?)(?:-fresh-\d+)?\.ipynb$/;

const json = async (name) => (await fetch(new URL(name, live), { cache: "no-cache" })).json();
const about = (panel) => panel.context.model.getMetadata?.("dlcourse");

const soon = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function button(text, press) {
  return element("button", { type: "button", textContent: text, onclick: press });
}

// The bar of one notebook, at its bottom.
class Bar {
  constructor(app, panel) {
    Object.assign(this, { app, panel });
    this.progress = element("progress", { max: 1, ariaLabel: "Loading Python" });
    this.says = element("span");
    this.says.setAttribute("role", "status");
    this.counts = element("span", { className: "dlcourse-counts" }); // not read aloud each time
    this.stop = button("Stop", () => void this.interrupt());
    this.stop.hidden = true;
    this.runAll = button("Run all cells", () => void app.commands.execute("notebook:run-all-cells"));
    this.alerts = element("div", { className: "dlcourse-alerts" });
    this.alerts.setAttribute("role", "alert");
    const name = panel.context.path.replace(/^.*:/, "");
    const page = COPY.exec(name)?.[1];
    this.node = element(
      "section",
      { className: "dlcourse-bar", ariaLabel: "The live notebook" },
      this.alerts,
      element(
        "div",
        { className: "dlcourse-state" },
        this.progress,
        this.says,
        this.counts,
        element("span", { className: "dlcourse-space" }),
        this.stop,
        this.runAll,
        button("Download", () => this.download()),
        button("Where is my work?", () => void this.tellWhere()),
        element("a", { href: new URL(`../${page}.html`, live).href, textContent: "Back to the page" })
      )
    );
    panel.node.append(this.node);
    panel.node.classList.add("dlcourse-has-bar");
    document.querySelector(".dlcourse-early")?.remove();
    this.hear = () => this.show();
    window.addEventListener("dlcourse-told", this.hear);
    panel.disposed.connect(() => {
      window.removeEventListener("dlcourse-told", this.hear);
      this.node.remove();
    });
  }

  async follow() {
    const { panel } = this;
    const { context, sessionContext } = panel;
    this.show("loading");
    await context.ready;
    context.saveState.connect((_, state) => state === "failed" && this.tellNotSaved());
    // A tab that is closed or put away keeps what was typed last.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && context.model?.dirty && !panel.isDisposed) void context.save();
    });
    void this.tellOtherTabs();
    void this.tellNothingIsKept();
    void this.tellNewer();
    sessionContext.statusChanged.connect((_, status) => {
      if (status === "restarting" || status === "autorestarting") void this.wake();
      this.followStatus(status);
    });
    sessionContext.kernelChanged.connect((_, { newValue }) => newValue && void this.wake());
    await sessionContext.ready;
    await this.wake();
    await this.turnToCell();
  }

  // The kernel says "idle" long before it can compute. Ready is when it has computed something.
  // What is asked while the connection is being made, or made anew, can be lost: it is asked again.
  async wake() {
    const kernel = this.panel.sessionContext.session?.kernel;
    if (!kernel || kernel === this.waking) return;
    this.waking = kernel;
    this.stop.hidden = true; // what ran before has ended with its kernel
    this.show("loading");
    const code = `__import__("js").dlcourseReady("${kernel.id}")`;
    while (this.waking === kernel && !kernel.isDisposed) {
      if (!dlcourseSite.told.begun) {
        await soon(200);
        continue;
      }
      const asked = kernel.requestExecute({ code, silent: true, store_history: false });
      const answer = await Promise.race([asked.done.catch(() => null), soon(ASK_AGAIN)]);
      asked.dispose();
      if (answer?.content.status === "ok") {
        this.waking = null;
        this.show("ready");
      } else if (answer) {
        this.waking = null;
        this.fail(`${answer.content.ename}: ${answer.content.evalue}`);
      } else {
        await soon(200);
      }
    }
  }

  show(state = this.state) {
    this.state = this.node.dataset.state = state;
    const { loading, failed } = dlcourseSite.told;
    this.progress.hidden = this.counts.hidden = state !== "loading";
    if (failed) {
      this.fail(failed);
    } else if (state === "ready") {
      this.say("Python is ready.");
    } else if (state === "loading") {
      this.say("Python is starting. You can read and write already.");
      this.counts.textContent = dlcourseSite.counts();
      if (loading) this.progress.value = (0.6 * loading.here) / loading.total; // then it starts
      else this.progress.removeAttribute("value");
    }
  }

  say(sentence) {
    if (this.says.textContent !== sentence) this.says.textContent = sentence;
  }

  fail(why) {
    this.state = this.node.dataset.state = "failed";
    this.progress.hidden = this.counts.hidden = true;
    this.say(`Python could not start (${why}). Load the page again; your work is kept.`);
  }

  followStatus(status) {
    clearTimeout(this.busy);
    if (this.state !== "ready") return;
    if (status === "busy") {
      this.busy = setTimeout(() => {
        this.stop.hidden = false;
        this.say(this.left());
      }, BUSY_FOR);
    } else {
      this.stop.hidden = true;
      this.say("Python is ready.");
    }
  }

  left() {
    const prompts = this.panel.node.querySelectorAll(".jp-CodeCell .jp-InputPrompt");
    const waiting = [...prompts].filter(({ textContent }) => textContent.includes("*")).length;
    return waiting > 1 ? `Computing: ${waiting} cells to go.` : "Computing.";
  }

  // By the byte of shared memory; where there is none, by a restart, which keeps the notebook.
  async interrupt() {
    const { sessionContext } = this.panel;
    const byte = dlcourseSite.told.bytes.get(sessionContext.session?.kernel?.id);
    if (byte) {
      byte[0] = 2;
    } else {
      this.say("Python is starting anew: the notebook stays, its variables are gone.");
      await sessionContext.restartKernel();
    }
  }

  // `&cell=…` in the address: the cells down to it are run, and it is turned to.
  async turnToCell() {
    const id = new URL(location.href).searchParams.get("cell");
    if (!id || this.turned || this.app.shell.currentWidget !== this.panel) return;
    this.turned = true;
    const notebook = this.panel.content;
    const at = notebook.widgets.findIndex(({ model }) => model.id === id);
    if (at < 0) return;
    notebook.activeCellIndex = at;
    this.turnTo(at);
    await this.app.commands.execute("notebook:run-all-above");
    notebook.activeCellIndex = at;
    await this.app.commands.execute("notebook:run-cell");
    this.turnTo(at);
  }

  // To the question, where the figure waits for its answer.
  turnTo(at) {
    const { widgets } = this.panel.content;
    const asks = at > 0 && widgets[at - 1].node.querySelector(".dlcourse-predict");
    widgets[asks ? at - 1 : at].node.scrollIntoView({ block: "start" });
  }

  download() {
    const text = JSON.stringify(this.panel.context.model.toJSON(), null, 1);
    const address = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
    const name = this.panel.context.path.split(/[:/]/).pop();
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  alert(key, text, ...buttons) {
    this.alerts.querySelector(`[data-about="${key}"]`)?.remove();
    const line = element("p", {}, `${text} `, ...buttons);
    line.dataset.about = key;
    line.append(button("Close", () => line.remove()));
    this.alerts.append(line);
  }

  async tellWhere() {
    const kept = await navigator.storage?.persisted?.().catch(() => false);
    this.alert(
      "where",
      `Your work is kept in this browser, on this device, for ${location.host}, a few seconds after ` +
        "each change. It is lost when the browser's data is cleared and, in a private window, when " +
        "that is closed" +
        (kept ? ". " : "; a browser that runs out of room may clear it too. ") +
        "Download what you want to be sure of: the file opens here (All notebooks, then upload it) " +
        "and in dlcourse lab.",
      element("a", { href: new URL("lab/index.html", live).href, textContent: "All notebooks" })
    );
  }

  tellNotSaved() {
    // JupyterLab says so too, without a word on what to do, and again at every attempt.
    setTimeout(() => {
      document.querySelector('.jp-Dialog[aria-label^="File Save Error"] button')?.click();
    }, 200);
    this.alert(
      "not-saved",
      "The last changes are not kept: the browser did not store them, probably because its room is " +
        "full. They are still on this page: download the notebook before you close it.",
      button("Download", () => this.download())
    );
  }

  async tellNothingIsKept() {
    void navigator.storage?.persist?.().catch(() => {});
    if (await dlcourseSite.keeps) return;
    this.alert(
      "nothing-kept",
      "This browser keeps nothing here, as some do in private windows: what you write is lost when " +
        "the page is closed. Download the notebook before that.",
      button("Download", () => this.download())
    );
  }

  // One tab has a notebook to itself as long as it is open.
  async tellOtherTabs() {
    if (!navigator.locks) return;
    const { path } = this.panel.context;
    const held = new Promise((release) => this.panel.disposed.connect(release));
    await navigator.locks.request(`dlcourse ${path}`, { ifAvailable: true }, (lock) => {
      if (lock) return held;
      this.alert(
        "other-tab",
        `${path} is open in another tab too. Write in one of them only: when both have changed, ` +
          "JupyterLab asks which of the two to keep.",
        button("Keep this one as a copy", () => void this.keepAsCopy())
      );
    });
  }

  async keepAsCopy() {
    const name = await this.freeName();
    const content = this.panel.context.model.toJSON();
    await this.save(name, content);
  }

  // The reader's copy stays as it is; the course's newer one is offered beside it.
  async tellNewer() {
    const made = about(this.panel);
    if (!made) return;
    const current = (await json("notebooks.json"))[made.notebook];
    if (!current || made.version === current) return;
    const newer = await this.copyOf(made.notebook, current);
    const path = this.panel.context.path;
    this.alert(
      "newer",
      `The course has a newer ${made.notebook} than ${path} was made from. Yours stays as it is.`,
      newer
        ? element("a", { href: addressOf(newer), textContent: `Open the newer one: ${newer}` })
        : button("Open the newer one beside it", () => void this.addFresh(made.notebook))
    );
  }

  // The name of a notebook in the reader's browser that is of the course's current version.
  async copyOf(original, version) {
    const { contents } = this.app.serviceManager;
    const stem = COPY.exec(original)[1];
    const { content: files } = await contents.get("", { content: true });
    for (const { name } of files) {
      if (COPY.exec(name)?.[1] !== stem) continue;
      const { content } = await contents.get(name, { content: true, type: "notebook" });
      if (content.metadata?.dlcourse?.version === version) return name;
    }
  }

  async addFresh(original) {
    const asked = await fetch(new URL(`files/${original}`, live), { cache: "no-cache" });
    await this.save(await this.freeName(original), await asked.json());
  }

  // "04_regularization-fresh-2.ipynb", or the next number that is free, as `dlcourse lab` has it.
  async freeName(original = this.panel.context.path) {
    const { content: files } = await this.app.serviceManager.contents.get("", { content: true });
    const taken = new Set(files.map(({ name }) => name));
    const stem = COPY.exec(original)[1];
    for (let count = 2; ; count += 1) {
      const name = `${stem}-fresh-${count}.ipynb`;
      if (!taken.has(name)) return name;
    }
  }

  async save(name, content) {
    try {
      const { contents } = this.app.serviceManager;
      await contents.save(name, { type: "notebook", format: "json", content, name });
      location.href = addressOf(name);
    } catch {
      this.tellNotSaved();
    }
  }
}

const addressOf = (name) =>
  new URL(`notebooks/index.html?path=${encodeURIComponent(name)}`, live).href;

const plugin = {
  id: "dlcourse-live:plugin",
  autoStart: true,
  activate(app) {
    document.head.append(element("link", { rel: "stylesheet", href: LOOKS.href }));
    app.docRegistry.addWidgetExtension("Notebook", {
      createNew(panel) {
        const bar = new Bar(app, panel);
        void bar.follow().catch((error) => bar.fail(error.message ?? error));
      },
    });
    // Kernel → Interrupt and its key do the same as the button.
    app.commands.commandExecuted.connect((_, { id }) => {
      if (id !== "notebook:interrupt-kernel" && id !== "kernelmenu:interrupt") return;
      const kernel = app.shell.currentWidget?.sessionContext?.session?.kernel?.id;
      const byte = dlcourseSite.told.bytes.get(kernel);
      if (byte) byte[0] = 2;
    });
  },
};

(window._JUPYTERLAB ??= {})["dlcourse-live"] = {
  init: () => {},
  get: async () => () => ({ __esModule: true, default: plugin }),
};
