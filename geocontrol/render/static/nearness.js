// @ts-check
/**
 * Whose a name is: readers take it for that of the nearest mark.
 */

/** Pixels by which a name stands nearer to its own mark than to any other. */
const CLEARANCE = 1;
/** Pixels that a name at the end of a line keeps from all marks. */
const LINE_CLEARANCE = 5;
/** Pixels by which a name without room of its own is nearer to its mark than to one as important. */
const RIVAL_CLEARANCE = 8;
/** Sixteenths of a turn, clockwise from the right; the best first. */
const TURNS = [0, 8, 15, 1, 9, 7, 14, 2, 10, 6, 13, 3, 11, 5, 12, 4];

/** Pixels from a box to the rim of a mark, below zero over the mark. @param {Box} box @param {Mark} mark */
function distanceTo(box, mark) {
  const dx = Math.max(box.x0 - mark.x, 0, mark.x - box.x1), dy = Math.max(box.y0 - mark.y, 0, mark.y - box.y1);
  return Math.hypot(dx, dy) - mark.r;
}

/**
 * Whether a mark other than its own is nearer to a name than so many pixels.
 * @param {Box} box @param {Mark} mark @param {Crowd} spots Of all marks. @param {number} least
 * @param {(other: Mark) => boolean} [counts] By default all do.
 */
function isCrowded(box, mark, spots, least, counts) {
  const around = { x0: box.x0 - least, y0: box.y0 - least, x1: box.x1 + least, y1: box.y1 + least };
  for (const spot of spots.met(around)) {
    const other = /** @type {Box & {mark?: Mark | null}} */ (spot).mark;
    if (other && other !== mark && distanceTo(box, other) < least && (!counts || counts(other))) return true;
  }
  return false;
}

/**
 * Whether a name in a box is its mark's and no other's: no other mark is as near. Where a
 * line leads from it to its mark, no other mark as important is, and none is close by.
 * @param {World} world @param {Box} box @param {Mark} mark @param {Crowd} spots Of all marks.
 * @param {boolean} hasLine
 */
function isNearest(world, box, mark, spots, hasLine) {
  const least = distanceTo(box, mark) + CLEARANCE;
  if (!hasLine) return !isCrowded(box, mark, spots, least);
  if (isCrowded(box, mark, spots, Math.min(least, LINE_CLEARANCE))) return false;
  const own = weightOf(world, mark.place);
  return !isCrowded(box, mark, spots, least, (other) => weightOf(world, other.place) >= own);
}

/**
 * Whether a name in a box could be taken for that of another mark as important, or of one
 * after which a region is named: such a mark is nearly as near.
 * @param {World} world @param {Box} box @param {Mark} mark @param {Crowd} spots Of all marks.
 */
function isMistaken(world, box, mark, spots) {
  const own = weightOf(world, mark.place);
  const least = distanceTo(box, mark) + RIVAL_CLEARANCE;
  return isCrowded(box, mark, spots, least, ({ place }) => isSeat(world, place) || weightOf(world, place) >= own);
}

/** A line from the rim of a mark to the nearest spot of a box. @param {Box} box @param {Mark} mark */
function lineTo(box, mark) {
  const x = Math.min(Math.max(mark.x, box.x0), box.x1), y = Math.min(Math.max(mark.y, box.y0), box.y1);
  const part = mark.r / Math.max(mark.r, Math.hypot(x - mark.x, y - mark.y));
  return [mark.x + part * (x - mark.x), mark.y + part * (y - mark.y), x, y];
}

/** Small boxes along a line, for a crowd of boxes to meet. @param {number[]} line @returns {Box[]} */
function boxesAlong([x0, y0, x1, y1]) {
  const count = Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 4);
  return Array.from({ length: count }, (_, i) => {
    const x = x0 + ((x1 - x0) * i) / count, y = y0 + ((y1 - y0) * i) / count;
    return { x0: x - 1, y0: y - 1, x1: x + 1, y1: y + 1 };
  });
}

/** How many marks a line runs over. @param {Box[]} line @param {Mark} mark Its own. @param {Crowd} spots */
function crossings(line, mark, spots) {
  const met = new Set(line.flatMap((box) => [...spots.met(box)]));
  return [...met].filter((spot) => /** @type {any} */ (spot).mark !== mark).length;
}

/** Keep other names from a name and its line. @param {Crowd} names @param {Label} label */
function take(names, label) {
  names.add(label);
  for (const box of boxesAlong(label.leader || [0, 0, 0, 0])) names.add(box);
}

/**
 * Whether a region is named after a town in it, as a governorate is after its capital.
 * @param {World} world @param {Place} place
 */
function isSeat(world, place) {
  if (place.kind !== "city" && place.kind !== "town") return false;
  const region = regionOf(world, place)?.name || "";
  return ` ${region} `.includes(` ${place.name} `);
}

/** How important a place is among those that are named: seats before all others. @param {World} world @param {Place} place */
function weightOf(world, place) {
  return (isSeat(world, place) ? 10 : 0) - place.rank;
}

/**
 * Where names may stand at a mark, the best first: left upper corners.
 * @param {Mark} mark @param {number} d Pixels from its middle. @param {number} width @param {number} height
 * @returns {[number, number][]}
 */
function sidesOf({ x, y }, d, width, height) {
  const slant = d * 0.74;
  return [
    [x + d, y - height / 2], [x - d - width, y - height / 2],
    [x + slant, y - slant - height * 0.75], [x + slant, y + slant - height * 0.25],
    [x - slant - width, y - slant - height * 0.75], [x - slant - width, y + slant - height * 0.25],
    [x - width / 2, y - d - height], [x - width / 2, y + d],
    [x + d, y - height * 0.85], [x + d, y - height * 0.15],
    [x - d - width, y - height * 0.85], [x - d - width, y - height * 0.15],
    [x - width * 0.2, y - d - height], [x - width * 0.2, y + d],
    [x - width * 0.8, y - d - height], [x - width * 0.8, y + d],
  ];
}

/**
 * Where names may stand around a mark at the end of a line: left upper corners.
 * @param {Mark} mark @param {number} d Pixels from its middle. @param {number} width @param {number} height
 * @returns {[number, number][]}
 */
function turnsAround({ x, y }, d, width, height) {
  return TURNS.map((turn) => {
    const cos = Math.cos((turn * Math.PI) / 8), sin = Math.sin((turn * Math.PI) / 8);
    return [x + d * cos - (width * (1 - cos)) / 2, y + d * sin - (height * (1 - sin)) / 2];
  });
}
