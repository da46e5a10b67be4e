// @ts-check
/**
 * The map and the page around the explorer: opening, listening, printing, embedding.
 */

/** Up to here the card lies over the foot of the window, as the style sheet has it. */
const PHONE_WIDTH = 760;

/** @param {HTMLElement} element @param {World} world @returns {any} An `L.Map`. */
function openMap(element, world) {
  const map = /** @type {any} */ (window).L.map(element, {
    zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 90, zoomAnimation: false, fadeAnimation: false,
    inertia: false, minZoom: 4, maxZoom: 13, zoomControl: false, trackResize: false,
  });
  map.attributionControl?.setPrefix("Leaflet");
  const words = world.words;
  /** @type {any} */ (window).L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  show(map, world.extent);
  element.setAttribute("role", "region");
  return map;
}

/** The enlargement of the crowded part, while the whole map is shown. @param {Explorer} app */
function holdHome(app) {
  const { board, map } = app;
  if (app.world.places.length > STILL_FROM) {
    board.keepFree = () => controlBoxes(map);
    return null;
  }
  const inset = new Inset(/** @type {any} */ (board), map.getContainer(), (box) => show(map, box), (place) => app.open(place, true));
  board.keepFree = (view, closer) => {
    const box = app.sight.vs === NO_DAY || board.isOneSheet ? inset.place(view, closer) : null;
    if (!box) inset.element.hidden = true;
    return [...(box ? [box] : []), ...controlBoxes(map)];
  };
  inset.onDrawn = (context, marks) => ringUnknowing(context, board, marks, board.theme);
  let waiting = 0;
  board.onDrawn = (context, view) => {
    const { element } = inset;
    if (app.sight.vs > NO_DAY && !board.isOneSheet) element.hidden = true;
    if (element.hidden) return;
    inset.outline(context, view);
    const x0 = parseFloat(element.style.left), y0 = parseFloat(element.style.top);
    const draw = () => inset.draw({ x0, y0, x1: x0 + parseFloat(element.style.width), y1: y0 + parseFloat(element.style.height) });
    clearTimeout(waiting);
    if (board.isOneSheet) draw();
    else waiting = window.setTimeout(draw, 25);
  };
  return inset;
}

/** The day in large letters, with what to do beside it. */
class Head {
  /** @param {Explorer} app @param {HTMLElement} search @param {HTMLElement} share */
  constructor(app, search, share) {
    this.app = app;
    const { words } = app.world;
    this.weekday = make("span", {});
    this.date = make("time", {});
    this.deck = make("p", { class: "deck" });
    const others = Object.keys(app.data.words).filter((lang) => lang !== app.world.lang);
    const langs = others.map((lang) => {
      const button = make("button", { type: "button", class: "x-lang", lang }, app.data.words[lang].x.this_language);
      button.addEventListener("click", () => app.set({ lang }));
      return button;
    });
    this.node = make("div", { class: "top x-top" },
      make("div", { class: "headline" }, make("p", { class: "kicker" }, name(app.title())),
        make("h1", {}, this.weekday, " ", this.date), this.deck),
      make("div", { class: "x-tools" }, search, ...langs, share));
    this.text = make("span", {});
    this.reset = make("button", { type: "button", class: "x-small" }, words.x.back_to_all);
    this.reset.addEventListener("click", () => app.set({ known: Infinity, as: -1, vs: NO_DAY }));
    this.banner = make("p", { class: "banner x-banner", role: "note", hidden: true }, this.text, " ", this.reset);
    this.stray = "";
  }

  /** Tell what the address names and the map does not have, until the reader looks elsewhere. */
  tellStray() {
    const { world } = this.app, names = strayIn(location.hash, world);
    this.stray = names.length ? fill(world.words.x.stray, { names: listed(world, names) }) : "";
    this.update();
    if (this.stray) this.app.say(this.stray);
  }

  /** @param {Set<string>} [changed] Nothing, if only the words may be others. */
  update(changed) {
    if (changed && ["day", "place", "vs", "as"].some((key) => changed.has(key))) this.stray = "";
    const { world, sight } = this.app;
    const date = new Date(sight.day * 864e5);
    this.weekday.textContent = world.words.weekdays[(date.getUTCDay() + 6) % 7];
    this.date.textContent = longDay(world, sight.day);
    this.date.setAttribute("datetime", isoDay(sight.day));
    const count = tallyOf(world).changed[sight.day - world.first];
    this.deck.textContent = sight.day <= world.first ? world.words.x.opening : counted(world.words.x, "changed", count);
    const lens = [this.stray, this.app.lensText()].filter(Boolean).join(" ");
    this.text.textContent = lens;
    this.banner.hidden = !lens;
    this.reset.hidden = sight.known === Infinity && sight.as < 0 && sight.vs === NO_DAY;
  }
}

/** Put the words of a language where the page has marked them. @param {any} words */
function translate(words) {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-word]"))) {
    const text = words[node.dataset.word || ""];
    if (text) node.textContent = text;
  }
}

/** Move the map if the chosen place lies outside it or under the card. @param {Explorer} app */
function bringIntoSight(app) {
  const place = app.world.places[app.sight.place];
  if (!place) return;
  const top = app.map.getContainer().getBoundingClientRect().top;
  // The card covers the foot of a phone. Not by `scrollIntoView`: that moves the page around a frame, too.
  if (window.innerWidth <= PHONE_WIDTH) window.scrollBy({ top, behavior: "instant" });
  if (!place.isDrawn) return;
  const frame = app.map.getContainer().getBoundingClientRect();
  const height = freeHeight(app);
  const point = app.map.latLngToContainerPoint([place.lat, place.lon]);
  if (point.x > 10 && point.y > 10 && point.x < frame.width - 10 && point.y < height - 24) return;
  app.map.panBy([point.x - frame.width / 2, point.y - height / 2], { animate: false });
}

/** @param {Explorer} app */
function listen(app) {
  const { map, board } = app;
  const tip = map.getContainer().appendChild(make("div", { class: "tip", hidden: true }));
  zoomWhereLooked(app);
  map.on("mousemove", (/** @type {any} */ event) => hover(app, tip, event));
  map.on("zoomstart", () => { tip.hidden = true; });
  map.on("mouseout", () => { tip.hidden = true; });
  map.on("click", (/** @type {any} */ event) => {
    const mark = markAt(board.marks, event.containerPoint.x, event.containerPoint.y);
    if (mark) app.open(mark.place, false);
    else app.close();
  });
  map.on("moveend", () => {
    const centre = map.getCenter();
    app.sight.view = Math.abs(board.closer) < 0.01 ? null : [centre.lng, centre.lat, map.getZoom()];
    app.remember();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") app.close();
    else if (event.key === "Enter" && event.target === map.getContainer()) openMiddle(app);
    else app.time?.key(event);
  });
  window.addEventListener("hashchange", () => {
    const sight = readAddress(location.hash, app.world, app.home);
    if (sight.view) map.setView([sight.view[1], sight.view[0]], sight.view[2], { animate: false });
    app.set({ ...sight, view: app.sight.view });
    app.head?.tellStray();
  });
  app.head?.tellStray();
  const repaint = (/** @type {Theme} */ theme) => {
    board.theme = theme;
    board.sprites.forget();
    app.show(new Set(["theme"]));
    board.draw();
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(readerTheme()));
  const fit = (/** @type {boolean} */ isPrinting) => {
    const isHome = Math.abs(board.closer) < 0.01;
    document.documentElement.classList.toggle("printing", isPrinting);
    board.isOneSheet = isPrinting;
    if (isPrinting) app.land.finish();
    if (isHome) app.goHome();
    else map.invalidateSize({ animate: false, pan: false });
    repaint(isPrinting ? LIGHT : readerTheme());
  };
  new ResizeObserver(() => {
    const size = map.getSize(), frame = map.getContainer();
    if (size.x === frame.clientWidth && size.y === frame.clientHeight) return;
    if (Math.abs(board.closer) < 0.01) {
      app.goHome();
      bringIntoSight(app);
    } else map.invalidateSize({ animate: false, pan: false });
  }).observe(map.getContainer());
  window.addEventListener("beforeprint", () => fit(true));
  window.addEventListener("afterprint", () => fit(false));
  window.addEventListener("message", tellFrame);
}

/**
 * Say how tall the page is to the page around it, when asked, as the day pages do.
 * From then on it keeps its height, or a frame made to fit would make it taller again.
 * @param {MessageEvent} event
 */
function tellFrame(event) {
  const isAsked = event.data?.type === "geocontrol:height?" || event.data === "geocontrol:height";
  if (!isAsked || !event.source) return;
  const page = /** @type {HTMLElement} */ (byId("x-page")), frame = /** @type {HTMLElement} */ (byId("map-frame"));
  if (!page.dataset.fixed) {
    page.dataset.fixed = "true";
    const sheet = document.styleSheets[document.styleSheets.length - 1];
    for (const text of [
      `@media screen and (min-width: 761px) { #x-page { height: ${page.offsetHeight}px; min-height: 0; } }`,
      `@media screen and (max-width: 760px) { #map-frame { height: ${frame.offsetHeight}px; min-height: 0; } }`,
    ]) sheet.insertRule(text, sheet.cssRules.length);
  }
  /** @type {Window} */ (event.source).postMessage({ type: "geocontrol:height", height: Math.ceil(page.scrollHeight) }, "*");
}

/** @param {Explorer} app @param {HTMLElement} tip @param {any} event Of Leaflet. */
function hover(app, tip, event) {
  const { world, board, map } = app;
  const point = event.containerPoint;
  const isOnButton = event.originalEvent.target.closest(".leaflet-control");
  const mark = isOnButton ? null : markAt(board.marks, point.x, point.y);
  tip.hidden = !mark;
  map.getContainer().style.cursor = mark ? "pointer" : "";
  if (!mark) return;
  const control = controlOn(world, mark.place.index, app.sight.day);
  tip.replaceChildren(make("strong", {}, name(placeName(world, mark.place))), make("br"), sayControl(world, control));
  const size = map.getSize();
  const isRight = point.x > size.x * 0.65;
  tip.style.left = isRight ? "" : `${point.x + 14}px`;
  tip.style.right = isRight ? `${size.x - point.x + 14}px` : "";
  tip.style.top = `${point.y + 10}px`;
}

/** Open the place nearest to the middle of the map. @param {Explorer} app */
function openMiddle(app) {
  const size = app.map.getSize();
  const near = app.board.marks.slice().sort((a, b) =>
    Math.hypot(a.x - size.x / 2, a.y - size.y / 2) - Math.hypot(b.x - size.x / 2, b.y - size.y / 2))[0];
  if (near) app.open(near.place, true);
}

const block = byId("geocontrol-data")?.textContent || "{}";

/** Bring the explorer to life, once `boot.js` can unpack its data. */
api.explore = () => {
  const data = JSON.parse(block);
  api.explorer = new Explorer(typeof data === "string" ? JSON.parse(api.unpackText(data)) : data);
  return api.explorer;
};
