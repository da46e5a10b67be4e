// @ts-check
/**
 * Land between the places, under the marks. For what the build estimated, its areas:
 * they are unpacked once the first picture stands, between frames, or cut out where
 * the method is to give all land to the nearest place. For any other
 * knowledge or teller nobody estimated areas: there the land is the nearest place's,
 * without square kilometres, and the page says so.
 */

const POLITE_MS = 1500;
const SLICE_MS = 12;

class Land {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    this.block = app.data.land || null;
    /** @type {LandParts | null} */
    this.parts = null;
    /** @type {NearestLand | null} */
    this.nearest = null;
    /** @type {ReturnType<typeof nearestCells> | null} */
    this.cutting = null;
    /** @type {Path2D | undefined} */
    this.outline = undefined;
    this.isWanted = true;
    /** Whether all shapes that the page carries are at hand. */
    this.isRead = !this.block;
    /** @type {Map<number, any>} */
    this.sheetOn = new Map(this.block ? this.block.days : []);
    /** @type {Map<string, Sheet>} */
    this.made = new Map();
  }

  get exists() {
    return this.sheetOn.size > 0;
  }

  /** Whether the build's estimate speaks of what is shown, known and told as it is. */
  get fits() {
    const { sight, home } = this.app;
    return this.exists && sight.known === home.known && sight.as === home.as;
  }

  /** Whether what is shown is the nearest place's land: one map never mixes two methods. */
  get isNearest() {
    const { sight, home } = this.app;
    return this.exists && (!this.fits || this.block.left_out.includes("areas")
      || (sight.vs !== NO_DAY && sight.vsKnown !== home.known));
  }

  /** What its drawing depends on besides the face; empty while there is none. */
  get look() {
    return this.exists && this.isRead && this.isWanted ? `areas ${this.isNearest}` : "";
  }

  /** Unpack the shapes when the browser has time; then draw. */
  readSoon() {
    if (!this.block) return;
    const start = performance.now();
    let isSaid = false;
    const soon = (/** @type {() => void} */ act) => (window.requestIdleCallback
      ? window.requestIdleCallback(act, { timeout: 400 }) : setTimeout(act, 16));
    const slice = () => {
      if (this.isRead) return;
      if (!isSaid && performance.now() - start > POLITE_MS) {
        isSaid = true;
        this.app.say(this.app.world.words.x.areas_coming);
      }
      const before = performance.now();
      while (!this.isRead && performance.now() - before < SLICE_MS) this.readOn();
      if (!this.isRead) soon(slice);
      else if (isSaid) this.app.say(this.app.world.words.x.areas_here);
      if (this.isRead) this.app.board.refresh();
    };
    const begin = () => requestAnimationFrame(() => soon(slice));
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
    else begin();
  }

  /** Take the packed parts out of the page, which ends with them. */
  collect() {
    const blocks = document.querySelectorAll("script.geocontrol-land");
    this.parts = new LandParts(this.block, Array.from(blocks, (block) => block.textContent || ""));
    blocks.forEach((block) => block.remove());
    return this.parts;
  }

  /** One step: a part of the shapes, then the land of each place. */
  readOn() {
    const parts = this.parts || this.collect();
    if (!parts.isRead) parts.readPart();
    else this.cutOn();
    this.isRead = parts.isRead && !!this.nearest;
  }

  /** Have everything at once, for print and for saving. */
  finish() {
    while (!this.isRead) this.readOn();
  }

  /** Cut out the land of some places more. */
  cutOn() {
    const { places } = this.app.world;
    this.cutting = this.cutting || nearestCells(places, this.app.data.within, this.block.radius_km);
    const { done, value } = this.cutting.next();
    if (done && value) this.nearest = new NearestLand(places.length, value.tops, value.quarters);
  }

  /**
   * The land of a face; nothing while it is still being unpacked.
   * @param {Face} face @param {boolean} isFresh Made of new paths, for a picture of vectors.
   * @returns {Sheet | undefined}
   */
  sheet(face, isFresh = false) {
    if (!this.isRead) return undefined;
    const { world, day } = face;
    const key = `${this.isNearest} ${day}`;
    const known = isFresh ? undefined : this.made.get(key);
    if (known && known.world === world) return known;
    const nearest = /** @type {NearestLand} */ (this.nearest);
    const all = /** @type {LandParts} */ (this.parts);
    const parts = isFresh ? all.fresh() : all;
    const isCut = this.isNearest || this.block.method === "nearest";
    const estimate = !isCut ? parts.sheet(this.sheetOn.get(day))
      : { ...nearest.divide(world, day, !this.isNearest), band: new Path2D() };
    if (!estimate) return undefined;
    const outline = isFresh ? outlineOf(this.app.world) : (this.outline ||= outlineOf(this.app.world));
    const sheet = { ...estimate, marked: nearest.marked(world, day), world, outline };
    if (isFresh) return sheet;
    if (this.made.size >= SHEETS_KEPT) this.made.delete(this.made.keys().next().value || "");
    this.made.set(key, sheet);
    return sheet;
  }

  /** What to put under the marks of a face. @param {Face} face @param {boolean} [isFresh] @returns {Underlay} */
  underlay(face, isFresh) {
    return (context, view, theme) => {
      const sheet = this.isWanted && this.exists ? this.sheet(face, isFresh) : undefined;
      if (sheet) drawSheet(context, view, theme, face.world, sheet);
    };
  }

  /** Square kilometres of each actor by day: estimate, low, high. @returns {Map<number, Map<number, number[]>>} By actor, then day. */
  byActor() {
    /** @type {Map<number, Map<number, number[]>>} */
    const found = new Map();
    for (const [day, number] of this.sheetOn) {
      for (const [kind, km2, low, high] of this.block.sheets[number].areas) {
        const [status, holder] = this.block.kinds[kind];
        if (status !== "held" || holder < 0) continue;
        const rows = found.get(holder) || new Map();
        found.set(holder, rows);
        const before = rows.get(day) || [0, 0, 0];
        rows.set(day, [before[0] + km2, before[1] + low, before[2] + high]);
      }
    }
    return found;
  }
}

/** Put land and roads under the marks. @param {Explorer} app */
function layUnder({ board, land, roadMap }) {
  board.underOf = (face) => [land.underlay(face), roadMap.underlay(face)];
  board.underLook = () => [land.look, roadMap.look].filter(Boolean).join();
}
