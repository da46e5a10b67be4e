// @ts-check
/**
 * Who holds how many places on the day; each line filters the map.
 */

class Holders {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    this.list = make("ul", { class: "holders x-holders" });
    const words = app.world.words.x;
    this.clear = make("button", { type: "button", class: "x-small", hidden: true }, words.show_all);
    this.clear.addEventListener("click", () => app.filterBy({ holder: "", kind: "" }));
    this.keys = make("ul", { class: "keys" });
    const hasRoads = app.roadMap.roads.length > 0;
    this.node = make("section", { class: "legend", "aria-labelledby": "x-legend-title" },
      make("h2", { id: "x-legend-title" }, words.holder, " ", this.clear), this.list,
      make("details", { class: "reading" }, make("summary", {}, words.reading), this.keys,
        hasRoads && make("p", { class: "x-roadkey" }, words.road_key)));
  }

  /** @param {Set<string>} changed */
  update(changed) {
    const { app } = this;
    const { world, sight } = app;
    const tally = tallyOf(world);
    const at = sight.day - world.first;
    const order = world.actors.map((_, i) => i).filter((i) => tally.most[i][at] || tally.held[i][at])
      .sort((a, b) => tally.held[b][at] - tally.held[a][at] || a - b);
    const rows = order.map((actor) => this.row(`a${actor}`, this.swatch(world.actors[actor]), actorName(world, actor),
      tally.held[actor][at], tally.held[actor][at] / tally.total, colorOf(app.board.theme, world.actors[actor])));
    for (const [key, list] of /** @type {[string, Int32Array][]} */ ([["contested", tally.contested], ["unknown", tally.unknown]])) {
      if (list[at]) rows.push(this.row(key, this.picture(key), world.words.status[key], list[at], 0, ""));
    }
    const hadFocus = this.list.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement).dataset.key;
    this.list.replaceChildren(...rows);
    if (hadFocus) /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-key="${hadFocus}"]`))?.focus();
    this.clear.hidden = !app.filter.holder && !app.filter.kind;
    if (changed.has("world") || changed.has("theme") || !this.keys.firstChild) this.drawKeys();
  }

  /** @param {string} key @param {Element} picture @param {string} label @param {number} count @param {number} share @param {string} color */
  row(key, picture, label, count, share, color) {
    const isOn = this.app.filter.holder === key;
    const bar = make("i", {});
    bar.style.setProperty("--w", String(share));
    bar.style.setProperty("--c", color || "transparent");
    const { world } = this.app;
    const actor = world.actors[key.startsWith("a") ? Number(key.slice(1)) : -1];
    const whole = actor ? fullName(world, actor.index) : "";
    const title = [whole, actor?.note].filter(Boolean).join(": ") || null;
    const button = make("button", { type: "button", "aria-pressed": String(isOn), "data-key": key, title }, picture,
      make("span", {}, name(label), whole && whole !== label && make("small", {}, name(whole))),
      make("b", {}, count ? counted(world.words.x, "places", count) : fill(world.words.x.places, { count })), color && count ? bar : make("span", {}));
    button.addEventListener("click", () => this.app.filterBy({ holder: isOn ? "" : key }));
    return make("li", {}, button);
  }

  /** @param {Actor} actor */
  swatch(actor) {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    const control = { ...UNKNOWN, status: "held", holder: actor.index, basis: "assessed" };
    drawMark(sharpen(canvas, 20, 18), this.app.world, this.app.board.theme, keyOf(control, "town", 9, 9, 5.6));
    return canvas;
  }

  /** @param {string} status */
  picture(status) {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    const control = { ...UNKNOWN, status, contested: [0, 1] };
    drawMark(sharpen(canvas, 20, 18), this.app.world, this.app.board.theme, keyOf(control, "town", 9, 9, 5));
    return canvas;
  }

  drawKeys() {
    const { world, board } = this.app;
    const kinds = new Set(world.places.filter((place) => place.isDrawn).map((place) => place.kind));
    const keys = Object.keys(world.words.legend).filter((key) => kinds.has(key) || !(SITES.has(key) || key === "quarter"));
    this.keys.replaceChildren(...keys.map((key) => {
      const canvas = document.createElement("canvas");
      canvas.setAttribute("aria-hidden", "true");
      drawMark(sharpen(canvas, 28, 22), world, board.theme, keyMark(key, "0 1"));
      return make("li", {}, canvas, world.words.legend[key]);
    }));
  }
}

/** A mark that stands for a state. @param {Control} control @param {string} kind @param {number} x @param {number} y @param {number} r @returns {Mark} */
function keyOf(control, kind, x, y, r) {
  return { place: /** @type {any} */ ({ kind, rank: 3 }), control, x, y, r, isChanged: false, isSelected: false, isStale: false };
}

/**
 * What the filter lets through.
 * @param {{holder: string, kind: string}} filter
 * @returns {((place: Place, control: Control) => boolean) | null}
 */
function filterOf(filter) {
  if (!filter.holder && !filter.kind) return null;
  const actor = filter.holder.startsWith("a") ? Number(filter.holder.slice(1)) : -1;
  return (place, control) => (!filter.kind || place.kind === filter.kind)
    && (!filter.holder || (actor < 0 ? control.status === filter.holder
      : control.holder === actor || control.contested.includes(actor) || control.claimed.includes(actor)));
}
