// @ts-check
/**
 * What is said of a place: events, and the claims on each.
 */

/** @param {World} world @param {Claim} claim */
function gradeNode(world, claim) {
  const words = world.words;
  const grade = world.voices[claim.voice].reliability + claim.credibility;
  const title = fill(words.grade, {
    grade, reliability: words.reliability[grade[0]], credibility: words.credibility[grade[1]],
  });
  return make("abbr", { title }, grade);
}

/** @param {World} world @param {number} number */
function reportNode(world, number) {
  const report = world.reports[number];
  const by = report.agency && report.agency !== report.publisher
    ? `${report.publisher} (${report.agency})` : report.publisher;
  return make("cite", {},
    link(report.url || report.archived, name(report.title)), " ", name(by), ", ",
    make("time", { datetime: isoDay(report.issued) }, shortDay(world, report.issued)));
}

/** @param {World} world @param {Claim} claim */
function claimNode(world, claim) {
  const words = world.words;
  const voice = world.voices[claim.voice];
  const stance = claim.asserts ? "asserts" : "denies";
  return make("li", { class: `claim ${stance}${claim.isCurrent ? "" : " replaced"}` },
    make("b", {}, name(voice.name)), " ",
    make("span", {}, words.role[voice.role]), " ",
    make("em", {}, words.stance[stance]), " ",
    gradeNode(world, claim), " ",
    make("i", { class: claim.interest }, words.interest[claim.interest]),
    !claim.isCurrent && make("span", {}, ` · ${words.replaced}`),
    claim.note && make("q", { dir: "auto" }, claim.note),
    reportNode(world, claim.report));
}

/**
 * Why an event has its verdict, in words. Two ways lead to a claim, and to a rejected
 * one: voices with an interest alone, or others that are too weak.
 * @param {any} words @param {ControlEvent} event
 */
function verdictReason(words, event) {
  const isWeak = event.claims.some((claim) => claim.isCurrent && claim.asserts && claim.interest !== "own");
  const reason = words.verdict_why[event.verdict];
  return reason ? reason[isWeak ? "weak" : "own"] : words.verdict_long[event.verdict];
}

/**
 * One event with everything that is said of it.
 * @param {World} world @param {ControlEvent} event @param {number} place For which it is shown.
 */
function eventNode(world, event, place) {
  const words = world.words;
  const verdict = event.isAssumed ? "assumed" : event.verdict;
  const others = event.places.filter((index) => index !== place).map((index) => placeName(world, world.places[index]));
  const isOfPlace = event.places.includes(place);
  return make("article", { class: "event", id: null },
    make("h4", {}, make("time", { datetime: isoDay(event.latest) }, sayEventDay(world, event)), " ",
      make("span", {}, sayEvent(world, event))),
    make("p", { class: "weigh" }, make("span", {
      class: `verdict ${verdict}`, title: verdictReason(words, event),
    }, event.isAssumed ? words.background : words.verdict[event.verdict]),
    !isOfPlace && others.length > 0 && make("span", { class: "soft" },
      ` ${fill(words.said_of_region, { places: others.slice(0, 3).join(words.comma) })}`)),
    event.note && make("p", { class: "note" }, name(event.note)),
    make("ul", { class: "claims" }, ...event.claims.map((claim) => claimNode(world, claim))));
}
