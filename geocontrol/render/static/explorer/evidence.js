// @ts-check
/**
 * The explorer's data block as objects. Keys are told in `explorerdata.py`.
 */

/**
 * Read a data block.
 * @param {any} data @param {string} lang
 * @returns {Evidence}
 */
function readEvidence(data, lang) {
  const areas = data.areas.map((/** @type {any[]} */ row) => [row[0], row[1], row[2], row[3], -1, null, null, 5, "", 0]);
  const world = readWorld({
    ...data, lang, words: data.words[lang], day: data.first, places: [...data.places, ...areas],
    controls: [], spans: [], steps: [], events: [],
  });
  /** @type {Map<number, number[]>} */
  const inner = new Map();
  data.within.forEach((/** @type {number} */ outer, /** @type {number} */ place) => {
    if (outer < 0) return;
    const list = inner.get(outer);
    if (list) list.push(place);
    else inner.set(outer, [place]);
  });
  const ids = world.actors.map((actor) => actor.id).sort();
  return {
    world, inner, within: data.within, voices: world.voices, reports: world.reports,
    sides: data.sides, policy: { strong: data.policy[0], weakNeeded: data.policy[1] },
    rank: world.actors.map((actor) => ids.indexOf(actor.id)),
    told: data.events.map(readTold),
  };
}

/** @param {any[]} row @param {number} index @returns {Told} */
function readTold(row, index) {
  return {
    index, id: row[0], places: row[1], excepted: row[2], earliest: row[3], latest: row[4],
    change: row[5], status: row[6], actor: row[7], lostBy: row[8], contested: row[9],
    order: row[10], isAssumed: !!row[11], supersedes: row[12], note: row[13],
    words: row[14].map((/** @type {any[]} */ word) => ({
      voice: word[0], report: word[1], asserts: !!word[2], credibility: word[3], note: word[4],
    })),
  };
}
