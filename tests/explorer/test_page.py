"""The explorer in a real browser: time, reasons, knowledge, tellers, comparison."""

from dataclasses import replace
from datetime import date

import pytest

from geocontrol.model import Change, Claim, ControlEvent, Stance, Status
from geocontrol.render.site import write_site

pytestmark = pytest.mark.browser
PRESS_AT = "document.activeElement.blur()"


def day_of(page):
    return page.get_attribute("h1 time", "datetime")


def control_of(page, place):
    """What the explorer holds of a place: status and holder."""
    return page.evaluate(
        """(id) => {
          const { world, sight } = window.geocontrol.explorer;
          const place = world.byId.get(id).index, span = world.spans[place];
          let at = -1;
          for (let i = 0; i < span.length && span[i] <= sight.day; i += 2) {
            at = span[i + 1];
          }
          const control = world.controls[at];
          const ids = (list) => list.map((actor) => world.actors[actor].id);
          return [control.status, ids([control.holder])[0], ids(control.claimed)];
        }""",
        place,
    )


def test_the_slider_has_a_bar_for_each_day(explore):
    """Six days make six bars; days without changes have none."""
    page = explore()
    heights = page.eval_on_selector_all(
        ".x-bars i", "bars => bars.map((bar) => bar.style.getPropertyValue('--h'))"
    )

    assert [height != "0" for height in heights] == [0, 0, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["ArrowRight"], "2020-01-03"),
        (["ArrowRight", "ArrowRight", "ArrowLeft"], "2020-01-03"),
        (["End"], "2020-01-06"),
        (["Home"], "2020-01-01"),
        (["Home", "ArrowLeft"], "2020-01-01"),
    ],
)
def test_keys_turn_the_days(explore, keys, day):
    """Arrows go a day on or back, Home and End to the ends, never beyond."""
    page = explore("#day=2020-01-02")
    for key in keys:
        page.keyboard.press(key)

    assert day_of(page) == day


def test_the_slider_says_its_day_in_words(explore):
    """A screen reader hears the date and what changed, not a number."""
    page = explore("#day=2020-01-02")
    page.focus("#x-day")
    page.keyboard.press("ArrowRight")
    said = page.get_attribute("#x-day", "aria-valuetext")

    assert said == "3 January 2020, 1 place changed"
    assert page.inner_text("#live") == "3 January 2020: 1 place changed"


def test_space_plays_to_the_end_and_stops(explore):
    """Playing goes through the days by itself; at the end it rests."""
    page = explore("#day=2020-01-04")
    page.select_option(".x-transport select", "3")
    page.evaluate(PRESS_AT)
    page.keyboard.press("Space")
    page.wait_for_selector("h1 time[datetime='2020-01-06']")
    page.wait_for_selector(".x-playing[aria-label=Play]")

    assert day_of(page) == "2020-01-06"


def test_a_swipe_turns_the_day(explore):
    """On a phone a finger that passes over the date turns the day."""
    page = explore("#day=2020-01-02", has_touch=True)
    page.evaluate(
        """() => {
          const head = document.querySelector(".x-top");
          const touch = (x) => new Touch({ identifier: 1, target: head,
            clientX: x, clientY: 20 });
          head.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(300)] }));
          head.dispatchEvent(new TouchEvent("touchend", {
            changedTouches: [touch(180)] }));
        }"""
    )

    assert day_of(page) == "2020-01-03"


@pytest.mark.parametrize(("motion", "fades"), [("no-preference", 1), ("reduce", 0)])
def test_the_old_day_fades_unless_motion_is_unwanted(explore, motion, fades):
    """The map changes softly, and at once for those who asked for no motion."""
    page = explore("#day=2020-01-02", reduced_motion=motion)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(120)

    assert page.locator("canvas.fades").count() == fades
    page.wait_for_timeout(400)
    opacity = "getComputedStyle(window.geocontrol.explorer.board.ghost).opacity"
    assert page.evaluate(opacity) == "0"


SAME_INK = """() => {
  const { board } = window.geocontrol.explorer;
  const mended = board.marksCanvas.toDataURL();
  board.draw();
  return mended === board.marksCanvas.toDataURL();
}"""


def test_a_mended_map_is_a_map_drawn_anew(explore):
    """Turning days leaves no trace: each pixel is as if drawn for this day alone."""
    page = explore("#day=2020-01-02")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowLeft"):
        page.keyboard.press(key)

    assert page.evaluate(SAME_INK)


def test_a_day_tells_its_changes_with_verdict_and_claims(explore):
    """On 3 January red takes Ash: the watch says so, blue's crier denies it."""
    page = explore("#day=2020-01-03")
    page.click(".events summary")
    page.wait_for_selector(".events .claim")
    news = page.inner_text(".changes .events")

    assert page.inner_text(".changes .where").strip() == "Ash"
    assert "taken by Red from Blue" in news
    assert "assessed" in news
    assert "The Watch" in news
    assert "Blue Crier" in news
    assert "denies it" in news
    assert "saw the flag" in news


def test_the_card_tells_the_whole_history(explore):
    """The card of Ash: blue's until 2 January, red's after, with both claims."""
    page = explore("#day=2020-01-02&place=ash")
    pieces = page.locator(".x-strip button")
    labels = pieces.evaluate_all("all => all.map((one) => one.title)")

    assert labels == ["1 Jan – 2 Jan: Held by Blue", "3 Jan – 6 Jan: Held by Red"]
    assert "Held by Blue" in page.inner_text("#card .says")
    pieces.nth(1).click()
    assert day_of(page) == "2020-01-03"
    assert "Held by Red" in page.inner_text("#card .says")
    assert page.locator("#card .claim").count() >= 2
    assert page.locator("#card .claim.denies").count() == 1


def test_the_card_keeps_what_was_rejected(explore, project, tmp_path):
    """Red's word on Yew, which the watch denies, moves nothing and stays listed."""
    told = {
        voice: Claim(voice=voice, report="post-5", stance=stance, credibility=2)
        for voice, stance in (("herald", Stance.ASSERTS), ("watch", Stance.DENIES))
    }
    fall = ControlEvent(
        id="2020-01-05-yew",
        places=("yew",),
        earliest=date(2020, 1, 5),
        latest=date(2020, 1, 5),
        change=Change.CAPTURED,
        status=Status.HELD,
        actor="red",
        lost_by=("blue",),
        claims=tuple(told.values()),
    )
    events = {**project.evidence.events, fall.id: fall}
    denied = replace(project, evidence=replace(project.evidence, events=events))
    write_site(denied, denied.timeline(), tmp_path)
    page = explore("#day=2020-01-06&place=yew", path=tmp_path / "index.html")
    page.locator("#card details").evaluate_all("all => all.forEach(d => d.open = true)")
    card = page.inner_text("#card")

    assert control_of(page, "yew") == ["held", "blue", []]
    assert "rejected" in card
    assert "Red Herald" in card
    assert page.locator("#card .claim.denies").count() == 1


def test_a_click_on_the_map_opens_the_place(explore):
    """The mark under the pointer is the place that opens; Escape closes it."""
    page = explore("#day=2020-01-03")
    spot = page.evaluate(
        """() => {
          const { map } = window.geocontrol.explorer;
          const box = map.getContainer().getBoundingClientRect();
          const at = map.latLngToContainerPoint([35.5, 36.5]);
          return [box.left + at.x, box.top + at.y];
        }"""
    )
    page.mouse.click(*spot)

    assert page.inner_text("#card-title").startswith("Ash")
    assert "place=ash" in page.evaluate("window.geocontrol.explorer.address()")
    page.keyboard.press("Escape")
    assert page.is_hidden("#card")


def test_the_map_shows_what_was_known(explore):
    """Red's claim on Elm was reported on 5 January: the day before knew nothing."""
    page = explore("#day=2020-01-04&known=2020-01-04")

    assert control_of(page, "elm") == ["held", "blue", []]
    assert "known on 4 January 2020" in page.inner_text(".x-banner")
    later = page.inner_text("#x-unknown")
    assert "Elm" in later
    assert "claimed by Red" in later
    page.click(".x-banner button")
    assert control_of(page, "elm") == ["held", "blue", ["red"]]
    assert page.locator("#x-unknown").count() == 0


def test_the_second_slider_turns_what_is_known(explore):
    """Moving it a day back from everything takes the last reports away."""
    page = explore("#day=2020-01-04")
    page.focus("#x-known")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")

    assert page.inner_text(".x-known output") == "4 January 2020"
    assert page.get_attribute("#x-known", "aria-valuetext") == "4 January 2020"
    assert day_of(page) == "2020-01-04"


def test_each_side_tells_its_own_war(explore):
    """By red alone Elm is red's; by blue alone Ash never fell."""
    page = explore("#day=2020-01-04&as=red")
    by_red = control_of(page, "elm")
    banner = page.inner_text(".x-banner")
    page.select_option("#x-as", label="Blue alone")

    assert by_red[:2] == ["held", "red"]
    assert "not the assessed map" in banner
    assert page.inner_text(".changes .events").count("taken by Red") == 0


def test_two_days_lie_over_each_other(explore):
    """From 2 to 4 January Ash and Elm differ; the handle cuts the two maps."""
    page = explore("#day=2020-01-04&vs=2020-01-02")
    listed = page.eval_on_selector_all(
        "#x-versus .x-place", "all => all.map((one) => one.textContent)"
    )
    sides = page.eval_on_selector_all(".x-side", "all => all.map(x => x.textContent)")
    page.focus(".x-swipe-input")
    page.keyboard.press("Home")

    assert sorted(listed) == ["Ash", "Elm"]
    assert sides == ["2 Jan", "4 Jan"]
    cut = page.evaluate("window.geocontrol.explorer.board.vsCanvas.style.clipPath")
    assert cut.startswith("inset(0px 100%")


def test_one_day_as_known_on_two_days(explore):
    """4 January as it was known that evening, beside all that is known."""
    page = explore("#day=2020-01-04&vs=2020-01-04&vsknown=2020-01-04")

    assert "Elm" in page.inner_text("#x-versus")
    assert page.locator("#x-versus .x-place").count() == 1


def test_the_chart_leads_to_its_day(explore, project):
    """A click in the middle of the third column of six shows 3 January."""
    page = explore()
    box = page.locator(".x-chart canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 2.5 / 6, box["y"] + 30)
    page.click("aside details.reading:has(.scroll) summary")
    page.wait_for_selector("aside tr[aria-current]")
    land = page.inner_text("aside tr[aria-current]")
    page.click(".x-toggle button:last-child")
    places = page.inner_text("aside tr[aria-current]").split()

    assert day_of(page) == "2020-01-03"
    assert "–" in land
    assert places == ["3", "Jan", "4", "1", "0", "0"]
