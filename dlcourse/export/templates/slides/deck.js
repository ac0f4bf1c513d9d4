// Sets the formulas, breaks what is too long for a slide, then lets reveal.js run the show.
(() => {
"use strict";
const WIDTH = 1280;
const HEIGHT = 720;
const SPARE = 1; // px, for what browsers round
const AGAIN = 44; // px, of the line on a continued page that says what it continues

const pages = () => [...document.querySelectorAll("section.page")];
const content = (page) => page.querySelector(".content");

// The height that a page's content may have.
function room(page) {
  const style = getComputedStyle(page);
  return HEIGHT - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom) - SPARE;
}

const height = (page) => content(page).getBoundingClientRect().height;

// What begins something belongs to what follows.
function leads(block) {
  return /^H\d$/.test(block.tagName) || block.matches(".again") || /:\s*$/.test(block.textContent);
}

// First blocks of pages on which no page is higher than `most`.
function breaks(spans, most) {
  const starts = [0];
  spans.forEach((span, i) => {
    const start = starts.at(-1);
    if (i === start || span.bottom - spans[start].top <= most) return;
    let next = i;
    while (next > start && spans[next - 1].leads) next -= 1;
    starts.push(next > start ? next : i);
  });
  return starts;
}

// The highest thing that must not be broken: what leads, and what it leads to.
function highest(spans) {
  let top = null;
  return Math.max(
    ...spans.map((span) => {
      top ??= span.top;
      const size = span.bottom - top;
      if (!span.leads) top = null;
      return size;
    })
  );
}

// As few pages as needed, all about equally full.
function balanced(spans, most) {
  const fewest = breaks(spans, most);
  let [low, high] = [most / fewest.length / 2, most];
  while (high - low > 4) {
    const middle = (low + high) / 2;
    const starts = breaks(spans, middle);
    const highest = starts.map((start, i) => {
      const last = (starts[i + 1] ?? spans.length) - 1;
      return spans[last].bottom - spans[start].top;
    });
    if (starts.length === fewest.length && Math.max(...highest) <= most) high = middle;
    else low = middle;
  }
  return breaks(spans, high);
}

const measured = (page) =>
  [...content(page).children].map((block) => {
    const { top, bottom } = block.getBoundingClientRect();
    return { top, bottom, leads: leads(block) };
  });

function split(page) {
  const blocks = [...content(page).children];
  const heading = blocks.find((block) => /^H[1-4]$/.test(block.tagName));
  const starts = balanced(measured(page), room(page) - (heading ? AGAIN : 0));
  const notes = page.querySelector("aside.notes");
  let last = page;
  for (const [i, start] of starts.entries()) {
    if (i === 0) continue;
    const next = page.cloneNode(false);
    const inside = document.createElement("div");
    inside.className = "content";
    if (heading) {
      const line = document.createElement("p");
      line.className = "again";
      line.textContent = `${heading.textContent}, continued`;
      inside.append(line);
    }
    inside.append(...blocks.slice(start, starts[i + 1]));
    next.append(inside);
    if (notes) next.append(notes.cloneNode(true));
    last.after(next);
    last = next;
  }
}

// The picture gets the room that its controls and its longest texts leave.
function fitFigure(page) {
  const figure = page.querySelector(".dlcourse-frozen");
  const img = figure?.querySelector("img");
  if (!img) return;
  const data = JSON.parse(document.getElementById(figure.dataset.frames).textContent);
  const tallest = (element, texts) => {
    const before = element.innerHTML;
    const longest = texts.sort((a, b) => b.length - a.length).slice(0, 4);
    const heights = longest.map((text) => {
      element.textContent = text;
      return element.getBoundingClientRect().height;
    });
    element.innerHTML = before;
    return Math.ceil(Math.max(...heights));
  };
  const caption = figure.querySelector("figcaption");
  caption.style.minHeight = `${tallest(caption, data.frames.map(([, sentence]) => sentence))}px`;
  const why = figure.querySelector(".dlcourse-frozen-why");
  const lines = data.presets.map(({ name, why, also }) => `${name}: ${why}${also && ` (${also})`}`);
  why.style.minHeight = `${lines.length ? tallest(why, lines) : 0}px`;
  const others = height(page) - img.getBoundingClientRect().height;
  img.style.maxHeight = `${Math.floor(room(page) - others)}px`;
}

// Axes to draw on get the height that the question above them leaves.
function fitSketch(page) {
  const board = page.querySelector(".dlcourse-sketch-board");
  if (!board) return;
  const { width, height: high } = board.querySelector("img");
  const others = height(page) - board.getBoundingClientRect().height;
  board.style.maxWidth = `${Math.floor(((room(page) - others) / high) * width)}px`;
}

// Little text is set larger; a conclusion stands alone on its slide.
function loosen(page) {
  const blocks = [...content(page).children];
  if (page.querySelector("pre, table, img, details")) return;
  const alone = blocks.every((block) => block.matches("p")) && blocks.some((b) => b.matches(".so"));
  const compact = page.classList.contains("compact");
  page.classList.remove("compact");
  page.classList.add(alone ? "statement" : "airy");
  if (height(page) <= room(page) * 0.9) return;
  page.classList.remove("statement", "airy");
  page.classList.toggle("compact", compact);
}

function fit() {
  document.documentElement.classList.add("measuring");
  for (const page of pages().filter((page) => page.matches(".figure"))) fitFigure(page);
  for (const page of pages().filter((page) => page.matches(".question"))) fitSketch(page);
  const text = pages().filter((page) => page.matches(".text"));
  for (const page of text) {
    const answers = page.querySelectorAll("details");
    answers.forEach((answer) => (answer.open = true));
    page.classList.toggle("quiz", answers.length > 0);
  }
  const full = text.filter((page) => height(page) > room(page));
  full.forEach((page) => page.classList.add("compact"));
  const over = full.filter((page) => height(page) > room(page));
  // a page that is broken anyway is better read large, unless one block needs the room
  for (const page of over) {
    page.classList.remove("compact");
    page.classList.toggle("compact", highest(measured(page)) > room(page) - AGAIN);
  }
  over.forEach(split);
  for (const page of pages().filter((page) => page.matches(".text"))) loosen(page);
  pages().forEach((page) => page.querySelectorAll("details").forEach((one) => (one.open = false)));
  document.documentElement.classList.remove("measuring");
}

// PageUp and PageDown are a clicker's keys, whatever has the focus; Escape leaves a control.
function keys(deck) {
  document.addEventListener(
    "keydown",
    (event) => {
      const control = document.activeElement?.closest?.(".reveal input");
      if (!control) return;
      if (event.key === "PageDown" || event.key === "PageUp") {
        event.preventDefault();
        event.stopImmediatePropagation();
        if (event.key === "PageDown") deck.next();
        else deck.prev();
      } else if (event.key === "Escape") {
        event.stopImmediatePropagation();
        control.blur();
      }
    },
    true
  );
}

async function show() {
  await document.fonts.ready;
  await Promise.all([...document.fonts].map((font) => font.load().catch(() => {})));
  if (window.MathJax?.startup) {
    await MathJax.startup.promise;
    await MathJax.typesetPromise();
  }
  fit();
  const root = document.querySelector(".reveal");
  const deck = new Reveal(root, {
    width: WIDTH,
    height: HEIGHT,
    margin: 0,
    minScale: 0.1,
    maxScale: 4,
    center: false,
    hash: true,
    controls: false,
    progress: true,
    slideNumber: "c/t",
    transition: "none",
    navigationMode: "linear",
    pdfSeparateFragments: false,
    // Space and Enter press the button that has the focus, and nothing else
    keyboardCondition: ({ key }) =>
      !((key === " " || key === "Enter") && document.activeElement?.closest("button, summary, a")),
    plugins: [RevealNotes],
  });
  const where = root.querySelector(".where");
  const follow = () => {
    const page = deck.getCurrentSlide();
    const { section } = page.dataset;
    where.textContent = root.dataset.title + (section ? `  ·  ${section}` : "");
    root.classList.toggle("on-cover", page.matches(".cover"));
  };
  deck.on("ready", follow);
  deck.on("slidechanged", follow);
  const scale = () => root.style.setProperty("--scale", deck.getScale());
  deck.on("resize", scale);
  await deck.initialize();
  scale();
  // A figure stands in its question's state until the next step sends it to the answer's.
  if (!/[?&](view=)?print/.test(location.search)) {
    for (const figure of root.querySelectorAll("figure[data-after]")) figure.back();
  }
  const figureOf = (fragment) =>
    fragment.matches("[data-goes]") && fragment.closest(".content").querySelector("figure");
  deck.on("fragmentshown", ({ fragment }) => figureOf(fragment)?.go?.());
  deck.on("fragmenthidden", ({ fragment }) => figureOf(fragment)?.back?.());
  keys(deck);
  window.deck = deck;
  root.dataset.ready = "";
}

show();
})();
