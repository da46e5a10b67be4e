// @ts-check
/**
 * Names that stay where they are while the days pass: they are placed once for each
 * view, by rank; only the names of what changed on a day come and go.
 */

const MOST_NAMES = 380;
const MOST_NEWS = 40;
const ROOMY = 60;

/**
 * @typedef {{day: number, labels: Label[], named: Set<number>, names: Crowd, spots: Crowd}} Naming
 *   `day`: whose names they are
 */

/** The box of a mark with room for its ring. @param {Mark} mark */
function markBox(mark) {
  const r = outerRadius(mark) + 0.5;
  return Object.assign({ x0: mark.x - r, y0: mark.y - r, x1: mark.x + r, y1: mark.y + r }, { mark });
}

/**
 * Place the names of a view.
 * @param {CanvasRenderingContext2D} context @param {World} world @param {View} view @param {Mark[]} marks
 * @param {GroundPath[]} ground
 * @param {{growth: number, leastRank: number, hasRegions: boolean, keepFree: Box[], theme: Theme}} options
 * @returns {Naming}
 */
function placeNames(context, world, view, marks, ground, options) {
  const names = new Crowd(), spots = new Crowd();
  const countries = placeCountryNames(context, view, ground, marks, options.keepFree, options.theme);
  const keepFree = [...options.keepFree, ...countries];
  for (const box of keepFree) names.add(box);
  for (const mark of marks) spots.add(markBox(mark));
  let { leastRank } = options;
  const upTo = (/** @type {number} */ rank) => marks.filter((mark) => mark.place.rank <= rank);
  while (leastRank < 5 && upTo(leastRank + 1).length <= ROOMY) leastRank += 1;
  const wanted = upTo(leastRank);
  const urgency = (/** @type {Mark} */ mark) => mark.place.rank * 2 - Math.min(3, mark.place.turns) * 0.5 - (isSeat(world, mark.place) ? 50 : 0);
  wanted.sort((a, b) => urgency(a) - urgency(b) || b.r - a.r || a.place.index - b.place.index);
  /** @type {Label[]} */
  const labels = [];
  for (const mark of wanted.slice(0, marks.length < STILL_FROM ? MOST_NAMES : MOST_NAMES / 2)) {
    const label = bestLabel(context, world, view, mark, names, spots, options);
    if (!label) continue;
    labels.push(label);
    take(names, label);
  }
  const named = new Set(labels.map((label) => label.mark?.place.index ?? -1));
  // Names come before marks wherever both are asked for: the crowd may hold both.
  for (const box of [...labels, ...keepFree]) spots.add(box);
  const regions = options.hasRegions ? placeRegionNames(context, view, ground, spots, options.theme) : [];
  for (const label of regions) names.add(label);
  return { day: world.day, labels: [...countries, ...regions, ...labels], named, names, spots };
}

/**
 * Names of what changed, where there is room left.
 * @param {CanvasRenderingContext2D} context @param {World} world @param {View} view @param {Mark[]} marks
 * @param {Naming} naming @param {{growth: number, theme: Theme}} options
 * @returns {Label[]}
 */
function placeNews(context, world, view, marks, naming, options) {
  const news = marks.filter((mark) => (mark.isChanged || mark.isSelected) && !naming.named.has(mark.place.index))
    .sort((a, b) => Number(b.isSelected) - Number(a.isSelected) || a.place.rank - b.place.rank)
    .slice(0, marks.length < STILL_FROM ? MOST_NEWS : MOST_NEWS / 3);
  /** @type {Label[]} */
  const labels = [];
  /** @type {Box[]} */
  const taken = [];
  const meets = (/** @type {Box} */ box) => taken.some((other) =>
    other.x0 < box.x1 && box.x0 < other.x1 && other.y0 < box.y1 && box.y0 < other.y1);
  for (const mark of news) {
    const label = bestLabel(context, world, view, mark, naming.names, naming.spots, options);
    if (!label || meets(label)) continue;
    labels.push(label);
    taken.push(label);
  }
  return labels;
}
