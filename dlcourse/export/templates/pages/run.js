// On a site whose notebooks run: below each figure a link that turns to its cell, live.
for (const figure of document.querySelectorAll(".explorer[data-cell]")) {
  const name = location.pathname.split("/").pop().replace(/\.html$/, "");
  const link = document.createElement("a");
  link.className = "button quiet run-figure";
  link.dataset.run = "";
  link.href =
    `live/notebooks/index.html?path=${name}.ipynb` +
    `&cell=${encodeURIComponent(figure.dataset.cell)}`;
  link.textContent = "Run it here";
  const title = figure.querySelector("[id]")?.getAttribute("aria-label");
  if (title) link.setAttribute("aria-label", `Run it here: ${title}`);
  figure.append(link);
}
// A first visit has to wait for the service worker, which takes part of a second: without it a
// loop that never ends could not be stopped.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-run]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  await Promise.race([dlcourseSite.worker, new Promise((late) => setTimeout(late, 3000))]);
  location.href = link.href;
});
