"""Names stand by their own marks, on every day of Syria's map, on desks and phones."""

import pytest

pytestmark = pytest.mark.browser
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}}
SEATS = """aleppo damascus daraa deir-ez-zor hama hasakah homs idlib latakia quneitra
raqqa suwayda tartus""".split()
FAR = (
    f"const seats = new Set({SEATS});"
    """
const isFar = ([labels, marks]) => {
  const distance = (box, mark) => Math.hypot(
    Math.max(box.x0 - mark.x, 0, mark.x - box.x1),
    Math.max(box.y0 - mark.y, 0, mark.y - box.y1)) - mark.r;
  const found = [];
  for (const label of labels.filter((one) => one.mark)) {
    const own = distance(label, label.mark);
    for (const mark of marks) {
      if (mark.place.id === label.mark.place.id) continue;
      if (seats.has(label.mark.place.id) && !seats.has(mark.place.id)) continue;
      const away = distance(label, mark);
      if (label.leader ? away <= 0 : away <= own) {
        found.push(`${label.text} by ${mark.place.id}`);
      }
    }
  }
  return found;
};"""
)
ON_ALL_DAYS = f"""() => {{
  {FAR}
  const {{ explorer }} = window.geocontrol, found = [];
  const {{ world, board, inset }} = explorer;
  for (let day = world.first; day <= world.last; day += 1) {{
    explorer.set({{ day }});
    board.draw();
    found.push(...isFar([board.labels, board.marks]));
  }}
  if (inset) found.push(...isFar([inset.labels, inset.marks]));
  return found;
}}"""
ON_THE_PAGE = f"""() => {{
  {FAR}
  const {{ layer, inset }} = window.geocontrol.page;
  return [layer, inset].flatMap((one) => isFar([one.labels, one.marks]));
}}"""
NAMED = """() => {
  const { board, inset } = window.geocontrol.explorer;
  return [...board.labels, ...inset?.labels || []]
    .filter((label) => label.mark).map((label) => label.mark.place.id);
}"""


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_no_name_of_the_explorer_is_nearer_to_another_mark(explore, syria, screen):
    """
    A name is nearest to its own mark, or a line leads from it to its mark.

    Towns after which governorates are named need only be farther from each other.
    """
    page = explore(path=syria / "index.html", **screen)

    assert page.evaluate(ON_ALL_DAYS) == []


@pytest.mark.parametrize(
    ("screen", "step"), [(DESK, 4), (PHONE, 6)], ids=["desk", "phone"]
)
def test_no_name_of_a_page_is_nearer_to_another_mark(open_page, syria, screen, step):
    """The same holds on the pages of days, in their close-ups too."""
    found = []
    for path in sorted(syria.glob("2024-*.html"))[::step]:
        page = open_page(path, **screen)
        page.wait_for_function("() => window.geocontrol?.page?.layer.labels.length")
        found += page.evaluate(ON_THE_PAGE)
        page.close()

    assert found == []


@pytest.mark.parametrize(
    ("screen", "unnamed"),
    [(DESK, set()), (PHONE, {"quneitra", "tartus"})],
    ids=["desk", "phone"],
)
def test_towns_after_which_governorates_are_named_are_named(
    explore, syria, screen, unnamed
):
    """They come before the towns around them, whatever changed, if they have room."""
    for day in ("2024-11-30", "2024-12-05", "2024-12-08"):
        page = explore(f"#day={day}", path=syria / "index.html", **screen)
        named = page.evaluate(NAMED)
        page.close()

        assert {*SEATS} - {*named} <= unnamed
