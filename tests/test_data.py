"""The data that travel with the package."""

from datetime import date
from pathlib import Path

import pytest

from geocontrol.curate.review import look_through
from geocontrol.io.check import check
from geocontrol.model import Kind
from geocontrol.project import Project
from geocontrol.territory.land import areas_by_day, project_territory

ROOT = Path(__file__).parent.parent
MAP = ROOT / "maps/syria-2024.yaml"
FILES = sorted(
    path.relative_to(ROOT)
    for folder in ("gazetteer", "seeds", "maps")
    for path in (ROOT / folder).rglob("*.yaml")
    if "maps/" not in str(path.relative_to(ROOT).parent)
)
FIXED_PLACES = (
    "aleppo hama idlib saraqib khan-sheikhoun tel-rifaat homs bou-kamal "
    "maarrat-al-numan atarib damascus deir-ez-zor afrin azaz latakia daraa suwayda "
    "palmyra manbij aleppo-airport sheikh-maqsoud ashrafiyah"
).split()


@pytest.fixture(scope="module")
def syria():
    return Project.open(MAP)


def test_the_syrian_data_have_no_problems():
    """`geocontrol check` is clean."""
    assert [str(problem) for problem in check(MAP)] == []


def test_each_doubt_about_the_syrian_data_was_looked_at():
    """`geocontrol check --strict` is clean: what is not mended has its reason."""
    assert [str(problem) for problem in look_through(MAP).problems] == []


@pytest.mark.parametrize("path", FILES, ids=str)
def test_files_are_tidy(path):
    """UTF-8, Unix line ends, no tabs, no trailing blanks, one line end at the end."""
    text = (ROOT / path).read_bytes().decode("utf-8")

    assert "\r" not in text
    assert "\t" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.split("\n") if line != line.rstrip()] == []


def test_the_gazetteer_is_large_enough_to_be_used(syria):
    """All governorates, the places that links rely on, and at least 180 drawn."""
    kinds = [place.kind for place in syria.places.values()]

    assert kinds.count(Kind.GOVERNORATE) == 14
    assert set(FIXED_PLACES) <= set(syria.places)
    assert sum(place.is_drawn for place in syria.places.values()) >= 180


def test_arabic_names_are_in_arabic_letters(syria):
    """A name said to be Arabic is written in Arabic script."""
    wrong = [
        (place.id, name.text)
        for place in syria.places.values()
        for name in place.names
        if name.lang == "ar" and not any("\u0600" <= c <= "\u06ff" for c in name.text)
    ]

    assert wrong == []


def test_no_two_places_share_a_point(syria):
    """Two marks on one spot would hide one another."""
    points = [(p.lon, p.lat) for p in syria.places.values() if p.is_drawn]

    assert len(points) == len(set(points))


def test_every_report_is_cited(syria):
    """A report that nothing rests on does not belong in the list of sources."""
    cited = {
        claim.report
        for event in syria.evidence.events.values()
        for claim in event.claims
    }

    assert set(syria.evidence.reports) - cited == set()


def test_the_five_documents_are_cited(syria):
    """Each document whose text was hashed when it was read is behind some claim."""
    cited = {
        claim.report
        for event in syria.evidence.events.values()
        for claim in event.claims
    }
    hashed = {r.sha256: r.id for r in syria.evidence.reports.values() if r.sha256}

    assert len(hashed) == 6  # the five, and the table of October 2023
    assert {r.sha256 for r in syria.evidence.reports.values() if r.id in cited} >= set(
        hashed
    )


def test_every_voice_is_heard(syria):
    """A voice that says nothing is not graded."""
    heard = {
        claim.voice
        for event in syria.evidence.events.values()
        for claim in event.claims
    }

    assert set(syria.evidence.voices) - heard == set()


def test_every_place_told_lost_had_a_holder(syria):
    """On the eve, each place of the evidence is somebody's: none falls from nowhere."""
    timeline = syria.timeline()
    eve = timeline.state(syria.first_day)
    told = {
        place_id
        for event in syria.evidence.events.values()
        for place_id in event.places
        if event.lost_by
        and event.earliest > syria.first_day
        and syria.places[place_id].kind not in {Kind.GOVERNORATE, Kind.COUNTRY}
    }

    assert sorted(p for p in told if eve[p].actor_id is None) == []


def test_no_background_is_taken_back_by_a_later_report(syria):
    """Who held a place on the eve, if it was known that day, is who held it."""
    eve = date(2024, 11, 26)
    known_now = syria.timeline().state(eve)
    taken_back = [
        (place_id, known_on, then.actor_id, known_now[place_id].actor_id)
        for known_on in (eve, date(2024, 11, 27), date(2024, 11, 30))
        for place_id, then in syria.timeline(known_on=known_on).state(eve).items()
        if then.actor_id not in {None, known_now[place_id].actor_id}
    ]

    assert taken_back == []


@pytest.mark.parametrize(
    ("place_id", "holder"), [("tanf", "us"), ("rukban", "us"), ("manbij", "sdf")]
)
def test_the_eve_rests_on_reports_of_its_time(syria, place_id, holder):
    """What others than the government held was no secret before the offensive."""
    eve = date(2024, 11, 26)

    assert syria.timeline(known_on=eve).control(place_id, eve).actor_id == holder


@pytest.mark.parametrize(
    ("place_id", "day", "known_on", "expected"),
    [
        ("hama", "2024-11-30", None, "held by government, claimed by hts"),
        ("hama", "2024-12-05", None, "held by hts"),
        ("aleppo", "2024-11-29", None, "contested by government and hts"),
        ("aleppo", "2024-12-01", None, "held by hts"),
        ("sheikh-maqsoud", "2024-12-03", None, "held by sdf"),
        ("saraqib", "2024-11-28", None, "held by government"),
        ("saraqib", "2024-11-30", None, "held by hts"),
        ("tel-rifaat", "2024-12-02", None, "held by sna"),
        ("manbij", "2024-12-09", None, "contested by sdf and sna"),
        ("manbij", "2024-12-12", None, "held by sna"),
        ("damascus", "2024-12-07", None, "held by government"),
        ("damascus", "2024-12-08", None, "held by hts"),
    ],
)
def test_what_is_well_known_comes_out(syria, place_id, day, known_on, expected):
    """The turning points of the offensive come out of the evidence by the rule."""
    from geocontrol.cli.words import status_in_words
    from geocontrol.tables import state_rows

    timeline = syria.timeline(known_on=known_on)
    [row] = state_rows(timeline, date.fromisoformat(day), place_id=place_id)

    assert status_in_words(row) == expected


def test_the_hama_claim_was_all_that_was_known_that_day(syria):
    """As known on 30 November, Hama was the government's, with the HTS claim beside."""
    timeline = syria.timeline(known_on=date(2024, 11, 30))
    control = timeline.control("hama", date(2024, 11, 30))

    assert (control.actor_id, control.claimed_by) == ("government", ("hts",))


def test_the_areas_of_syria_add_up(syria):
    """On a day of many fronts, areas are whole, and together all the covered land."""
    territory = project_territory(syria)
    day, first = date(2024, 12, 5), syria.first_day
    [made] = areas_by_day(territory, syria.timeline(), [day], first).values()

    assert all(area.geometry.is_valid for area in made.areas)
    assert sum(area.km2.area_km2 for area in made.areas) == pytest.approx(
        territory.covered_km2
    )
