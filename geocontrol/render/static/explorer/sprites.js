// @ts-check
/**
 * Marks drawn once and stamped many times: thousands of places change day in a few
 * milliseconds. What a mark looks like is decided by `drawMark` alone.
 */

/** @type {Map<string, number>} */
const lookNumbers = new Map();

/** A number for what a state looks like as a mark. @param {Control & {look?: number}} control */
function lookOf(control) {
  if (control.look === undefined) {
    const key = `${face(control)}|${control.basis}`;
    const found = lookNumbers.get(key) ?? lookNumbers.size;
    lookNumbers.set(key, found);
    if (control !== UNKNOWN) control.look = found;
    return found;
  }
  return control.look;
}

/** Pictures of marks, by how they look. */
class Sprites {
  constructor() {
    /** @type {Map<string, {canvas: HTMLCanvasElement, half: number}>} */
    this.known = new Map();
    this.ratio = Math.max(2, Math.min(3, window.devicePixelRatio || 1));
  }

  forget() {
    this.known.clear();
  }

  /** @param {World} world @param {Theme} theme @param {Mark} mark */
  of(world, theme, mark) {
    const key = `${lookOf(mark.control)} ${mark.place.kind} ${mark.r} ${mark.isChanged}${mark.isStale}${mark.isSelected}`;
    const found = this.known.get(key);
    if (found) return found;
    if (this.known.size > 4000) this.forget();
    const half = Math.ceil(outerRadius(mark) * 1.3 + 9);
    const canvas = document.createElement("canvas");
    drawMark(sharpen(canvas, half * 2, half * 2), world, theme, { ...mark, x: half, y: half });
    const sprite = { canvas, half };
    this.known.set(key, sprite);
    return sprite;
  }

  /** Stamp a mark. @param {CanvasRenderingContext2D} context @param {World} world @param {Theme} theme @param {Mark} mark */
  stamp(context, world, theme, mark) {
    const { canvas, half } = this.of(world, theme, mark);
    const snap = (/** @type {number} */ value) => Math.round(value * this.ratio) / this.ratio;
    context.drawImage(canvas, snap(mark.x - half), snap(mark.y - half), half * 2, half * 2);
  }
}
