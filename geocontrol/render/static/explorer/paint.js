// @ts-check
/**
 * Marks on a canvas, of which only what changed is drawn anew.
 */

const INDEX_CELL = 16;
const FAR = 24;
const MOST_DIRTY = 0.08;
const FEW = 400;

/** Finds marks near a spot. */
class MarkIndex {
  /** @param {Mark[]} spots In drawing order. */
  constructor(spots) {
    /** @type {Map<number, number[]>} */
    this.cells = new Map();
    spots.forEach((mark, i) => {
      const key = this.key(mark.x, mark.y);
      const list = this.cells.get(key);
      if (list) list.push(i);
      else this.cells.set(key, [i]);
    });
  }

  /** @param {number} x @param {number} y */
  key(x, y) {
    return (Math.floor(x / INDEX_CELL) + 64) * 4096 + Math.floor(y / INDEX_CELL) + 64;
  }

  /** The marks around a box, in drawing order. @param {Box} box */
  near(box) {
    /** @type {number[]} */
    const found = [];
    const first = this.key(box.x0 - FAR, box.y0 - FAR), last = this.key(box.x1 + FAR, box.y1 + FAR);
    for (let column = Math.floor(first / 4096); column <= Math.floor(last / 4096); column += 1) {
      for (let row = first - 4096 * Math.floor(first / 4096); row <= last - 4096 * Math.floor(last / 4096); row += 1) {
        const list = this.cells.get(column * 4096 + row);
        if (list) found.push(...list);
      }
    }
    return found.sort((a, b) => a - b);
  }
}

/** @param {Box} box */
function extentOf(box) {
  return (box.x1 - box.x0) * (box.y1 - box.y0);
}

/** Boxes that overlap so much that one around them is no larger than all of them. @param {Box[]} boxes @returns {Box[]} */
function joined(boxes) {
  /** @type {Box[]} */
  const found = [];
  for (let box of boxes) {
    for (let i = 0; i < found.length; i += 1) {
      const other = found[i];
      const both = {
        x0: Math.min(box.x0, other.x0), y0: Math.min(box.y0, other.y0), x1: Math.max(box.x1, other.x1), y1: Math.max(box.y1, other.y1),
      };
      if (extentOf(both) > extentOf(box) + extentOf(other)) continue;
      found.splice(i, 1);
      box = both;
      i = -1;
    }
    found.push(box);
  }
  return found;
}

/** Marks of one state on one canvas. */
class MarkPainter {
  /** @param {HTMLCanvasElement} canvas @param {Sprites} sprites */
  constructor(canvas, sprites) {
    this.canvas = canvas;
    this.sprites = sprites;
    /** @type {Map<Mark, number>} */
    this.drawn = new Map();
    /** How far the picture of each mark reaches. @type {Map<Mark, number>} */
    this.reaches = new Map();
    this.key = "";
    /** @type {MarkIndex | null} */
    this.index = null;
  }

  forget() {
    this.key = "";
  }

  /**
   * @param {World} world @param {View} view @param {Theme} theme @param {Mark[]} spots
   * @param {((place: Place, control: Control) => boolean) | null} filter
   */
  paint(world, view, theme, spots, filter) {
    const key = [view.scale, view.left, view.top, view.width, view.height, theme.isDark].join();
    const looks = new Map();
    /** @type {Mark[]} */
    const changed = [];
    const isFresh = key !== this.key || spots.length !== this.drawn.size;
    for (const mark of spots) {
      const isFaint = filter && !mark.isSelected && !filter(mark.place, mark.control);
      const look = lookOf(mark.control) * 16 + (mark.isChanged ? 1 : 0) + (mark.isStale ? 2 : 0) + (mark.isSelected ? 4 : 0) + (isFaint ? 8 : 0);
      looks.set(mark, look);
      if (!isFresh && this.drawn.get(mark) !== look) changed.push(mark);
    }
    this.key = key;
    this.drawn = looks;
    if (!isFresh && !changed.length) return;
    if (isFresh) this.index = null;
    const isWhole = isFresh || changed.length > Math.min(FEW, spots.length * MOST_DIRTY);
    const context = isWhole ? sharpen(this.canvas, view.width, view.height)
      : /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    if (isWhole) {
      this.stamp(context, world, theme, spots, looks);
      this.reaches = new Map(spots.map((mark) => [mark, this.sprites.reach(world, theme, mark)]));
      return;
    }
    this.index = this.index || new MarkIndex(spots);
    const boxes = changed.map((mark) => {
      const before = this.reaches.get(mark) || 0, reach = Math.max(before, this.sprites.reach(world, theme, mark));
      this.reaches.set(mark, reach);
      return { x0: mark.x - reach, y0: mark.y - reach, x1: mark.x + reach, y1: mark.y + reach };
    });
    for (const box of joined(boxes)) this.mend(context, world, theme, spots, looks, box);
    for (const mark of changed) this.reaches.set(mark, this.sprites.reach(world, theme, mark));
  }

  /** Draw a part anew. @param {CanvasRenderingContext2D} context @param {World} world @param {Theme} theme @param {Mark[]} spots @param {Map<Mark, number>} looks @param {Box} part */
  mend(context, world, theme, spots, looks, part) {
    const { ratio } = this.sprites;
    const snap = (/** @type {number} */ value) => Math.floor(value * ratio) / ratio;
    const box = { x0: snap(part.x0), y0: snap(part.y0), x1: snap(part.x1), y1: snap(part.y1) };
    const index = /** @type {MarkIndex} */ (this.index);
    const near = index.near(box).map((i) => spots[i]).filter((other) => {
      const r = this.reaches.get(other) || FAR;
      return other.x + r > box.x0 && other.x - r < box.x1 && other.y + r > box.y0 && other.y - r < box.y1;
    });
    context.save();
    context.beginPath();
    context.rect(box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    context.clip();
    context.clearRect(box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    this.stamp(context, world, theme, near, looks);
    context.restore();
  }

  /** Unknown places first, then the others, what changed, and the chosen place on top. @param {CanvasRenderingContext2D} context @param {World} world @param {Theme} theme @param {Mark[]} spots @param {Map<Mark, number>} looks */
  stamp(context, world, theme, spots, looks) {
    context.imageSmoothingEnabled = false;
    for (const mark of spots) this.sprites.of(world, theme, mark);
    for (const layer of [0, 1, 2, 3]) {
      for (const mark of spots) {
        const own = mark.isSelected ? 3 : mark.isChanged ? 2 : mark.control.status === "unknown" ? 0 : 1;
        if (own !== layer) continue;
        const isFaint = (looks.get(mark) || 0) & 8;
        if (isFaint) context.globalAlpha = 0.13;
        this.sprites.stamp(context, world, theme, mark);
        if (isFaint) context.globalAlpha = 1;
      }
    }
  }
}
