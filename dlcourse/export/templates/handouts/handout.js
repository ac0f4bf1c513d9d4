// Puts every slide on a sheet of paper, the speaker's notes below it, when deck.js has finished.
// Nothing that runs is left then: what is printed is what stands there.
(() => {
"use strict";
const [WIDTH, HEIGHT] = [1280, 720]; // px, of a slide
const SMALLEST = 8; // px, of the notes
const LINES = 15; // to write on, where there are no notes

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

// As on the screen before anything is pressed, fragments shown; what only a screen can do goes.
function still(page) {
  page.querySelectorAll("figure[data-after]").forEach((figure) => figure.finish?.());
  for (const one of [page, ...page.querySelectorAll("*")]) {
    one.classList.remove("past", "present", "future", "visible", "current-fragment", "fragment");
    one.removeAttribute("aria-hidden");
    one.removeAttribute("hidden");
    one.removeAttribute("inert"); // a screen reader would pass over it, in the PDF too
  }
  for (const name of ["style", "data-fragment", "data-previous-indexv", "data-index-v"]) {
    page.removeAttribute(name);
  }
  page
    .querySelectorAll(
      "script, .dlcourse-frozen-controls, .dlcourse-frozen-presets, .dlcourse-frozen-why, " +
        ".dlcourse-frozen-announcer, mjx-assistive-mml"
    )
    .forEach((one) => one.remove());
  page.querySelectorAll("details").forEach((one) => (one.open = false));
  return page;
}

function sheet(page, number, total, title) {
  const notes = page.querySelector("aside.notes");
  notes?.remove();
  // Nested as in the deck, whose style it keeps.
  const inside = element("div", "slides", element("section", "", still(page)));
  const slide = element("div", "reveal slide", inside);
  const where = [title, page.dataset.section].filter(Boolean).join(" · ");
  const head = element(
    "header", "sheet-head", element("span", "", where), element("span", "", `${number} / ${total}`)
  );
  const made = element("article", "sheet", head, element("div", "frame", slide));
  made.setAttribute("aria-label", `Slide ${number}`);
  const below = element("section", "sheet-notes");
  if (notes) {
    below.append(element("p", "label", "Notes"), ...notes.childNodes);
  } else {
    below.append(...Array.from({ length: LINES }, () => element("div", "line")));
  }
  made.append(below);
  return made;
}

// Without its controls a figure has more room: its picture takes it.
function enlarge(page) {
  const img = page.querySelector(".dlcourse-frozen img");
  if (!img) return;
  const inside = page.querySelector(".content");
  const style = getComputedStyle(page);
  const pad = (side) => parseFloat(style[`padding${side}`]);
  const [width, height] = [img.offsetWidth, img.offsetHeight];
  const room = HEIGHT - pad("Top") - pad("Bottom") - (inside.offsetHeight - height);
  const scale = Math.min((WIDTH - pad("Left") - pad("Right")) / width, room / height);
  img.style.maxWidth = img.style.maxHeight = "none";
  img.style.width = `${Math.floor(scale * width)}px`;
  img.style.height = `${Math.floor(scale * height)}px`;
}

// Long notes become smaller; they never run onto another page.
function fit(notes) {
  let size = 14;
  while (notes.scrollHeight > notes.clientHeight && size > SMALLEST) {
    size -= 0.5;
    notes.style.fontSize = `${size}px`;
  }
}

// A formula is a drawing in a PDF: its TeX is what a screen reader can say.
function nameFormulas() {
  for (const { math, typesetRoot } of window.MathJax?.startup.document?.math ?? []) {
    const svg = typesetRoot.querySelector("svg");
    svg?.setAttribute("role", "img");
    svg?.setAttribute("aria-label", math.trim());
    typesetRoot.removeAttribute("role");
  }
}

function print() {
  nameFormulas();
  const root = document.querySelector("main.reveal");
  const { title } = root.dataset;
  const pages = [...root.querySelectorAll("section.page")];
  const all = pages.map((page, k) => sheet(page, k + 1, pages.length, title));
  const main = element("main", "handout", ...all);
  main.dataset.sheets = pages.length;
  // Glyphs of formulas are shared between them.
  const shared = document.getElementById("MJX-SVG-global-cache");
  document.body.replaceChildren(...(shared ? [shared] : []), main);
  document.documentElement.className = document.body.className = "";
  document.documentElement.removeAttribute("style");
  document.body.removeAttribute("style");
  document.title = `${title} · handout`;
  document.querySelectorAll("script").forEach((one) => one.remove());
  // reveal.js has rules for paper of its own.
  for (const style of document.querySelectorAll("style")) {
    if (style.textContent.includes("print-pdf")) style.remove();
  }
  document.querySelectorAll("section.page").forEach(enlarge);
  document.querySelectorAll(".sheet-notes").forEach(fit);
}

function wait() {
  const root = document.querySelector("main.reveal");
  if (root.dataset.ready === undefined) setTimeout(wait, 50);
  else print();
}

wait();
})();
