"""
From claims to a verdict: the rule that decides what an event amounts to.

A voice counts once, by its latest word. What it says weighs by the interest it
has in saying so: a monitor without a side, or a party that admits a loss, is
believed; a party that announces its own success is recorded, and is believed
only when somebody else says it too. The grades are those of the Admiralty code
(NATO STANAG 2511); the threshold is the same for every side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geocontrol.dated import value_on
from geocontrol.model import (
    Actor,
    ActorId,
    Claim,
    ControlEvent,
    Evidence,
    Interest,
    Policy,
    ReportId,
    Stance,
    Verdict,
    Voice,
    VoiceId,
)

_Standing = tuple[date, bool, bool, int, str, str]
"""Which of two words of a voice stands: the greater."""
_Known = tuple[date, Interest, Claim]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedClaim:
    """A claim with what it weighs in its event."""

    claim: Claim
    interest: Interest
    issued: date
    is_current: bool
    """False when a later word of the same voice has replaced it."""

    @property
    def is_disinterested(self) -> bool:
        """Whether the voice gains nothing by saying it."""
        return self.interest is not Interest.OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the claims on one event amount to, with each claim's weight."""

    verdict: Verdict
    claims: tuple[WeighedClaim, ...]
    """In order of issue; only those known by the day asked for."""


class Sides:
    """
    The side of each actor on any day.

    A claim is weighed by the sides of the day on which its report was issued: a voice
    serves the interest that it has when it speaks.
    """

    def __init__(self, actors: Mapping[ActorId, Actor]) -> None:
        self._always = {actor.id: actor.side for actor in actors.values()}
        self._dated = [actor for actor in actors.values() if actor.side_dated]

    def on(self, day: date) -> Mapping[ActorId, str]:
        """Return the side of each actor on a day."""
        if not self._dated:
            return self._always
        of_then = {a.id: value_on(day, a.side_dated, a.side) for a in self._dated}
        return {**self._always, **of_then}


def interest_of(
    voice: Voice, stance: Stance, event: ControlEvent, sides: Mapping[ActorId, str]
) -> Interest:
    """
    Tell whose interest a voice serves by what it says of an event.

    Allies share an interest, unless the place passes between allies: then each
    speaks for itself. When a loser is named and no gainer (a withdrawal), every
    other party gains by it.

    Parameters
    ----------
    voice
        Who speaks.
    stance
        Whether it asserts or denies the event.
    event
        What it speaks of.
    sides
        The side of each actor on a day, as `Sides.on` gives it.
    """
    if voice.speaks_for is None:
        return Interest.INDEPENDENT
    gainers = {sides[event.actor]} if event.actor else set()
    losers = {sides[actor] for actor in event.lost_by}
    speaker = sides[voice.speaks_for]
    if gainers & losers:
        gainers, losers = {str(event.actor)}, set(event.lost_by)
        speaker = voice.speaks_for
    if speaker in gainers:
        gains = True
    elif speaker in losers:
        gains = False
    elif losers and not gainers:
        gains = True
    else:
        return Interest.INDEPENDENT
    return Interest.OWN if gains == (stance is Stance.ASSERTS) else Interest.AGAINST


def weigh(
    event: ControlEvent,
    evidence: Evidence,
    *,
    known_on: date | None = None,
    sides: Sides | None = None,
) -> tuple[WeighedClaim, ...]:
    """
    Give each claim known by a day its interest, and mark each voice's latest.

    Of two words of one voice on one day, the one against its interest stands,
    then the denial: whatever is harder to say.

    Parameters
    ----------
    event
        The event whose claims are weighed.
    evidence
        Where voices, reports and actors are looked up.
    known_on
        Leave out reports issued after this day; `None` for all.
    sides
        The side of each actor, for who asks of many events; `None` looks it up.
    """
    sides = sides or Sides(evidence.actors)
    known: list[_Known] = []
    for claim in event.claims:
        issued = evidence.reports[claim.report].issued
        if known_on is not None and issued > known_on:
            continue
        voice = evidence.voices[claim.voice]
        interest = interest_of(voice, claim.stance, event, sides.on(issued))
        known.append((issued, interest, claim))
    latest = _latest(known)
    weighed = [
        WeighedClaim(
            claim=claim,
            interest=interest,
            issued=issued,
            is_current=not latest
            or _standing(issued, interest, claim) == latest[claim.voice],
        )
        for issued, interest, claim in known
    ]
    if len(weighed) > 1:
        weighed.sort(key=_listing)
    return tuple(weighed)


def _latest(known: Sequence[_Known]) -> dict[VoiceId, _Standing]:
    """Return the word of each voice that stands; nothing if each has one."""
    latest: dict[VoiceId, _Standing] = {}
    if len({claim.voice for _, _, claim in known}) == len(known):
        return latest
    for issued, interest, claim in known:
        standing = _standing(issued, interest, claim)
        latest[claim.voice] = max(standing, latest.get(claim.voice, standing))
    return latest


def _standing(issued: date, interest: Interest, claim: Claim) -> _Standing:
    return (
        issued,
        interest is Interest.AGAINST,
        claim.stance is Stance.DENIES,
        -claim.credibility,
        claim.report,
        claim.note,
    )


def _listing(weighed: WeighedClaim) -> tuple[date, VoiceId, ReportId, str, int, str]:
    """Return what orders the claims of an event, however its record lists them."""
    claim = weighed.claim
    told = claim.stance, claim.credibility, claim.note
    return weighed.issued, claim.voice, claim.report, *told


def verdict_of(
    weighed: Iterable[WeighedClaim],
    voices: Mapping[VoiceId, Voice],
    policy: Policy,
) -> Verdict:
    """
    Say what weighed claims amount to.

    One strong or several weak disinterested assertions make an event assessed,
    or disputed when somebody disinterested denies it. Anything less leaves it
    claimed, or rejected when so denied. Denials in a side's own interest never
    count; relays of one voice count once.
    """
    asserting: set[VoiceId] = set()
    is_denied, is_asserted = False, False
    for word in weighed:
        if not word.is_current:
            continue
        asserts = word.claim.stance is Stance.ASSERTS
        is_asserted |= asserts
        if not word.is_disinterested:
            continue
        if asserts:
            asserting.add(word.claim.voice)
        else:
            is_denied = True
    is_strong = any(policy.is_strong(voices[voice]) for voice in asserting)
    if is_strong or len(asserting) >= policy.weak_voices_needed:
        return Verdict.DISPUTED if is_denied else Verdict.ASSESSED
    if is_denied or not is_asserted:
        return Verdict.REJECTED
    return Verdict.CLAIMED


def told_verdict(weighed: Iterable[WeighedClaim]) -> Verdict:
    """Say what an event amounts to for those who believe these voices."""
    stances = {w.claim.stance for w in weighed if w.is_current}
    if stances == {Stance.ASSERTS}:
        return Verdict.ASSESSED
    if stances == {Stance.DENIES}:
        return Verdict.REJECTED
    return Verdict.DISPUTED


def _told_by(
    perspective: ActorId, event: ControlEvent, evidence: Evidence, sides: Sides
) -> tuple[Claim, ...]:
    """Return what voices said of an event while they spoke for an actor's side."""
    told = []
    for claim in event.claims:
        speaks_for = evidence.voices[claim.voice].speaks_for
        then = sides.on(evidence.reports[claim.report].issued)
        if speaks_for is not None and then[speaks_for] == then[perspective]:
            told.append(claim)
    return tuple(told)


def assess(
    event: ControlEvent,
    evidence: Evidence,
    policy: Policy,
    *,
    known_on: date | None = None,
    perspective: ActorId | None = None,
    sides: Sides | None = None,
) -> Assessment | None:
    """
    Weigh the claims on one event.

    Parameters
    ----------
    event
        What is told.
    evidence
        Where its voices, reports and actors are looked up.
    policy
        The numbers of the rule.
    known_on
        Only claims of reports issued up to this day count; `None` for all.
    perspective
        Only voices that speak for this actor's side, on the day of their report,
        count, and are believed.
    sides
        The side of each actor, for who asks of many events; `None` looks it up.

    Returns
    -------
    assessment
        `None` when no claim is known, so that nothing has been heard of it.
    """
    sides = sides or Sides(evidence.actors)
    if perspective is not None and not event.is_assumed:
        told = _told_by(perspective, event, evidence, sides)
        event = replace(event, claims=told)
    weighed = weigh(event, evidence, known_on=known_on, sides=sides)
    if not weighed:
        return None
    verdict = (
        verdict_of(weighed, evidence.voices, policy)
        if perspective is None
        else told_verdict(weighed)
    )
    return Assessment(verdict=verdict, claims=weighed)
