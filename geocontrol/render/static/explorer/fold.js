// @ts-check
/**
 * From events to the state of every place on every day: `geocontrol/timeline.py`
 * once more. The result is a `World`, as the shared drawing code knows it.
 *
 * @typedef {Testimony & {world: World, within: number[], rank: number[], inner: (day: number) => Map<number, number[]>}} Evidence
 *   `inner`: what lies directly in each place on a day
 */

const EXPANDING = new Set(["captured", "withdrew", "handed_over", "observed", "succeeded"]);
const STAYS = new Set(["observed", "repelled", "besieged", "succeeded"]);

/**
 * Everything that lies within a place, however deep.
 * @param {Map<number, number[]>} inner Direct children. @param {number} place
 */
function descendantsOf(inner, place) {
  /** @type {Set<number>} */
  const found = new Set();
  const open = [place];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const child of inner.get(at) || []) {
      if (found.has(child)) continue;
      found.add(child);
      open.push(child);
    }
  }
  return found;
}

/**
 * The places an event bears on, and whether each is named by it.
 * @param {Evidence} all @param {Told} event
 * @returns {Map<number, boolean>}
 */
function reachOf(all, event) {
  /** @type {Map<number, boolean>} */
  const reach = new Map(event.places.map((place) => [place, true]));
  if (!EXPANDING.has(event.change)) return reach;
  const inner = all.inner(event.latest);
  const spared = new Set(event.excepted);
  for (const place of event.excepted) for (const each of descendantsOf(inner, place)) spared.add(each);
  for (const place of event.places) {
    if (!inner.has(place)) continue;
    for (const each of descendantsOf(inner, place)) {
      if (!spared.has(each) && !reach.has(each)) reach.set(each, false);
    }
  }
  return reach;
}

/**
 * On which days an event bears on a place, and as what.
 * @param {Told} event @param {string} verdict @param {boolean} isNamed @param {boolean} isTold By one side alone.
 * @returns {Step[]}
 */
function datedSteps(event, verdict, isNamed, isTold) {
  const step = (/** @type {number} */ day, /** @type {string} */ basis, isUnderWay = false) =>
    ({ event, day, verdict, basis, isNamed, isUnderWay });
  if (event.isAssumed) return [step(event.latest, "assumed")];
  const basis = isTold ? "claimed" : isNamed ? "assessed" : "inherited";
  if (verdict !== "assessed") return [step(event.earliest, basis)];
  const last = step(event.latest, basis);
  const isOpen = event.earliest < event.latest && event.actor >= 0 && !STAYS.has(event.change);
  return isOpen ? [step(event.earliest, basis, true), last] : [last];
}

/**
 * Weigh every event; leave out the unheard and the superseded.
 * @param {Evidence} all @param {number} knownOn @param {number} perspective
 */
function assessAll(all, knownOn, perspective) {
  const found = all.told.map((event) => assess(all, event, knownOn, perspective));
  const gone = new Set();
  all.told.forEach((event, i) => {
    const verdict = found[i]?.verdict;
    if (verdict && verdict !== "rejected") event.supersedes.forEach((old) => gone.add(old));
  });
  return found.map((assessment, i) => (gone.has(i) ? null : assessment));
}

/**
 * The steps of every place, in the order of their effect.
 * @param {Evidence} all @param {(Assessment | null)[]} assessments @param {number} perspective
 * @returns {Step[][]}
 */
function spread(all, assessments, perspective) {
  /** @type {Step[][]} */
  const keyed = all.within.map(() => []);
  all.told.forEach((event, i) => {
    const assessment = assessments[i];
    if (!assessment) return;
    const named = datedSteps(event, assessment.verdict, true, perspective >= 0);
    if (event.places.length === 1 && !all.inner(event.latest).has(event.places[0])) {
      keyed[event.places[0]].push(...named);
      return;
    }
    const unnamed = datedSteps(event, assessment.verdict, false, perspective >= 0);
    for (const [place, isNamed] of reachOf(all, event)) keyed[place].push(...(isNamed ? named : unnamed));
  });
  return keyed.map((list) => list.sort((a, b) => a.day - b.day || Number(a.isNamed) - Number(b.isNamed)
    || a.event.order - b.event.order || a.event.index - b.event.index
    || Number(a.isUnderWay) - Number(b.isUnderWay)));
}

/** Everything that makes two states one value. @param {Control} c */
function controlKey(c) {
  return `${face(c)}|${c.basis}|${c.since}|${c.isExact}|${c.confirmed}|${c.event}|${c.marks}`;
}

/**
 * The world as known on a day and told by a side.
 * @param {Evidence} all
 * @param {number} knownOn `Infinity` for all reports.
 * @param {number} perspective An actor, or -1 for the rule.
 * @returns {World}
 */
function foldWorld(all, knownOn, perspective) {
  const assessments = assessAll(all, knownOn, perspective);
  const steps = spread(all, assessments, perspective);
  /** @type {Map<string, Control>} */
  const known = new Map();
  const intern = (/** @type {Control} */ control) => {
    const key = controlKey(control);
    const found = known.get(key) || { ...control, index: known.size };
    known.set(key, found);
    return found;
  };
  const nothing = controlKey(UNKNOWN);
  const spans = steps.map((list) => {
    /** @type {number[]} */
    const span = [];
    let control = UNKNOWN, key = nothing;
    for (const step of list) {
      const after = applyStep(control, step, all.rank);
      if (after === control) continue;
      const afterKey = controlKey(after);
      if (afterKey === key) continue;
      control = intern(after);
      key = afterKey;
      if (span[span.length - 2] === step.day) span[span.length - 1] = control.index;
      else span.push(step.day, control.index);
    }
    return span;
  });
  return {
    ...all.world, spans, controls: [...known.values()],
    steps: steps.map((list) => [...new Set(list.map((step) => step.event.index))]),
    events: all.told.map((event, i) => ({
      id: event.id, places: event.places, earliest: event.earliest, latest: event.latest,
      change: event.change, status: event.status, actor: event.actor, lostBy: event.lostBy,
      contested: event.contested, isAssumed: event.isAssumed, note: event.note,
      verdict: assessments[i]?.verdict || "", claims: assessments[i]?.claims || [],
    })),
  };
}
