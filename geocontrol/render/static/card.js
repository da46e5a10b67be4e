// @ts-check
/**
 * The card of a place: its names, state, history, and what is said of it.
 */

/** @param {World} world @param {Place} place */
function aboutLine(world, place) {
  const words = world.words;
  const region = regionName(world, place);
  const parts = [words.kind[place.kind]];
  if (region) parts.push(region);
  if (!place.isDrawn) parts.push(words.unlocated);
  else if (place.precision && place.precision !== "exact") parts.push(words.approximate);
  return parts.join(" · ");
}

/** @param {World} world @param {Control} control @param {number} day */
function confirmedLine(world, control, day) {
  const words = world.words;
  if (control.status === "unknown" && control.confirmed === NO_DAY) return "";
  if (isStale(world, control, day)) return fill(words.stale, { days: world.staleAfter });
  if (control.confirmed === NO_DAY) return words.never_confirmed;
  return fill(words.last_confirmed, { day: shortDay(world, control.confirmed) });
}

/**
 * The colour that a state has in a strip or a chip, as a CSS background.
 * @param {World} world @param {Theme} theme @param {Control} control
 */
function controlBackground(world, theme, control) {
  if (control.status === "unknown") return mix(theme.none, theme.halo, 0.7);
  if (control.status === "held") {
    const color = colorOf(theme, world.actors[control.holder]);
    const flag = control.claimed.length ? colorOf(theme, world.actors[control.claimed[0]]) : "";
    const main = control.basis === "assumed" ? mix(color, theme.halo, 0.45) : color;
    return flag ? `linear-gradient(${flag} 0 35%, ${main} 35%)` : main;
  }
  const colors = (control.contested.length ? control.contested : [-1]).map((actor) => colorOf(theme, world.actors[actor]));
  const stops = colors.map((color, i) => `${color} ${i * 4}px ${(i + 1) * 4}px`);
  return `repeating-linear-gradient(135deg, ${stops.join(", ")})`;
}

/**
 * A strip of a place's states, and the same as a list.
 * @param {World} world @param {Theme} theme @param {number} place @param {number} day
 */
function historyNode(world, theme, place, day) {
  const spans = historyOf(world, place, day);
  const strip = make("div", { class: "strip", "aria-hidden": "true" });
  for (const span of spans) {
    const from = Math.max(span.from, world.first);
    if (span.to <= from) continue;
    const piece = make("i", { title: sayControl(world, span.control, span.from) });
    piece.style.flexGrow = String(span.to - from);
    piece.style.background = controlBackground(world, theme, span.control);
    strip.append(piece);
  }
  const list = make("ol", { class: "history" });
  for (const span of spans.slice().reverse()) {
    const days = span.to > day || span.to === span.from + 1
      ? shortDay(world, span.from)
      : fill(world.words.day_between, { first: shortDay(world, span.from), last: shortDay(world, span.to - 1) });
    const chip = make("i", { "aria-hidden": "true" });
    chip.style.background = controlBackground(world, theme, span.control);
    list.append(make("li", {}, chip,
      make("time", { datetime: isoDay(span.from) }, span.to > day ? `${days} –` : days), " ",
      make("span", {}, `${sayControl(world, span.control, span.from)}${span.control.basis ? ` (${world.words.basis[span.control.basis]})` : ""}`)));
  }
  return make("div", {}, strip, list);
}

/** Small picture of a mark. @param {World} world @param {Theme} theme @param {Place} place @param {Control} control @param {number} day */
function markPicture(world, theme, place, control, day) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  drawMark(sharpen(canvas, 34, 34), world, theme, {
    place, control, x: 17, y: 17, r: 8, isChanged: false, isSelected: false, isStale: isStale(world, control, day),
  });
  return canvas;
}

/**
 * Everything that a card says.
 * @param {World} world @param {Theme} theme @param {Place} place @param {number} day
 * @param {() => void} onClose
 * @param {string} [instead] Said in place of history and evidence that are not at hand.
 * @returns {HTMLElement[]}
 */
function cardNodes(world, theme, place, day, onClose, instead) {
  const words = world.words;
  const control = controlOn(world, place.index, day);
  const close = make("button", { type: "button", class: "close", "aria-label": words.close, title: words.close }, "×");
  close.addEventListener("click", onClose);
  const events = world.steps[place.index].map((index) => world.events[index])
    .sort((a, b) => b.latest - a.latest || b.earliest - a.earliest);
  const [english, arabic] = placeNamesOn(world, place);
  const other = world.lang === "ar" ? name(english, "en") : name(arabic, "ar");
  other.dir = world.lang === "ar" ? "ltr" : "rtl";
  return [
    close,
    make("h2", { id: "card-title", tabindex: "-1" }, name(placeName(world, place)), " ",
      arabic && make("span", { class: "other" }, other)),
    make("p", { class: "about" }, aboutLine(world, place)),
    make("div", { class: "now" }, markPicture(world, theme, place, control, day),
      make("div", {}, make("p", { class: "says" }, sayControlLong(world, control)),
        make("p", { class: "soft" }, confirmedLine(world, control, day)))),
    ...(instead ? [make("p", { class: "soft", role: "status" }, instead)] : [
      make("h3", {}, words.history), historyNode(world, theme, place.index, day),
      make("h3", {}, words.evidence),
    ]),
    ...(instead ? [] : events.length ? events.map((event) => eventNode(world, event, place.index)) : [make("p", { class: "soft" }, words.no_evidence)]),
  ];
}
