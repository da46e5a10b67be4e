"""What a figure of one day shows: states, changes, counts, sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geocontrol.model import (
    AREA_KINDS,
    Actor,
    ActorId,
    Control,
    Kind,
    Place,
    PlaceId,
    Report,
    Status,
)
from geocontrol.project import Project
from geocontrol.render.atlas import actor_looks
from geocontrol.render.palette import Look
from geocontrol.timeline import PlaceChange, Timeline

State = tuple[Place, Control, bool, bool]
"""Place, control, whether it changed, whether it is stale."""

_KIND_ORDER = tuple(Kind)
_MANY_ALIKE = 100
_RINGED_RANK = 2
"""Of more places than this that changed alike, those of this rank are ringed."""
_OUTCOMES = ("held", "contested", "besieged", "claimed", "unknown", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One day of a map, and what changed on it."""

    project: Project
    timeline: Timeline
    looks: Mapping[ActorId, Look]
    day: date
    lang: str
    since: date | None
    """The day to compare with; `None` for the first day of a map."""
    states: Mapping[PlaceId, State]
    """Every place of the gazetteer but areas."""
    changes: Sequence[PlaceChange]
    is_comparison: bool = False
    """Whether two days are compared rather than one shown."""

    @property
    def held(self) -> Counter[ActorId]:
        """How many places each actor holds."""
        return Counter(
            control.actor_id
            for _, control, _, _ in self.states.values()
            if control.actor_id is not None
        )

    @property
    def statuses(self) -> Counter[Status]:
        """How many places are held, contested, unknown."""
        return Counter(control.status for _, control, _, _ in self.states.values())

    @property
    def actors(self) -> Mapping[ActorId, Actor]:
        """The actors as they were on the day."""
        actors = self.timeline.evidence.actors
        return {key: actor.on(self.day) for key, actor in actors.items()}

    @property
    def ringed(self) -> frozenset[PlaceId]:
        """
        The places whose marks have a ring because they changed.

        Of many that changed alike, as where a report speaks of a whole region, only
        the first ranks: rings of all would hide the map.
        """
        return frozenset(
            place.id
            for _, places in grouped_changes(self)
            for place in places
            if len(places) <= _MANY_ALIKE or place.rank <= _RINGED_RANK
        )

    @property
    def title(self) -> str:
        """The title of the map in the language of the figure."""
        return self.project.title_in(self.lang)


def make_scene(
    project: Project,
    timeline: Timeline,
    day: date,
    *,
    lang: str = "en",
    since: date | None = None,
    looks: Mapping[ActorId, Look] | None = None,
) -> Scene:
    """
    Gather what a figure of a day shows.

    Parameters
    ----------
    project
        The map.
    timeline
        Its days, as known on a day and told by a side.
    day
        The state when this day ends.
    lang
        Language of the figure, BCP 47.
    since
        Compare with this day; the day before by default, and nothing on the first
        day of the map, which has an opening state and no changes.
    looks
        What `actor_looks` gave, when many scenes are made.
    """
    is_comparison = since is not None
    if since is None and day > project.first_day:
        since = date.fromordinal(day.toordinal() - 1)
    of_day = timeline.places_on(day)
    places = [p for p in of_day.values() if p.kind not in AREA_KINDS]
    listed = {place.id for place in places}
    changes = [
        change
        for change in (timeline.diff(since, day) if since is not None else ())
        if change.is_visible and change.place_id in listed
    ]
    changed = {change.place_id for change in changes}
    controls = {place.id: timeline.control(place.id, day) for place in places}
    return Scene(
        project=project,
        timeline=timeline,
        looks=looks if looks is not None else actor_looks(project, timeline),
        day=day,
        lang=lang,
        since=since,
        states={
            place.id: (
                place,
                controls[place.id],
                place.id in changed,
                timeline.is_stale(controls[place.id], day),
            )
            for place in places
        },
        changes=changes,
        is_comparison=is_comparison,
    )


Group = tuple[str, ActorId | None]
"""What became of a place, and by whom: `held`, `contested`, `claimed` ..."""


def grouped_changes(scene: Scene) -> list[tuple[Group, list[Place]]]:
    """Return the places that changed by what became of them, most places first."""
    groups: defaultdict[Group, list[Place]] = defaultdict(list)
    for change in scene.changes:
        groups[_group(change)].append(scene.states[change.place_id][0])
    for places in groups.values():
        places.sort(key=lambda p: (p.rank, _KIND_ORDER.index(p.kind), p.name, p.id))
    return sorted(
        groups.items(),
        key=lambda item: (-len(item[1]), _OUTCOMES.index(item[0][0]), str(item[0][1])),
    )


def _group(change: PlaceChange) -> Group:
    before, after = change.before, change.after
    if (after.status, after.actor_id) != (before.status, before.actor_id):
        if after.status is Status.HELD:
            return "held", after.actor_id
        return after.status.value, None
    for word in ("claimed", "besieged"):
        now, then = (set(getattr(c, f"{word}_by")) for c in (after, before))
        if now - then:
            return word, min(now - then)
    return "other", None


def reports_used(timeline: Timeline, day: date) -> list[Report]:
    """Return the reports on events that bear on places by a day, by date."""
    bearing = {
        step.event.id
        for place in timeline.places_on(day).values()
        if place.kind not in AREA_KINDS
        for step in timeline.steps(place.id)
        if step.day <= day
    }
    used = {
        weighed.claim.report
        for event_id in bearing
        for weighed in timeline.assessments[event_id].claims
    }
    reports = [timeline.evidence.reports[report_id] for report_id in used]
    return sorted(reports, key=lambda r: (r.issued, r.publisher, r.id))
