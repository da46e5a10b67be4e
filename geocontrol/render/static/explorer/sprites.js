// @ts-check
/**
 * Marks drawn once and stamped many times: thousands of places change day in a few
 * milliseconds. What a mark looks like is decided by `drawMark` alone.
 */

/** @type {Map<string, number>} */
const lookNumbers = new Map();

let unknownLook = -1;

/** A number for what a state looks like as a mark. @param {Control & {look?: number}} control */
function lookOf(control) {
  if (control === UNKNOWN && unknownLook >= 0) return unknownLook;
  if (control.look === undefined) {
    const key = `${face(control)}|${control.basis}`;
    const found = lookNumbers.get(key) ?? lookNumbers.size;
    lookNumbers.set(key, found);
    if (control === UNKNOWN) unknownLook = found;
    else control.look = found;
    return found;
  }
  return control.look;
}

const SHEET_SIDE = 1024;

/** Pictures of marks by how they look, on one sheet. */
class Sprites {
  constructor() {
    this.ratio = Math.max(2, Math.min(3, window.devicePixelRatio || 1));
    this.sheet = document.createElement("canvas");
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.sheet.getContext("2d"));
    /** @type {Map<number, {x: number, y: number, half: number}>} */
    this.known = new Map();
    this.x = 0;
    this.y = 0;
    this.line = 0;
    this.forget();
  }

  forget() {
    this.known.clear();
    this.sheet.width = SHEET_SIDE;
    this.sheet.height = SHEET_SIDE;
    this.x = 0;
    this.y = 0;
    this.line = 0;
  }

  /** @param {World} world @param {Theme} theme @param {Mark} mark */
  of(world, theme, mark) {
    const kind = (KIND_NUMBERS[mark.place.kind] || 0) * 4096 + Math.round(mark.r * 40);
    const key = (lookOf(mark.control) * 8 + (mark.isChanged ? 1 : 0) + (mark.isStale ? 2 : 0) + (mark.isSelected ? 4 : 0)) * 65536 + kind;
    const found = this.known.get(key);
    if (found) return found;
    const half = Math.ceil(outerRadius(mark) + 2.5 + (mark.isChanged ? 3.5 : 0) + (mark.isSelected ? 8 : 0));
    const side = half * 2 * this.ratio;
    if (this.x + side > SHEET_SIDE) {
      this.x = 0;
      this.y += this.line;
      this.line = 0;
    }
    if (this.y + side > SHEET_SIDE) this.forget();
    const sprite = { x: this.x, y: this.y, half };
    this.x += side;
    this.line = Math.max(this.line, side);
    const { pen } = this;
    pen.setTransform(this.ratio, 0, 0, this.ratio, sprite.x, sprite.y);
    drawMark(pen, world, theme, { ...mark, x: half, y: half });
    this.known.set(key, sprite);
    return sprite;
  }

  /** How far a mark's picture reaches, wherever it is rounded to. @param {World} world @param {Theme} theme @param {Mark} mark */
  reach(world, theme, mark) {
    return this.of(world, theme, mark).half + 1;
  }

  /** Stamp a mark. @param {CanvasRenderingContext2D} context @param {World} world @param {Theme} theme @param {Mark} mark */
  stamp(context, world, theme, mark) {
    const { x, y, half } = this.of(world, theme, mark);
    const { ratio } = this;
    const side = half * 2;
    const left = Math.round((mark.x - half) * ratio) / ratio, top = Math.round((mark.y - half) * ratio) / ratio;
    context.drawImage(this.sheet, x, y, side * ratio, side * ratio, left, top, side, side);
  }
}

const KIND_NUMBERS = /** @type {Object<string, number>} */ ({
  city: 1, town: 2, village: 3, quarter: 4, base: 5, airport: 6, crossing: 7, junction: 8, dam: 9, hill: 10, facility: 11,
});
