"""What happens in a drawn war: the background, then its events month by month."""

from __future__ import annotations

import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from bigwarland import (
    ACTORS,
    AGENCIES,
    MONITORS,
    RESIDENTS,
    draw_places,
    draw_voices,
)

from geocontrol.io.events import result_of
from geocontrol.model import (
    ActorId,
    Change,
    Claim,
    ControlEvent,
    EventId,
    PlaceId,
    Report,
    ReportId,
    Stance,
    VoiceId,
)

FIRST_DAY = date(2011, 4, 1)
STRONGHOLDS, ODD, NEAREST = 14, 0.03, 7
CHANGES = (
    *[Change.CAPTURED] * 34,
    *[Change.OBSERVED] * 32,
    *[Change.REPELLED] * 12,
    *[Change.ENTERED] * 9,
    *[Change.WITHDREW] * 6,
    *[Change.BESIEGED] * 4,
    *[Change.HANDED_OVER] * 3,
)
MOVING = frozenset({Change.CAPTURED, Change.WITHDREW, Change.HANDED_OVER})
NOTES = (
    "After a night of fighting on its edge",
    "Reached by a column from the main road",
    "Its school and its mill are named",
    "Passed through several hands that week, as two reports have it",
    "Told from the next village; nobody was seen inside",
    "The second try within a month",
)
CLAIM_NOTES = (
    "says that it saw vehicles in the main street",
    "says so without naming who was there",
    "by telephone with two people of the place",
    "names the units that left, not where they went",
    "from pictures that were matched with the water tower",
)


class Plot:
    """
    A war of a size; the same numbers give the same war.

    Parameters
    ----------
    places
        How many places, besides the country and its governorates.
    days
        How many days the map has.
    events
        How many control events, those of the background among them.
    seed
        Another number gives another war of that size.
    """

    def __init__(self, places: int, days: int, events: int, seed: int = 7) -> None:
        self.regions, self.places = draw_places(places, seed)
        self.actors, self.voices = ACTORS, draw_voices()
        self.first_day = FIRST_DAY
        self.last_day = FIRST_DAY + timedelta(days=days - 1)
        self.reports: dict[str, Report] = {}
        """Filled while the events are drawn."""
        self._days, self._wanted = days, events
        self._copies = max(1, events // days // 40)
        self._np = np.random.default_rng(seed + 1)
        self._rng = random.Random(seed + 1)  # noqa: S311 - a drawing, no secret
        self._last: dict[int, EventId] = {}
        lonlat = np.array([(place.lon, place.lat) for place in self.places])
        self._near = _nearest(lonlat)
        self._holder = self._opening(lonlat)

    def months(self) -> Iterator[tuple[str, list[ControlEvent]]]:
        """Draw the events, once: the background, then each month by its name."""
        background = list(self._background())
        yield "before", background
        left = max(0, self._wanted - len(background))
        month: list[ControlEvent] = []
        for number, count in enumerate(self._counts(left)):
            day = self.first_day + timedelta(days=number)
            if month and day.day == 1:
                yield f"{month[0].latest:%Y-%m}", month
                month = []
            month += self._day(day, count)
        if month:
            yield f"{month[0].latest:%Y-%m}", month

    def _counts(self, wanted: int) -> list[int]:
        """Share events out to the days: some are quiet, some are not."""
        mood = self._np.gamma(2.0, 1.0, self._days)
        shares: list[int] = self._np.multinomial(wanted, mood / mood.sum()).tolist()
        return shares

    def _front(self) -> list[int]:
        """Return the rows of places beside which another side holds one."""
        beside = self._holder[self._near]
        rows: list[int] = np.flatnonzero(
            (beside != self._holder[:, None]).any(axis=1)
        ).tolist()
        return rows

    def _opening(self, lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        rows = self._np.choice(len(lonlat), min(STRONGHOLDS, len(lonlat)), False)  # noqa: FBT003
        tree = shapely.STRtree(shapely.points(lonlat[rows]))
        holder = np.asarray(tree.nearest(shapely.points(lonlat))) % len(ACTORS)
        odd = self._np.random(len(lonlat)) < ODD
        holder[odd] = self._np.integers(0, len(ACTORS), int(odd.sum()))
        return holder

    def _background(self) -> Iterator[ControlEvent]:
        """Say who held each governorate before, and which of its places differ."""
        by_region: defaultdict[str, Counter[int]] = defaultdict(Counter)
        named: defaultdict[tuple[str, int], list[PlaceId]] = defaultdict(list)
        for row, place in enumerate(self.places):
            by_region[str(place.within)][int(self._holder[row])] += 1
            named[str(place.within), int(self._holder[row])].append(place.id)
        day = self.first_day - timedelta(days=60)
        for region in sorted(by_region):
            most = by_region[region].most_common(1)[0][0]
            for side in sorted(by_region[region]):
                places = (PlaceId(region),) if side == most else named[region, side]
                yield self._event(
                    EventId(f"before-{region}-{ACTORS[side].id}"),
                    tuple(places),
                    day,
                    Change.OBSERVED,
                    actor=ACTORS[side].id,
                    is_assumed=True,
                    claims=(self._claim("ana", day, Stance.ASSERTS),),
                )

    def _day(self, day: date, count: int) -> Iterator[ControlEvent]:
        front = self._front()
        seen: Counter[int] = Counter()
        rng = self._rng
        for number in range(count):
            change = rng.choice(CHANGES)
            at_front = bool(front) and (
                change is not Change.OBSERVED or number % 3 == 0
            )
            row = rng.choice(front) if at_front else rng.randrange(len(self.places))
            seen[row] += 1
            yield self._happening(day, number, row, change, seen[row])

    def _happening(
        self, day: date, number: int, row: int, change: Change, nth: int
    ) -> ControlEvent:
        rng, place = self._rng, self.places[row]
        holder = int(self._holder[row])
        others = [
            side for n in self._near[row] if (side := int(self._holder[n])) != holder
        ]
        rival = rng.choice(others) if others else (holder + 1) % len(ACTORS)
        keeps = change in {Change.OBSERVED, Change.REPELLED}
        actor = ACTORS[holder if keeps else rival].id
        loser = ACTORS[rival if keeps else holder].id
        is_told = rng.random() < 0.85
        if change in MOVING and is_told:
            self._holder[row] = rival
        earlier = timedelta(days=rng.randrange(1, 3) if rng.random() < 0.04 else 0)
        event_id = EventId(f"{day}-{number:03}-{place.id}")
        old, self._last[row] = self._last.get(row), event_id
        return self._event(
            event_id,
            (place.id,),
            day,
            change,
            actor=actor,
            lost_by=() if change in {Change.OBSERVED, Change.BESIEGED} else (loser,),
            earliest=day - earlier,
            order=nth - 1,
            supersedes=(old,) if old and rng.random() < 0.002 else (),
            claims=tuple(self._claims(day, actor, loser, is_told=is_told)),
            note=rng.choice(NOTES) if rng.random() < 0.6 else "",
        )

    def _event(  # noqa: PLR0913 - a record has many fields
        self,
        event_id: EventId,
        places: tuple[PlaceId, ...],
        day: date,
        change: Change,
        *,
        actor: ActorId,
        claims: tuple[Claim, ...],
        earliest: date | None = None,
        **more: Any,  # noqa: ANN401 - what else the record has
    ) -> ControlEvent:
        return ControlEvent(
            id=event_id,
            places=places,
            earliest=earliest or day,
            latest=day,
            change=change,
            status=result_of(change, actor),
            actor=actor,
            claims=claims,
            **more,
        )

    def _claims(
        self, day: date, gainer: str, loser: str, *, is_told: bool
    ) -> Iterator[Claim]:
        """Yield one claim or two: who is believed first, then a party's own word."""
        rng = self._rng
        if is_told:
            voice = rng.choice((*MONITORS, *AGENCIES, *AGENCIES, f"{loser}-command"))
            yield self._claim(voice, day, Stance.ASSERTS)
            if rng.random() < 0.5:
                yield self._claim(f"{gainer}-radio", day, Stance.ASSERTS)
            return
        yield self._claim(f"{gainer}-command", day, Stance.ASSERTS)
        if rng.random() < 0.5:
            voice = rng.choice((f"{loser}-radio", *RESIDENTS, *MONITORS))
            yield self._claim(voice, day, Stance.DENIES)

    def _claim(self, voice: str, day: date, stance: Stance) -> Claim:
        rng = self._rng
        issued = day + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2)))
        publisher = voice if voice in AGENCIES else rng.choice(AGENCIES)
        return Claim(
            voice=VoiceId(voice),
            report=self._report(publisher, issued, rng.randrange(self._copies)),
            stance=stance,
            credibility=rng.choice((1, 2, 2, 2, 3)),
            note=rng.choice(CLAIM_NOTES) if rng.random() < 0.7 else "",
        )

    def _report(self, publisher: str, issued: date, copy: int) -> ReportId:
        report_id = ReportId(f"{publisher}-{issued}-{copy + 1}")
        if report_id not in self.reports:
            is_arabic = publisher in AGENCIES[3:]
            self.reports[report_id] = Report(
                id=report_id,
                title=f"الحرب يوم {issued}" if is_arabic else f"The war on {issued}",
                publisher=publisher.replace("-", " ").title(),
                issued=issued,
                url=f"https://{publisher}.example/{issued:%Y/%m/%d}/war-{copy + 1}",
                sha256=hashlib.sha256(report_id.encode()).hexdigest(),
                lang="ar" if is_arabic else "en",
            )
        return report_id


def _nearest(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return the rows of the nearest places of each."""
    wanted = min(NEAREST, len(lonlat))
    rows = []
    for part in np.array_split(lonlat, max(1, len(lonlat) // 500)):
        away = ((part[:, None] - lonlat) ** 2).sum(axis=2)
        near = np.argpartition(away, wanted - 1, axis=1)[:, :wanted]
        rows.append(np.sort(near, axis=1))
    return np.concatenate(rows)
