// @ts-check
/**
 * Names on the map: the most important first, never one over another.
 *
 * @typedef {{x0: number, y0: number, x1: number, y1: number}} Box
 * @typedef {Box & {text: string, font: string, x: number, y: number, mark: Mark | null,
 *   tone: string, spacing: string, leader: number[] | null}} Label
 */

const CELL = 48;
/** How long lines to the names of important places may be, pixels. */
const LINES = [7, 12, 18, 25];
/** And to the names after which regions are named. */
const SEAT_LINES = [...LINES, 33, 42, 52, 64, 78];
/** What it costs a name to stand nearer to another mark: a chosen one, and one after which a region is named. */
const MISPLACED = { chosen: 2, seat: 12 };
const MANY_CHANGES = 60;
/** Mercator units, some 100 km: nearer names of countries are given together. */
const NEAR_NAMES = 1 / 330;
const COUNTRY_SIZES = [{ weight: 500, px: 12.5, spacing: 2.5 }, { weight: 500, px: 10, spacing: 1 }];
const REGION_SIZES = [{ weight: 400, px: 11, spacing: 1.5 }];
const GROUND_STEPS = [
  [0, 0], [10, 0], [-10, 0], [0, -18], [0, 18], [-40, 0], [40, 0], [-26, 14], [-26, -14], [0, -40], [0, 40], [60, 30], [-60, 30],
];

/** Boxes that can be asked what they meet. */
class Crowd {
  constructor() {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box @param {(cell: Box[]) => boolean | void} visit True stops. */
  walk(box, visit) {
    for (let cx = Math.floor(box.x0 / CELL); cx <= Math.floor(box.x1 / CELL); cx += 1) {
      for (let cy = Math.floor(box.y0 / CELL); cy <= Math.floor(box.y1 / CELL); cy += 1) {
        const key = cx * 4096 + cy;
        let cell = this.cells.get(key);
        if (!cell) {
          cell = [];
          this.cells.set(key, cell);
        }
        if (visit(cell)) return;
      }
    }
  }

  /** @param {Box} box */
  add(box) {
    this.walk(box, (cell) => void cell.push(box));
  }

  /** @param {Box} box */
  remove(box) {
    this.walk(box, (cell) => void cell.splice(cell.indexOf(box), 1));
  }

  /** @param {Box} box @returns {Set<Box>} */
  met(box) {
    /** @type {Set<Box>} */
    const found = new Set();
    this.walk(box, (cell) => {
      for (const other of cell) {
        if (other.x0 < box.x1 && box.x0 < other.x1 && other.y0 < box.y1 && box.y0 < other.y1) found.add(other);
      }
    });
    return found;
  }
}

/** The font of a name: its weight is that of its rank, and says nothing else. @param {Mark} mark @param {number} growth */
function labelFont(mark, growth) {
  const { rank, kind } = mark.place;
  if (rank <= 1) return `700 ${growth < 0.8 ? 13 : 15}px ${FONT}`;
  if (rank === 2) return `600 ${growth < 0.8 ? 11 : 12.5}px ${FONT}`;
  return `${SITES.has(kind) || kind === "quarter" ? "italic " : ""}400 11px ${FONT}`;
}

/**
 * Find a spot for each name that has one.
 *
 * A name tries the sides of its mark, those after which regions are named before all
 * others. It never meets another name, and never stands nearer to another mark than to
 * its own. Where it would, it is left out; one after which a region is named stands there
 * all the same, but for marks as important.
 *
 * @param {CanvasRenderingContext2D} context To measure with.
 * @param {World} world @param {View} view @param {Mark[]} marks
 * @param {{growth: number, leastRank: number, keepFree: Box[], theme: Theme}} options
 *   `leastRank` is the last rank named; `keepFree` are boxes that nothing is put in.
 * @returns {{labels: Label[], crowd: Crowd}}
 */
function placeLabels(context, world, view, marks, options) {
  const names = new Crowd();
  const spots = new Crowd();
  for (const box of options.keepFree) names.add(box);
  for (const mark of marks) {
    const r = outerRadius(mark) + (mark.isChanged ? 2.5 : 0.5);
    spots.add(Object.assign({ x0: mark.x - r, y0: mark.y - r, x1: mark.x + r, y1: mark.y + r }, { mark }));
  }
  const isQuiet = marks.filter((mark) => mark.isChanged).length <= MANY_CHANGES;
  const named = marks.filter((mark) => mark.isSelected
    || mark.place.rank <= options.leastRank + (mark.isChanged && isQuiet ? 1 : 0));
  const urgency = (/** @type {Mark} */ mark) =>
    mark.place.rank * 2 - (mark.isChanged ? (isQuiet ? 3 : 1) : 0) - (isSeat(world, mark.place) ? 50 : 0) - (mark.isSelected ? 99 : 0);
  named.sort((a, b) => urgency(a) - urgency(b) || b.r - a.r || a.place.index - b.place.index);
  /** @type {Label[]} */
  const labels = [];
  for (const mark of named) {
    const label = bestLabel(context, world, view, mark, names, spots, options);
    if (!label) continue;
    labels.push(label);
    take(names, label);
  }
  for (const label of labels) spots.add(label);
  for (const box of options.keepFree) spots.add(box);
  return { labels, crowd: spots };
}

/**
 * @param {CanvasRenderingContext2D} context @param {World} world @param {View} view @param {Mark} mark
 * @param {Crowd} names @param {Crowd} spots
 * @param {{growth: number, theme: Theme}} options
 * @returns {Label | null}
 */
function bestLabel(context, world, view, mark, names, spots, options) {
  const text = placeName(world, mark.place);
  const font = labelFont(mark, options.growth);
  context.font = font;
  const width = context.measureText(text).width;
  const height = parseFloat(/ ?([\d.]+)px/.exec(font)?.[1] || "11") * 1.12;
  const isMain = mark.place.rank <= 2 || mark.isSelected;
  const isCapital = isSeat(world, mark.place);
  const reaches = [0, ...(isCapital ? SEAT_LINES : isMain ? LINES : [])];
  const misplaced = mark.isSelected ? MISPLACED.chosen : isCapital ? MISPLACED.seat : Infinity;
  let best = null, least = Infinity;
  for (const reach of reaches) {
    if (least < reach / 8) break;
    const d = outerRadius(mark) + (mark.isChanged ? 5 : 2.5) + reach;
    for (const [i, [x, y]] of (reach ? turnsAround : sidesOf)(mark, d, width, height).entries()) {
      const eagerness = reach / 8 + i * 0.04;
      if (eagerness >= least) continue;
      const box = { x0: x - 1.5, y0: y - 0.5, x1: x + width + 1.5, y1: y + height + 0.5 };
      const apart = { ...box, x0: box.x0 - 5, x1: box.x1 + 5 };
      if (box.x0 < 3 || box.y0 < 3 || box.x1 > view.width - 3 || box.y1 > view.height - 3) continue;
      if (names.met(apart).size) continue;
      const isNear = isNearest(world, box, mark, spots, reach > 0);
      const leader = reach > 0 ? lineTo(box, mark) : null;
      const line = leader ? boxesAlong(leader) : [];
      if (line.some((part) => names.met(part).size)) continue;
      if (!isNear && !mark.isSelected && isMistaken(world, box, mark, spots)) continue;
      const cost = eagerness + (isNear ? 0 : misplaced) + crossings([box, ...line], mark, spots);
      if (cost >= least) continue;
      least = cost;
      best = {
        ...box, text, font, x, y: y + height * 0.84, mark, tone: options.theme.ink, spacing: "0px", leader,
      };
    }
  }
  return best;
}

/**
 * Names of neighbours, before those of places: naming one and not the other for want
 * of room would look like a choice.
 * @param {CanvasRenderingContext2D} context @param {View} view @param {GroundPath[]} ground
 * @param {Mark[]} marks @param {Box[]} keepFree @param {Theme} theme
 * @returns {Label[]}
 */
function placeCountryNames(context, view, ground, marks, keepFree, theme) {
  const crowd = new Crowd();
  for (const box of keepFree) crowd.add(box);
  for (const { x, y, r } of marks) crowd.add({ x0: x - r, y0: y - r, x1: x + r, y1: y + r });
  const countries = ground.filter((item) => item.layer === "neighbour" && item.at && item.name);
  return together(countries).flatMap((group) => {
    const labels = placeGroundNames(context, view, group, crowd, theme);
    if (labels.length === group.length) return labels;
    for (const label of labels) crowd.remove(label);
    return [];
  });
}

/**
 * Countries whose names stand close to one another: they are all named or none is.
 * @param {GroundPath[]} countries @returns {GroundPath[][]}
 */
function together(countries) {
  /** @type {GroundPath[][]} */
  const groups = [];
  for (const item of countries) {
    const [x, y] = item.at || [0, 0];
    const isNear = (/** @type {GroundPath} */ { at }) => at && Math.hypot(at[0] - x, at[1] - y) < NEAR_NAMES;
    const near = groups.filter((group) => group.some(isNear));
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([...near.flat(), item]);
  }
  return groups;
}

/**
 * Names of regions, where nothing else is.
 * @param {CanvasRenderingContext2D} context @param {View} view @param {GroundPath[]} ground
 * @param {Crowd} crowd @param {Theme} theme
 * @returns {Label[]}
 */
function placeRegionNames(context, view, ground, crowd, theme) {
  return placeGroundNames(context, view, ground.filter((item) => item.layer !== "neighbour"), crowd, theme);
}

/**
 * @param {CanvasRenderingContext2D} context @param {View} view @param {GroundPath[]} ground
 * @param {Crowd} crowd @param {Theme} theme
 * @returns {Label[]}
 */
function placeGroundNames(context, view, ground, crowd, theme) {
  /** @type {Label[]} */
  const labels = [];
  for (const item of ground) {
    if (!item.at || !item.name) continue;
    const sizes = item.layer === "neighbour" ? COUNTRY_SIZES : REGION_SIZES;
    const label = sizes.map((size) => groundLabel(context, view, item, size, crowd, theme)).find(Boolean);
    if (!label) continue;
    labels.push(label);
    crowd.add(label);
  }
  return labels;
}

/**
 * A name of the ground near its spot, or nothing where there is no room.
 * @param {CanvasRenderingContext2D} context @param {View} view @param {GroundPath} item
 * @param {{weight: number, px: number, spacing: number}} size @param {Crowd} crowd @param {Theme} theme
 * @returns {Label | null}
 */
function groundLabel(context, view, item, { weight, px, spacing }, crowd, theme) {
  const font = `${weight} ${px}px ${FONT}`;
  const isLatin = /^[ -\u024f]+$/.test(item.name);
  const text = isLatin ? item.name.toUpperCase() : item.name;
  context.font = font;
  const width = context.measureText(text).width + (isLatin ? text.length * spacing : 0);
  const [lon, lat] = item.at || [0, 0];
  const x = screenX(view, lon) - width / 2, y = screenY(view, lat) - 7;
  for (const [dx, dy] of GROUND_STEPS) {
    const box = { x0: x + dx - 4, y0: y + dy - 2, x1: x + dx + width + 4, y1: y + dy + px + 3.5 };
    const isInside = box.x0 > 2 && box.y0 > 2 && box.x1 < view.width - 2 && box.y1 < view.height - 2;
    if (!isInside || crowd.met(box).size) continue;
    return {
      ...box, text, font, x: x + dx, y: y + dy + px - 0.5, mark: null, tone: theme.faint,
      spacing: isLatin ? `${spacing}px` : "0px", leader: null,
    };
  }
  return null;
}

/**
 * Lines from marks to names that stand apart from them, over all marks: a line that
 * cannot be followed leads nowhere.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {Label[]} labels
 */
function drawLeaders(context, theme, labels) {
  for (const { leader } of labels) {
    if (!leader) continue;
    const path = new Path2D();
    path.moveTo(leader[0], leader[1]);
    path.lineTo(leader[2], leader[3]);
    stroke(context, path, theme.halo, 3);
    stroke(context, path, theme.ink, 1.1);
  }
}

/**
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {Label[]} labels
 */
function drawLabels(context, theme, labels) {
  context.textAlign = "left";
  context.lineJoin = "round";
  for (const label of labels) {
    context.font = label.font;
    if ("letterSpacing" in context) context.letterSpacing = label.spacing;
    context.direction = /[\u0590-\u08ff]/.test(label.text) ? "rtl" : "ltr";
    context.strokeStyle = theme.halo;
    context.lineWidth = label.mark ? 3.2 : 0.01;
    if (label.mark) context.strokeText(label.text, label.x, label.y);
    context.fillStyle = label.tone;
    context.fillText(label.text, label.x, label.y);
  }
  if ("letterSpacing" in context) context.letterSpacing = "0px";
}
