// @ts-check
/**
 * An enlargement of a crowded part in the emptiest corner: where most changed that day, or
 * on a day without changes, where most changes on all days.
 */

const MAGNIFICATION = 2.6;
const LEAST_PLACES = 20;
const LEAST_SIDE = 210;
const GAP = 12;
const LOWEST_RANK = 5;
/** Part of a side: what changed nearer to the edge of an enlargement is hardly shown. */
const MARGIN = 0.08;

/**
 * The largest box in a corner of a view that hides no mark.
 * @param {Mark[]} marks @param {View} view
 * @returns {Box | null}
 */
function emptyCorner(marks, view) {
  const step = 10;
  let best = null, most = 0;
  for (let width = LEAST_SIDE; width <= view.width * 0.42; width += step) {
    for (let height = LEAST_SIDE; height <= view.height * 0.82; height += step) {
      if (width * height <= most || height > width * 2.1 || width > height * 1.8) continue;
      for (const [isRight, isBottom] of [[true, true], [true, false], [false, true]]) {
        const x0 = isRight ? view.width - width - GAP : GAP;
        const y0 = isBottom ? view.height - height - GAP : GAP;
        const box = { x0, y0, x1: x0 + width, y1: y0 + height };
        if (marks.some((m) => m.x > x0 - 16 && m.x < box.x1 + 16 && m.y > y0 - 16 && m.y < box.y1 + 16)) continue;
        most = width * height;
        best = box;
      }
    }
  }
  return best;
}

/**
 * The part of the map, as large as a frame shows it enlarged, where most changed on a day,
 * the more important places first, and as near to its middle as can be; on a day without
 * changes, where most changes on all days.
 * @param {World} world @param {number} day @param {View} view @param {Box} frame
 * @returns {number[] | null} West, south, east, north; nothing where no part is crowded.
 */
function crowdedBox(world, day, view, frame) {
  const width = (frame.x1 - frame.x0) / MAGNIFICATION, height = (frame.y1 - frame.y0) / MAGNIFICATION;
  const spots = world.places.filter((place) => place.isDrawn && place.kind !== "quarter")
    .map((place) => ({
      x: screenX(view, place.mx), y: screenY(view, place.my),
      often: 0.2 + place.turns + (place.rank <= 1 ? 4 : 0),
      today: changedOn(world, place.index, day) ? 1 + LOWEST_RANK - place.rank : 0,
    }));
  let best = null, most = 0, news = 0, nearest = Infinity;
  for (let x = 0; x + width <= view.width; x += width / 14) {
    for (let y = 0; y + height <= view.height; y += height / 14) {
      let often = 0, today = 0, away = 0;
      for (const spot of spots) {
        const dx = Math.abs((spot.x - x) / width - 0.5), dy = Math.abs((spot.y - y) / height - 0.5);
        if (dx >= 0.5 || dy >= 0.5) continue;
        often += spot.often;
        if (!spot.today || dx > 0.5 - MARGIN || dy > 0.5 - MARGIN) continue;
        today += spot.today;
        away += spot.today * (dx * dx + dy * dy);
      }
      if (often < LEAST_PLACES || today < news) continue;
      if (today === news && (news ? away >= nearest : often <= most)) continue;
      most = often;
      news = today;
      nearest = away;
      best = [x, y];
    }
  }
  if (!best) return null;
  const lon = (/** @type {number} */ x) => ((x + view.left) / view.scale) * 360 - 180;
  const lat = (/** @type {number} */ y) =>
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + view.top)) / view.scale))) * 180) / Math.PI;
  return [lon(best[0]), lat(best[1] + height), lon(best[0] + width), lat(best[1])];
}

/** The enlargement: a second, still map that opens the same place cards. */
class Inset {
  /**
   * @param {DayLayer} layer @param {HTMLElement} frame Where it is put.
   * @param {(box: number[]) => void} onOpen @param {(place: Place) => void} onPick
   */
  constructor(layer, frame, onOpen, onPick) {
    this.layer = layer;
    /** @type {number[] | null} */
    this.box = null;
    this.key = "";
    /** @type {Box | null} */
    this.frame = null;
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Label[]} */
    this.labels = [];
    /** @type {(context: CanvasRenderingContext2D, marks: Mark[]) => void} */
    this.onDrawn = () => {};
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
   * Where the enlargement stands in the map, if it does: it is found anew for each
   * size of the map, and shown only near the opening view.
   * @param {View} view @param {number} closer
   * @returns {Box | null}
   */
  place(view, closer) {
    const key = `${view.width} ${view.height}`;
    const isHome = Math.abs(closer) < 0.01;
    if (key !== this.key && isHome) {
      this.key = key;
      const marks = marksIn(this.layer.world, view, this.layer.day, { growth: 1 });
      this.frame = view.width < 600 || view.height < 400 ? null : emptyCorner(marks, view);
      this.box = this.frame && crowdedBox(this.layer.world, this.layer.day, view, this.frame);
    }
    const { frame } = this;
    this.element.hidden = !this.box || !frame || closer > 0.3;
    if (this.element.hidden || !frame) return null;
    Object.assign(this.element.style, {
      left: `${frame.x0}px`, top: `${frame.y0}px`, width: `${frame.x1 - frame.x0}px`, height: `${frame.y1 - frame.y0}px`,
    });
    return frame;
  }

  /** @param {Box} frame */
  draw(frame) {
    const { layer } = this;
    if (!this.box) return;
    const view = viewFor(this.box, frame.x1 - frame.x0, frame.y1 - frame.y0);
    const context = sharpen(this.canvas, view.width, view.height);
    const drawn = drawDay(context, context, layer.world, view, layer.theme, layer.ground, {
      day: layer.day, growth: 1.12, leastRank: 5, hasRegions: false, selected: layer.selected,
      under: layer.under,
    });
    this.marks = drawn.marks;
    this.labels = drawn.labels;
    this.onDrawn(context, drawn.marks);
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
