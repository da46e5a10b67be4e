// @ts-check
/**
 * A day's control on a Leaflet map: two canvases, one for the ground and one for
 * marks and names. Whatever is put into `under` is drawn between them.
 */

/**
 * Draw a day into a view: the one drawing code of map, inset and print.
 * @param {CanvasRenderingContext2D} base Under everything.
 * @param {CanvasRenderingContext2D} over Marks and names; may be the same.
 * @param {World} world @param {View} view @param {Theme} theme @param {GroundPath[]} ground
 * @param {{day: number, growth: number, leastRank: number, hasRegions: boolean, selected?: number,
 *   keepFree?: Box[], under?: Underlay[], labels?: Label[]}} options
 * @returns {{marks: Mark[], labels: Label[]}}
 */
function drawDay(base, over, world, view, theme, ground, options) {
  drawGround(base, view, ground, theme);
  for (const draw of options.under || []) draw(base, view, theme, options.day);
  drawLines(base, view, ground, theme);
  const marks = marksIn(world, view, options.day, options);
  const keepFree = options.keepFree || [];
  const countries = placeCountryNames(over, view, ground, marks, keepFree, theme);
  const { labels, crowd } = placeLabels(over, world, view, marks, {
    growth: options.growth, leastRank: options.leastRank, theme, keepFree: [...keepFree, ...countries],
  });
  const regions = options.hasRegions ? placeRegionNames(over, view, ground, crowd, theme) : [];
  const grounds = [...countries, ...regions];
  for (const mark of marks) drawMark(over, world, theme, mark);
  drawLeaders(over, theme, labels);
  drawLabels(over, theme, [...grounds, ...labels]);
  return { marks, labels: [...labels, ...grounds] };
}

/**
 * What lies under the marks, e.g. areas of control.
 * @callback Underlay
 * @param {CanvasRenderingContext2D} context @param {View} view @param {Theme} theme @param {number} day
 * @returns {void}
 */

/** A canvas in a pane of its own. @param {any} map An `L.Map`. @param {string} paneName @param {number} zIndex */
function paneCanvas(map, paneName, zIndex) {
  const pane = map.createPane(paneName);
  pane.style.zIndex = String(zIndex);
  pane.style.pointerEvents = "none";
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  pane.append(canvas);
  return canvas;
}

/** A day on a map: knows the day, the choice, and what was drawn where. */
class DayLayer {
  /**
   * @param {any} map An `L.Map`.
   * @param {World} world
   */
  constructor(map, world) {
    this.map = map;
    this.world = world;
    this.day = world.day;
    this.ground = readGround(world);
    this.theme = readerTheme();
    this.selected = -1;
    /** Draw all on one canvas: in print, an upper one would cover a lower. */
    this.isOneSheet = false;
    /** @type {Underlay[]} */
    this.under = [];
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Label[]} */
    this.labels = [];
    /** @type {(view: View, closer: number) => Box[]} */
    this.keepFree = () => [];
    /** @type {(context: CanvasRenderingContext2D, view: View) => void} */
    this.onDrawn = () => {};
    this.homeZoom = map.getZoom();
    this.base = paneCanvas(map, "gc-base", 150);
    this.over = paneCanvas(map, "gc-marks", 450);
    map.on("move zoomend resize viewreset", () => this.draw());
  }

  /** @param {number} place */
  select(place) {
    this.selected = place;
    this.draw();
  }

  draw() {
    const view = viewOf(this.map);
    if (!view.width || !view.height) return;
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const contexts = [this.base, this.over].map((canvas) => {
      canvas.style.transform = `translate(${corner.x}px, ${corner.y}px)`;
      return sharpen(canvas, view.width, view.height);
    });
    if (this.isOneSheet) contexts[1] = contexts[0];
    this.over.hidden = this.isOneSheet;
    const closer = this.map.getZoom() - this.homeZoom;
    const drawn = drawDay(contexts[0], contexts[1], this.world, view, this.theme, this.ground, {
      day: this.day, ...detail(view, closer), selected: this.selected,
      keepFree: this.keepFree(view, closer), under: this.under,
    });
    this.marks = drawn.marks;
    this.labels = drawn.labels;
    this.onDrawn(contexts[1], view);
  }
}

/**
 * How large marks are and which names are written, by size of frame and nearness.
 * @param {View} view @param {number} closer Doublings since the opening view.
 */
function detail(view, closer) {
  const room = Math.max(0.72, Math.min(1.08, Math.sqrt(view.width * view.height) / 760));
  return {
    growth: room * Math.max(0.9, Math.min(1.7, 0.98 + 0.17 * closer)),
    leastRank: closer < 0.5 ? 3 : closer < 1.5 ? 4 : 5,
    hasRegions: closer >= 0.7 && closer < 3,
  };
}
