// @ts-check
/**
 * How one event changes the control of one place: `geocontrol/control.py` once more.
 *
 * @typedef {{event: Told, day: number, verdict: string, basis: string, isNamed: boolean,
 *   isUnderWay: boolean}} Step
 */

const HEARSAY = new Set(["", "assumed", "claimed"]);
const MOVES = new Set(["captured", "entered", "handed_over", "observed"]);

/** A state of its own, unknown but for what is given. @param {Partial<Control>} given @returns {Control} */
function newControl(given) {
  return { ...UNKNOWN, ...given };
}

/** @param {Control} before @param {Step} step @param {number[]} rank Place of each actor in the order of ids. @returns {Control} */
function applyStep(before, step, rank) {
  const { event } = step;
  if (step.basis === "assumed") return HEARSAY.has(before.basis) ? setState(before, step, rank) : before;
  if (step.verdict !== "assessed") return doubt(before, step, rank);
  if (event.change === "besieged") return besiege(before, event, rank);
  if (step.isUnderWay) return wait(before, step, rank);
  return setState(before, step, rank);
}

/** @param {Control} before @param {Step} step @param {number[]} rank */
function setState(before, step, rank) {
  const { event } = step;
  if (event.status === "contested") {
    return contest(before, step, event.contested.length ? event.contested : rivalsOf(before, event), rank);
  }
  if (event.status === "held" && event.actor >= 0) return hold(before, step);
  return leave(before, step, rank);
}

/** Make an actor the holder, or confirm that it is. @param {Control} before @param {Step} step */
function hold(before, step) {
  const { event, day } = step;
  const confirmed = step.basis === "assumed" ? -1 : day;
  if (before.status === "held" && before.holder === event.actor) {
    const besieged = event.change === "repelled" ? [] : before.besieged;
    if (HEARSAY.has(before.basis)) {
      return newControl({
        status: "held", holder: event.actor, besieged, basis: step.basis, since: day,
        isExact: isExactDay(event), confirmed, event: event.index,
      });
    }
    const isBetter = before.basis === "inherited" && step.basis === "assessed";
    return {
      ...before, basis: isBetter ? step.basis : before.basis,
      event: isBetter ? event.index : before.event, claimed: [], besieged, marks: [], confirmed,
    };
  }
  return newControl({
    status: "held", holder: event.actor, basis: step.basis, since: day, isExact: isExactDay(event),
    confirmed, event: event.index,
  });
}

/** Take away whoever left. @param {Control} before @param {Step} step @param {number[]} rank */
function leave(before, step, rank) {
  const { event } = step;
  if (before.status === "held" && before.holder >= 0 && !event.lostBy.includes(before.holder)) {
    return marked(before, event);
  }
  const staying = before.contested.filter((actor) => !event.lostBy.includes(actor));
  return newControl({
    claimed: sortActors([...before.claimed, ...staying], rank, event.lostBy), basis: step.basis,
    since: step.day, isExact: isExactDay(event), confirmed: step.day, event: event.index,
  });
}

/** Make the place contested. @param {Control} before @param {Step} step @param {number[]} rivals @param {number[]} rank */
function contest(before, step, rivals, rank) {
  const confirmed = step.basis === "assumed" ? -1 : step.day;
  const contested = sortActors(rivals, rank);
  if (before.status === "contested" && before.contested.join() === contested.join()) {
    return { ...before, confirmed, claimed: [], marks: [] };
  }
  return newControl({
    status: "contested", contested, besieged: before.besieged, basis: step.basis, since: step.day,
    isExact: isExactDay(step.event), confirmed, event: step.event.index,
  });
}

/** Leave a place open while the day of its change is. @param {Control} before @param {Step} step @param {number[]} rank */
function wait(before, step, rank) {
  if (before.status === "held" && before.holder === step.event.actor) return before;
  const rivals = rivalsOf(before, step.event);
  if (new Set(rivals).size > 1) return contest(before, step, rivals, rank);
  return { ...claim(before, step.event, rank), basis: step.basis, confirmed: step.day };
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
  const isHolder = before.status === "held" && before.holder === event.actor;
  if (!MOVES.has(event.change) || event.actor < 0 || isHolder) return marked(before, event);
  return contest(before, step, rivalsOf(before, event), rank);
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
  if (event.actor < 0) return after;
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
