// A live figure without a kernel: native controls over pictures and sentences made beforehand.
// Stands behind sliders.js, whose `mount` makes the sliders.
const WEBP = "data:image/webp;base64,";
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
    img.src = WEBP + data.pictures[picture];
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
      return mount(add(part("controls"), "div"), { label, stops, texts, value, onInput });
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
  figure.addEventListener("keydown", (event) => {
    const moves = event.target.matches("input") && MOVES.test(event.key);
    if (moves || PRESSES.test(event.key)) event.stopPropagation();
  });
}

document.querySelectorAll("figure.dlcourse-frozen").forEach(thaw);
