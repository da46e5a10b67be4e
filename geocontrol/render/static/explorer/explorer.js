// @ts-check
/**
 * The explorer: one reader's sight of the evidence, and the parts that show it.
 */

const WORLDS_KEPT = 24;

class Explorer {
  /** @param {any} data The block of `explorerdata.py`. */
  constructor(data) {
    this.data = data;
    this.id = data.id;
    this.hash = data.data_hash;
    /** @type {string[]} */
    this.attributions = data.attributions;
    /** @type {Map<string, World>} */
    this.worlds = new Map();
    /** @type {Finder | undefined} */
    this.namer = undefined;
    this.remembering = 0;
    this.lagging = 0;
    /** @type {Set<string>} What the parts beside the map have not heard of yet. */
    this.pending = new Set();
    this.filter = { holder: "", kind: "" };
    this.newsCount = 0;
    /** @type {Sight} */
    this.home = {
      day: data.first, known: data.known_on === NO_DAY ? Infinity : data.known_on, as: data.perspective, place: -1,
      view: null, vs: NO_DAY, vsKnown: Infinity, lang: data.lang,
    };
    this.evidence = readEvidence(data, data.lang);
    this.sight = readAddress(location.hash, this.evidence.world, this.home);
    if (!Object.hasOwn(data.words, this.sight.lang)) this.sight.lang = this.home.lang;
    this.evidence = readEvidence(data, this.sight.lang);
    this.world = this.worldOf(this.sight.known, this.sight.as);
    this.world.day = this.sight.day;
    this.isEmbedded = /[?&]embed\b/.test(location.search) || /[#&]embed\b/.test(location.hash);
    document.documentElement.classList.toggle("embed", this.isEmbedded);
    this.map = openMap(/** @type {HTMLElement} */ (byId("map")), this.world);
    this.board = new Board(this.map, this.world);
    this.board.day = this.sight.day;
    this.land = new Land(this);
    this.roadMap = new RoadMap(this);
    layUnder(this);
    this.inset = holdHome(this);
    this.build();
    const { view } = this.sight;
    this.board.selected = this.sight.place;
    this.show(new Set(["world", "day", "place", "vs", "lang", "theme"]));
    this.board.once(() => {
      this.goHome();
      if (view) this.map.setView([view[1], view[0]], view[2], { animate: false });
      bringIntoSight(this);
    });
    listen(this);
    this.land.readSoon();
  }

  /** The world as known on a day and told by a side; the last few are kept. @param {number} known @param {number} as @returns {World} */
  worldOf(known, as) {
    const key = `${known} ${as}`;
    const world = this.worlds.get(key) || foldWorld(this.evidence, known, as);
    this.worlds.delete(key);
    this.worlds.set(key, world);
    if (this.worlds.size > WORLDS_KEPT) this.worlds.delete(this.worlds.keys().next().value || "");
    return world;
  }

  /** Make the parts, in the language of the reader. */
  build() {
    const { lang, words } = this.world;
    Object.assign(document.documentElement, { lang, dir: words.dir });
    document.title = this.title();
    this.time = new TimeBar(this);
    this.lens = new Lens(this);
    this.holders = new Holders(this);
    this.chart = new Chart(this);
    this.roads = new Roads(this);
    this.news = new NewsPart(this);
    this.search = new SearchBox(this);
    this.swipe = new Swipe(this);
    this.head = new Head(this, this.search.node, new ShareMenu(this).node);
    this.card = new PlaceCard(this, /** @type {HTMLElement} */ (byId("card")));
    const put = (/** @type {string} */ id, /** @type {Node[]} */ nodes) => byId(id)?.replaceChildren(...nodes);
    put("x-head", [this.head.node, this.time.node, this.lens.node, this.head.banner]);
    put("x-aside", [this.holders.node, this.chart.node, this.roads.node, this.news.node]);
    put("x-swipe", [this.swipe.node]);
    this.time.swipe(this.head.node);
    this.map.getContainer().setAttribute("aria-label", words.x.map_label);
    translate(words.x);
  }

  title() {
    return this.data.titles[this.world.lang] || this.data.titles.en;
  }

  /** @param {Partial<Sight>} wanted */
  set(wanted) {
    const { world, sight } = this;
    const next = { ...sight, ...wanted };
    next.day = Math.max(world.first, Math.min(world.last, next.day));
    const changed = new Set(Object.keys(next).filter((key) => /** @type {any} */ (next)[key] !== /** @type {any} */ (sight)[key]));
    if (!changed.size) return;
    this.sight = next;
    if (changed.has("lang")) {
      this.evidence = readEvidence(this.data, next.lang);
      this.worlds.clear();
    }
    if (changed.has("known") || changed.has("as") || changed.has("lang")) {
      this.world = this.worldOf(next.known, next.as);
      changed.add("world");
    }
    this.world.day = next.day;
    if (changed.has("lang")) {
      this.namer = undefined;
      this.build();
    }
    this.show(changed);
    if (changed.has("lang")) this.board.ground = readGround(this.world);
    const isWhole = ["place", "lang", "view"].some((key) => changed.has(key));
    const isTurn = changed.has("vs") && (next.vs === NO_DAY || sight.vs === NO_DAY) && Math.abs(this.board.closer) < 0.01;
    Object.assign(this.board, { selected: next.place, world: this.world, day: next.day });
    if (isTurn) this.goHome();
    else if (isWhole) this.board.draw();
    else this.board.turn({ world: this.world, day: next.day }, true);
    this.remember();
  }

  /** Bring the parts up to date. @param {Set<string>} changed */
  show(changed) {
    const { board, sight } = this;
    board.other = this.otherFace();
    board.full = sight.known === Infinity ? null : this.worldOf(Infinity, sight.as);
    board.filter = filterOf(this.filter);
    for (const part of [this.head, this.time, this.lens, this.swipe]) part?.update(changed);
    for (const key of changed) this.pending.add(key);
    clearTimeout(this.lagging);
    if (this.world.places.length < STILL_FROM) this.tell();
    else this.lagging = window.setTimeout(() => this.tell(), 40);
  }

  /** Bring up to date what is beside the map; of thousands of places, a moment later. */
  tell() {
    const changed = new Set(this.pending);
    this.pending.clear();
    for (const part of [this.news, this.roads, this.holders, this.chart, this.card]) part?.update(changed);
    if (changed.has("place")) bringIntoSight(this);
    if (changed.has("day") && !changed.has("world")) {
      this.say(`${longDay(this.world, this.sight.day)}: ${counted(this.world.words.x, "changed", this.newsCount)}`);
    }
  }

  /** The state compared with. @returns {Face | null} */
  otherFace() {
    const { sight } = this;
    return sight.vs === NO_DAY ? null : { world: this.worldOf(sight.vsKnown, sight.as), day: sight.vs };
  }

  /** @param {number} day @param {number} known */
  faceName(day, known) {
    const words = this.world.words.x;
    return known === Infinity ? shortDay(this.world, day)
      : fill(words.day_known, { day: shortDay(this.world, day), known: shortDay(this.world, known) });
  }

  /** What the reader looks through, in words. */
  lensText() {
    const { sight, world } = this;
    const parts = [];
    if (sight.known !== Infinity) parts.push(fill(world.words.x.as_known, { day: longDay(world, sight.known) }));
    if (sight.as >= 0) parts.push(fill(world.words.x.as_told, { actor: actorName(world, sight.as) }));
    if (this.land.isNearest && this.land.isWanted) parts.push(world.words.x.nearest_land);
    return parts.join(" ");
  }

  /** @param {Place} place @param {boolean} isFocused Move the focus into the card. */
  open(place, isFocused) {
    if (!place || AREAS.has(place.kind)) {
      if (place) this.zoomTo(this.world.regions.findIndex((region) => region.name === place.name));
      return;
    }
    if (this.card && this.sight.place < 0) this.card.cameFrom = /** @type {HTMLElement | null} */ (document.activeElement);
    this.set({ place: place.index });
    this.say(fill(this.world.words.selected, {
      place: placeName(this.world, place), status: sayControl(this.world, controlOn(this.world, place.index, this.sight.day)),
    }));
    if (isFocused) byId("card-title")?.focus({ preventScroll: true });
  }

  /** Zoom to a place and open it. @param {Place} place */
  goTo(place) {
    if (place.isDrawn && this.map.getZoom() < 9) this.map.setView([place.lat, place.lon], 9, { animate: false });
    this.open(place, true);
  }

  close() {
    if (this.sight.place < 0) return;
    this.set({ place: -1 });
    this.card?.cameFrom?.focus?.({ preventScroll: true });
  }

  /** @param {number} region A governorate, or -1 for the whole map. */
  zoomTo(region) {
    const box = region >= 0 && boundsOf(this.world.places.filter((place) => place.region === region));
    if (box) show(this.map, box);
    else this.goHome();
  }

  /** The whole map; two days over each other are shown in the middle. */
  goHome() {
    this.board.once(() => {
      this.map.invalidateSize({ animate: false, pan: false });
      const hasInset = this.inset && this.world.places.length > LEAST_PLACES * 2;
      if (this.sight.vs > NO_DAY || !hasInset) show(this.map, this.world.extent);
      else showHome(this.map, this.world.extent);
      this.board.homeZoom = this.map.getZoom();
    });
  }

  /** @param {Partial<{holder: string, kind: string}>} wanted */
  filterBy(wanted) {
    Object.assign(this.filter, wanted);
    this.board.filter = filterOf(this.filter);
    this.board.paint();
    this.holders?.update(new Set());
    this.lens?.update();
  }

  finder() {
    this.namer = this.namer || new Finder(this.world, this.data.names);
    return this.namer;
  }

  /** Tell a screen reader. @param {string} text */
  say(text) {
    const live = byId("live");
    if (live) live.textContent = text;
  }

  address() {
    return writeAddress(this.sight, this.world, this.home);
  }

  remember() {
    clearTimeout(this.remembering);
    this.remembering = window.setTimeout(() => remember(this.address() + (/[#&]embed\b/.test(location.hash) ? "&embed" : "")), 120);
  }
}
