// @ts-check
/**
 * The days as bars of how much changed, with a slider over them; playing through them.
 */

const SPEEDS = [1600, 900, 450, 150];

class TimeBar {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    const words = app.world.words.x;
    this.timer = 0;
    this.speed = 1;
    this.bars = make("div", { class: "x-bars", "aria-hidden": "true" });
    this.input = /** @type {HTMLInputElement} */ (make("input", {
      type: "range", id: "x-day", min: app.world.first, max: app.world.last, step: 1, "aria-label": words.day,
    }));
    this.input.addEventListener("input", () => {
      this.stop();
      app.set({ day: Number(this.input.value) });
    });
    this.play = make("button", { type: "button", class: "x-playing" });
    this.play.addEventListener("click", () => this.toggle());
    const step = (/** @type {number} */ by, /** @type {string} */ label, /** @type {string} */ sign) => {
      const button = make("button", { type: "button", title: label, "aria-label": label }, make("span", { "aria-hidden": "true" }, sign));
      button.addEventListener("click", () => this.go(app.sight.day + by));
      return button;
    };
    this.speedInput = /** @type {HTMLSelectElement} */ (make("select", { "aria-label": words.speed, title: words.speed },
      ...SPEEDS.map((_, i) => make("option", { value: i, selected: i === this.speed }, ["½×", "1×", "2×", "6×"][i]))));
    this.speedInput.addEventListener("change", () => {
      this.speed = Number(this.speedInput.value);
      if (this.timer) this.start();
    });
    this.node = make("section", { class: "x-time", "aria-label": words.days },
      make("div", { class: "x-transport" }, step(-1, words.previous, "‹"), this.play, step(1, words.next, "›"), this.speedInput),
      make("div", { class: "x-slider" }, this.bars, this.input), make("p", { class: "x-scale" }, words.scale));
    this.showPlay();
    new ResizeObserver(() => this.measure()).observe(this.bars);
  }

  /** The thumb is as wide as a day, so that it stands over its bar. */
  measure() {
    const count = this.app.world.last - this.app.world.first + 1;
    this.node.style.setProperty("--day", `${this.bars.clientWidth / count}px`);
  }

  showPlay() {
    const words = this.app.world.words.x;
    const label = this.timer ? words.pause : words.play;
    this.play.replaceChildren(make("span", { "aria-hidden": "true" }, this.timer ? "❚❚" : document.documentElement.dir === "rtl" ? "◀" : "▶"));
    this.play.setAttribute("aria-label", label);
    this.play.title = label;
  }

  /** @param {number} day */
  go(day) {
    this.stop();
    this.app.set({ day });
  }

  toggle() {
    if (this.timer) this.stop();
    else {
      if (this.app.sight.day >= this.app.world.last) this.app.set({ day: this.app.world.first });
      this.start();
    }
  }

  start() {
    clearInterval(this.timer);
    this.timer = window.setInterval(() => {
      if (this.app.sight.day >= this.app.world.last) this.stop();
      else this.app.set({ day: this.app.sight.day + 1 });
    }, SPEEDS[this.speed]);
    this.showPlay();
  }

  stop() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = 0;
    this.showPlay();
  }

  /** @param {Set<string>} changed */
  update(changed) {
    const { world, sight } = this.app;
    if (changed.has("world") || !this.bars.firstChild) this.drawBars();
    this.input.value = String(sight.day);
    const count = tallyOf(world).changed[sight.day - world.first];
    this.input.setAttribute("aria-valuetext",
      `${longDay(world, sight.day)}, ${counted(world.words.x, "changed", count)}`);
    const bars = this.bars.children;
    if (this.shown !== undefined) bars[this.shown]?.classList.remove("x-today");
    this.shown = sight.day - world.first;
    bars[this.shown]?.classList.add("x-today");
    if (this.versus !== undefined) bars[this.versus]?.classList.remove("vs");
    this.versus = sight.vs > NO_DAY ? sight.vs - world.first : undefined;
    if (this.versus !== undefined) bars[this.versus]?.classList.add("vs");
  }

  drawBars() {
    const { world } = this.app;
    const { changed } = tallyOf(world);
    const most = Math.max(1, ...changed);
    const count = world.last - world.first + 1;
    const every = count <= 40 ? 1 : count <= 130 ? 7 : 0;
    this.shown = undefined;
    this.bars.replaceChildren(...Array.from({ length: count }, (_, i) => {
      const date = new Date((world.first + i) * 864e5);
      const isMonth = date.getUTCDate() === 1 || i === 0;
      const bar = make("i", {});
      bar.style.setProperty("--h", changed[i] ? String(Math.max(0.06, Math.sqrt(changed[i] / most))) : "0");
      const number = every && i % every === 0 ? String(date.getUTCDate()) : "";
      return make("div", { class: isMonth ? "month" : null }, bar, make("b", {}, number),
        isMonth && make("em", {}, world.words.months_short[date.getUTCMonth()]));
    }));
    this.measure();
  }

  /** Keys of the whole page. @param {KeyboardEvent} event */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = /** @type {Element} */ (event.target);
    const isField = at.closest?.("input, textarea, select, .leaflet-container, [role=listbox], .x-scroll");
    if (isField && at !== this.input) return;
    const { world, sight } = this.app;
    const ahead = document.documentElement.dir === "rtl" ? -1 : 1;
    const to = /** @type {Object<string, number>} */ ({
      ArrowLeft: sight.day - ahead, ArrowRight: sight.day + ahead, Home: world.first, End: world.last,
    })[event.key];
    if (to !== undefined) this.go(to);
    else if (event.key === " " && !at.closest?.("button, a, summary")) this.toggle();
    else return;
    event.preventDefault();
  }

  /** A finger that passes over an element turns the day. @param {HTMLElement} element */
  swipe(element) {
    let x = 0, y = 0;
    element.addEventListener("touchstart", (event) => {
      [x, y] = [event.touches[0].clientX, event.touches[0].clientY];
    }, { passive: true });
    element.addEventListener("touchend", (event) => {
      const dx = event.changedTouches[0].clientX - x, dy = event.changedTouches[0].clientY - y;
      if (Math.abs(dx) < 40 || Math.abs(dx) < Math.abs(dy) * 1.5) return;
      const ahead = document.documentElement.dir === "rtl" ? -1 : 1;
      this.go(this.app.sight.day + (dx < 0 ? ahead : -ahead));
    }, { passive: true });
  }
}
