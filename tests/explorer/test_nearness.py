"""Names stand by their own marks, on every day of Syria's map, on desks and phones."""

import pytest

pytestmark = pytest.mark.browser
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}}
FAR = """([labels, marks]) => {
  const distance = (box, mark) => Math.hypot(
    Math.max(box.x0 - mark.x, 0, mark.x - box.x1),
    Math.max(box.y0 - mark.y, 0, mark.y - box.y1)) - mark.r;
  const found = [];
  for (const label of labels.filter((one) => one.mark)) {
    const own = distance(label, label.mark);
    for (const mark of marks) {
      if (mark.place.id === label.mark.place.id) continue;
      const away = distance(label, mark);
      if (label.leader ? away <= 0 : away <= own) {
        found.push(`${label.text} by ${mark.place.id}`);
      }
    }
  }
  return found;
}"""
ON_ALL_DAYS = f"""() => {{
  const far = {FAR}, {{ explorer }} = window.geocontrol, found = [];
  const {{ world, board, inset }} = explorer;
  for (let day = world.first; day <= world.last; day += 1) {{
    explorer.set({{ day }});
    board.draw();
    found.push(...far([board.labels, board.marks]));
  }}
  if (inset) found.push(...far([inset.labels, inset.marks]));
  return found;
}}"""
ON_THE_PAGE = f"""() => {{
  const far = {FAR}, {{ layer, inset }} = window.geocontrol.page;
  return [layer, inset].flatMap((one) => far([one.labels, one.marks]));
}}"""
NAMED = """() => window.geocontrol.explorer.board.labels
  .filter((label) => label.mark).map((label) => label.mark.place.id)"""


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_no_name_of_the_explorer_is_nearer_to_another_mark(explore, syria, screen):
    """A name is nearest to its own mark, or a line leads from it to its mark."""
    page = explore(path=syria / "index.html", **screen)

    assert page.evaluate(ON_ALL_DAYS) == []


@pytest.mark.parametrize(
    ("screen", "step"), [(DESK, 1), (PHONE, 4)], ids=["desk", "phone"]
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


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_the_capital_is_named_before_the_towns_around_it(explore, syria, screen):
    """Towns after which governorates are named come first, whatever is around them."""
    page = explore("#day=2024-12-08", path=syria / "index.html", **screen)
    named = page.evaluate(NAMED)

    assert {"damascus", "homs", "aleppo", "deir-ez-zor", "raqqa"} <= {*named}
