// @ts-check
/**
 * The shapes of areas, as they come in parts: `explorerland.py` the other way round.
 */

const LINES_KEPT = 6000;
const SHEETS_KEPT = 24;
const BAND = 0;

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
    this.lines = [];
    /** @type {Map<string, number[]>[]} For each sheet read the lines by what is on their sides. */
    this.sheets = [];
    /** @type {Map<number, Line>} */
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
    const [pieces, lines, ...sheets] = api.unpackText(packed).split("\n");
    if (pieces) for (const piece of pieces.split(" ")) this.pieces.push(piece);
    if (lines) for (const line of lines.split(" ")) this.lines.push(line);
    for (const sheet of sheets) this.readSheet(sheet ? sheet.split(";") : []);
  }

  /** @param {string[]} cells Of each border that is not as before, its sides, and the lines that it lost and won. */
  readSheet(cells) {
    const now = new Map(this.sheets[this.sheets.length - 1]);
    for (const cell of cells) {
      const [sides, lost, won] = cell.split("+");
      const gone = new Set(climb(lost));
      const lines = (now.get(sides) || []).filter((line) => !gone.has(line)).concat(climb(won));
      if (lines.length) now.set(sides, lines);
      else now.delete(sides);
    }
    this.sheets.push(now);
  }

  /** @param {number} number @returns {Line} */
  line(number) {
    const known = this.kept.get(number);
    if (known) return known;
    if (this.kept.size >= LINES_KEPT) this.kept.clear();
    const [lon, lat, ...refs] = numbersOf(this.lines[number]);
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
    const line = lineOf(points);
    this.kept.set(number, line);
    return line;
  }

  /** A sheet to be drawn; the last few are kept. @param {number} number @returns {Sheet | undefined} Nothing while it is not read. */
  sheet(number) {
    const known = this.made.get(number);
    if (known) return known;
    if (!this.sheets[number]) return undefined;
    const rows = this.said.sheets[number].areas;
    const borders = Array.from(this.sheets[number], ([sides, lines]) => ({
      sides: numbersOf(sides), lines: lines.map((line) => this.line(line)),
    }));
    const band = borders.filter(({ sides }) => sides[0] === BAND).flatMap(({ lines }) => lines);
    const row = new Map(rows.map((/** @type {any[]} */ [kind], /** @type {number} */ at) => [kind + 2, at]));
    const sheet = {
      ...drawBorders(
        rows.map((/** @type {any[]} */ [kind, km2, low, high]) => {
          const [status, holder, rivals] = this.said.kinds[kind];
          return [status, holder, km2, low, high, rivals];
        }),
        borders.filter(({ sides }) => sides[0] !== BAND)
          .map(({ sides, lines }) => ({ sides: sides.map((side) => row.get(side) ?? -1), lines })),
      ),
      band: landPath(band),
      marked: [],
    };
    if (this.made.size >= SHEETS_KEPT) this.made.delete(this.made.keys().next().value || 0);
    this.made.set(number, sheet);
    return sheet;
  }
}
