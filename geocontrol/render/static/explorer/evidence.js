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
    spans: [], steps: [],
  });
  const ids = world.actors.map((actor) => actor.id).sort();
  return {
    world, inner: nesting(data.within, world.ages.within), within: data.within, voices: world.voices, reports: world.reports,
    sides: data.sides, policy: { strong: data.policy[0], weakNeeded: data.policy[1] },
    rank: world.actors.map((actor) => ids.indexOf(actor.id)),
    told: data.events.map(readTold),
  };
}

/**
 * What lies directly in each place on any day.
 * @param {number[]} within @param {Map<number, any[]>} moves Places that lay elsewhere on other days.
 * @returns {(day: number) => Map<number, number[]>}
 */
function nesting(within, moves) {
  const edges = [...new Set([...moves.values()].flatMap((row) => row.filter((_, i) => i && i % 2 === 0)))].sort((a, b) => a - b);
  /** @type {Map<number, number[]>[]} */
  const known = [];
  return (day) => {
    let age = 0;
    while (age < edges.length && edges[age] <= day) age += 1;
    return (known[age] ||= innerOf(within.map((outer, place) => {
      const row = moves.get(place);
      return row ? valueOn(row, day) : outer;
    })));
  };
}

/** @param {number[]} within @returns {Map<number, number[]>} */
function innerOf(within) {
  /** @type {Map<number, number[]>} */
  const inner = new Map();
  within.forEach((outer, place) => {
    if (outer < 0) return;
    const list = inner.get(outer);
    if (list) list.push(place);
    else inner.set(outer, [place]);
  });
  return inner;
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
