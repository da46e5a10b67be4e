"""True sentences about a day, built from its data: alt text, decks, summaries."""

from __future__ import annotations

from collections import Counter

from geocontrol.model import ActorId, Place, Status
from geocontrol.render.figure.phrases import phrases
from geocontrol.render.figure.scene import Group, Scene, grouped_changes, reports_used
from geocontrol.render.wording import short_name
from geocontrol.render.words import fill, listed, long_day
from geocontrol.render.words import words as page_words

_NAMED = 3
_PUBLISHERS_NAMED = 6
HASH_SHOWN = 16
"""Digits of a hash that pages, figures and briefs print for readers."""
_PHRASES = {
    "held": "alt_held",
    "contested": "alt_contested_now",
    "claimed": "alt_claimed",
    "besieged": "alt_besieged",
    "unknown": "alt_unknown_now",
    "other": "alt_other",
}


def alt_text(scene: Scene) -> str:
    """Say what a map shows: the day, who holds how many places, what changed."""
    words = phrases(scene.lang)
    day = long_day(scene.day, scene.lang)
    opening = fill(words["alt_map"], title=scene.title, day=day)
    return " ".join([opening, holders_sentence(scene), changes_sentence(scene)])


def holders_sentence(scene: Scene) -> str:
    """Say how many places each actor holds."""
    words, lang = phrases(scene.lang), scene.lang
    actors = scene.actors
    parts = [
        fill(words["alt_holder"], actor=short_name(actors[actor_id], lang), count=count)
        for actor_id, count in ranked(scene.held)
    ]
    for status, key in (
        (Status.CONTESTED, "alt_contested"),
        (Status.UNKNOWN, "alt_unknown"),
    ):
        if scene.statuses[status]:
            parts.append(fill(words[key], count=scene.statuses[status]))
    return fill(
        words["alt_holders"], count=len(scene.states), holders=listed(parts, lang)
    )


def changes_sentence(scene: Scene) -> str:
    """Say which places changed, the most important by name."""
    words = phrases(scene.lang)
    if scene.since is None:
        return str(words["alt_opening"])
    is_one_day = (scene.day - scene.since).days == 1
    key = "alt_changes" if is_one_day else "alt_between"
    count = len(scene.changes)
    phrase = words.get(f"{key}_{count}", words[key])
    groups = "; ".join(
        _group_words(scene, group, places) for group, places in grouped_changes(scene)
    )
    return fill(
        phrase,
        count=count,
        groups=groups,
        first=long_day(scene.since, scene.lang),
        second=long_day(scene.day, scene.lang),
    )


def _group_words(scene: Scene, group: Group, places: list[Place]) -> str:
    what, actor_id = group
    phrase = phrases(scene.lang)[_PHRASES[what]]
    return fill(
        phrase, places=named(scene, places, _NAMED), actor=actor_name(scene, actor_id)
    )


def actor_name(scene: Scene, actor_id: ActorId | None) -> str:
    """Return the short name of an actor, or nothing for nobody."""
    if actor_id is None:
        return ""
    return short_name(scene.actors[actor_id], scene.lang)


def named(scene: Scene, places: list[Place], most: int) -> str:
    """Name the first places and count the others."""
    shown = places if len(places) <= most + 1 else places[:most]
    names = [place.name_in(scene.lang) for place in shown]
    if len(places) > len(shown):
        left = len(places) - len(shown)
        names.append(fill(phrases(scene.lang)["more"], count=left))
    return listed(names, scene.lang)


def ranked(counts: Counter[ActorId]) -> list[tuple[ActorId, int]]:
    """Return actors with their counts, the largest first, then by id."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def sources_sentence(scene: Scene) -> str:
    """Say how many reports a day rests on, and who issued most of them."""
    words = phrases(scene.lang)
    reports = reports_used(scene.timeline, scene.day)
    if not reports:
        return str(words["sources_none"])
    makers = Counter(report.maker for report in reports)
    names = sorted(makers, key=lambda name: (-makers[name], name))
    shown = page_words(scene.lang)["comma"].join(names[:_PUBLISHERS_NAMED])
    return fill(words["sources"], count=len(reports), names=shown)


def origin_sentence(scene: Scene) -> str:
    """Say from which data a figure or brief is made: all of the map's."""
    hashed = scene.project.data_hash[:HASH_SHOWN]
    return fill(phrases(scene.lang)["data"], hash=hashed)


def banners(scene: Scene) -> list[str]:
    """Say what a reader must know first: known on a day, told by one side."""
    words, timeline = phrases(scene.lang), scene.timeline
    said = []
    if timeline.known_on is not None:
        day = long_day(timeline.known_on, scene.lang)
        said.append(fill(words["known_on"], day=day))
    if timeline.perspective is not None:
        teller = actor_name(scene, timeline.perspective)
        said.append(fill(words["perspective"], actor=teller))
    return said


def method_sentence(scene: Scene) -> str:
    """Say how claims became what is drawn."""
    policy = scene.timeline.policy
    return fill(
        phrases(scene.lang)["method"],
        strong=policy.strong_reliability,
        weak=policy.weak_voices_needed,
        stale=policy.stale_after_days,
    )
