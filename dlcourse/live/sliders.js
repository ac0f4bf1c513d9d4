// A labelled native range input over explicit stops. `mount` knows nothing of Jupyter, so that an
// exported page can use it with frames in place of a kernel.
let count = 0;

export function mount(el, { label, stops, texts, value, onInput }) {
  const id = `dlcourse-stop-${Date.now().toString(36)}-${count++}`;
  el.classList.add("dlcourse-stop-slider");
  const name = document.createElement("label");
  name.htmlFor = id;
  const input = document.createElement("input");
  Object.assign(input, { type: "range", id, min: 0, max: stops.length - 1, step: 1 });
  const output = document.createElement("output");
  output.htmlFor = id;
  // the widest text reserves the room, so that nothing beside the slider moves
  output.style.minWidth = `${Math.max(...texts.map((text) => text.length))}ch`;
  const show = () => {
    const text = texts[input.value];
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  const set = (number) => {
    let best = 0;
    stops.forEach((stop, i) => {
      if (Math.abs(stop - number) < Math.abs(stops[best] - number)) best = i;
    });
    if (Number(input.value) !== best || !output.textContent) {
      input.value = best;
      show();
    }
  };
  input.addEventListener("input", () => {
    show();
    onInput(stops[input.value]);
  });
  // JupyterLab listens to arrow keys on the notebook: inside the slider they are the slider's
  input.addEventListener("keydown", (event) => event.stopPropagation());
  name.textContent = label;
  input.value = 0;
  set(value);
  el.append(name, input, output);
  return { input, set };
}

function render({ model, el }) {
  const slider = mount(el, {
    label: model.get("label"),
    stops: model.get("stops"),
    texts: model.get("texts"),
    value: model.get("value"),
    onInput(value) {
      model.set("value", value);
      model.save_changes();
    },
  });
  const enable = () => (slider.input.disabled = model.get("disabled"));
  enable();
  const follow = () => slider.set(model.get("value"));
  model.on("change:value", follow);
  model.on("change:disabled", enable);
  return () => {
    model.off("change:value", follow);
    model.off("change:disabled", enable);
  };
}

export default { render };
