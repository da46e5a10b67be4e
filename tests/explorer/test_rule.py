"""The rule in the browser is the rule of the package."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from explorer_wars import DAYS, any_dated_war, any_war
from worlds import on

from geocontrol.project import Project
from geocontrol.render.ages import day_number
from geocontrol.render.atlas import make_atlas
from geocontrol.render.explorerdata import explorer_data

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.browser

SCRIPTS = [
    "view.js",
    "world.js",
    *(f"explorer/{n}.js" for n in ("rule", "step", "fold", "evidence")),
]
ROWS_OF = """([knownOn, perspective]) => {
  const world = kit.foldWorld(kit.all, knownOn < 0 ? Infinity : knownOn, perspective);
  return JSON.stringify([
    world.places.map((place) => {
      const span = world.spans[place.index], row = [];
      for (let i = 0; i < span.length; i += 2) {
        const c = world.controls[span[i + 1]];
        row.push([span[i], [
          c.status, c.holder, c.contested, c.claimed, c.besieged, c.basis, c.since,
          c.isExact, c.confirmed, c.event, c.marks]]);
      }
      return row;
    }),
    world.steps,
    world.events.map((e) => [e.verdict, e.claims.map((c) =>
      [c.voice, c.report, c.asserts, c.interest, c.isCurrent, c.credibility, c.note])]),
  ]);
}"""


class Numbered:
    """A timeline in the numbers that the browser uses."""

    def __init__(self, project):
        self.project = project
        self.atlas = make_atlas(project, project.timeline())
        self.data = explorer_data(self.atlas, project.first_day, project.last_day)
        evidence = project.evidence
        self.actors = {a: n for n, a in enumerate(self.atlas.actors)}
        self.events = {e: n for n, e in enumerate(sorted(evidence.events))}
        claims = [c for e in evidence.events.values() for c in e.claims]
        self.voices = {v: n for n, v in enumerate(sorted({c.voice for c in claims}))}
        self.reports = {r: n for n, r in enumerate(sorted({c.report for c in claims}))}
        self.places = [row[0] for row in self.data["places"] + self.data["areas"]]

    def control(self, control):
        """Return a state as the browser's row."""
        numbers = [self.actors[a] for a in control.contested_by]
        return [
            control.status.value,
            -1 if control.actor_id is None else self.actors[control.actor_id],
            numbers,
            [self.actors[a] for a in control.claimed_by],
            [self.actors[a] for a in control.besieged_by],
            control.basis.value if control.basis else "",
            day_number(control.since),
            control.since_is_exact,
            day_number(control.last_confirmed),
            -1 if control.event_id is None else self.events[control.event_id],
            [self.events[e] for e in control.mark_ids],
        ]

    def told(self, timeline, event_id):
        """Return an event's verdict and claims."""
        assessment = timeline.assessments.get(event_id)
        if assessment is None:
            return ["", []]
        claims = [
            [
                self.voices[w.claim.voice],
                self.reports[w.claim.report],
                w.claim.stance.value == "asserts",
                w.interest.value,
                w.is_current,
                w.claim.credibility,
                w.claim.note,
            ]
            for w in assessment.claims
        ]
        return [assessment.verdict.value, claims]

    def rows(self, known_on, perspective):
        """Return what the browser should find."""
        timeline = self.project.timeline(known_on=known_on, perspective=perspective)
        return [
            [
                [[day_number(d), self.control(c)] for d, c in timeline.row(place_id)]
                for place_id in self.places
            ],
            [
                list(
                    dict.fromkeys(
                        self.events[s.event.id] for s in timeline.steps(place_id)
                    )
                )
                for place_id in self.places
            ],
            [self.told(timeline, event_id) for event_id in self.events],
        ]


def questions(project):
    first = min(r.issued for r in project.evidence.reports.values())
    last = max(r.issued for r in project.evidence.reports.values())
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [d for d in days if d >= project.first_day - timedelta(days=3)]
    days = [d for d in days if d <= project.last_day + timedelta(days=3)]
    sides = {a.side: a.id for a in project.evidence.actors.values()}
    for known_on in [None, *days]:
        for perspective in [None, *sides.values()]:
            yield known_on, perspective


def differences(page, numbered):
    page.evaluate(
        "(data) => { kit.all = kit.readEvidence(data, 'en'); }", numbered.data
    )
    for known_on, perspective in questions(numbered.project):
        number = -1 if perspective is None else numbered.actors[perspective]
        told = page.evaluate(ROWS_OF, [day_number(known_on), number])
        if json.loads(told) != numbered.rows(known_on, perspective):
            yield known_on, perspective


@pytest.fixture(scope="module")
def page(load):
    return load(SCRIPTS, ["readEvidence", "foldWorld"])


def test_every_state_of_syria_is_the_same(page):
    """For each day, each day of knowledge and each side the browser agrees."""
    numbered = Numbered(Project.open(ROOT / "maps" / "syria-2024.yaml"))

    assert list(differences(page, numbered)) == []


@pytest.mark.parametrize("seed", range(25))
def test_every_state_of_a_generated_war_is_the_same(page, seed):
    """Whatever is said in a war, the browser draws the same conclusion."""
    assert list(differences(page, Numbered(any_war(seed)))) == []


@pytest.mark.parametrize("seed", range(25))
def test_alliances_and_borders_change_on_the_same_day(page, seed):
    """Where sides and what lies in what are dated, the browser agrees too."""
    assert list(differences(page, Numbered(any_dated_war(seed)))) == []


def test_a_dated_war_is_another_war():
    """The generated alliances and borders do make a difference, in many a war."""
    told = [
        any_dated_war(seed).timeline().state(on(DAYS))
        == any_war(seed).timeline().state(on(DAYS))
        for seed in range(25)
    ]

    assert told.count(False) >= 5


def test_a_broken_rule_is_noticed(load):
    """The comparison is able to fail: without denials it finds differences."""
    page = load(SCRIPTS, ["readEvidence", "foldWorld"])
    numbered = Numbered(any_war(3))
    for row in numbered.data["events"]:
        for claim in row[-1]:
            claim[2] = 1

    assert list(differences(page, numbered)) != []
