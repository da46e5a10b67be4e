// @ts-check
/**
 * Two days over each other: one to the left of a handle, the other to its right.
 */

class Swipe {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    this.share = 0.5;
    const words = app.world.words.x;
    this.input = /** @type {HTMLInputElement} */ (make("input", {
      type: "range", class: "x-swipe-input", min: 0, max: 100, value: 50, "aria-label": words.swipe, dir: "ltr",
    }));
    this.input.addEventListener("input", () => {
      this.share = Number(this.input.value) / 100;
      this.cut();
    });
    this.left = make("span", { class: "x-side" });
    this.right = make("span", { class: "x-side" });
    this.handle = make("div", { class: "x-handle", "aria-hidden": "true" }, make("i", {}, "⟷"));
    this.node = make("div", { class: "x-swipe", hidden: true, dir: "ltr" }, this.left, this.right, this.handle, this.input);
    for (const kind of ["pointerdown", "mousedown", "touchstart", "dblclick", "wheel", "keydown"]) {
      this.input.addEventListener(kind, (event) => event.stopPropagation());
      this.handle.addEventListener(kind, (event) => event.stopPropagation());
    }
    this.handle.addEventListener("pointerdown", (event) => this.handle.setPointerCapture(event.pointerId));
    this.handle.addEventListener("pointermove", (event) => {
      if (!event.buttons) return;
      const box = this.node.getBoundingClientRect();
      this.share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
      this.input.value = String(Math.round(this.share * 100));
      this.cut();
    });
  }

  update() {
    const { app } = this;
    const { sight } = app;
    this.node.hidden = sight.vs === NO_DAY;
    this.left.textContent = sight.vs === NO_DAY ? "" : app.faceName(sight.vs, sight.vsKnown);
    this.right.textContent = app.faceName(sight.day, sight.known);
    this.cut();
  }

  /** The other day lies left of the handle. */
  cut() {
    const { board, sight } = this.app;
    const isOn = sight.vs > NO_DAY;
    const at = `${(this.share * 100).toFixed(2)}%`;
    this.handle.style.left = at;
    board.vsCanvas.style.clipPath = isOn ? `inset(0 ${100 - this.share * 100}% 0 0)` : "";
    board.vsLandCanvas.style.clipPath = board.vsCanvas.style.clipPath;
    for (const canvas of [board.landCanvas, board.marksCanvas, board.newsCanvas]) {
      canvas.style.clipPath = isOn ? `inset(0 0 0 ${this.share * 100}%)` : "";
    }
    this.left.style.right = `${100 - this.share * 100}%`;
    this.right.style.left = at;
  }
}
