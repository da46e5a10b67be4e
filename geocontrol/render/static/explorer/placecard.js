// @ts-check
/**
 * The card of a place over all days: who held it when, who says so, who denies it.
 */

/**
 * The whole history as a strip of colours that leads to its days.
 * @param {Explorer} app @param {Place} place
 */
function stripNode(app, place) {
  const { world, sight } = app;
  const spans = historyOf(world, place.index, world.last);
  const strip = make("div", { class: "strip x-strip" });
  spans.forEach((span, i) => {
    const from = Math.max(span.from, world.first), to = i + 1 < spans.length ? spans[i + 1].from : world.last + 1;
    if (to <= from) return;
    const days = to - 1 > from ? `${shortDay(world, from)} – ${shortDay(world, to - 1)}` : shortDay(world, from);
    const label = `${days}: ${sayControl(world, span.control, from)}`;
    const piece = make("button", { type: "button", title: label, "aria-label": label });
    piece.style.flexGrow = String(to - from);
    piece.style.background = controlBackground(world, app.board.theme, span.control);
    piece.addEventListener("click", () => app.set({ day: from }));
    strip.append(piece);
  });
  const first = spans.length ? Math.max(world.first, spans[0].from) : world.first;
  const count = world.last + 1 - first;
  const now = make("i", { class: "x-now", "aria-hidden": "true" });
  now.style.insetInlineStart = `${(100 * (sight.day + 0.5 - first)) / count}%`;
  now.hidden = sight.day < first;
  const ends = make("p", { class: "x-ends soft" }, make("span", {}, shortDay(world, first)), make("span", {}, shortDay(world, world.last)));
  return make("div", { class: "x-history" }, make("div", { class: "x-striphold" }, strip, now), ends);
}

/** The states of a place as a list, the day's marked. @param {Explorer} app @param {Place} place */
function statesNode(app, place) {
  const { world, sight } = app;
  const spans = historyOf(world, place.index, world.last);
  const list = make("ol", { class: "history" });
  spans.forEach((span, i) => {
    const to = i + 1 < spans.length ? spans[i + 1].from : Infinity;
    const isNow = span.from <= sight.day && sight.day < to;
    const days = to === Infinity ? `${shortDay(world, span.from)} –`
      : to - 1 > span.from ? fill(world.words.day_between, { first: shortDay(world, span.from), last: shortDay(world, to - 1) })
        : shortDay(world, span.from);
    const chip = make("i", { "aria-hidden": "true" });
    chip.style.background = controlBackground(world, app.board.theme, span.control);
    const basis = span.control.basis ? ` (${world.words.basis[span.control.basis]})` : "";
    list.append(make("li", { "aria-current": isNow ? "true" : null }, chip,
      make("time", { datetime: isoDay(span.from) }, days), " ", make("span", {}, sayControl(world, span.control, span.from) + basis)));
  });
  return list;
}

/** Events of a place: those up to the day that still speak, the replaced, and the later ones. @param {Explorer} app @param {Place} place */
function evidenceNodes(app, place) {
  const { world, sight } = app;
  const words = world.words.x;
  const control = controlOn(world, place.index, sight.day);
  const events = world.steps[place.index].map((index) => ({ index, event: world.events[index] }))
    .sort((a, b) => b.event.latest - a.event.latest || b.event.earliest - a.event.earliest);
  const isCurrent = (/** @type {number} */ index) => index === control.event || control.marks.includes(index);
  const groups = /** @type {[string, typeof events][]} */ ([
    [words.behind, events.filter((each) => isCurrent(each.index))],
    [words.earlier, events.filter((each) => !isCurrent(each.index) && each.event.earliest <= sight.day)],
    [words.later, events.filter((each) => !isCurrent(each.index) && each.event.earliest > sight.day)],
  ]);
  return groups.flatMap(([title, list], i) => {
    if (!list.length) return i ? [] : [make("h3", {}, title), make("p", { class: "soft" }, world.words.no_evidence)];
    const nodes = list.map((each) => eventNode(world, each.event, place.index));
    if (!i) return [make("h3", {}, title), ...nodes];
    return [make("details", { class: "x-more" }, make("summary", {}, `${title} `, make("span", { class: "soft" }, String(list.length))), ...nodes)];
  });
}

class PlaceCard {
  /** @param {Explorer} app @param {HTMLElement} node */
  constructor(app, node) {
    this.app = app;
    this.node = node;
    /** @type {HTMLElement | null} */
    this.cameFrom = null;
  }

  update() {
    const { app, node } = this;
    const { world, sight } = app;
    const place = world.places[sight.place];
    node.hidden = !place;
    if (!place) return;
    const words = world.words;
    const control = controlOn(world, place.index, sight.day);
    const close = make("button", { type: "button", class: "close", "aria-label": words.close, title: words.close }, "×");
    close.addEventListener("click", () => app.close());
    const zoom = make("button", { type: "button", class: "x-small" }, words.x.zoom_here);
    zoom.addEventListener("click", () => app.map.setView([place.lat, place.lon], 11, { animate: false }));
    const [english, arabic] = placeNamesOn(world, place);
    const other = world.lang === "ar" ? name(english, "en") : name(arabic, "ar");
    other.dir = world.lang === "ar" ? "ltr" : "rtl";
    const scroll = this.place === sight.place ? node.scrollTop : 0;
    this.place = sight.place;
    node.replaceChildren(close,
      make("h2", { id: "card-title", tabindex: "-1" }, name(placeName(world, place)), " ", arabic && make("span", { class: "other" }, other)),
      make("p", { class: "about" }, aboutLine(world, place), " ", place.isDrawn && zoom),
      make("div", { class: "now" }, place.isDrawn ? markPicture(world, app.board.theme, place, control, sight.day) : "",
        make("div", {}, make("p", { class: "soft" }, longDay(world, sight.day)),
          make("p", { class: "says" }, sayControlLong(world, control)),
          make("p", { class: "soft" }, confirmedLine(world, control, sight.day)))),
      make("h3", {}, words.x.history), stripNode(app, place), statesNode(app, place),
      ...evidenceNodes(app, place));
    node.scrollTop = scroll;
  }
}
