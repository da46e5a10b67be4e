// @ts-check
/**
 * Roads: who holds each from end to end, or where it is cut, on any day:
 * `geocontrol/territory/routes.py` once more.
 *
 * @typedef {{name: string, ar: string, through: number[]}} Road
 * @typedef {{from: number, to: number, holders: number[]}} Cut
 * @typedef {{cuts: Cut[], isOpen: boolean, holder: number}} RoadDay
 */

/**
 * A road on a day; it is cut at what is contested and between two holders, and what
 * is unknown cuts nothing.
 * @param {World} world @param {Road} road @param {number} day
 * @returns {RoadDay}
 */
function roadOn(world, road, day) {
  /** @type {{status: string, holder: number, first: number, last: number}[]} */
  const runs = [];
  for (const place of road.through) {
    const { status, holder } = controlOn(world, place, day);
    const run = runs[runs.length - 1];
    if (run && run.status === status && run.holder === holder) run.last = place;
    else runs.push({ status, holder, first: place, last: place });
  }
  /** @type {Cut[]} */
  const cuts = [];
  let before = null;
  for (const run of runs) {
    if (run.status === "contested") {
      cuts.push({ from: run.first, to: run.last, holders: [] });
      before = null;
    } else if (run.status === "held") {
      if (before && before.holder !== run.holder) {
        cuts.push({ from: before.last, to: run.first, holders: [before.holder, run.holder] });
      }
      before = run;
    }
  }
  const isOpen = !cuts.length && runs.every((run) => run.status === "held");
  return { cuts, isOpen, holder: isOpen ? runs[0].holder : -1 };
}

/**
 * Since when a cut stands without a break; `NO_DAY` if since the start.
 * @param {World} world @param {Road} road @param {number} day @param {Cut} cut
 */
function cutSince(world, road, day, cut) {
  const key = JSON.stringify(cut);
  let since = day;
  while (since > world.first && roadOn(world, road, since - 1).cuts.some((other) => JSON.stringify(other) === key)) since -= 1;
  return since > world.first ? since : NO_DAY;
}

/** The roads of the data block. @param {any} data @returns {Road[]} */
function readRoads(data) {
  return (data.routes || []).map((/** @type {any[]} */ row) => ({ name: row[0], ar: row[1], through: row[2] }));
}

/** The roads of the map, cut ones first; each with its days as a strip. */
class Roads {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    this.roads = readRoads(app.data);
    this.list = make("ul", { class: "x-roads" });
    this.node = make("section", { "aria-labelledby": "x-roads-title", hidden: !this.roads.length },
      make("details", {}, make("summary", {}, make("h2", { id: "x-roads-title" }, app.world.words.x.roads)), this.list));
    this.node.firstElementChild?.addEventListener("toggle", () => this.update());
  }

  update() {
    const details = /** @type {HTMLDetailsElement} */ (this.node.firstElementChild);
    if (!details.open) return;
    const { world, sight } = this.app;
    const rows = this.roads.map((road) => ({ road, state: roadOn(world, road, sight.day) }));
    rows.sort((a, b) => Number(a.state.isOpen) - Number(b.state.isOpen) || b.state.cuts.length - a.state.cuts.length);
    this.list.replaceChildren(...rows.map(({ road, state }) => make("li", {},
      make("strong", {}, name(world.lang === "ar" && road.ar ? road.ar : road.name)), " ", ...this.say(road, state), this.strip(road))));
  }

  /** @param {Road} road @param {RoadDay} state @returns {(string | Node)[]} */
  say(road, state) {
    const { world, sight } = this.app;
    const words = world.words.x;
    if (state.isOpen) return [fill(words.road_open, { actor: actorName(world, state.holder) })];
    if (!state.cuts.length) return [words.road_unknown];
    return state.cuts.flatMap((cut, i) => {
      const since = cutSince(world, road, sight.day, cut);
      const ends = cut.from === cut.to ? [cut.from] : [cut.from, cut.to];
      return [`${i ? "; " : ""}${words.road_cut} `, ...ends.flatMap((place, n) => [n ? " – " : "", placeButton(this.app, world.places[place])]),
        since === NO_DAY ? "" : ` ${fill(world.words.since, { day: shortDay(world, since) })}`];
    });
  }

  /** Who held it from end to end on each day; dark where it was cut. @param {Road} road */
  strip(road) {
    const { world, sight, board } = this.app;
    const strip = make("div", { class: "strip x-roadstrip", "aria-hidden": "true" });
    for (let day = world.first; day <= world.last; day += 1) {
      const state = roadOn(world, road, day);
      const piece = make("i", { class: day === sight.day ? "x-today" : null });
      piece.style.background = state.isOpen ? colorOf(board.theme, world.actors[state.holder])
        : state.cuts.length ? board.theme.ink : mix(board.theme.none, board.theme.halo, 0.7);
      strip.append(piece);
    }
    return strip;
  }
}
