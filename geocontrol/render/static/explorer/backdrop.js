// @ts-check
/**
 * Pictures of the ground under the areas, from the one server that the map file names.
 * Only maps that ask for them carry this script, and the policy of their page lets it
 * ask that server alone. The pictures lie in the page and never on a canvas: what is
 * printed or saved is the plain map. Where nobody answers, so is what is shown.
 */

/** Over the ground and under the land of the day: see `Board`. */
const BACKDROP_LEVEL = 155;
/** Tiles in a row that do not come, after which no more are asked for. */
const MOST_MISSING = 8;
/** Lines of the ground that pictures do not tell better. */
const LINED = new Set(["land", "governorate"]);

class Backdrop {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    const [url, credit] = app.data.tiles;
    const { map } = app;
    this.url = /** @type {string} */ (url);
    const pane = map.createPane("gc-backdrop");
    pane.style.zIndex = String(BACKDROP_LEVEL);
    pane.style.pointerEvents = "none";
    this.layer = /** @type {any} */ (window).L.tileLayer(url, {
      pane: "gc-backdrop", noWrap: true, minZoom: map.getMinZoom(), maxZoom: map.getMaxZoom(),
    });
    this.button = make("button", { type: "button", "aria-pressed": "false", "data-word": "tiles" }, app.world.words.x.tiles);
    this.credit = make("p", { class: "leaflet-control x-credit", dir: "auto", hidden: true }, credit);
    byId("map")?.after(make("div", { class: "views" }, this.button), this.credit);
    this.isWanted = true;
    this.isShown = false;
    this.asked = 0;
    this.missing = 0;
    this.layer.on("tileload", () => { this.missing = 0; });
    this.layer.on("tileerror", () => {
      this.missing += 1;
      if (this.missing >= MOST_MISSING) this.show(false);
    });
    this.button.addEventListener("click", () => {
      this.isWanted = !this.isShown;
      if (this.isWanted) this.ask(() => app.say(app.world.words.x.tiles_away));
      else this.show(false);
    });
    window.addEventListener("online", () => this.isWanted && this.ask(() => {}));
    window.addEventListener("offline", () => this.show(false));
    this.ask(() => {});
  }

  /** The address of the tile in the middle of the map. */
  middle() {
    const { map } = this.app;
    const zoom = Math.round(map.getZoom()), count = 2 ** zoom;
    const { lng, lat } = map.getCenter();
    const at = (/** @type {number} */ share) => String(Math.max(0, Math.min(count - 1, Math.floor(share * count))));
    return this.url.replace("{z}", String(zoom)).replace("{x}", at(mercatorX(lng))).replace("{y}", at(mercatorY(lat)));
  }

  /** Ask for one tile; if it comes, show them all. A browser complains of each that does not. @param {() => void} onAway */
  ask(onAway) {
    this.asked += 1;
    const { asked } = this;
    if (!navigator.onLine) {
      onAway();
      return;
    }
    const tile = new Image();
    tile.onload = () => asked === this.asked && this.show(true);
    tile.onerror = () => asked === this.asked && onAway();
    tile.src = this.middle();
  }

  /** @param {boolean} isShown */
  show(isShown) {
    const { map, board } = this.app;
    this.asked += 1;
    this.missing = 0;
    if (isShown === this.isShown) return;
    this.isShown = isShown;
    this.button.setAttribute("aria-pressed", String(isShown));
    this.credit.hidden = !isShown;
    map.getContainer().classList.toggle("x-tiled", isShown);
    board.isLined = isShown ? (item) => LINED.has(item.layer) : () => true;
    if (isShown) map.addLayer(this.layer);
    else map.removeLayer(this.layer);
    board.draw();
  }
}

const explorePlain = api.explore;

api.explore = () => {
  const app = explorePlain();
  app.backdrop = new Backdrop(app);
  return app;
};
