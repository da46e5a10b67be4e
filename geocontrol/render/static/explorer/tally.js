// @ts-check
/**
 * Numbers over all days: what changed on each, and who held how many places.
 *
 * @typedef {{held: Int32Array[], least: Int32Array[], most: Int32Array[], contested: Int32Array,
 *   unknown: Int32Array, changed: Int32Array, total: number}} Tally
 *   For each actor and day: places held; held with nobody else claiming or fighting for
 *   them; held, claimed or fought for.
 */

/** @type {WeakMap<World, Tally>} */
const tallies = new WeakMap();

/** The places that are counted: all but areas. @param {World} world */
function listedPlaces(world) {
  return world.places.filter((place) => !AREAS.has(place.kind));
}

const AREAS = new Set(["district", "governorate", "country"]);

/** @param {World} world @returns {Tally} */
function tallyOf(world) {
  const known = tallies.get(world);
  if (known) return known;
  const count = world.last - world.first + 1;
  const row = () => new Int32Array(count + 1);
  const rows = () => world.actors.map(row);
  const tally = {
    held: rows(), least: rows(), most: rows(), contested: row(), unknown: row(), changed: row(), total: 0,
  };
  const places = listedPlaces(world);
  tally.total = places.length;
  for (const place of places) tallyPlace(world, tally, place.index);
  for (const list of [...tally.held, ...tally.least, ...tally.most, tally.contested, tally.unknown]) {
    for (let i = 1; i <= count; i += 1) list[i] += list[i - 1];
  }
  tallies.set(world, tally);
  return tally;
}

/** Add a place, as steps up and down. @param {World} world @param {Tally} tally @param {number} place */
function tallyPlace(world, tally, place) {
  const span = world.spans[place];
  const count = world.last - world.first + 1;
  let before = UNKNOWN, from = 0;
  const close = (/** @type {number} */ to) => {
    if (to <= from) return;
    const add = (/** @type {Int32Array} */ list) => {
      list[from] += 1;
      list[to] -= 1;
    };
    const { status, holder, contested, claimed } = before;
    if (status === "unknown") add(tally.unknown);
    if (status === "contested") add(tally.contested);
    if (status === "held") {
      add(tally.held[holder]);
      if (!claimed.length) add(tally.least[holder]);
      add(tally.most[holder]);
    }
    for (const actor of new Set([...contested, ...claimed])) if (actor !== holder) add(tally.most[actor]);
    from = to;
  };
  for (let i = 0; i < span.length; i += 2) {
    const at = Math.max(0, Math.min(count, span[i] - world.first));
    const after = world.controls[span[i + 1]];
    close(at);
    if (at > 0 && at < count && !looksLike(before, after)) tally.changed[at] += 1;
    before = after;
  }
  close(count);
}
