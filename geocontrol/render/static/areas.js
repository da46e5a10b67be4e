// @ts-check
/**
 * Areas of control, under the marks: an estimate, and drawn as one. Land fades where
 * the front may run, and where places are held by general background only; what is
 * contested, claimed or stale is hatched, not only paler.
 *
 * @typedef {{status: string, holder: number, km2: number, low: number, high: number, path: Path2D, rivals: number[]}} AreaPath
 * @typedef {{areas: AreaPath[], fronts: Path2D[], band: Path2D, marked: {why: string, actor: number, path: Path2D}[],
 *   outline?: Path2D, world?: World}} Sheet
 *   `outline` cuts all of it to the land; a sheet that keeps to the land has none
 */

const FILL_SHARE = { light: 0.34, dark: 0.42 };
const BAND_SHARE = 0.5;
const ASSUMED_SHARE = 0.42;
const HATCH_GAP = 7;
const TILE_SHARPNESS = 3;

/** The areas of a page, by day. */
class Areas {
  /** @param {World} world @param {any} block As documented in `areas.py`; may be missing. */
  constructor(world, block) {
    this.world = world;
    this.isShown = true;
    /** @type {Map<number, any>} */
    this.packed = new Map((block ? block.days : []).map((/** @type {number[]} */ [day, sheet]) => [day, block.sheets[sheet]]));
    /** @type {Map<number, Sheet>} */
    this.read = new Map();
    /** @type {((packed: any, day: number) => Partial<Sheet>) | null} What the page finds out itself. */
    this.find = null;
  }

  /** @param {number} day @returns {Sheet | undefined} */
  sheetOn(day) {
    const packed = this.packed.get(day);
    if (!packed) return undefined;
    const known = this.read.get(day);
    if (known) return known;
    const sheet = packed.borders ? readSheet(packed) : { areas: [], fronts: [], band: new Path2D(), marked: [] };
    if (this.find) Object.assign(sheet, this.find(packed, day));
    this.read.set(day, sheet);
    return sheet;
  }

  /**
   * What to put under the marks of a layer.
   * @returns {Underlay}
   */
  underlay() {
    return (context, view, theme, day) => {
      const sheet = this.isShown ? this.sheetOn(day) : undefined;
      if (sheet) drawSheet(context, view, theme, this.world, sheet);
    };
  }
}

/** Lines with a space between two. @param {string} text */
function readLines(text) {
  return text ? text.split(" ").map(readLine) : [];
}

/** @param {any} packed @returns {Sheet} */
function readSheet(packed) {
  const borders = packed.borders.map((/** @type {any[]} */ [left, right, lines]) => ({ sides: [left, right], lines: readLines(lines) }));
  return {
    ...drawBorders(packed.areas, borders),
    band: landPath(readLines(packed.band)),
    marked: (packed.marked || []).map((/** @type {any[]} */ [why, actor, lines]) => ({ why, actor, path: landPath(readLines(lines)) })),
  };
}

/**
 * Draw each area within the borders that have it on a side, and fronts where two that are held meet.
 * @param {any[][]} areas Rows of status, holder, km², low, high, rivals. @param {{sides: number[], lines: Line[]}[]} borders
 */
function drawBorders(areas, borders) {
  const isHeld = (/** @type {number} */ row) => row >= 0 && areas[row][0] === "held";
  return {
    areas: areas.map(([status, holder, km2, low, high, rivals], row) => ({
      status, holder, km2, low, high, rivals,
      path: landPath(borders.filter(({ sides }) => sides.includes(row)).flatMap(({ lines }) => lines)),
    })),
    fronts: borders.filter(({ sides }) => sides.every(isHeld)).map(({ lines }) => linePath(lines, false)),
  };
}

/**
 * @param {CanvasRenderingContext2D} context @param {View} view @param {Theme} theme
 * @param {World} world @param {Sheet} sheet
 */
function drawSheet(context, view, theme, world, sheet) {
  const share = theme.isDark ? FILL_SHARE.dark : FILL_SHARE.light;
  context.save();
  if (sheet.outline) context.clip(placed(sheet.outline, view), "evenodd");
  for (const area of sheet.areas) {
    const path = placed(area.path, view);
    if (area.status === "contested") {
      const [one, other] = area.rivals.map((rival) => colorOf(theme, world.actors[rival]));
      hatch(context, view, path, one || theme.ink, 2, false);
      hatch(context, view, path, other || theme.ink, 2, true);
      continue;
    }
    context.fillStyle = mix(theme.land, colorOf(theme, world.actors[area.holder]), share);
    context.fill(path, "evenodd");
  }
  fade(context, placed(sheet.band, view), theme, BAND_SHARE);
  for (const { why, actor, path } of sheet.marked) {
    if (why === "assumed") {
      fade(context, placed(path, view), theme, ASSUMED_SHARE);
      continue;
    }
    const color = why === "stale" ? theme.faint : colorOf(theme, world.actors[actor]);
    hatch(context, view, placed(path, view), color, 1.5, why === "stale");
  }
  context.lineJoin = "round";
  for (const front of sheet.fronts) {
    const path = placed(front, view);
    stroke(context, path, theme.halo, 2.6);
    context.setLineDash([5, 3]);
    stroke(context, path, theme.soft, 1.1);
    context.setLineDash([]);
  }
  context.restore();
}

/**
 * Let a path fade into the bare land.
 * @param {CanvasRenderingContext2D} context @param {Path2D} path @param {Theme} theme @param {number} share
 */
function fade(context, path, theme, share) {
  context.globalAlpha = share;
  context.fillStyle = theme.land;
  context.fill(path, "evenodd");
  context.globalAlpha = 1;
}

/** @type {Map<string, HTMLCanvasElement>} */
const tiles = new Map();

/**
 * A tile of slanted lines that joins itself on all sides, as fine as a sharp screen.
 * @param {string} color @param {number} width @param {boolean} isBackward
 */
function hatchTile(color, width, isBackward) {
  const key = `${color} ${width} ${isBackward}`;
  let tile = tiles.get(key);
  if (tile) return tile;
  tile = document.createElement("canvas");
  tile.width = HATCH_GAP * TILE_SHARPNESS;
  tile.height = tile.width;
  const context = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  context.scale(TILE_SHARPNESS, TILE_SHARPNESS);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  for (const shift of [-HATCH_GAP, 0, HATCH_GAP]) {
    context.moveTo(shift - 1, isBackward ? -1 : HATCH_GAP + 1);
    context.lineTo(shift + HATCH_GAP + 1, isBackward ? HATCH_GAP + 1 : -1);
  }
  context.stroke();
  tiles.set(key, tile);
  return tile;
}

/**
 * Fill a path with slanted lines that stand still while the map moves.
 * @param {CanvasRenderingContext2D} context @param {View} view @param {Path2D} path
 * @param {string} color @param {number} width @param {boolean} isBackward
 */
function hatch(context, view, path, color, width, isBackward) {
  if (!context.createPattern) {
    hatchLines(context, view, path, color, width, isBackward);
    return;
  }
  const pattern = context.createPattern(hatchTile(color, width, isBackward), "repeat");
  if (!pattern) return;
  const share = 1 / TILE_SHARPNESS;
  pattern.setTransform(new DOMMatrix([share, 0, 0, share, -(view.left % HATCH_GAP), -(view.top % HATCH_GAP)]));
  context.globalAlpha = 0.75;
  context.fillStyle = pattern;
  context.fill(path, "evenodd");
  context.globalAlpha = 1;
}

/**
 * The same as single lines, for a picture made of vectors.
 * @param {CanvasRenderingContext2D} context @param {View} view @param {Path2D} path
 * @param {string} color @param {number} width @param {boolean} isBackward
 */
function hatchLines(context, view, path, color, width, isBackward) {
  context.save();
  context.clip(path, "evenodd");
  context.strokeStyle = color;
  context.lineWidth = width;
  context.globalAlpha = 0.75;
  context.beginPath();
  const { width: w, height: h } = view;
  const shift = isBackward ? (view.left - view.top) % HATCH_GAP : (view.left + view.top) % HATCH_GAP;
  for (let x = -h - HATCH_GAP - shift; x < w + h; x += HATCH_GAP) {
    context.moveTo(x, isBackward ? 0 : h);
    context.lineTo(x + h, isBackward ? h : 0);
  }
  context.stroke();
  context.restore();
}
