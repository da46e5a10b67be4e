// @ts-check
/**
 * Areas of all days, under the marks: they belong to the one world that the build
 * estimated them for, and are not shown for another.
 */

/**
 * A block of areas as `Areas` reads it: numbers become rings and lines again.
 * @param {any} block As documented in `explorerland.py`.
 */
function unfoldLand(block) {
  if (!block) return null;
  const land = typeof block === "string" ? JSON.parse(api.unpackText(block)) : block;
  const told = (/** @type {any} */ cell) => (cell?.lines ? cell.lines.map((/** @type {number} */ number) => land.lines[number]) : cell);
  const rows = (/** @type {any[][]} */ list) => list.map((row) => row.map(told));
  return {
    ...land,
    sheets: land.sheets.map((/** @type {any} */ sheet) => ({
      areas: rows(sheet.areas), fronts: rows(sheet.fronts), marked: rows(sheet.marked), band: told(sheet.band),
    })),
  };
}

class Land {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    this.block = unfoldLand(app.data.land);
    this.areas = new Areas(app.world, this.block);
    this.isWanted = true;
  }

  get exists() {
    return this.areas.days.size > 0;
  }

  /** Whether areas are drawn, and not only counted. */
  get hasShapes() {
    return this.exists && !this.block?.left_out.includes("areas");
  }

  /** Whether the areas speak of what is shown: known and told as they were estimated. */
  get fits() {
    const { sight, home } = this.app;
    return this.exists && this.isWanted && sight.known === home.known && sight.as === home.as;
  }

  /** What to put under the marks; two days are cut where the handle stands. @returns {Underlay} */
  underlay() {
    return (context, view, theme, day) => {
      const { app } = this;
      if (!this.fits) return;
      const draw = this.areas.underlay();
      this.areas.world = app.world;
      if (app.sight.vs === NO_DAY) {
        draw(context, view, theme, day);
        return;
      }
      const cut = view.width * (app.swipe ? app.swipe.share : 0.5);
      const part = (/** @type {number} */ x, /** @type {number} */ width, /** @type {number} */ shown) => {
        context.save();
        const frame = new Path2D();
        frame.rect(x, 0, width, view.height);
        context.clip(frame);
        draw(context, view, theme, shown);
        context.restore();
      };
      if (app.sight.vsKnown === app.home.known) part(0, cut, app.sight.vs);
      part(cut, view.width - cut, day);
    };
  }

  /** Square kilometres of each actor by day: estimate, low, high. @returns {Map<number, Map<number, number[]>>} By actor, then day. */
  byActor() {
    /** @type {Map<number, Map<number, number[]>>} */
    const found = new Map();
    for (const [day, sheet] of this.areas.days) {
      for (const area of sheet.areas) {
        if (area.status !== "held" || area.holder < 0) continue;
        const rows = found.get(area.holder) || new Map();
        found.set(area.holder, rows);
        const before = rows.get(day) || [0, 0, 0];
        rows.set(day, [before[0] + area.km2, before[1] + area.low, before[2] + area.high]);
      }
    }
    return found;
  }
}
