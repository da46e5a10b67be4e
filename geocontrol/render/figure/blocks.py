"""The blocks of text of a figure: heading, what changed, where it comes from."""

from __future__ import annotations

from geocontrol.render.figure.flow import Flow
from geocontrol.render.figure.phrases import days_in_words, phrases
from geocontrol.render.figure.scene import Scene, grouped_changes
from geocontrol.render.figure.sentences import (
    actor_name,
    banners,
    changes_sentence,
    method_sentence,
    named,
    origin_sentence,
    sources_sentence,
)
from geocontrol.render.figure.sheet import Font
from geocontrol.render.figure.style import Size
from geocontrol.render.words import fill, long_day

_GROUPS_SHOWN = 5
MOST_NAMED = 9


def heading(flow: Flow, scene: Scene, size: Size) -> None:
    """Add the title, the day large, and what changed in a sentence."""
    theme = flow.sheet.theme
    flow.paragraph(scene.title, Font(size.body * 1.1), color=theme.soft)
    day = long_day(scene.day, scene.lang)
    if scene.is_comparison and scene.since is not None:
        day = days_in_words(scene.since, scene.day, scene.lang)
    flow.title(day, Font(size.day, is_bold=True), leading=1.24)
    for banner in banners(scene):
        flow.paragraph(banner, Font(size.body, is_bold=True))
    flow.paragraph(_deck(scene, size), Font(size.body * 1.12), color=theme.soft)


def _deck(scene: Scene, size: Size) -> str:
    """Say how much changed; where no list says what, name it."""
    words = phrases(scene.lang)
    if scene.since is None:
        return str(words["opening"])
    if not size.has_list or not scene.changes:
        return changes_sentence(scene)
    count = len(scene.changes)
    key = "deck_between" if scene.is_comparison else "deck"
    return fill(words.get(f"{key}_{count}", words[key]), count=count)


def changes_list(
    flow: Flow, scene: Scene, size: Size, most: int = MOST_NAMED, most_lines: int = 4
) -> None:
    """
    Add the places that changed, by what became of them.

    Parameters
    ----------
    flow
        What they are added to.
    scene
        The day.
    size
        How large the text is.
    most, most_lines
        So many places are named of each group, on so many lines; the others are
        counted.
    """
    words = phrases(scene.lang)
    groups = grouped_changes(scene)
    if not groups:
        return
    title = words["changed_between" if scene.is_comparison else "changed_title"]
    font = Font(size.body)
    flow.paragraph(title, Font(size.body, is_bold=True))
    shown = groups if len(groups) <= _GROUPS_SHOWN + 1 else groups[:_GROUPS_SHOWN]
    for (what, actor_id), places in shown:
        became = fill(words[f"{what}_now"], actor=actor_name(scene, actor_id))
        head = f"{became} ({len(places)})"
        texts = (f"{head}: {named(scene, places, n)}" for n in range(most, 0, -1))
        fitting = (t for t in texts if flow.lines(t, font) <= most_lines)
        flow.paragraph(next(fitting, head), font)
        flow.gap(0.25 * size.body)
    left = sum(len(places) for _, places in groups[len(shown) :])
    if left:
        flow.paragraph(fill(words["more"], count=left), font)


def footer(flow: Flow, scene: Scene, size: Size, *, has_areas: bool) -> None:
    """Add method, sources, what was known when, attribution and the data's hash."""
    theme = flow.sheet.theme
    font = Font(size.body * 0.82)
    words = phrases(scene.lang)
    flow.rule(theme.line)
    flow.gap(0.3 * size.body)
    known = [] if scene.timeline.known_on else [str(words["known_all"])]
    if has_areas:
        known.insert(0, words["estimate"])
    told = " ".join([method_sentence(scene), *known, sources_sentence(scene)])
    flow.paragraph(told, font, color=theme.soft)
    credits_ = " · ".join([*scene.project.attributions, origin_sentence(scene)])
    flow.paragraph(credits_, font, color=theme.faint)
