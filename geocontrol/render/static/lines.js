// @ts-check
/**
 * Packed lines (`lines.py`): read, and joined to the land that they enclose.
 *
 * @typedef {{points: Int32Array | number[], spots: Float64Array, twice: number}} Line
 *   Corners as steps of a degree (lon, lat, ...) and in Mercator units (x, y, ...);
 *   twice the area between it and 0° N 0° E, in the square of such steps.
 */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Int8Array(128);
for (let i = 0; i < DIGITS.length; i += 1) VALUES[DIGITS.charCodeAt(i)] = i;
/** Twice the least ring that is drawn, some 2 km². */
const LEAST_TWICE = 40000;

/** Numbers as `lines.py` writes them. @param {string} text @returns {number[]} */
function numbersOf(text) {
  const numbers = [];
  let value = 0, shift = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = VALUES[text.charCodeAt(i)];
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/** @param {number[]} points Corners, steps of a degree. @returns {Line} */
function lineOf(points) {
  const spots = new Float64Array(points.length);
  let twice = 0;
  for (let i = 0; i < points.length; i += 2) {
    spots[i] = mercatorX(points[i] / 1e4);
    spots[i + 1] = mercatorY(points[i + 1] / 1e4);
    if (i) twice += points[i - 2] * points[i + 1] - points[i - 1] * points[i];
  }
  return { points, spots, twice };
}

/** Read a packed line. @param {string} text @returns {Line} */
function readLine(text) {
  const points = numbersOf(text);
  for (let i = 2; i < points.length; i += 1) points[i] += points[i - 2];
  return lineOf(points);
}

/** Draw lines, each by itself. @param {Line[]} lines @param {boolean} isClosed */
function linePath(lines, isClosed) {
  const path = new Path2D();
  for (const { spots } of lines) {
    path.moveTo(spots[0], spots[1]);
    for (let i = 2; i < spots.length; i += 2) path.lineTo(spots[i], spots[i + 1]);
    if (isClosed) path.closePath();
  }
  return path;
}

/** The corner where a line begins or ends, as one number. @param {Line} line @param {boolean} isEnd */
function endOf({ points }, isEnd) {
  const at = isEnd ? points.length - 2 : 0;
  return points[at] * 4194304 + points[at + 1];
}

/** The land within lines, whichever way they run; to be filled evenodd. @param {Line[]} lines */
function landPath(lines) {
  const path = new Path2D();
  /** @type {Map<number, Line[]>} */
  const ending = new Map();
  for (const line of lines) {
    for (const isEnd of [false, true]) {
      const corner = endOf(line, isEnd), there = ending.get(corner);
      if (there) there.push(line);
      else ending.set(corner, [line]);
    }
  }
  const isDone = new Set();
  for (const line of lines) if (!isDone.has(line)) drawRing(path, ringFrom(line, ending, isDone));
  return path;
}

/**
 * Follow lines until they are back.
 * @param {Line} line @param {Map<number, Line[]>} ending Lines by the corners where they end. @param {Set<Line>} isDone
 * @returns {[Line, boolean][]} Each with whether it is gone backwards.
 */
function ringFrom(line, ending, isDone) {
  const start = endOf(line, false);
  /** @type {[Line, boolean][]} */
  const ring = [];
  let here = start;
  /** @type {Line | undefined} */
  let next = line;
  while (next) {
    isDone.add(next);
    const isBack = endOf(next, false) !== here;
    ring.push([next, isBack]);
    here = endOf(next, !isBack);
    next = here === start ? undefined : (ending.get(here) || []).find((each) => !isDone.has(each));
  }
  return ring;
}

/** Draw a ring, if it is large enough to be seen. @param {Path2D} path @param {[Line, boolean][]} ring */
function drawRing(path, ring) {
  let twice = 0, isFirst = true;
  for (const [line, isBack] of ring) twice += isBack ? -line.twice : line.twice;
  if (Math.abs(twice) < LEAST_TWICE) return;
  for (const [{ spots }, isBack] of ring) {
    for (let i = isFirst ? 0 : 2; i < spots.length; i += 2) {
      const at = isBack ? spots.length - 2 - i : i;
      if (isFirst) path.moveTo(spots[at], spots[at + 1]);
      else path.lineTo(spots[at], spots[at + 1]);
      isFirst = false;
    }
  }
  path.closePath();
}
