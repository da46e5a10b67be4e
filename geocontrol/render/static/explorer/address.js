// @ts-check
/**
 * What the reader looks at, and the address that says so.
 *
 * @typedef {{day: number, known: number, as: number, place: number, view: number[] | null,
 *   vs: number, vsKnown: number, lang: string}} Sight
 *   `known` and `vsKnown` are `Infinity` for all reports; `as` and `place` are -1 for none, `vs` is `NO_DAY`;
 *   `view` is lon, lat and zoom.
 */

/** Letters of what somebody put into an address that are shown. */
const LONGEST_STRAY = 40;

/** @param {string} text @returns {number} A day, or `NO_DAY`. */
function dayOf(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? NO_DAY : Math.round(time / 864e5);
}

/**
 * Read an address; what it does not say, or says wrongly, is as in `home`.
 * @param {string} hash @param {World} world @param {Sight} home
 * @returns {Sight}
 */
function readAddress(hash, world, home) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (/** @type {string} */ key) => said.get(key) || "";
  const inside = (/** @type {number} */ day) => Math.max(world.first, Math.min(world.last, day));
  const day = dayOf(text("day")), vs = dayOf(text("vs"));
  const known = dayOf(text("known")), vsKnown = dayOf(text("vsknown"));
  const view = text("view").split(",").map(Number);
  return {
    day: day === NO_DAY ? home.day : inside(day),
    known: known === NO_DAY ? (text("known") === "all" ? Infinity : home.known) : known,
    as: said.has("as") ? world.actors.findIndex((actor) => actor.id === text("as")) : home.as,
    place: world.byId.get(text("place"))?.index ?? -1,
    view: view.length === 3 && view.every(Number.isFinite) && Math.abs(view[1]) < 85 ? view : null,
    vs: vs === NO_DAY ? NO_DAY : inside(vs),
    vsKnown: vsKnown === NO_DAY ? Infinity : vsKnown,
    lang: text("lang") || home.lang,
  };
}

/**
 * What an address names that the map does not have: days, places and parties.
 * @param {string} hash @param {World} world
 */
function strayIn(hash, world) {
  const isDay = (/** @type {string} */ text) => dayOf(text) >= world.first && dayOf(text) <= world.last;
  /** @type {[string, (text: string) => boolean][]} */
  const known = [
    ["day", isDay], ["vs", isDay], ["place", (text) => world.byId.has(text)],
    ["as", (text) => world.actors.some((actor) => actor.id === text)],
  ];
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  return known.map(([key, isKnown]) => {
    const text = said.get(key);
    return text && !isKnown(text) ? text.slice(0, LONGEST_STRAY) : "";
  }).filter(Boolean);
}

/**
 * Write an address; what is as in `home` goes without saying, but for the day.
 * @param {Sight} sight @param {World} world @param {Sight} home
 */
function writeAddress(sight, world, home) {
  const said = [`day=${isoDay(sight.day)}`];
  const say = (/** @type {string} */ key, /** @type {string | number} */ value) =>
    said.push(`${key}=${encodeURIComponent(value).replace(/%2C/g, ",")}`);
  if (sight.known !== home.known) say("known", sight.known === Infinity ? "all" : isoDay(sight.known));
  if (sight.as !== home.as) say("as", world.actors[sight.as]?.id || "");
  if (sight.place >= 0) say("place", world.places[sight.place].id);
  if (sight.vs > NO_DAY) say("vs", isoDay(sight.vs));
  if (sight.vs > NO_DAY && sight.vsKnown !== Infinity) say("vsknown", isoDay(sight.vsKnown));
  if (sight.view) say("view", `${sight.view[0].toFixed(3)},${sight.view[1].toFixed(3)},${sight.view[2].toFixed(2)}`);
  if (sight.lang !== home.lang) say("lang", sight.lang);
  return `#${said.join("&")}`;
}
