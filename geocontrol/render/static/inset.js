// @ts-check
/**
 * An enlargement of the part where places stand closest, in the emptiest corner.
 */

const INSET_SHARE = 0.2;
const LEAST_PLACES = 25;

/**
 * The box, a fifth of the map wide, that holds the most places.
 * @param {World} world
 * @returns {number[] | null} West, south, east, north; nothing where no part is crowded.
 */
function crowdedBox(world) {
  const [west, south, east, north] = world.extent;
  const width = (east - west) * INSET_SHARE, height = (north - south) * INSET_SHARE * 1.15;
  const drawn = world.places.filter((place) => place.isDrawn && place.kind !== "quarter");
  let best = null, most = 0;
  for (let x = west; x + width <= east; x += width / 8) {
    for (let y = south; y + height <= north; y += height / 8) {
      const count = drawn.filter((p) => p.lon >= x && p.lon <= x + width && p.lat >= y && p.lat <= y + height).length;
      if (count > most) {
        most = count;
        best = [x, y, x + width, y + height];
      }
    }
  }
  const share = most / drawn.length;
  return most >= LEAST_PLACES && share > 0.2 ? best : null;
}

/**
 * The corner of a view whose box holds the fewest marks.
 * @param {Mark[]} marks @param {View} view @param {number} width @param {number} height
 * @returns {{corner: string, box: Box, hidden: number}}
 */
function emptiestCorner(marks, view, width, height) {
  const gap = 12;
  const corners = /** @type {[string, number, number][]} */ ([
    ["bottom right", view.width - width - gap, view.height - height - gap],
    ["top right", view.width - width - gap, gap],
    ["bottom left", gap, view.height - height - gap],
  ]).map(([corner, x0, y0]) => {
    const box = { x0, y0, x1: x0 + width, y1: y0 + height };
    const hidden = marks.filter((m) => m.x > x0 - 8 && m.x < box.x1 + 8 && m.y > y0 - 8 && m.y < box.y1 + 8).length;
    return { corner, box, hidden };
  });
  return corners.sort((a, b) => a.hidden - b.hidden)[0];
}

/** The enlargement: a second, still map that opens the same place cards. */
class Inset {
  /**
   * @param {DayLayer} layer @param {HTMLElement} frame Where it is put.
   * @param {(box: number[]) => void} onOpen @param {(place: Place) => void} onPick
   */
  constructor(layer, frame, onOpen, onPick) {
    this.layer = layer;
    this.box = crowdedBox(layer.world);
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Label[]} */
    this.labels = [];
    this.canvas = document.createElement("canvas");
    this.element = make("div", { class: "inset", hidden: true }, this.canvas);
    this.canvas.setAttribute("aria-hidden", "true");
    this.element.addEventListener("click", (event) => {
      const bounds = this.canvas.getBoundingClientRect();
      const mark = markAt(this.marks, event.clientX - bounds.left, event.clientY - bounds.top);
      if (mark) onPick(mark.place);
      else if (this.box) onOpen(this.box);
    });
    frame.append(this.element);
  }

  /**
   * Where the enlargement stands in the map, if it does.
   * @param {View} view @param {number} closer
   * @returns {Box | null}
   */
  place(view, closer) {
    this.element.hidden = true;
    if (!this.box || closer > 0.4 || view.width < 640 || view.height < 420) return null;
    const [west, south, east, north] = this.box;
    const shape = (mercatorX(east) - mercatorX(west)) / (mercatorY(south) - mercatorY(north));
    const height = Math.min(view.height * 0.46, (view.width * 0.36) / shape);
    const width = height * shape;
    const marks = marksIn(this.layer.world, view, this.layer.day, { growth: 1 });
    const spot = emptiestCorner(marks, view, width, height);
    if (spot.hidden > marks.length * 0.04) return null;
    this.element.hidden = false;
    Object.assign(this.element.style, {
      left: `${spot.box.x0}px`, top: `${spot.box.y0}px`, width: `${width}px`, height: `${height}px`,
    });
    return spot.box;
  }

  /** @param {Box} frame */
  draw(frame) {
    const { layer } = this;
    if (!this.box) return;
    const view = viewFor(this.box, frame.x1 - frame.x0, frame.y1 - frame.y0);
    const context = sharpen(this.canvas, view.width, view.height);
    const drawn = drawDay(context, context, layer.world, view, layer.theme, layer.ground, {
      day: layer.day, growth: 1.02, leastRank: 5, hasRegions: false, selected: layer.selected,
      under: layer.under,
    });
    this.marks = drawn.marks;
    this.labels = drawn.labels;
  }

  /** Show on the map which part is enlarged. @param {CanvasRenderingContext2D} context @param {View} view */
  outline(context, view) {
    if (!this.box || this.element.hidden) return;
    const [west, south, east, north] = this.box;
    const x = screenX(view, mercatorX(west)), y = screenY(view, mercatorY(north));
    const path = new Path2D();
    path.rect(x, y, screenX(view, mercatorX(east)) - x, screenY(view, mercatorY(south)) - y);
    stroke(context, path, this.layer.theme.soft, 0.9);
  }
}
