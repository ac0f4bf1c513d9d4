// The index page: its live figure and the search over all headings.
(() => {
  const data = JSON.parse(document.getElementById("toy-data").textContent);
  const NS = "http://www.w3.org/2000/svg";
  const draw = (svg, tag, attributes, text) => {
    const element = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    svg.append(element);
    return element;
  };
  const scale = (from, to, low, high) => (value) =>
    low + ((value - from) / (to - from)) * (high - low);
  const path = (xs, ys) =>
    xs.map((x, i) => `${i ? "L" : "M"}${x.toFixed(1)} ${ys[i].toFixed(1)}`).join("");

  const fit = document.querySelector(".toy .fit");
  const x = scale(-1, 1, 12, 348);
  const y = scale(-2, 2, 238, 12);
  const xs = data.x.map(x);
  draw(fit, "path", { class: "truth", d: path(xs, data.truth.map(y)) });
  for (const [a, b] of data.dev)
    draw(fit, "path", { class: "dev", d: `M${x(a) - 3} ${y(b)}h6m-3 -3v6` });
  const curve = draw(fit, "path", { class: "model" });
  for (const [a, b] of data.train)
    draw(fit, "circle", { class: "train", cx: x(a), cy: y(b), r: 5 });

  const errors = document.querySelector(".toy .errors");
  const [train, dev] = data.errors;
  const along = scale(0, train.length - 1, 14, 196);
  const up = scale(0, Math.max(...dev, ...train) * 1.08, 214, 14);
  const stops = train.map((_, i) => along(i));
  draw(errors, "path", { class: "axis", d: "M14 10V214H200" });
  draw(errors, "path", { class: "dev", d: path(stops, dev.map(up)) });
  draw(errors, "path", { class: "train", d: path(stops, train.map(up)) });
  draw(errors, "text", { class: "dev", x: 22, y: up(dev[0]) - 8 }, "dev error");
  draw(errors, "text", { class: "train", x: 200, y: 205, "text-anchor": "end" }, "train error");
  draw(errors, "text", { class: "axis", x: 105, y: 234, "text-anchor": "middle" }, "λ →");
  const marks = ["dev", "train"].map((kind) => draw(errors, "circle", { class: kind, r: 5 }));

  const slider = document.getElementById("toy-lambda");
  const output = document.querySelector(".toy output");
  const says = document.getElementById("toy-says");
  const show = () => {
    const i = Number(slider.value);
    curve.setAttribute("d", path(xs, data.curves[i].map(y)));
    [dev, train].forEach((values, k) => {
      marks[k].setAttribute("cx", stops[i]);
      marks[k].setAttribute("cy", up(values[i]));
    });
    output.textContent = data.texts[i];
    slider.setAttribute("aria-valuetext", data.texts[i]);
    says.textContent = data.sentences[i];
  };
  slider.addEventListener("input", show);
  show();
})();

(() => {
  const index = JSON.parse(document.getElementById("search-index").textContent);
  const MOST = 30;
  const input = document.getElementById("search");
  const hits = document.getElementById("hits");
  const status = document.getElementById("search-status");
  // "L1" is found by "l1", "naïve" by "naive"
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{Diacritic}/gu, "")
      .toLowerCase();
  const entries = index.map((entry) => ({ ...entry, folded: fold(`${entry.text} ${entry.page}`) }));

  const find = (query) => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    const rank = ({ folded }) => {
      let sum = 0;
      for (const word of words) {
        const at = folded.indexOf(word);
        if (at < 0) return -1;
        sum += at === 0 || /[\s(:,]/.test(folded[at - 1]) ? 2 : 1; // the start of a word counts more
      }
      return sum;
    };
    return entries
      .map((entry, place) => ({ entry, place, rank: rank(entry) }))
      .filter((hit) => hit.rank >= 0)
      .sort((a, b) => b.rank - a.rank || a.entry.level - b.entry.level || a.place - b.place)
      .map((hit) => hit.entry);
  };

  const marked = (text, query) => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const folded = fold(text);
    const parts = document.createDocumentFragment();
    if (folded.length !== text.length) {
      parts.append(text);
      return parts;
    }
    const on = Array(text.length).fill(false);
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
        on.fill(true, at, at + word.length);
      }
    }
    for (let i = 0, j; i < text.length; i = j) {
      for (j = i; j < text.length && on[j] === on[i]; j++);
      const piece = on[i] ? document.createElement("mark") : document.createElement("span");
      piece.textContent = text.slice(i, j);
      parts.append(piece);
    }
    return parts;
  };

  const search = () => {
    const found = find(input.value);
    hits.replaceChildren();
    hits.hidden = !found?.length;
    if (!found) {
      status.textContent = "";
      return;
    }
    const query = input.value.trim();
    for (const { text, page, url } of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = url;
      const words = document.createElement("strong");
      words.append(marked(text, query));
      const where = document.createElement("span");
      where.textContent = page;
      link.append(words, " ", where);
      item.append(link);
      hits.append(item);
    }
    const count = found.length === 1 ? "1 hit" : `${found.length || "No"} hits`;
    const more = found.length > MOST ? `, the first ${MOST} are shown` : "";
    status.textContent = `${count} for “${query}”${more}.`;
  };

  const links = () => [...hits.querySelectorAll("a")];
  const move = (event, step) => {
    const all = links();
    if (!all.length) return;
    event.preventDefault();
    const at = all.indexOf(document.activeElement) + step;
    (at < 0 ? input : all[Math.min(at, all.length - 1)]).focus();
  };
  document.querySelector(".finder").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp" && document.activeElement !== input) move(event, -1);
    if (event.key === "Escape") {
      input.value = "";
      search();
      input.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    input.focus();
  });
  document.getElementById("search-form").addEventListener("submit", (event) => {
    event.preventDefault();
    links()[0]?.click();
  });
  let asked = 0;
  input.addEventListener("input", () => {
    clearTimeout(asked); // a reader of the screen hears the number once, not per key
    asked = setTimeout(search, 80);
  });
  const arrive = () => location.hash === "#search" && input.focus();
  addEventListener("hashchange", arrive);
  arrive();
  if (input.value) search(); // the browser came back to the page
})();
