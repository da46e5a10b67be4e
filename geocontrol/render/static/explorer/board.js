// @ts-check
/**
 * Any day on a Leaflet map, quick to turn: the ground and the names are drawn when
 * the view moves, the land and the marks when the day does. It draws with the code of the day
 * pages, and has what `Inset` asks of a layer.
 *
 * @typedef {{world: World, day: number}} Face One state of the map: a day of a world.
 */

const STILL_FROM = 2500;

class Board {
  /** @param {any} map An `L.Map`. @param {World} world */
  constructor(map, world) {
    this.map = map;
    this.world = world;
    this.day = world.day;
    /** @type {Face | null} */
    this.other = null;
    /** @type {World | null} */
    this.full = null;
    /** @type {((place: Place, control: Control) => boolean) | null} */
    this.filter = null;
    this.ground = readGround(world);
    this.theme = readerTheme();
    this.selected = -1;
    /** What lies under the marks of a face. @type {(face: Face) => Underlay[]} */
    this.underOf = () => [];
    /** All that it depends on besides face, view and theme; empty if there is nothing. @type {() => string} */
    this.underLook = () => "";
    /** Which borders and waters are drawn. @type {(item: GroundPath) => boolean} */
    this.isLined = () => true;
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Mark[]} */
    this.spots = [];
    /** @type {(view: View, closer: number) => Box[]} */
    this.keepFree = () => [];
    /** @type {(context: CanvasRenderingContext2D, view: View) => void} */
    this.onDrawn = () => {};
    this.sprites = new Sprites();
    this.homeZoom = map.getZoom();
    this.base = paneCanvas(map, "gc-base", 150);
    this.landCanvas = paneCanvas(map, "gc-land", 160);
    this.vsLandCanvas = paneCanvas(map, "gc-vsland", 161);
    this.lines = paneCanvas(map, "gc-lines", 170);
    this.marksCanvas = paneCanvas(map, "gc-marks", 450);
    this.vsCanvas = paneCanvas(map, "gc-vs", 451);
    this.ghost = paneCanvas(map, "gc-ghost", 452);
    this.newsCanvas = paneCanvas(map, "gc-news", 455);
    this.namesCanvas = paneCanvas(map, "gc-names", 460);
    this.painter = new MarkPainter(this.marksCanvas, this.sprites);
    this.vsPainter = new MarkPainter(this.vsCanvas, this.sprites);
    this.ahead = new LandAhead(this);
    this.isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.held = 0;
    /** Draw all on one canvas: in print, an upper one would cover a lower. */
    this.isOneSheet = false;
    this.waiting = 0;
    /** @type {View} */
    this.view = viewOf(map);
    /** @type {Naming | null} */
    this.naming = null;
    /** @type {Label[]} */
    this.labels = [];
    map.on("move", () => this.spots.length < STILL_FROM && this.draw());
    map.on("moveend zoomend resize viewreset", () => this.draw());
  }

  /** Do something that moves the map more than once, and draw once. @param {() => void} act */
  once(act) {
    this.held += 1;
    act();
    this.held -= 1;
    this.draw();
  }

  /** What lies under the marks that are shown. */
  get under() {
    return this.underOf({ world: this.world, day: this.day });
  }

  get closer() {
    return this.map.getZoom() - this.homeZoom;
  }

  /** Draw everything: the view, the theme or the language has changed. */
  draw() {
    if (this.held) return;
    const view = this.view = viewOf(this.map);
    if (!view.width || !view.height) return;
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    for (const canvas of [this.base, this.landCanvas, this.vsLandCanvas, this.lines, this.marksCanvas, this.vsCanvas, this.ghost, this.newsCanvas, this.namesCanvas]) {
      canvas.style.transform = `translate(${corner.x}px, ${corner.y}px)`;
    }
    this.ghost.classList.remove("fades");
    for (const canvas of [this.landCanvas, this.lines, this.marksCanvas, this.newsCanvas, this.namesCanvas]) canvas.hidden = this.isOneSheet;
    if (this.isOneSheet) return this.drawSheet();
    this.free = this.keepFree(view, this.closer);
    this.see(detail(view, this.closer).growth);
    this.naming = null;
    this.painter.forget();
    this.vsPainter.forget();
    sharpen(this.namesCanvas, view.width, view.height);
    clearTimeout(this.waiting);
    const isLarge = this.spots.length >= STILL_FROM;
    if (!isLarge) this.placeNames();
    this.paintGround();
    this.paintLand();
    this.paint();
    if (isLarge) {
      this.waiting = window.setTimeout(() => {
        this.placeNames();
        this.paintLines();
        this.paint();
      }, 60);
    }
  }

  /** Draw everything on the ground's canvas, as the day pages do. */
  drawSheet() {
    const { view } = this;
    const context = sharpen(this.base, view.width, view.height);
    for (const canvas of [this.vsCanvas, this.vsLandCanvas]) canvas.hidden = true;
    const { marks } = drawDay(context, context, this.world, view, this.theme, this.ground, {
      day: this.day, ...detail(view, this.closer), selected: this.selected,
      keepFree: this.keepFree(view, this.closer), under: this.under,
    });
    ringUnknowing(context, this, marks, this.theme);
    this.onDrawn(context, view);
  }

  /** Write the names, which stay while the days pass. */
  placeNames() {
    const { view } = this;
    const over = sharpen(this.namesCanvas, view.width, view.height);
    this.dress(this.spots, { world: this.world, day: this.day });
    for (const mark of this.spots) mark.isChanged = false;
    this.naming = placeNames(over, this.world, view, this.spots, this.ground,
      { ...detail(view, this.closer), theme: this.theme, keepFree: this.free || [] });
    drawLeaders(over, this.theme, this.naming.labels);
    drawLabels(over, this.theme, this.naming.labels);
  }

  /** An empty canvas for what lies under the marks; of thousands of places no finer than the screen. @param {HTMLCanvasElement} canvas */
  groundCanvas(canvas) {
    return sharpen(canvas, this.view.width, this.view.height, this.spots.length < STILL_FROM ? 2 : 1);
  }

  paintGround() {
    drawGround(this.groundCanvas(this.base), this.view, this.ground, this.theme);
    this.paintLines();
  }

  /** Borders and waters, over the land of the day. */
  paintLines() {
    const context = this.groundCanvas(this.lines);
    drawLines(context, this.view, this.ground.filter(this.isLined), this.theme);
  }

  /** What changes with the day between the ground and the marks. */
  paintLand() {
    const { other } = this;
    if (this.isOneSheet || !this.view.width) return;
    this.ahead.paint(this.landCanvas, { world: this.world, day: this.day });
    this.vsLandCanvas.hidden = !other;
    if (other) this.ahead.paint(this.vsLandCanvas, other);
    this.ahead.plan();
  }

  /** Find the marks that the view shows, the least important first. @param {number} growth */
  see(growth) {
    const { view } = this;
    const hasQuarters = pixelsPerKm(view) >= QUARTER_PIXELS_PER_KM;
    this.growth = growth;
    this.spots = [];
    for (const place of this.world.places) {
      if (!place.isDrawn) continue;
      if (place.kind === "quarter" && !hasQuarters && place.index !== this.selected) continue;
      const x = screenX(view, place.mx), y = screenY(view, place.my);
      if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
      const size = (RADIUS[place.kind] || SITE_RADIUS) * (place.rank === 1 ? 1.2 : 1);
      this.spots.push({
        place, x, y, r: Math.round(size * growth * 20) / 20, control: UNKNOWN,
        isChanged: false, isStale: false, isSelected: false,
      });
    }
    this.spots.sort((a, b) => a.r - b.r || b.place.rank - a.place.rank);
  }

  /** Give marks the state of a day. @param {Mark[]} spots @param {Face} shown */
  dress(spots, { world, day }) {
    for (const mark of spots) {
      const { index } = mark.place;
      mark.control = controlOn(world, index, day);
      mark.isChanged = day > world.first && !looksLike(mark.control, controlOn(world, index, day - 1));
      mark.isStale = isStale(world, mark.control, day);
      mark.isSelected = index === this.selected;
    }
  }

  /** Draw the marks of the day, and the names of what changed. */
  paint() {
    const { view, theme, world, spots, filter } = this;
    this.vsCanvas.hidden = !this.other;
    if (this.other) {
      this.dress(spots, this.other);
      this.vsPainter.paint(this.other.world, view, theme, spots, filter);
    }
    this.dress(spots, { world, day: this.day });
    this.painter.paint(world, view, theme, spots, filter);
    this.marks = spots;
    const context = sharpen(this.newsCanvas, view.width, view.height);
    ringUnknowing(context, this, spots, theme);
    this.onDrawn(context, view);
    if (!this.naming) return;
    const news = this.other ? [] : placeNews(context, world, view, spots, this.naming, { growth: this.growth || 1, theme });
    drawLeaders(context, theme, news);
    drawLabels(context, theme, news);
    this.labels = [...this.naming.labels, ...news];
  }

  /** The land is here: show it, in the close-up too. */
  refresh() {
    this.paintLand();
    this.paint();
  }

  /** Show another day or world; only marks are drawn anew. @param {Face} shown @param {boolean} isSoft Let the old day fade. */
  turn(shown, isSoft) {
    const isLight = this.spots.length < STILL_FROM && isSoft && !this.isCalm.matches;
    if (isLight && this.view.width) {
      sharpen(this.ghost, this.view.width, this.view.height)
        .drawImage(this.marksCanvas, 0, 0, this.view.width, this.view.height);
      this.ghost.classList.remove("fades");
    }
    const { naming } = this;
    const isRenamed = naming && [...shown.world.ages.places.values()].some((row) => valueOn(row, naming.day) !== valueOn(row, shown.day));
    this.world = shown.world;
    this.day = shown.day;
    if (isRenamed) {
      this.placeNames();
      this.paintLines();
    }
    this.paintLand();
    this.paint();
    if (isLight) requestAnimationFrame(() => this.ghost.classList.add("fades"));
  }
}
