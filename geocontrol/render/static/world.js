// @ts-check
/**
 * The data block of a page as objects, and who held what on a day.
 *
 * @typedef {{id: string, name: string, short: string, ar: string, color: string, shape: string, note: string, index: number}} Actor
 * @typedef {{index: number, id: string, name: string, ar: string, kind: string, region: number,
 *   lon: number, lat: number, mx: number, my: number, isDrawn: boolean, rank: number,
 *   precision: string, turns: number}} Place
 *   `turns`: on how many days of the map it looks otherwise than the day before
 * @typedef {{index: number, status: string, holder: number, contested: number[], claimed: number[],
 *   besieged: number[], basis: string, since: number, isExact: boolean, confirmed: number,
 *   event: number, marks: number[]}} Control
 * @typedef {{voice: number, report: number, asserts: boolean, interest: "independent"|"against"|"own",
 *   isCurrent: boolean, credibility: number, note: string}} Claim
 * @typedef {{id: string, places: number[], earliest: number, latest: number, change: string,
 *   status: string, actor: number, lostBy: number[], contested: number[], verdict: string,
 *   isAssumed: boolean, note: string, claims: Claim[]}} ControlEvent
 * @typedef {{name: string, role: string, reliability: string, speaksFor: number}} Voice
 * @typedef {{title: string, publisher: string, agency: string, issued: number, url: string,
 *   archived: string}} Report
 * @typedef {{layer: string, lines: string[], name?: string, ar?: string, at?: number[]}} Ground
 * @typedef {{lang: string, day: number, first: number, last: number, staleAfter: number,
 *   extent: number[], words: any, shapes: Object<string, string>, actors: Actor[],
 *   regions: {name: string, ar: string}[], places: Place[], controls: Control[],
 *   spans: number[][], steps: number[][], events: ControlEvent[], voices: Voice[],
 *   reports: Report[], quarters: number[][], basemap: Ground[], land: any, byId: Map<string, Place>, ages: Ages,
 *   evidenceOf?: (place: Place) => Promise<World>}} World
 *   `quarters`: the numbers of each quarter and of what it lies in; `evidenceOf`: fetches what is told of a place, where the world itself has only states
 * @typedef {Object<string, Map<number, any[]>>} Ages
 *   By kind and number, what was otherwise on other days: `[day, value, day, value ...]`
 */

/** The number of no day: before the calendar begins. */
const NO_DAY = -1e6;

/** @type {Control} */
const UNKNOWN = {
  index: -1, status: "unknown", holder: -1, contested: [], claimed: [], besieged: [],
  basis: "", since: NO_DAY, isExact: true, confirmed: NO_DAY, event: -1, marks: [],
};

const INTERESTS = /** @type {const} */ (["independent", "against", "own"]);

/**
 * Read a data block.
 * @param {any} data As told in `pagedata.py` or `explorerdata.py`.
 * @returns {World}
 */
function readWorld(data) {
  /** @type {Place[]} */
  const places = data.places.map(readPlace);
  return {
    lang: data.lang, day: data.day, first: data.first, last: data.last,
    staleAfter: data.stale_after, extent: data.extent, words: data.words, shapes: data.shapes,
    actors: data.actors.map((/** @type {any[]} */ row, /** @type {number} */ index) => ({
      id: row[0], name: row[1], short: row[2], ar: row[3], color: row[4], shape: row[5], note: row[6], index,
    })),
    regions: data.regions.map((/** @type {any[]} */ row) => ({ name: row[0], ar: row[1] })),
    places,
    controls: [], spans: data.spans, steps: data.steps, events: [],
    voices: data.voices.map(readVoice),
    reports: data.reports.map(readReport),
    quarters: data.quarters || [], basemap: data.basemap, land: data.land || null,
    byId: new Map(places.map((place) => [place.id, place])), ages: readAges(data.ages || {}),
  };
}

/** @param {any} rows As documented in `ages.py`. @returns {Ages} */
function readAges(rows) {
  return Object.fromEntries(["actors", "places", "regions", "areas", "sides", "within", "spelt"]
    .map((kind) => [kind, new Map(rows[kind] || [])]));
}

/** What a row `[day, value, day, value ...]` says of a day. @param {any[]} row @param {number} day */
function valueOn(row, day) {
  let at = 1;
  for (let i = 2; i < row.length && row[i] <= day; i += 2) at = i + 1;
  return row[at];
}

/** The region that a place lies in on a day. @param {World} world @param {Place} place @param {number} [day] */
function regionOf(world, place, day = world.day) {
  const row = world.ages.places.get(place.index);
  return world.regions[row ? valueOn(row, day)[2] : place.region];
}

/** @param {any[]} row @param {number} index @returns {Place} */
function readPlace(row, index) {
  const isDrawn = row[5] !== null;
  return {
    index, id: row[0], name: row[1], ar: row[2], kind: row[3], region: row[4],
    lon: row[5], lat: row[6], isDrawn,
    mx: isDrawn ? mercatorX(row[5]) : 0, my: isDrawn ? mercatorY(row[6]) : 0,
    rank: row[7], precision: row[8], turns: row[9],
  };
}

/** @param {any[]} row @param {number} index @returns {Control} */
function readControl(row, index) {
  return {
    index, status: row[0], holder: row[1], contested: row[2], claimed: row[3], besieged: row[4],
    basis: row[5], since: row[6], isExact: !!row[7], confirmed: row[8], event: row[9], marks: row[10],
  };
}

/**
 * Read an event, and take its claims over.
 * @param {any[]} row @param {Claim[]} claims Of it and of the events after it.
 * @returns {ControlEvent}
 */
function readEvent(row, claims) {
  return {
    id: row[0], places: row[1], earliest: row[2], latest: row[3], change: row[4], status: row[5],
    actor: row[6], lostBy: row[7], contested: row[8], verdict: row[9], isAssumed: !!row[10],
    note: row[11], claims: claims.splice(0, row[12]),
  };
}

/** @param {any[]} row @returns {Claim} */
function readClaim(row) {
  return {
    voice: row[0], report: row[1], asserts: !!(row[2] & 1),
    interest: INTERESTS[(row[2] >> 1) & 3], isCurrent: !!(row[2] & 8),
    credibility: row[3], note: row[4],
  };
}

/** @param {any[]} row @returns {Voice} */
function readVoice(row) {
  return { name: row[0], role: row[1], reliability: row[2], speaksFor: row[3] };
}

/** @param {any[]} row @returns {Report} */
function readReport(row) {
  return { title: row[0], publisher: row[1], agency: row[2], issued: row[3], url: row[4], archived: row[5] };
}

/**
 * Who holds a place when a day ends.
 * @param {World} world @param {number} place @param {number} day
 * @returns {Control}
 */
function controlOn(world, place, day) {
  const span = world.spans[place];
  let found = -1;
  for (let i = 0; i < span.length && span[i] <= day; i += 2) found = span[i + 1];
  return found < 0 ? UNKNOWN : world.controls[found];
}

/**
 * What a map shows of a state; two states with one face look alike.
 * @param {Control} control
 */
function face(control) {
  return [control.status, control.holder, control.contested, control.claimed, control.besieged].join("|");
}

/**
 * Whether a map of this day differs at a place from that of the day before.
 * @param {World} world @param {number} place @param {number} day
 */
function changedOn(world, place, day) {
  if (day <= world.first) return false;
  return face(controlOn(world, place, day)) !== face(controlOn(world, place, day - 1));
}

/**
 * Whether nothing has confirmed a state for longer than the policy's days.
 * @param {World} world @param {Control} control @param {number} day
 */
function isStale(world, control, day) {
  return control.confirmed > NO_DAY && day - control.confirmed > world.staleAfter;
}

/**
 * The states of a place up to a day, one for each that looks or rests otherwise.
 * @param {World} world @param {number} place @param {number} day
 * @returns {{from: number, to: number, control: Control}[]} Half open; the last ends after the day.
 */
function historyOf(world, place, day) {
  const span = world.spans[place];
  /** @type {{from: number, to: number, control: Control}[]} */
  const found = [];
  for (let i = 0; i < span.length && span[i] <= day; i += 2) {
    const control = world.controls[span[i + 1]];
    const last = found[found.length - 1];
    if (last && face(last.control) === face(control) && last.control.basis === control.basis) {
      last.control = control;
      continue;
    }
    if (last) last.to = span[i];
    found.push({ from: span[i], to: day + 1, control });
  }
  return found;
}
