// @ts-check
/**
 * From claims to a verdict: `geocontrol/assess.py` once more, for the browser.
 *
 * A voice counts once, by its latest word, and weighs by the interest it has in
 * saying so. The two are held against each other by tests, for every event.
 *
 * @typedef {{voice: number, report: number, asserts: boolean, credibility: number, note: string}} Word
 * @typedef {{index: number, id: string, places: number[], excepted: number[], earliest: number,
 *   latest: number, change: string, status: string, actor: number, lostBy: number[],
 *   contested: number[], order: number, isAssumed: boolean, supersedes: number[], note: string,
 *   words: Word[]}} Told
 * @typedef {{strong: string, weakNeeded: number}} Policy
 * @typedef {{told: Told[], voices: Voice[], reports: Report[], sides: number[], policy: Policy, world: World}} Testimony
 * @typedef {{verdict: string, claims: (Claim & {issued: number})[]}} Assessment
 */

/**
 * The side of an actor on a day: a voice serves the interest that it has when it speaks.
 * @param {Testimony} all @param {number} actor @param {number} day
 */
function sideOf(all, actor, day) {
  const row = all.world.ages.sides.get(actor);
  return row ? valueOn(row, day) : all.sides[actor];
}

/**
 * Whose interest a voice serves by what it says of an event.
 * @param {Testimony} all @param {Told} event @param {Word} word
 * @returns {"independent" | "against" | "own"}
 */
function interestOf(all, event, word) {
  const day = all.reports[word.report].issued;
  const party = all.voices[word.voice].speaksFor;
  if (party < 0) return "independent";
  const side = (/** @type {number} */ actor) => sideOf(all, actor, day);
  let gainers = event.actor >= 0 ? [side(event.actor)] : [];
  let losers = event.lostBy.map(side);
  let speaker = side(party);
  if (gainers.some((each) => losers.includes(each))) {
    gainers = [event.actor];
    losers = event.lostBy;
    speaker = party;
  }
  let gains = true;
  if (!gainers.includes(speaker)) {
    if (losers.includes(speaker)) gains = false;
    else if (!losers.length || gainers.length) return "independent";
  }
  return gains === word.asserts ? "own" : "against";
}

/** Order of two lists of numbers or texts, the first difference decides. @param {any[]} a @param {any[]} b */
function compareLists(a, b) {
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

/**
 * The claims on an event known by a day, each with its interest; a voice's latest
 * word is current. Of two words on one day the one harder to say stands.
 * @param {Testimony} all @param {Told} event @param {number} knownOn
 */
function weigh(all, event, knownOn) {
  if (event.words.length === 1) {
    const [word] = event.words;
    const { issued } = all.reports[word.report];
    return issued > knownOn ? [] : [{ ...word, interest: interestOf(all, event, word), issued, isCurrent: true }];
  }
  const known = [];
  for (const word of event.words) {
    const issued = all.reports[word.report].issued;
    if (issued > knownOn) continue;
    const interest = interestOf(all, event, word);
    const standing = [
      issued, interest === "against" ? 1 : 0, word.asserts ? 0 : 1, -word.credibility, word.report, word.note,
    ];
    known.push({ word, issued, interest, standing });
  }
  /** @type {Map<number, any[]>} */
  const latest = new Map();
  for (const { word, standing } of known) {
    const best = latest.get(word.voice);
    if (!best || compareLists(standing, best) > 0) latest.set(word.voice, standing);
  }
  return known.map(({ word, issued, interest, standing }) => ({
    voice: word.voice, report: word.report, asserts: word.asserts, credibility: word.credibility,
    note: word.note, interest, issued,
    isCurrent: compareLists(standing, latest.get(word.voice) || standing) === 0,
  })).sort((a, b) => compareLists(listingOf(a), listingOf(b)));
}

/** What orders the claims of an event. @param {Assessment["claims"][number]} claim */
function listingOf(claim) {
  return [claim.issued, claim.voice, claim.report, claim.asserts ? 0 : 1, claim.credibility, claim.note];
}

/**
 * What weighed claims amount to by the rule.
 * @param {Testimony} all @param {Assessment["claims"]} claims
 */
function verdictOf(all, claims) {
  const current = claims.filter((claim) => claim.isCurrent);
  const free = current.filter((claim) => claim.interest !== "own");
  const asserting = new Set(free.filter((claim) => claim.asserts).map((claim) => claim.voice));
  let strong = 0;
  for (const voice of asserting) if (all.voices[voice].reliability <= all.policy.strong) strong += 1;
  const isSupported = strong > 0 || asserting.size - strong >= all.policy.weakNeeded;
  const isDenied = free.some((claim) => !claim.asserts);
  if (isSupported) return isDenied ? "disputed" : "assessed";
  return isDenied || current.every((claim) => !claim.asserts) ? "rejected" : "claimed";
}

/** What an event amounts to for those who believe these voices. @param {Assessment["claims"]} claims */
function toldVerdict(claims) {
  const current = claims.filter((claim) => claim.isCurrent);
  if (current.every((claim) => claim.asserts)) return "assessed";
  return current.some((claim) => claim.asserts) ? "disputed" : "rejected";
}

/**
 * An event with what voices said of it while they spoke for an actor's side.
 * @param {Testimony} all @param {Told} event @param {number} perspective @returns {Told}
 */
function toldBy(all, event, perspective) {
  const words = event.words.filter(({ voice, report }) => {
    const party = all.voices[voice].speaksFor, { issued } = all.reports[report];
    return party >= 0 && sideOf(all, party, issued) === sideOf(all, perspective, issued);
  });
  return { ...event, words };
}

/**
 * Weigh an event, as known on a day and told by an actor's side.
 * @param {Testimony} all @param {Told} event
 * @param {number} knownOn `Infinity` for all reports. @param {number} perspective An actor, or -1.
 * @returns {Assessment | null} Nothing when nothing has been heard of it.
 */
function assess(all, event, knownOn, perspective) {
  const isOneSide = perspective >= 0 && !event.isAssumed;
  const claims = weigh(all, isOneSide ? toldBy(all, event, perspective) : event, knownOn);
  if (!claims.length) return null;
  return { verdict: perspective < 0 ? verdictOf(all, claims) : toldVerdict(claims), claims };
}
