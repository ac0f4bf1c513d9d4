// A curve that the reader draws on empty axes: by pointer, finger or keys, or one of three shapes.
// `mount` knows nothing of Jupyter, so that an exported page can use it without a kernel.
const NEAR = 0.06; // of the axes' height: what counts as no difference
const SECOND = 1000; // ms in which the true curve appears
const SVG = "http://www.w3.org/2000/svg";

function part(parent, tag, properties = {}, svg = false) {
  const element = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (svg || name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  parent.append(element);
  return element;
}

// What a curve does, from its heights as parts of the axes: its kind, and the place where it turns.
export function course(heights) {
  const last = heights.length - 1;
  const low = Math.min(...heights);
  const high = Math.max(...heights);
  if (high - low < 2 * NEAR) return { kind: "level" };
  const bottom = heights.indexOf(low);
  const top = heights.indexOf(high);
  const [start, end] = [heights[0], heights[last]];
  if (start - low > NEAR && end - low > NEAR) return { kind: "valley", at: bottom };
  if (high - start > NEAR && high - end > NEAR) return { kind: "hill", at: top };
  const falls = start > end;
  // where it is nearly at its end already: a curve that spends a third of its way there levels off
  const settled = heights.findIndex((_, i) =>
    heights.slice(i).every((height) => Math.abs(height - end) < NEAR)
  );
  if (settled <= (2 / 3) * last) return { kind: falls ? "falls to a level" : "rises to a level", at: settled };
  return { kind: falls ? "falls" : "rises" };
}

const EXPECTED = {
  level: () => "to stay about the same",
  valley: (x) => `to fall and turn up at ${x}`,
  hill: (x) => `to rise and turn down at ${x}`,
  falls: () => "to fall all the way",
  rises: () => "to rise all the way",
  "falls to a level": (x) => `to fall until about ${x} and stay there`,
  "rises to a level": (x) => `to rise until about ${x} and stay there`,
};
const SEEN = {
  level: () => "stays about the same",
  valley: (x) => `falls and turns up at ${x}`,
  hill: (x) => `rises and turns down at ${x}`,
  falls: () => "falls all the way",
  rises: () => "rises all the way",
  "falls to a level": (x) => `falls until about ${x} and stays there`,
  "rises to a level": (x) => `rises until about ${x} and stays there`,
};

// One sentence on how the two curves go, and one on where they part most.
export function compared({ name, places, low, high, unit, digits }, drawn, truth) {
  const heights = (values) => values.map((y) => (y - low) / (high - low));
  const [mine, true_] = [course(heights(drawn)), course(heights(truth))];
  const words = (table, { kind, at }) => table[kind](places[at]);
  const same = mine.kind === true_.kind;
  const gaps = drawn.map((y, i) => Math.abs(y - truth[i]) / (high - low));
  const most = gaps.indexOf(Math.max(...gaps));
  const text = (y) => `${y.toFixed(digits)}${unit}`;
  const expected = `You expected ${name} ${words(EXPECTED, mine)}`;
  const turned = same && mine.at !== undefined && Math.abs(mine.at - true_.at) > places.length / 10;
  const seen = same
    ? `, and so it does${turned ? `, but at ${places[true_.at]}` : ""}`
    : `; it ${words(SEEN, true_)}`;
  const parted =
    gaps[most] < NEAR
      ? "Your curve is nowhere far from it."
      : `The two part most at ${places[most]}, where you drew ${text(drawn[most])} and it is ${text(truth[most])}.`;
  return `${expected}${seen}. ${parted}`;
}

// What is not drawn lies on straight lines between what is, and level before and after.
export function filled(values) {
  const known = values.flatMap((y, i) => (y === null ? [] : [i]));
  return values.map((y, i) => {
    if (y !== null) return y;
    const before = known.findLast((k) => k < i) ?? known[0];
    const after = known.find((k) => k > i) ?? known.at(-1);
    if (before === after || i < before || i > after) return values[i < before ? before : after];
    return values[before] + ((i - before) / (after - before)) * (values[after] - values[before]);
  });
}

// spec: question, name, picture, width, height, box [left, top, right, bottom] of the axes in parts of the
// picture, xs (places in parts of the axes' width), places (their names), low, high, unit, digits,
// shapes [{name, values}]
export function mount(el, spec, { onCommit, onReset = () => {} }) {
  const { width, height, box, xs, places, low, high } = spec;
  const n = xs.length;
  const [left, top, right, bottom] = [box[0] * width, box[1] * height, box[2] * width, box[3] * height];
  const px = (i) => left + xs[i] * (right - left);
  const py = (y) => bottom - ((y - low) / (high - low)) * (bottom - top);
  let values = new Array(n).fill(null);
  let committed = false;
  let at = 0;

  el.classList.add("dlcourse-sketch");
  const board = part(el, "div", { className: "dlcourse-sketch-board" });
  board.style.maxWidth = `${width}px`;
  const image = part(board, "img", { src: spec.picture, alt: `Axes for ${spec.name}`, draggable: false });
  Object.assign(image, { width, height });
  const svg = part(board, "svg", { viewBox: `0 0 ${width} ${height}` }, true);
  const hint = part(svg, "text", { class: "hint", x: (left + right) / 2, y: (top + bottom) / 2, "text-anchor": "middle" }, true);
  hint.textContent = "Draw here what you expect";
  const mine = part(svg, "path", { class: "mine" }, true);
  const truth = part(svg, "path", { class: "truth" }, true);
  const mark = part(svg, "circle", { class: "mark", r: 6, visibility: "hidden" }, true);
  svg.setAttribute("role", "slider");
  svg.setAttribute("aria-label", `Your sketch of ${spec.name}: left and right move along, up and down draw`);
  svg.setAttribute("aria-valuemin", low);
  svg.setAttribute("aria-valuemax", high);
  svg.setAttribute("tabindex", "0");

  const row = part(el, "div", { className: "dlcourse-sketch-row" });
  part(row, "span", { textContent: "or start from" });
  const shapes = spec.shapes.map((shape) => {
    const button = part(row, "button", { type: "button" });
    const icon = part(button, "svg", { viewBox: "0 0 36 20", width: 36, height: 20, "aria-hidden": "true" }, true);
    const d = shape.values.map((y, i) => `${i ? "L" : "M"}${2 + 32 * xs[i]} ${18 - (16 * (y - low)) / (high - low)}`);
    part(icon, "path", { d: d.join("") }, true);
    part(button, "span", { textContent: shape.name });
    button.addEventListener("click", () => {
      values = [...shape.values];
      show();
    });
    return button;
  });
  const clear = part(row, "button", { type: "button", className: "clear", textContent: "Clear" });
  const commit = part(row, "button", { type: "button", className: "commit", textContent: "This is my curve" });
  const key = part(el, "p", { className: "dlcourse-sketch-key" });
  part(key, "span", { className: "mine", textContent: "yours" });
  part(key, "span", { className: "truth", textContent: spec.name });
  const sentence = part(el, "p", { className: "dlcourse-sketch-sentence" });
  sentence.setAttribute("role", "status");

  const path = (heights) => {
    let d = "";
    heights.forEach((y, i) => {
      if (y === null) return;
      d += `${i && heights[i - 1] !== null ? "L" : "M"}${px(i).toFixed(1)} ${py(y).toFixed(1)}`;
      if (heights[i - 1] == null && heights[i + 1] == null) d += "h0.1"; // a point of its own
    });
    return d;
  };
  const show = () => {
    mine.setAttribute("d", path(values));
    const drawn = values.filter((y) => y !== null).length;
    hint.setAttribute("visibility", drawn || committed ? "hidden" : "visible");
    commit.disabled = committed || drawn < 2;
    key.style.visibility = committed ? "visible" : "hidden"; // its place is kept
    clear.textContent = committed ? "Draw again" : "Clear";
    for (const shape of shapes) shape.disabled = committed;
    const y = values[at];
    const text = y === null ? "not drawn" : `${y.toFixed(spec.digits)}${spec.unit}`;
    svg.setAttribute("aria-valuenow", y ?? low);
    svg.setAttribute("aria-valuetext", `${places[at]}: ${text}`);
    mark.setAttribute("cx", px(at));
    mark.setAttribute("cy", py(y ?? (low + high) / 2));
  };

  // Pointer: what lies between two events is filled in.
  let before = null;
  const draw = (event) => {
    const frame = svg.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * width;
    const y = ((event.clientY - frame.top) / frame.height) * height;
    const value = Math.min(high, Math.max(low, low + ((bottom - y) / (bottom - top)) * (high - low)));
    let nearest = 0;
    xs.forEach((_, i) => {
      if (Math.abs(px(i) - x) < Math.abs(px(nearest) - x)) nearest = i;
    });
    values[nearest] = value;
    if (before && before.index !== nearest) {
      const step = Math.sign(nearest - before.index);
      for (let i = before.index + step; i !== nearest; i += step) {
        const share = (i - before.index) / (nearest - before.index);
        values[i] = before.value + share * (value - before.value);
      }
    }
    before = { index: nearest, value };
    at = nearest;
    show();
  };
  svg.addEventListener("pointerdown", (event) => {
    if (committed || event.button !== 0) return;
    svg.setPointerCapture(event.pointerId);
    before = null;
    svg.dataset.drawing = "";
    draw(event);
    svg.focus({ preventScroll: true });
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.dataset.drawing === undefined) return;
    for (const each of event.getCoalescedEvents?.() ?? []) draw(each);
    draw(event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => delete svg.dataset.drawing);
  }
  svg.addEventListener("focus", () => mark.setAttribute("visibility", "visible"));
  svg.addEventListener("blur", () => mark.setAttribute("visibility", "hidden"));

  // Keys: along with left and right, carrying the height along; up and down change it.
  svg.addEventListener("keydown", (event) => {
    const along = { ArrowLeft: -1, ArrowRight: 1, Home: -n, End: n }[event.key];
    const up = { ArrowDown: -0.02, ArrowUp: 0.02, PageDown: -0.1, PageUp: 0.1 }[event.key];
    if (along === undefined && up === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab and reveal.js listen to arrow keys, too
    if (along !== undefined) {
      const y = values[at];
      const next = Math.min(n - 1, Math.max(0, at + along));
      if (!committed && Math.abs(along) === 1 && y !== null && values[next] === null) values[next] = y;
      at = next;
    } else if (!committed) {
      const y = values[at] ?? (low + high) / 2;
      values[at] = Math.min(high, Math.max(low, y + up * (high - low)));
    }
    show();
  });
  el.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") event.stopPropagation();
  });

  const reveal = (heights, animated = true) => {
    committed = true;
    values = filled(values);
    truth.setAttribute("d", path(heights));
    const length = truth.getTotalLength();
    const calm = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
    truth.style.strokeDasharray = calm ? "" : length;
    if (!calm) {
      truth.animate([{ strokeDashoffset: length }, { strokeDashoffset: 0 }], SECOND).onfinish = () =>
        (truth.style.strokeDasharray = "");
    }
    sentence.textContent = compared(spec, values, heights);
    show();
    return sentence.textContent;
  };
  const reset = () => {
    committed = false;
    values = new Array(n).fill(null);
    truth.setAttribute("d", "");
    sentence.textContent = "";
    show();
  };
  clear.addEventListener("click", () => {
    const again = committed;
    reset();
    if (again) onReset();
  });
  commit.addEventListener("click", () => {
    values = filled(values);
    commit.disabled = true;
    onCommit(values);
  });
  show();
  return {
    reveal,
    reset,
    take(drawn) {
      values = [...drawn];
      show();
    },
  };
}

function render({ model, el }) {
  const sketch = mount(el, model.get("spec"), {
    onCommit(values) {
      model.set("drawn", values);
      model.save_changes();
    },
    onReset() {
      model.set("drawn", []);
      model.save_changes();
    },
  });
  const follow = (animated) => {
    const [drawn, truth] = [model.get("drawn"), model.get("truth")];
    if (!drawn.length || !truth.length) return sketch.reset();
    sketch.take(drawn);
    const sentence = sketch.reveal(truth, animated);
    if (sentence !== model.get("sentence")) {
      model.set("sentence", sentence);
      model.save_changes();
    }
  };
  if (model.get("drawn").length) follow(false);
  const changed = () => follow(true);
  model.on("change:truth", changed);
  return () => model.off("change:truth", changed);
}

export default { render };
