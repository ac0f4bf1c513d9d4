// What every page does: the theme, boxes that scroll, the table of contents, predictions.
const dlcourse = (() => {
  const root = document.documentElement;

  // The theme follows the system until the reader chooses the other one; choosing back forgets it.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector("button.theme");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const remember = (theme) => {
    try {
      if (theme) localStorage.setItem("dlcourse-theme", theme);
      else localStorage.removeItem("dlcourse-theme");
    } catch {} // without storage the choice lasts as long as the page
  };
  const show = () => button.setAttribute("aria-pressed", String(dark()));
  button.hidden = false;
  button.addEventListener("click", () => {
    const wanted = dark() ? "light" : "dark";
    const chosen = wanted === (system.matches ? "dark" : "light") ? "" : wanted;
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    remember(chosen);
    show();
  });
  system.addEventListener("change", show);
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== "dlcourse-theme") return;
    if (newValue) root.dataset.theme = newValue;
    else delete root.dataset.theme;
    show();
  });
  show();

  // A box is a stop of the tab key only while something in it is out of sight.
  const measure = (box) => {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => measure(target)));
  const boxes = () => document.querySelectorAll("[data-scrolls]");
  boxes().forEach((box) => sizes.observe(box));
  // what was folded had no size that could be measured
  const unfolded = ({ target }) => target.querySelectorAll?.("[data-scrolls]").forEach(measure);
  document.addEventListener("toggle", unfolded, true);

  // Formulas become pictures after the page has been laid out: what was asked for stays in sight.
  const mathIsReady = () => {
    boxes().forEach(measure);
    const place =
      location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place && scrollY > 0) place.scrollIntoView();
    root.classList.add("math-ready");
  };

  // Figures are 900 pixels wide: on a phone they can be enlarged, and moved within their box.
  const narrow = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const button = target.nextElementSibling;
      const image = target.querySelector("img");
      button.hidden = target.clientWidth >= 0.75 * image.getAttribute("width");
      if (button.hidden) enlarge(target, button, false);
    }
  });
  const enlarge = (pan, button, on) => {
    pan.classList.toggle("enlarged", on);
    button.setAttribute("aria-pressed", String(on));
    measure(pan);
  };
  for (const image of document.querySelectorAll(".explorer img")) {
    const pan = document.createElement("div");
    pan.className = "pan";
    pan.dataset.scrolls = "";
    pan.setAttribute("role", "group");
    pan.setAttribute("aria-label", "Figure");
    image.replaceWith(pan);
    pan.append(image);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "enlarge";
    button.textContent = "Enlarge the figure";
    button.addEventListener("click", () => {
      enlarge(pan, button, !pan.classList.contains("enlarged"));
    });
    pan.after(button);
    enlarge(pan, button, false);
    sizes.observe(pan);
    narrow.observe(pan);
  }

  // The contents mark the section that is being read.
  const links = new Map(
    [...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]),
  );
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const line = document.querySelector(".bar .progress");
  let current = null;
  const follow = () => {
    const height = root.scrollHeight - innerHeight;
    line.style.setProperty("--read", height > 0 ? Math.min(1, scrollY / height) : 0);
    if (!headings.length) return;
    let at = headings.findLast((heading) => heading.getBoundingClientRect().top < 140);
    if (scrollY >= height - 2 && height > 0) at = headings.at(-1);
    if (at === current) return;
    links.get(current?.id)?.removeAttribute("aria-current");
    current = at;
    const link = links.get(current?.id);
    link?.setAttribute("aria-current", "true");
    const side = document.querySelector(".side");
    if (link && getComputedStyle(side).position === "sticky") {
      const top = link.offsetTop - side.clientHeight / 2;
      side.scrollTo({ top });
    }
  };
  let asked = 0;
  const later = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(follow);
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  follow();
  // On a phone the contents lie over the text: they close when a section is chosen.
  const toc = document.querySelector(".toc");
  toc?.addEventListener("click", (event) => {
    if (event.target.closest("a") && !matchMedia("(min-width: 68rem)").matches) toc.open = false;
  });

  // A figure waits for the answer to its prediction; what is told comes with it.
  const ask = (prediction) => {
    const name = prediction.dataset.question;
    const figure = document.querySelector(`figure[data-after="${name}"]`);
    const outcome = document.querySelector(`.outcome[data-outcome="${name}"]`);
    const [all, yours] = outcome.children;
    const open = () => {
      figure?.classList.add("waiting");
      figure?.back();
      outcome.classList.add("open");
      yours.innerHTML = "";
    };
    const answered = (html) => {
      outcome.classList.remove("open");
      yours.innerHTML = html;
      if (!figure?.classList.contains("waiting")) return; // another answer: the figure is there
      figure.classList.remove("waiting");
      figure.go();
    };
    prediction.addEventListener("change", () => {
      const chosen = [...prediction.querySelectorAll("input:checked")].map(({ value }) => +value);
      const reasons = Number(prediction.dataset.reasons);
      if (reasons > 1 && chosen.length < 2) return; // what and why
      const outcomes = JSON.parse(prediction.querySelector("script").textContent);
      answered(outcomes[chosen[0] * reasons + (chosen[1] ?? 0)]);
    });
    prediction.addEventListener("dlcourse-answer", () => answered(all.innerHTML));
    prediction.addEventListener("dlcourse-open", open);
    open();
  };
  // the figures' own script stands behind this one
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".predict").forEach(ask);
  });

  // Copy the code of a block
  for (const block of document.querySelectorAll(".code")) {
    if (!navigator.clipboard) break; // file:// and http:// in some browsers
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = "Copy";
    copy.setAttribute("aria-label", "Copy this code");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(block.querySelector("code").textContent);
        copy.textContent = "Copied";
      } catch {
        copy.textContent = "Not allowed here";
      }
      setTimeout(() => (copy.textContent = "Copy"), 2000);
    });
    block.append(copy);
  }

  return { mathIsReady };
})();
