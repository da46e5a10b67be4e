// @ts-check
/**
 * How one event changes the control of one place: `geocontrol/control.py` once more.
 *
 * @typedef {{event: Told, day: number, verdict: string, basis: string, isNamed: boolean,
 *   isUnderWay: boolean}} Step
 */

const MOVING = new Set(["captured", "entered", "handed_over"]);

/** A state of its own, unknown but for what is given. @param {Partial<Control>} given @returns {Control} */
function newControl(given) {
  return { ...UNKNOWN, ...given };
}

/** @param {Control} before @param {Step} step @param {number[]} rank Place of each actor in the order of ids. @returns {Control} */
function applyStep(before, step, rank) {
  const { event } = step;
  const isAssumed = step.basis === "assumed";
  if (isAssumed && !isHearsay(before)) return before;
  if (event.change === "succeeded") return succeed(before, step, rank);
  if (!isAssumed && step.verdict !== "assessed") return doubt(before, step, rank);
  if (event.change === "besieged") return besiege(before, event, rank);
  if (step.isUnderWay) return wait(before, step, rank);
  return setState(before, step, rank);
}

/** Put an heir where its predecessors are, and leave all else. @param {Control} before @param {Step} step @param {number[]} rank */
function succeed(before, step, rank) {
  const { event } = step;
  const isGone = (/** @type {number} */ actor) => event.lostBy.includes(actor);
  const isThere = [before.holder, ...before.contested].some(isGone);
  if (event.actor < 0 || !(isThere || [...before.claimed, ...before.besieged].some(isGone))) return before;
  if (step.basis !== "assumed" && step.verdict !== "assessed") {
    return isThere && step.verdict !== "rejected" ? doubt(before, step, rank) : marked(before, event);
  }
  const after = withHeir(before, event.actor, isGone, rank);
  if (!isThere) return marked(after, event);
  return {
    ...after, since: step.day, isExact: isExactDay(event), event: event.index,
    marks: [before.event, ...before.marks].filter((other) => other >= 0 && other !== event.index),
  };
}

/** A state with an heir for its predecessors. @param {Control} before @param {number} heir @param {(actor: number) => boolean} isGone @param {number[]} rank @returns {Control} */
function withHeir(before, heir, isGone, rank) {
  const pass = (/** @type {number[]} */ actors) => sortActors(actors.map((actor) => (isGone(actor) ? heir : actor)), rank);
  let { status } = before, holder = isGone(before.holder) ? heir : before.holder, contested = pass(before.contested);
  if (contested.length === 1 && before.contested.length > 1) [status, holder, contested] = ["held", heir, []];
  return {
    ...before, status, holder, contested,
    claimed: pass(before.claimed).filter((actor) => actor !== holder && !contested.includes(actor)),
    besieged: pass(before.besieged).filter((actor) => actor !== holder),
  };
}

/** Whether a state gives way even to background. @param {Control} control */
function isHearsay(control) {
  if (control.basis === "claimed") return control.status === "unknown";
  return control.basis === "" || control.basis === "assumed";
}

/** @param {Control} control @param {number} actor */
function holds(control, actor) {
  return control.status === "held" && control.holder === actor;
}

/** The day that an event confirms. @param {Step} step */
function confirmedBy(step) {
  return step.basis === "assumed" ? NO_DAY : step.day;
}

/** @param {Control} before @param {Step} step @param {number[]} rank */
function setState(before, step, rank) {
  const { event } = step;
  if (event.status === "contested") {
    if (event.contested.length) return contest(before, step, event.contested, rank);
    if (event.actor >= 0 && holds(before, event.actor)) return hold(before, step);
    return leaveOpen(before, step, rank);
  }
  if (event.status === "held" && event.actor >= 0) return hold(before, step);
  return leave(before, step, rank);
}

/** Make an actor the holder, or confirm that it is. @param {Control} before @param {Step} step */
function hold(before, step) {
  const { event } = step;
  if (holds(before, event.actor) && !isHearsay(before)) return keepState(before, step);
  const lifts = event.change === "repelled" || !holds(before, event.actor);
  return newControl({
    status: "held", holder: event.actor, besieged: lifts ? [] : before.besieged, basis: step.basis,
    since: step.day, isExact: isExactDay(event), confirmed: confirmedBy(step), event: event.index,
  });
}

/** Keep a state that an event says again; a nearer word takes its place. @param {Control} before @param {Step} step */
function keepState(before, step) {
  const { event } = step;
  const after = {
    ...before, claimed: [], besieged: event.change === "repelled" ? [] : before.besieged,
    confirmed: confirmedBy(step), marks: [event.index],
  };
  if (before.basis !== "inherited" || step.basis !== "assessed") return after;
  const nearer = { ...after, basis: step.basis, event: event.index, marks: [] };
  return MOVING.has(event.change) ? { ...nearer, since: step.day, isExact: isExactDay(event) } : nearer;
}

/** Take away whoever left. @param {Control} before @param {Step} step @param {number[]} rank */
function leave(before, step, rank) {
  const { event } = step;
  const there = [before.holder, ...before.contested].filter((actor) => actor >= 0);
  if (there.length && !there.some((actor) => event.lostBy.includes(actor))) {
    return { ...marked(before, event), besieged: sortActors(before.besieged, rank, event.lostBy) };
  }
  if (!there.length && before.event >= 0) return marked(before, event);
  if (!there.length && step.basis === "inherited") return before;
  const staying = before.contested.filter((actor) => !event.lostBy.includes(actor));
  return newControl({
    claimed: sortActors([...before.claimed, ...staying], rank, event.lostBy), basis: step.basis,
    since: step.day, isExact: isExactDay(event), confirmed: confirmedBy(step), event: event.index,
  });
}

/** Leave a place open between those who are at it, or to the one who is. @param {Control} before @param {Step} step @param {number[]} rank */
function leaveOpen(before, step, rank) {
  const rivals = rivalsOf(before, step.event);
  if (new Set(rivals).size > 1) return contest(before, step, rivals, rank);
  return { ...claim(before, step.event, rank), basis: step.basis, confirmed: confirmedBy(step) };
}

/** Make the place contested, or confirm that it is. @param {Control} before @param {Step} step @param {number[]} rivals @param {number[]} rank */
function contest(before, step, rivals, rank) {
  const contested = sortActors(rivals, rank);
  const isSame = before.status === "contested" && before.contested.join() === contested.join();
  if (isSame && !isHearsay(before)) return keepState(before, step);
  return newControl({
    status: "contested", contested, besieged: before.besieged, basis: step.basis, since: step.day,
    isExact: isExactDay(step.event), confirmed: confirmedBy(step), event: step.event.index,
  });
}

/** Leave a place open while the day of its change is. @param {Control} before @param {Step} step @param {number[]} rank */
function wait(before, step, rank) {
  return holds(before, step.event.actor) ? before : leaveOpen(before, step, rank);
}

/** What is claimed, disputed or rejected. @param {Control} before @param {Step} step @param {number[]} rank */
function doubt(before, step, rank) {
  if (step.verdict === "claimed") return claim(before, step.event, rank);
  if (step.verdict === "disputed") return dispute(before, step, rank);
  return marked(before, step.event);
}

/** @param {Control} before @param {Step} step @param {number[]} rank */
function dispute(before, step, rank) {
  const { event } = step;
  const moves = MOVING.has(event.change) || event.change === "observed" || event.change === "succeeded";
  if (!moves || event.actor < 0 || holds(before, event.actor)) return marked(before, event);
  return leaveOpen(before, step, rank);
}

/** @param {Control} before @param {Told} event @param {number[]} rank */
function claim(before, event, rank) {
  const after = marked(before, event);
  const { actor } = event;
  if (actor < 0 || actor === before.holder || before.contested.includes(actor) || event.change === "besieged") {
    return after;
  }
  return { ...after, claimed: sortActors([...before.claimed, actor], rank), basis: before.basis || "claimed" };
}

/** @param {Control} before @param {Told} event @param {number[]} rank */
function besiege(before, event, rank) {
  const after = marked(before, event);
  if (event.actor < 0 || holds(before, event.actor)) return after;
  return { ...after, besieged: sortActors([...before.besieged, event.actor], rank) };
}

/** Keep an event among those shown. @param {Control} before @param {Told} event */
function marked(before, event) {
  if (before.marks.includes(event.index)) return before;
  return { ...before, marks: [...before.marks, event.index] };
}

/** Those between whom a place is open. @param {Control} before @param {Told} event */
function rivalsOf(before, event) {
  const had = [before.holder, ...before.contested].filter((actor) => actor >= 0);
  const rivals = had.length || before.event >= 0 ? had : event.lostBy;
  return event.actor >= 0 ? [...rivals, event.actor] : [...rivals];
}

/** @param {Told} event */
function isExactDay(event) {
  return event.change !== "observed" && event.earliest === event.latest;
}

/** @param {number[]} actors @param {number[]} rank @param {number[]} [without] */
function sortActors(actors, rank, without = []) {
  return [...new Set(actors)].filter((actor) => !without.includes(actor)).sort((a, b) => rank[a] - rank[b]);
}
