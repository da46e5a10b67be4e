// @ts-check
/**
 * Places for a name, best first: `geocontrol/find.py` once more.
 *
 * @typedef {{text: string, fold: string, bare: string, key: string, joined: string, bones: string,
 *   isArabic: boolean}} NameKey
 */

/** @param {string} text @returns {NameKey} */
function nameKey(text) {
  const key = soundKey(text), fold = foldName(text);
  const [bare, joined] = [fold, key].map((each) => each.replace(/ /g, ""));
  return { text, fold, bare, key, joined, bones: skeletonOf(text), isArabic: isArabic(text) };
}

/**
 * How alike two texts are: twice the longest common subsequence over both lengths.
 * @param {string} a @param {string} b
 */
function likeness(a, b) {
  if (!a.length && !b.length) return 1;
  if (a === b) return 1;
  const row = new Uint16Array(b.length + 1);
  for (let i = 0; i < a.length; i += 1) {
    let corner = 0;
    const letter = a.charCodeAt(i);
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j];
      row[j] = b.charCodeAt(j - 1) === letter ? corner + 1 : Math.max(above, row[j - 1]);
      corner = above;
    }
  }
  return (2 * row[b.length]) / (a.length + b.length);
}

/** The most that `likeness` can be. @param {string} a @param {string} b */
function likenessLimit(a, b) {
  return a.length + b.length ? (2 * Math.min(a.length, b.length)) / (a.length + b.length) : 1;
}

/** How likely two spellings mean one name, 0 to 1. @param {NameKey} query @param {NameKey} known */
function scoreOf(query, known) {
  if (query.text === known.text) return 1;
  if (query.fold === known.fold) return query.fold ? 0.98 : 0;
  if (query.key === known.key) return 0.94;
  if (query.isArabic !== known.isArabic) {
    if (Math.min(query.bones.length, known.bones.length) <= 2) return query.bones === known.bones ? 0.8 : 0;
    return 0.8 * likeness(query.bones, known.bones);
  }
  if (0.92 * Math.max(likenessLimit(query.key, known.key), likenessLimit(query.joined, known.joined)) < 0.6) return 0;
  const score = 0.92 * Math.max(likeness(query.key, known.key), likeness(query.joined, known.joined));
  return score < 0.6 || likeness(query.bare, known.bare) >= 1 / 3 ? score : 0;
}

/** Every name of every place, keyed once. */
class Finder {
  /** @param {World} world @param {string[][]} names Further names of each place. */
  constructor(world, names) {
    this.world = world;
    this.keys = world.places.map((place, i) =>
      [place.name, place.ar, ...(names[i] || []), place.id.replace(/-/g, " ")].filter(Boolean).map(nameKey));
  }

  /**
   * @param {string} text @param {number} [limit]
   * @returns {{place: Place, score: number, matched: string}[]}
   */
  find(text, limit = 10) {
    const query = nameKey(text);
    const found = [];
    for (const place of this.world.places) {
      let score = 0, matched = "";
      for (const key of this.keys[place.index]) {
        const here = scoreOf(query, key);
        if (here > score) [score, matched] = [here, key.text];
      }
      if (score >= 0.6) found.push({ place, score: Math.round(score * 1000) / 1000, matched });
    }
    found.sort((a, b) => b.score - a.score || a.place.rank - b.place.rank || (a.place.id < b.place.id ? -1 : 1));
    return found.slice(0, limit);
  }

  /** As `find`, and before it whatever begins as written so far. @param {string} text @param {number} [limit] */
  suggest(text, limit = 8) {
    const query = nameKey(text);
    if (!query.fold) return [];
    const begins = (/** @type {NameKey} */ key) => key.fold.startsWith(query.fold) || (query.key.length > 1 && key.key.startsWith(query.key));
    const begun = this.world.places.filter((place) => this.keys[place.index].some(begins))
      .map((place) => ({ place, score: 0.95, matched: this.keys[place.index].find(begins)?.text || "" }));
    const exact = this.find(text, limit);
    const all = [...exact.filter((each) => each.score > 0.95), ...begun.sort((a, b) => a.place.rank - b.place.rank || a.place.index - b.place.index), ...exact];
    const seen = new Set();
    return all.filter(({ place }) => !seen.has(place.index) && seen.add(place.index)).slice(0, limit);
  }
}
