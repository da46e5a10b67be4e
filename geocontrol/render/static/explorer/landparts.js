// @ts-check
/**
 * The shapes of areas, as they come in parts: `explorerland.py` the other way round.
 *
 * @typedef {{points: Int32Array, spots: Float64Array}} Ring
 *   Corners as steps of a degree (lon, lat, ...) and in Mercator units (x, y, ...).
 */

const RINGS_KEPT = 6000;
const SHEETS_KEPT = 24;
const VALUES = new Int8Array(128);
for (let i = 0; i < DIGITS.length; i += 1) VALUES[DIGITS.charCodeAt(i)] = i;

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

/** Numbers that rise, from the steps between them. @param {string} text */
function climb(text) {
  let last = 0;
  return numbersOf(text).map((step) => {
    const number = last + step;
    last = number + 1;
    return number;
  });
}

/** Sheets of areas, as far as they are read. */
class LandParts {
  /** @param {any} said As documented in `explorerland.py`. @param {string[]} parts Still packed. */
  constructor(said, parts) {
    this.said = said;
    this.parts = parts;
    /** @type {string[]} */
    this.pieces = [];
    /** @type {string[]} */
    this.rings = [];
    /** @type {number[][][]} For each sheet read and each of its rows, and its band: rings. */
    this.sheets = [];
    /** @type {Map<string, number[]>} */
    this.last = new Map();
    /** @type {Map<number, Ring>} */
    this.kept = new Map();
    /** @type {Map<number, Sheet>} */
    this.made = new Map();
  }

  /** Whether nothing is left to unpack. */
  get isRead() {
    return !this.parts.length;
  }

  /** The same with nothing drawn yet. */
  fresh() {
    return Object.assign(new LandParts(this.said, []), this, { made: new Map() });
  }

  /** Unpack one part more. */
  readPart() {
    const packed = this.parts.shift();
    if (!packed) return;
    const [pieces, rings, ...sheets] = api.unpackText(packed).split("\n");
    if (pieces) for (const piece of pieces.split(" ")) this.pieces.push(piece);
    if (rings) for (const ring of rings.split(" ")) this.rings.push(ring);
    for (const sheet of sheets) this.readSheet(sheet.split(";"));
  }

  /** @param {string[]} cells Of each row, and of the band, what it lost and won. */
  readSheet(cells) {
    const keys = this.said.sheets[this.sheets.length].areas.map((/** @type {any[]} */ row) => `${row[0]} ${row[1]} ${row[5]}`);
    this.sheets.push([...keys, "band"].map((key, i) => {
      const [lost, won] = cells[i].split("+");
      const gone = new Set(climb(lost));
      const now = (this.last.get(key) || []).filter((ring) => !gone.has(ring)).concat(climb(won));
      this.last.set(key, now);
      return now;
    }));
  }

  /** @param {number} number @returns {Ring} */
  ring(number) {
    const known = this.kept.get(number);
    if (known) return known;
    if (this.kept.size >= RINGS_KEPT) this.kept.clear();
    const [lon, lat, ...refs] = numbersOf(this.rings[number]);
    const points = [lon, lat];
    let x = lon, y = lat, last = 0;
    for (const ref of refs) {
      const piece = last + (ref >> 1);
      last = piece + 1;
      const steps = numbersOf(this.pieces[piece]);
      for (let i = 0; i < steps.length; i += 2) {
        const at = ref & 1 ? steps.length - 2 - i : i, sign = ref & 1 ? -1 : 1;
        x += sign * steps[at];
        y += sign * steps[at + 1];
        points.push(x, y);
      }
    }
    const spots = new Float64Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
      spots[i] = mercatorX(points[i] / 1e4);
      spots[i + 1] = mercatorY(points[i + 1] / 1e4);
    }
    const ring = { points: Int32Array.from(points), spots };
    this.kept.set(number, ring);
    return ring;
  }

  /** @param {number[]} rings */
  path(rings) {
    const path = new Path2D();
    for (const number of rings) {
      const { spots } = this.ring(number);
      path.moveTo(spots[0], spots[1]);
      for (let i = 2; i < spots.length - 2; i += 2) path.lineTo(spots[i], spots[i + 1]);
      path.closePath();
    }
    return path;
  }

  /** A sheet to be drawn; the last few are kept. @param {number} number @returns {Sheet | undefined} Nothing while it is not read. */
  sheet(number) {
    const known = this.made.get(number);
    if (known) return known;
    const rows = this.sheets[number];
    if (!rows) return undefined;
    const areas = this.said.sheets[number].areas.map((/** @type {any[]} */ row, /** @type {number} */ i) => ({
      status: row[0], holder: row[1], km2: row[2], low: row[3], high: row[4], rivals: row[5], path: this.path(rows[i]),
    }));
    const sheet = { areas, fronts: [this.fronts(number)], band: this.path(rows[rows.length - 1]), marked: [] };
    if (this.made.size >= SHEETS_KEPT) this.made.delete(this.made.keys().next().value || 0);
    this.made.set(number, sheet);
    return sheet;
  }

  /** Where two holders meet: sides that rings of both have. @param {number} number */
  fronts(number) {
    const path = new Path2D();
    /** @type {Map<number, number>} Who is on a side: two corners' sum is theirs alone, for sides never cross. */
    const sides = new Map();
    this.said.sheets[number].areas.forEach((/** @type {any[]} */ row, /** @type {number} */ area) => {
      if (row[0] !== "held") return;
      for (const ring of this.sheets[number][area]) {
        const { points, spots } = this.ring(ring);
        let isOn = false;
        for (let i = 2; i < points.length; i += 2) {
          const side = (points[i] + points[i - 2]) * 4194304 + points[i + 1] + points[i - 1];
          const other = sides.get(side);
          sides.set(side, area);
          const isFront = other !== undefined && other !== area;
          if (isFront && !isOn) path.moveTo(spots[i - 2], spots[i - 1]);
          if (isFront) path.lineTo(spots[i], spots[i + 1]);
          isOn = isFront;
        }
      }
    });
    return path;
  }
}
