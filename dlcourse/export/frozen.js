// A live figure without a kernel: native controls over pictures and sentences made beforehand.
// Stands behind sliders.js and sketch.js, whose `mount` make sliders and axes to draw on.
const WEBP = "data:image/webp;base64,";
const MOVE = 1000; // ms in which a figure goes from its question's state to the answer's
const AT_REST = 500; // ms without a move, after which the sentence is read aloud
// keys that belong to the control that has the focus, not to what stands around the figure
const MOVES = /^(Arrow|Page|Home$|End$)/;
const PRESSES = /^(Enter| )$/;

function add(parent, tag, properties = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  parent.append(element);
  return element;
}

// A row of which one is pressed: radio buttons, so that arrow keys go from one to the next.
function mountChoice(el, { name, label, texts, value, onInput }) {
  el.classList.add("dlcourse-frozen-choice");
  add(el, "legend", { textContent: label });
  const inputs = texts.map((text, index) => {
    const option = add(el, "label");
    const input = add(option, "input", { type: "radio", name, checked: index === value });
    input.addEventListener("input", () => onInput(index));
    add(option, "span", { textContent: text });
    return input;
  });
  return { set: (index) => (inputs[index].checked = true) };
}

function thaw(figure) {
  const data = JSON.parse(document.getElementById(figure.dataset.frames).textContent);
  const part = (name) => figure.querySelector(`.dlcourse-frozen-${name}`);
  const img = figure.querySelector("img");
  const caption = figure.querySelector("figcaption");
  const place = data.controls.map((control) => control.default);
  let resting = null;

  const show = (number) => {
    const [picture, sentence] = data.frames[number];
    see(data.pictures[picture], sentence);
  };
  const see = (picture, sentence) => {
    img.src = WEBP + picture;
    img.alt = caption.textContent = sentence;
    clearTimeout(resting);
    resting = setTimeout(() => (part("announcer").textContent = sentence), AT_REST);
  };
  // frames stand row by row: the last control's stops lie next to each other
  const row = () =>
    place.reduce((number, stop, i) => number * data.controls[i].texts.length + stop, 0);

  const controls = data.controls.map((control, i) => {
    const { label, texts } = control;
    const value = control.default;
    const onInput = (stop) => {
      place[i] = stop;
      press(null);
      show(row());
    };
    if (control.kind === "slider") {
      const stops = texts.map((_, index) => index);
      return sliders.mount(add(part("controls"), "div"), { label, stops, texts, value, onInput });
    }
    const name = `${figure.id}-${i}`;
    return mountChoice(add(part("controls"), "fieldset"), { name, label, texts, value, onInput });
  });

  const press = (preset) => {
    for (const [i, button] of buttons.entries()) {
      button.setAttribute("aria-pressed", String(data.presets[i] === preset));
    }
    const why = part("why");
    why.hidden = !preset;
    why.textContent = "";
    if (preset) {
      add(why, "strong", { textContent: `${preset.name}: ` });
      why.append(preset.why + (preset.also && ` (${preset.also})`));
    }
  };
  const moveTo = (stops) => {
    stops.forEach((stop, i) => controls[i].set((place[i] = stop)));
  };
  const buttons = data.presets.map((preset) => {
    const button = add(part("presets"), "button", { type: "button", textContent: preset.name });
    button.addEventListener("click", () => {
      moveTo(preset.at);
      press(preset);
      show(preset.frame);
    });
    return button;
  });
  const reset = add(part("presets"), "button", { type: "button", textContent: "Reset" });
  reset.addEventListener("click", () => {
    moveTo(data.controls.map((control) => control.default));
    press(initial());
    show(data.default);
  });
  const initial = () => data.presets.find((preset) => preset.frame === data.default) ?? null;
  press(initial());
  if (figure.dataset.after) waits(figure, { data, show, see, moveTo, press });
  figure.addEventListener("keydown", (event) => {
    const moves = event.target.matches("input") && MOVES.test(event.key);
    if (moves || PRESSES.test(event.key)) event.stopPropagation();
  });
}

// A figure that waits for a prediction's answer can be put into the question's state, `back`, and sent
// to the answer's, `go`; in print it is there already.
function waits(figure, { data, show, see, moveTo, press }) {
  const after = JSON.parse(document.getElementById(`${figure.id}-after`).textContent);
  const { start, way, preset, pinned } = after;
  let timers = [];
  // the stops of a frame of the grid; a preset that leaves the grid stands at those of its button
  const stops = (number) => {
    const off = data.presets.find(({ frame }) => frame === number);
    if (off) return off.at;
    return data.controls.toReversed().reduce(
      ([rest, found], control) => {
        const count = control.texts.length;
        return [Math.floor(rest / count), [rest % count, ...found]];
      },
      [number, []]
    )[1];
  };
  const words = pinned && `Dotted: ${pinned}`;
  const ghost = add(figure, "p", { className: "dlcourse-frozen-pinned", textContent: words });
  const at = (number) => {
    moveTo(stops(number));
    show(number);
  };
  const arrive = () => {
    moveTo(data.presets[preset].at);
    press(data.presets[preset]);
    see(after.picture, after.sentence);
    ghost.style.visibility = "visible";
  };
  const stop = () => {
    timers.forEach(clearTimeout);
    timers = [];
  };
  figure.addEventListener("input", () => {
    stop();
    ghost.style.visibility = "hidden";
  });
  figure.addEventListener("click", (event) => {
    if (!event.target.matches("button")) return;
    stop();
    ghost.style.visibility = "hidden";
  });
  figure.back = () => {
    stop();
    press(null);
    at(start);
    ghost.style.visibility = "hidden";
  };
  figure.go = () => {
    stop();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const steps = calm ? [] : way.slice(0, -1);
    steps.forEach((number, i) => timers.push(setTimeout(() => at(number), ((i + 1) * MOVE) / way.length)));
    if (calm) arrive();
    else timers.push(setTimeout(arrive, MOVE));
  };
  figure.finish = () => {
    stop();
    arrive();
  };
  addEventListener("beforeprint", figure.finish);
  arrive();
}

function drawn(place) {
  const { spec, truth, name } = JSON.parse(place.querySelector("script").textContent);
  place.querySelector("img").remove();
  const tell = (type) => place.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: name }));
  const board = sketch.mount(add(place, "div"), spec, {
    onCommit() {
      board.reveal(truth);
      tell("dlcourse-answer");
    },
    onReset: () => tell("dlcourse-open"),
  });
}

document.querySelectorAll("figure.dlcourse-frozen").forEach(thaw);
document.querySelectorAll(".dlcourse-to-draw").forEach(drawn);
