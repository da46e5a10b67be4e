// @ts-check
/**
 * A day page: joins the map, the card, the table and the keys.
 */

/** @param {string} id */
const byId = (id) => document.getElementById(id);

/**
 * Where the places of a list lie, without the farthest few.
 * @param {Place[]} places
 * @returns {number[] | null} West, south, east, north.
 */
function boundsOf(places) {
  const drawn = places.filter((place) => place.isDrawn);
  if (!drawn.length) return null;
  const cut = (/** @type {number[]} */ values) => {
    values.sort((a, b) => a - b);
    const few = Math.floor(values.length * 0.06);
    return [values[few], values[values.length - 1 - few]];
  };
  const [west, east] = cut(drawn.map((place) => place.lon));
  const [south, north] = cut(drawn.map((place) => place.lat));
  return [west - 0.12, south - 0.1, east + 0.12, north + 0.1];
}

/** @param {any} map @param {number[]} box West, south, east, north. */
function show(map, box) {
  map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { animate: false, maxZoom: 12 });
}

/**
 * The opening view: the whole map, moved aside where the frame is wide, so that
 * the free room is in one piece.
 * @param {any} map @param {number[]} box West, south, east, north.
 */
function showHome(map, box) {
  show(map, box);
  const spare = map.getSize().x - map.project([box[1], box[2]]).x + map.project([box[1], box[0]]).x;
  if (spare > 100) map.panBy([Math.round(spare / 2 - 40), 0], { animate: false });
}

/** A page's map with its card. */
class DayPage {
  /** @param {any} map An `L.Map`. @param {World} world */
  constructor(map, world) {
    this.map = map;
    this.world = world;
    map.attributionControl?.setPrefix("Leaflet");
    showHome(map, world.extent);
    this.layer = new DayLayer(map, world);
    this.areas = new Areas(world, world.land);
    this.layer.under.push(this.areas.underlay());
    this.card = byId("card") || map.getContainer().appendChild(make("section", { id: "card", class: "card", hidden: true, "aria-labelledby": "card-title" }));
    this.live = byId("live") || document.body.appendChild(make("p", { id: "live", class: "unseen", "aria-live": "polite" }));
    this.tip = map.getContainer().appendChild(make("div", { class: "tip", hidden: true }));
    this.inset = new Inset(this.layer, map.getContainer(), (box) => show(map, box), (place) => this.select(place, true));
    /** @type {HTMLElement | null} */
    this.cameFrom = null;
    /** @type {{center: any, zoom: number} | null} */
    this.before = null;
    this.drawnInset = "";
    this.layer.keepFree = (view, closer) => {
      const box = this.inset.place(view, closer);
      return [...(box ? [box] : []), ...controlBoxes(map)];
    };
    this.layer.onDrawn = (context, view) => this.drawInset(context, view);
    this.layer.draw();
  }

  /** Draw everything anew, the inset too. */
  redraw() {
    this.inset.key = "";
    this.drawnInset = "";
    this.layer.draw();
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  drawInset(context, view) {
    const { element } = this.inset;
    if (element.hidden) return;
    this.inset.outline(context, view);
    const x0 = parseFloat(element.style.left), y0 = parseFloat(element.style.top);
    const x1 = x0 + parseFloat(element.style.width), y1 = y0 + parseFloat(element.style.height);
    const key = [x1 - x0, y1 - y0, this.layer.day, this.layer.selected, this.layer.theme.isDark].join();
    if (key !== this.drawnInset) this.inset.draw({ x0, y0, x1, y1 });
    this.drawnInset = key;
  }

  /** @param {Place} place @param {boolean} isFocused Move the focus into the card. */
  select(place, isFocused) {
    if (this.card.hidden) this.cameFrom = /** @type {HTMLElement | null} */ (document.activeElement);
    this.layer.select(place.index);
    this.fillCard(place, isFocused);
    this.live.textContent = fill(this.world.words.selected, {
      place: placeName(this.world, place), status: sayControl(this.world, controlOn(this.world, place.index, this.layer.day)),
    });
    remember(`#place=${encodeURIComponent(place.id)}`);
    this.bringIntoSight(place);
    if (isFocused) byId("card-title")?.focus({ preventScroll: window.innerWidth > 760 });
  }

  /** @param {Place} place @param {boolean} isFocused */
  fillCard(place, isFocused) {
    const { world, card, layer } = this;
    const fillFrom = (/** @type {World} */ told, /** @type {string} */ instead) => {
      card.replaceChildren(...cardNodes(told, layer.theme, place, layer.day, () => this.close(), instead));
      card.hidden = false;
      card.scrollTop = 0;
    };
    if (!world.evidenceOf) {
      fillFrom(world, "");
      return;
    }
    fillFrom(world, world.words.fetching);
    world.evidenceOf(place).then(
      (told) => layer.selected === place.index && fillFrom(told, ""),
      () => layer.selected === place.index && fillFrom(world, world.words.not_fetched),
    ).then(() => isFocused && byId("card-title")?.focus({ preventScroll: window.innerWidth > 760 }));
  }

  /** Move the map if a place lies outside it or under the card. @param {Place} place */
  bringIntoSight(place) {
    if (!place.isDrawn) return;
    const frame = this.map.getContainer().getBoundingClientRect();
    const card = this.card.getBoundingClientRect();
    const isOver = card.left < frame.right - 40 && card.top < frame.bottom;
    const height = isOver ? Math.max(80, card.top - frame.top) : frame.height;
    const point = this.map.latLngToContainerPoint([place.lat, place.lon]);
    if (point.x > 10 && point.y > 10 && point.x < frame.width - 10 && point.y < height - 24) return;
    this.map.panBy([point.x - frame.width / 2, point.y - height / 2], { animate: false });
  }

  close() {
    if (this.card.hidden) return;
    this.card.hidden = true;
    this.layer.select(-1);
    remember("#");
    this.cameFrom?.focus?.({ preventScroll: true });
  }

  listen() {
    const { map, layer } = this;
    const container = map.getContainer();
    map.on("mousemove", (/** @type {any} */ event) => this.hover(event));
    map.on("zoomstart", () => { this.tip.hidden = true; });
    map.on("mouseout", () => { this.tip.hidden = true; });
    map.on("click", (/** @type {any} */ event) => {
      const mark = markAt(layer.marks, event.containerPoint.x, event.containerPoint.y);
      if (mark) this.select(mark.place, false);
      else this.close();
    });
    container.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.target !== container) return;
      const size = map.getSize();
      const near = layer.marks.slice().sort((a, b) =>
        Math.hypot(a.x - size.x / 2, a.y - size.y / 2) - Math.hypot(b.x - size.x / 2, b.y - size.y / 2))[0];
      if (near) this.select(near.place, true);
    });
    document.addEventListener("click", (event) => {
      const anchor = /** @type {Element} */ (event.target).closest?.('a[href^="#place="]');
      const place = anchor && this.placeOf(anchor.getAttribute("href") || "");
      if (!place) return;
      event.preventDefault();
      this.select(place, true);
      if (window.innerWidth <= 760) byId("map-frame")?.scrollIntoView();
    });
    document.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("hashchange", () => this.follow());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint(readerTheme()));
    window.addEventListener("beforeprint", () => this.print(true));
    window.addEventListener("afterprint", () => this.print(false));
    window.addEventListener("message", tellHeight);
    this.follow();
  }

  /** @param {Theme} theme */
  repaint(theme) {
    this.layer.theme = theme;
    this.layer.draw();
    drawKeys(this.world, theme);
  }

  /**
   * Fit the map to the sheet while the page is being printed.
   * @param {boolean} isPrinting
   */
  print(isPrinting) {
    const { map, layer } = this;
    const isHome = Math.abs(map.getZoom() - layer.homeZoom) < 0.01;
    if (isPrinting) this.before = { center: map.getCenter(), zoom: map.getZoom() };
    layer.isOneSheet = isPrinting;
    document.documentElement.classList.toggle("printing", isPrinting);
    map.invalidateSize({ animate: false, pan: false });
    if (isHome) {
      showHome(map, this.world.extent);
      layer.homeZoom = map.getZoom();
    } else if (!isPrinting && this.before) {
      map.setView(this.before.center, this.before.zoom, { animate: false });
    }
    this.inset.key = "";
    this.repaint(isPrinting ? LIGHT : readerTheme());
  }

  /** @param {any} event Of Leaflet. */
  hover(event) {
    const point = event.containerPoint;
    const isOnButton = event.originalEvent.target.closest(".leaflet-control, .views");
    const mark = isOnButton ? null : markAt(this.layer.marks, point.x, point.y);
    this.tip.hidden = !mark;
    this.map.getContainer().style.cursor = mark ? "pointer" : "";
    if (!mark) return;
    this.tip.replaceChildren(make("strong", {}, name(placeName(this.world, mark.place))), make("br"), sayControl(this.world, mark.control));
    const isRight = point.x > this.map.getSize().x * 0.65;
    this.tip.style.left = isRight ? "" : `${point.x + 14}px`;
    this.tip.style.right = isRight ? `${this.map.getSize().x - point.x + 14}px` : "";
    this.tip.style.top = `${point.y + 10}px`;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape") this.close();
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = /** @type {Element} */ (event.target);
    if (at.closest?.("input, textarea, select, .leaflet-container, [contenteditable]")) return;
    const rel = event.key === "ArrowLeft" ? "prev" : event.key === "ArrowRight" ? "next" : "";
    const isBack = document.documentElement.dir === "rtl";
    const wanted = !rel ? "" : isBack ? (rel === "prev" ? "next" : "prev") : rel;
    /** @type {HTMLAnchorElement | null} */ (wanted && document.querySelector(`a[rel="${wanted}"]`))?.click();
  }

  /** @param {string} hash */
  placeOf(hash) {
    const id = /#place=([^&]+)/.exec(hash)?.[1];
    return id ? this.world.byId.get(decodeURIComponent(id)) : undefined;
  }

  follow() {
    const place = this.placeOf(location.hash);
    if (place) this.select(place, false);
  }
}

/**
 * Say how tall the page is to the page around it, when asked. From then on the map
 * keeps its height, or a frame made to fit would make the page taller again.
 * @param {MessageEvent} event
 */
function tellHeight(event) {
  const isAsked = event.data?.type === "geocontrol:height?" || event.data === "geocontrol:height";
  if (!isAsked || !event.source) return;
  const frame = byId("map-frame");
  if (frame && !frame.dataset.fixed) {
    frame.dataset.fixed = "true";
    const rule = `height: ${frame.offsetHeight}px;`;
    const sheet = document.styleSheets[document.styleSheets.length - 1];
    for (const text of [`@media screen { #map-frame { ${rule} } }`, `@media screen and (min-width: 761px) { aside, .card { ${rule} } }`]) {
      sheet.insertRule(text, sheet.cssRules.length);
    }
  }
  const height = Math.ceil(document.body.getBoundingClientRect().bottom + window.scrollY);
  /** @type {Window} */ (event.source).postMessage({ type: "geocontrol:height", height }, "*");
}

/** Keep the address in step with what is shown, where the page may. @param {string} hash */
function remember(hash) {
  try {
    history.replaceState(null, "", hash === "#" ? location.pathname + location.search : hash);
  } catch {
    // A page inside `srcdoc` has no address of its own.
  }
}

/** Boxes of buttons that stand on a map. @param {any} map @returns {Box[]} */
function controlBoxes(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return Array.from(document.querySelectorAll(".leaflet-control, .views button")).map((element) => {
    const box = element.getBoundingClientRect();
    return { x0: box.left - frame.left - 3, y0: box.top - frame.top - 3, x1: box.right - frame.left + 3, y1: box.bottom - frame.top + 3 };
  });
}

/** Draw the pictures of a legend. @param {World} world @param {Theme} theme */
function drawKeys(world, theme) {
  for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (document.querySelectorAll("canvas[data-key]"))) {
    const mark = keyMark(canvas.dataset.key || "", canvas.dataset.actors || "0");
    drawMark(sharpen(canvas, 28, 22), world, theme, mark);
  }
}

/**
 * A mark that explains one thing.
 * @param {string} key @param {string} actors Numbers of a holder and of another actor.
 * @returns {Mark}
 */
function keyMark(key, actors) {
  const [holder, other] = actors.split(" ").map(Number);
  const kind = SITES.has(key) || key === "quarter" ? key : "town";
  const control = { ...UNKNOWN, status: "held", holder, basis: "assessed" };
  if (key === "contested") Object.assign(control, { status: "contested", contested: [holder, other] });
  if (key === "unknown") control.status = "unknown";
  if (key === "inherited" || key === "assumed") control.basis = key;
  if (key === "claimed") control.claimed = [other];
  if (key === "besieged") control.besieged = [other];
  return {
    place: /** @type {any} */ ({ kind, rank: 3 }), control, x: 13, y: 12, r: kind === "town" ? 5.4 : 4.6,
    isChanged: key === "changed", isSelected: false, isStale: key === "stale",
  };
}

/** A button that shows and hides the areas. @param {DayPage} page */
function areasButton(page) {
  const button = make("button", { type: "button", "aria-pressed": "true" }, page.world.words.areas);
  button.addEventListener("click", () => {
    page.areas.isShown = !page.areas.isShown;
    button.setAttribute("aria-pressed", String(page.areas.isShown));
    page.redraw();
  });
  return button;
}

/** Buttons for the views of the map. @param {DayPage} page */
function addViews(page) {
  const holder = byId("views");
  if (!holder) return;
  const { world, map } = page;
  const changed = boundsOf(world.places.filter((place) => changedOn(world, place.index, page.layer.day)));
  const views = /** @type {[string, number[] | null, (map: any, box: number[]) => void][]} */ ([
    [world.words.whole_map, world.extent, showHome], [world.words.inset, page.inset.box, show],
    [world.words.todays_changes, changed, show],
  ]);
  for (const [label, box, go] of views) {
    if (!box) continue;
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => go(map, box));
    holder.append(button);
  }
  if (page.areas.packed.size) holder.append(areasButton(page));
}

/** @type {((page: DayPage) => void)[]} What begins once a page is alive. */
const starters = [];

/** @type {any} What scripts outside may call. */
const api = {};
/** @type {any} */ (window).geocontrol = api;
