// @ts-check
/**
 * What the reader looks through: the day of knowledge, the teller, the day compared
 * with, the part of the country and the kind of place.
 */

/**
 * A labelled list to choose from.
 * @param {string} id @param {string} label @param {[string, string][]} options Values and texts.
 * @param {(value: string) => void} onChange
 */
function chooser(id, label, options, onChange) {
  const select = /** @type {HTMLSelectElement} */ (make("select", { id }, ...options.map(([value, text]) => make("option", { value }, text))));
  select.addEventListener("change", () => onChange(select.value));
  return { select, node: make("label", { class: "x-choice", for: id }, make("span", {}, label), select) };
}

class Lens {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    const { world, evidence } = app;
    const words = world.words.x;
    const lastReport = evidence.reports.reduce((last, report) => Math.max(last, report.issued), world.first);
    this.lastKnown = Math.min(lastReport, world.last + 60);
    this.known = /** @type {HTMLInputElement} */ (make("input", {
      type: "range", id: "x-known", min: world.first, max: this.lastKnown + 1, "aria-label": words.known_on,
    }));
    this.known.addEventListener("input", () => {
      const day = Number(this.known.value);
      app.set({ known: day > this.lastKnown ? Infinity : day });
    });
    this.knownText = make("output", { for: "x-known" });
    this.evening = make("button", { type: "button", class: "x-small", title: words.that_evening_long }, words.that_evening);
    this.evening.addEventListener("click", () => app.set({ known: app.sight.known === app.sight.day ? Infinity : app.sight.day }));
    const days = Array.from({ length: world.last - world.first + 1 }, (_, i) => world.first + i);
    const dayOptions = /** @type {[string, string][]} */ (days.map((day) => [String(day), shortDay(world, day)]));
    this.as = chooser("x-as", words.told_by, [["-1", words.the_rule], ...this.tellers()], (value) => app.set({ as: Number(value) }));
    this.vs = chooser("x-vs", words.compare, [[String(NO_DAY), words.nothing], ...dayOptions], (value) => app.set({ vs: Number(value), vsKnown: Infinity }));
    this.vsKnown = chooser("x-vsknown", words.compare_known, [["Infinity", words.all_reports], ...dayOptions], (value) => app.set({ vsKnown: Number(value) }));
    const regions = world.regions.map((region, i) => /** @type {[string, string]} */ ([String(i), world.lang === "ar" && region.ar ? region.ar : region.name]))
      .sort((a, b) => a[1].localeCompare(b[1], world.lang));
    this.region = chooser("x-region", words.zoom_to, [["-1", words.whole_country], ...regions], (value) => app.zoomTo(Number(value)));
    const kinds = [...new Set(listedPlaces(world).map((place) => place.kind))].sort();
    this.kind = chooser("x-kind", words.kind, [["", words.every_kind], ...kinds.map((kind) => /** @type {[string, string]} */ ([kind, world.words.kind[kind]]))], (value) => app.filterBy({ kind: value }));
    this.areas = make("button", { type: "button", class: "x-small", "aria-pressed": "true", hidden: !app.land.exists }, words.show_areas);
    this.areas.addEventListener("click", () => {
      app.land.isWanted = !app.land.isWanted;
      this.areas.setAttribute("aria-pressed", String(app.land.isWanted));
      app.board.draw();
      app.head?.update();
    });
    this.roads = make("button", { type: "button", class: "x-small", "aria-pressed": "true", hidden: !app.roadMap.roads.length }, words.roads);
    this.roads.addEventListener("click", () => {
      app.roadMap.isWanted = !app.roadMap.isWanted;
      this.roads.setAttribute("aria-pressed", String(app.roadMap.isWanted));
      app.board.draw();
    });
    this.more = make("div", { class: "x-lens-more" }, this.as.node, this.vs.node, this.vsKnown.node, this.region.node, this.kind.node, this.areas, this.roads);
    this.body = /** @type {HTMLDetailsElement} */ (make("details", { class: "x-lens-body" }, make("summary", {}, words.lens),
      make("div", { class: "x-lens" },
        make("div", { class: "x-known" }, make("label", { for: "x-known" }, words.known_on), this.known, this.knownText, this.evening), this.more)));
    this.node = make("section", { "aria-label": words.lens }, this.body);
    const wide = window.matchMedia("(min-width: 761px)");
    const fold = () => {
      this.body.open = wide.matches || this.isSet;
    };
    wide.addEventListener("change", fold);
    fold();
  }

  /** Whether the reader looks through anything but all that is known. */
  get isSet() {
    const { sight, filter } = this.app;
    return sight.known !== Infinity || sight.as >= 0 || sight.vs > NO_DAY || !!filter.kind;
  }

  /** Those for whom a voice speaks, one line for each side's members. @returns {[string, string][]} */
  tellers() {
    const { evidence, world } = this.app;
    const sidesOf = (/** @type {number} */ actor) => [evidence.sides[actor],
      ...(world.ages.sides.get(actor) || []).filter((_, i) => i % 2)];
    const sides = new Set(evidence.voices.filter((voice) => voice.speaksFor >= 0).flatMap((voice) => sidesOf(voice.speaksFor)));
    return world.actors.filter((actor) => sidesOf(actor.index).some((side) => sides.has(side)))
      .map((actor) => [String(actor.index), fill(world.words.x.as_actor, { actor: actorName(world, actor.index) })]);
  }

  update() {
    const { sight, world, filter } = this.app;
    this.known.value = String(Math.min(sight.known, this.lastKnown + 1));
    const text = sight.known === Infinity ? world.words.x.all_reports : longDay(world, sight.known);
    this.knownText.textContent = text;
    this.known.setAttribute("aria-valuetext", text);
    this.evening.setAttribute("aria-pressed", String(sight.known === sight.day));
    this.as.select.value = String(sight.as);
    this.vs.select.value = String(sight.vs);
    this.vsKnown.select.value = String(sight.vsKnown);
    this.vsKnown.node.hidden = sight.vs === NO_DAY;
    this.kind.select.value = filter.kind;
    for (const { node, select } of [this.as, this.vs, this.vsKnown, this.kind]) {
      node.classList.toggle("is-set", select.selectedIndex > 0);
    }
  }
}
