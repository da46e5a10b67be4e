// @ts-check
/**
 * Places by holder over all days, as layers; the day shown is a line through them.
 */

const CHART_HEIGHT = 112;

class Chart {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    const words = app.world.words.x;
    this.isLand = app.land.exists;
    this.choice = make("span", { class: "x-toggle", role: "group", "aria-label": words.chart }, ...(app.land.exists
      ? [this.choose(true, words.by_area), this.choose(false, words.by_places)] : []));
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.line = make("i", { class: "x-now", "aria-hidden": "true" });
    this.hold = make("div", { class: "x-chart" }, this.canvas, this.line);
    this.table = make("div", { class: "scroll x-scroll", tabindex: "0", role: "region", "aria-label": words.chart_table });
    this.details = /** @type {HTMLDetailsElement} */ (make("details", { class: "reading" }, make("summary", {}, words.chart_table), this.table));
    this.node = make("section", { "aria-labelledby": "x-chart-title" },
      make("h2", { id: "x-chart-title" }, words.chart, " ", this.choice), this.hold, this.details);
    this.hold.addEventListener("pointerdown", (event) => this.pick(event));
    this.hold.addEventListener("pointermove", (event) => event.buttons && this.pick(event));
    this.details.addEventListener("toggle", () => this.fillTable());
    new ResizeObserver(() => this.draw()).observe(this.hold);
  }

  /** @param {boolean} isLand @param {string} label */
  choose(isLand, label) {
    const button = make("button", { type: "button", class: "x-small", "aria-pressed": String(isLand === this.isLand) }, label);
    button.addEventListener("click", () => {
      this.isLand = isLand;
      for (const other of this.choice.children) other.setAttribute("aria-pressed", String(other === button));
      this.draw();
      this.fillTable();
    });
    return button;
  }

  /** @param {PointerEvent} event */
  pick(event) {
    const { world } = this.app;
    const box = this.canvas.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const along = document.documentElement.dir === "rtl" ? 1 - share : share;
    this.app.set({ day: world.first + Math.floor(along * (world.last - world.first + 1)) });
  }

  /** @param {Set<string>} changed */
  update(changed) {
    const { world, sight } = this.app;
    if (changed.has("world") || changed.has("theme") || changed.has("lang") || changed.has("areas")) {
      this.draw();
      this.fillTable();
    }
    const count = world.last - world.first + 1;
    this.choice.hidden = !this.app.land.fits;
    this.line.style.insetInlineStart = `${(100 * (sight.day - world.first + 0.5)) / count}%`;
    this.table.querySelector("[aria-current]")?.removeAttribute("aria-current");
    this.table.querySelector(`[data-day="${sight.day}"]`)?.setAttribute("aria-current", "true");
  }

  /** Layers from the ground up: the actors by most frequent, then contested, then unknown. */
  layers() {
    const { world, board, land } = this.app;
    const tally = tallyOf(world);
    const count = world.last - world.first + 1;
    if (this.isLand && land.fits) return this.landLayers(count);
    const layers = world.actors.map((actor, i) => ({ rows: tally.held[i], color: colorOf(board.theme, actor) }))
      .filter(({ rows }) => rows.subarray(0, count).some((value) => value > 0));
    layers.push({ rows: tally.contested, color: "" });
    return { layers, count, total: tally.total };
  }

  /** The same for areas; beyond the reach of places is nobody's. @param {number} count */
  landLayers(count) {
    const { world, board, land } = this.app;
    const byActor = land.byActor();
    const layers = world.actors.filter((actor) => byActor.has(actor.index)).map((actor) => ({
      color: colorOf(board.theme, actor),
      rows: Int32Array.from({ length: count }, (_, i) => byActor.get(actor.index)?.get(world.first + i)?.[0] || 0),
    }));
    const sums = Array.from({ length: count }, (_, i) => layers.reduce((sum, layer) => sum + layer.rows[i], 0));
    return { layers, count, total: Math.max(1, ...sums) };
  }

  /** How many days are drawn: what follows the day known on is not known yet. */
  knownCount() {
    const { world, sight } = this.app;
    return Math.max(0, Math.min(world.last, sight.known) - world.first + 1);
  }

  draw() {
    const width = this.hold.clientWidth;
    if (!width) return;
    const { layers, count, total } = this.layers();
    const { theme } = this.app.board;
    const context = sharpen(this.canvas, width, CHART_HEIGHT);
    const isBack = document.documentElement.dir === "rtl";
    context.fillStyle = mix(theme.none, theme.halo, 0.82);
    context.fillRect(0, 0, width, CHART_HEIGHT);
    const step = width / count, known = this.knownCount();
    if (known < count) context.clearRect(isBack ? 0 : known * step, 0, (count - known) * step, CHART_HEIGHT);
    for (let i = 0; i < known; i += 1) {
      const x = isBack ? width - (i + 1) * step : i * step;
      let y = CHART_HEIGHT;
      for (const layer of layers) {
        const height = (layer.rows[i] / total) * CHART_HEIGHT;
        context.fillStyle = layer.color || theme.none;
        context.fillRect(x, y - height, step + 0.4, height);
        if (!layer.color && height > 1) this.hatch(context, x, y - height, step + 0.4, height);
        y -= height;
      }
    }
    context.fillStyle = theme.halo;
    for (let i = 1; i < known && count < 60; i += 1) context.fillRect((isBack ? count - i : i) * step - 0.35, 0, 0.7, CHART_HEIGHT);
    if (known === count) return;
    context.font = `400 11px ${FONT}`;
    context.fillStyle = theme.soft;
    context.textAlign = "center";
    const text = this.app.world.words.x.not_known_yet, room = (count - known) * step;
    if (context.measureText(text).width < room - 8) context.fillText(text, isBack ? room / 2 : width - room / 2, CHART_HEIGHT / 2);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} width @param {number} height */
  hatch(context, x, y, width, height) {
    context.save();
    const path = new Path2D();
    path.rect(x, y, width, height);
    context.clip(path);
    const lines = new Path2D();
    for (let at = x - height; at < x + width + height; at += 4) {
      lines.moveTo(at, y + height);
      lines.lineTo(at + height, y);
    }
    stroke(context, lines, this.app.board.theme.halo, 1.4);
    context.restore();
  }

  /** The same in numbers, with the range between surely held and possibly held. */
  fillTable() {
    if (!this.details.open) return;
    const { world, sight } = this.app;
    const tally = tallyOf(world);
    const words = world.words;
    if (this.isLand && this.app.land.fits) return this.fillLand();
    const count = world.last - world.first + 1;
    const actors = world.actors.filter((_, i) => tally.most[i].subarray(0, count).some((value) => value > 0));
    const head = make("tr", {}, make("th", { scope: "col" }, words.x.day),
      ...actors.map((actor) => make("th", { scope: "col" }, actorName(world, actor.index))),
      make("th", { scope: "col" }, words.status.contested), make("th", { scope: "col" }, words.status.unknown));
    const rows = Array.from({ length: this.knownCount() }, (_, i) => make("tr", { "data-day": world.first + i, "aria-current": world.first + i === sight.day ? "true" : null },
      make("th", { scope: "row" }, shortDay(world, world.first + i)),
      ...actors.map(({ index }) => {
        const low = tally.least[index][i], high = tally.most[index][i], value = tally.held[index][i];
        return make("td", {}, low === high ? String(value) : `${value} (${low}–${high})`);
      }),
      make("td", {}, String(tally.contested[i])), make("td", {}, String(tally.unknown[i]))));
    this.table.replaceChildren(make("table", {}, make("caption", {}, words.x.chart_note), make("thead", {}, head), make("tbody", {}, ...rows)));
  }

  /** Areas in numbers, each with its range. */
  fillLand() {
    const { world, sight, land } = this.app;
    const byActor = land.byActor();
    const actors = world.actors.filter((actor) => byActor.has(actor.index));
    const number = (/** @type {number} */ value) => value.toLocaleString("en");
    const head = make("tr", {}, make("th", { scope: "col" }, world.words.x.day), ...actors.map((actor) => make("th", { scope: "col" }, actorName(world, actor.index))));
    const rows = [...land.sheetOn.keys()].map((day) => make("tr", { "data-day": day, "aria-current": day === sight.day ? "true" : null },
      make("th", { scope: "row" }, shortDay(world, day)),
      ...actors.map((actor) => {
        const [value, low, high] = byActor.get(actor.index)?.get(day) || [0, 0, 0];
        return make("td", {}, value ? `${number(value)} (${number(low)}–${number(high)})` : "0");
      })));
    this.table.replaceChildren(make("table", {}, make("caption", {}, world.words.x.area_note), make("thead", {}, head), make("tbody", {}, ...rows)));
  }
}
