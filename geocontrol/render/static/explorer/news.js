// @ts-check
/**
 * What a day changed, told by event; and what differs between two states of the map.
 */

const NAMED_AT_ONCE = 6;

/** The days on which an event bears on its places. @param {ControlEvent} event */
function bearingDays(event) {
  if (event.isAssumed) return [event.latest];
  if (event.verdict !== "assessed") return [event.earliest];
  const isOpen = event.actor >= 0 && !STAYS.has(event.change);
  return isOpen ? [event.earliest, event.latest] : [event.latest];
}

/**
 * The places whose look differs between two states.
 * @param {World} world @param {Face} before @param {Face} after
 * @returns {{place: Place, before: Control, after: Control}[]}
 */
function differences(world, before, after) {
  const found = [];
  for (const place of world.places) {
    if (AREAS.has(place.kind)) continue;
    const a = controlOn(before.world, place.index, before.day), b = controlOn(after.world, place.index, after.day);
    if (!looksLike(a, b)) found.push({ place, before: a, after: b });
  }
  return found.sort((a, b) => a.place.rank - b.place.rank || a.place.index - b.place.index);
}

/**
 * The events of a day: those that changed the map with the places they changed, and the others.
 * @param {World} world @param {number} day
 * @returns {{lines: {event: ControlEvent, places: Place[]}[], also: ControlEvent[], count: number}}
 */
function newsOf(world, day) {
  if (day <= world.first) return { lines: [], also: [], count: 0 };
  const changes = differences(world, { world, day: day - 1 }, { world, day });
  /** @type {Map<number, Place[]>} */
  const byEvent = new Map();
  for (const { place, after } of changes) {
    const isToday = (/** @type {number} */ event) => event >= 0 && bearingDays(world.events[event]).includes(day);
    const mark = after.marks.filter(isToday).pop();
    const cause = isToday(after.event) || mark === undefined ? after.event : mark;
    byEvent.set(cause, [...(byEvent.get(cause) || []), place]);
  }
  const lines = [...byEvent].filter(([event]) => event >= 0)
    .map(([event, places]) => ({ event: world.events[event], places }));
  lines.sort((a, b) => Number(a.places[0].rank > 1) - Number(b.places[0].rank > 1)
    || b.places.length - a.places.length || a.places[0].rank - b.places[0].rank);
  const also = world.events.filter((event, i) => event.verdict && !event.isAssumed
    && !byEvent.has(i) && bearingDays(event).includes(day));
  return { lines, also, count: changes.length };
}

/** A button that opens a place. @param {Explorer} app @param {Place} place */
function placeButton(app, place) {
  const button = make("button", { type: "button", class: "x-place" }, name(placeName(app.world, place)));
  button.addEventListener("click", () => app.open(place, true));
  return button;
}

/** @param {Explorer} app @param {Place[]} places */
function placeButtons(app, places) {
  return places.flatMap((place, i) => (i ? [", ", placeButton(app, place)] : [placeButton(app, place)]));
}

/**
 * One event with its places, verdict and claims.
 * @param {Explorer} app @param {ControlEvent} event @param {Place[]} places
 */
function newsNode(app, event, places) {
  const { world } = app;
  const words = world.words;
  const cut = places.length <= NAMED_AT_ONCE + 1 ? places.length : NAMED_AT_ONCE;
  const voices = new Set(event.claims.map((claim) => claim.voice)).size;
  const when = event.earliest === event.latest ? "" : `, ${sayEventDay(world, event)}`;
  const verdict = make("span", { class: `verdict ${event.verdict}` }, words.verdict[event.verdict]);
  const details = make("details", {},
    make("summary", {}, `${sayEvent(world, event)}${when} `, verdict, " ",
      make("span", { class: "soft" }, counted(words.x, "voices", voices))));
  details.addEventListener("toggle", () => details.append(
    make("p", { class: "note" }, `${verdictReason(words, event)}.`),
    places.length > cut ? make("p", { class: "note" }, ...placeButtons(app, places.slice(cut))) : "",
    event.note ? make("p", { class: "note" }, name(event.note)) : "",
    make("ul", { class: "claims" }, ...event.claims.map((claim) => claimNode(world, claim)))), { once: true });
  return make("li", {},
    make("p", { class: "where" }, ...placeButtons(app, places.slice(0, cut)),
      places.length > cut && make("span", { class: "soft" }, ` ${fill(words.x.more_places, { count: places.length - cut })}`)),
    details);
}

/**
 * The phrase for a number, with a form of its own for 0, 1 and 2 if there is one.
 * @param {any} words @param {string} key @param {number} count
 */
function counted(words, key, count) {
  const few = count >= 3 && count <= 10 ? words[`${key}_few`] : undefined;
  return fill(words[`${key}_${count}`] || few || words[key], { count });
}

/** What is beside the map: the changes of the day, or the differences asked for. */
class NewsPart {
  /** @param {Explorer} app */
  constructor(app) {
    this.app = app;
    this.node = make("section", { class: "changes", "aria-labelledby": "x-news-title" });
  }

  update() {
    const { app } = this;
    const { world, sight } = app;
    const parts = [];
    if (sight.vs > NO_DAY) parts.push(...this.versus());
    else if (sight.known !== Infinity) parts.push(...this.unknowing());
    const { lines, also, count } = newsOf(world, sight.day);
    const words = world.words.x;
    const isFirst = sight.day <= world.first;
    app.newsCount = count;
    const title = isFirst ? words.opening : `${words.changes} · ${shortDay(world, sight.day)}`;
    this.node.replaceChildren(...parts,
      make("h2", { id: "x-news-title" }, title),
      ...(isFirst ? [make("p", { class: "soft" }, words.opening_note)] : []),
      ...(!isFirst && !lines.length ? [make("p", { class: "soft" }, words.no_changes)] : []),
      make("ol", { class: "events" }, ...lines.map(({ event, places }) => newsNode(app, event, places))),
      ...(also.length ? [make("details", { class: "also" },
        make("summary", {}, `${words.also} `, make("span", { class: "soft" }, String(also.length))),
        make("ol", { class: "events" }, ...also.map((event) =>
          newsNode(app, event, event.places.map((i) => world.places[i])))))] : []));
  }

  /** The differences of the two days compared. */
  versus() {
    const { app } = this;
    const { world, sight } = app;
    const other = app.otherFace();
    if (!other) return [];
    const list = differences(world, other, { world, day: sight.day });
    const title = fill(world.words.x.differences, { first: app.faceName(sight.vs, sight.vsKnown), second: app.faceName(sight.day, sight.known) });
    return [differenceList(app, "x-versus", title, list, sight.vs)];
  }

  /** What is known otherwise today. */
  unknowing() {
    const { app } = this;
    const { world, sight } = app;
    const full = app.worldOf(Infinity, sight.as);
    const list = differences(world, { world, day: sight.day }, { world: full, day: sight.day });
    return [differenceList(app, "x-unknown", fill(world.words.x.learned_later, { day: shortDay(world, sight.known) }), list)];
  }
}

/**
 * @param {Explorer} app @param {string} id @param {string} title
 * @param {{place: Place, before: Control, after: Control}[]} list
 * @param {number} [from] The day of the states before.
 */
function differenceList(app, id, title, list, from = app.sight.day) {
  const { world } = app;
  const chip = (/** @type {Control} */ control) => {
    const node = make("i", { "aria-hidden": "true" });
    node.style.background = controlBackground(world, app.board.theme, control);
    return node;
  };
  const rows = list.slice(0, 400).map(({ place, before, after }) => make("li", {},
    placeButton(app, place), " ",
    make("span", {}, chip(before), sayControl(world, before, from)), make("span", { class: "x-arrow", "aria-label": world.words.x.then }, " → "),
    make("span", {}, chip(after), sayControl(world, after))));
  return make("section", { class: "x-diff", id },
    make("h2", {}, title, " ", make("span", { class: "soft" }, counted(world.words.x, "places", list.length))),
    make("ol", { class: "x-list" }, ...rows));
}
