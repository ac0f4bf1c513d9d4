// The view of a LiveFigure: one <img> whose source changes, the sentence as caption and alt text,
// and pointer events with one message in flight, of which the latest waits.
function render({ model, el }) {
  const figure = document.createElement("figure");
  figure.className = "dlcourse-figure";
  const img = document.createElement("img");
  img.draggable = false;
  const caption = document.createElement("figcaption");
  const pinned = document.createElement("p");
  pinned.className = "dlcourse-pinned";
  const status = document.createElement("span");
  status.className = "dlcourse-announcer";
  status.setAttribute("role", "status");
  figure.append(img, caption, pinned, status);
  el.append(figure);

  // On a hub every picture travels, and the kernel waits until the last one has arrived.
  const travels = !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(window.location.hostname);
  const arrived = () => travels && model.send({ kind: "shown" });
  img.addEventListener("load", arrived);
  img.addEventListener("error", arrived);

  let url = null;
  const follow = {
    png() {
      const png = model.get("png");
      if (!png?.byteLength) return;
      const old = url;
      const type = png.getUint8(0) === 0x89 ? "image/png" : "image/webp";
      url = URL.createObjectURL(new Blob([png], { type }));
      img.src = url; // the old picture stays on the screen until the new one is decoded
      if (old) URL.revokeObjectURL(old);
    },
    sentence() {
      const sentence = model.get("sentence");
      caption.textContent = img.alt = sentence;
    },
    pinned() {
      const sentence = model.get("pinned");
      pinned.textContent = sentence && `Pinned (dotted): ${sentence}`;
      pinned.hidden = !sentence;
    },
    announced() {
      status.textContent = model.get("announced");
    },
    failed() {
      figure.classList.toggle("dlcourse-failed", model.get("failed"));
    },
    draggable() {
      img.classList.toggle("dlcourse-draggable", model.get("draggable"));
    },
    width() {
      img.width = model.get("width");
      img.height = model.get("height");
    },
  };
  for (const [name, update] of Object.entries(follow)) {
    update();
    model.on(`change:${name}`, update);
  }

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  if (calm.matches !== model.get("calm")) {
    model.set("calm", calm.matches);
    model.save_changes();
  }

  // The screen's pixel ratio, and its changes: a projector is plugged in, the page is zoomed.
  let query = null;
  const sharpen = () => {
    const ratio = Math.min(3, Math.max(1, window.devicePixelRatio || 1));
    model.send({ kind: "screen", ratio, travels });
    query?.removeEventListener("change", sharpen);
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener("change", sharpen);
  };
  sharpen();

  let inFlight = false;
  let waiting = null;
  let timer = null;
  const send = (event) => {
    if (inFlight) {
      waiting = event;
      return;
    }
    inFlight = true;
    model.send(event);
    timer = setTimeout(acknowledge, 1000); // a kernel that was restarted never answers
  };
  const acknowledge = () => {
    clearTimeout(timer);
    inFlight = false;
    const next = waiting;
    waiting = null;
    if (next) send(next);
  };
  model.on("msg:custom", (message) => {
    if (message.kind === "done") acknowledge();
    if (message.kind === "copy") navigator.clipboard?.writeText(message.text).catch(() => {});
  });

  let dragging = false;
  const point = (kind, event) => {
    const box = img.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    send({ kind, x, y });
  };
  img.addEventListener("pointerdown", (event) => {
    if (!model.get("draggable") || event.button !== 0) return;
    dragging = true;
    img.setPointerCapture(event.pointerId);
    point("down", event);
    event.preventDefault(); // no text selection; scrolling is off by touch-action, only here
  });
  img.addEventListener("pointermove", (event) => {
    if (dragging) point("move", event);
  });
  const release = (event) => {
    if (!dragging) return;
    dragging = false;
    point("up", event);
  };
  img.addEventListener("pointerup", release);
  img.addEventListener("pointercancel", release);

  return () => {
    for (const [name, update] of Object.entries(follow)) model.off(`change:${name}`, update);
    query?.removeEventListener("change", sharpen);
    clearTimeout(timer);
    if (url) URL.revokeObjectURL(url);
  };
}

export default { render };
