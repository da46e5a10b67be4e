"""The gallery notebook runs, and what it shows is there."""

import json

from conftest import ROOT

from geocontrol.render.figure.dayfigure import DayFigure

GALLERY = ROOT / "examples/gallery.ipynb"


def test_the_gallery_runs_from_top_to_bottom(monkeypatch):
    """Each cell runs in the folder of the project, and figures show themselves."""
    monkeypatch.chdir(ROOT)
    names = {}
    shown = []
    for cell in json.loads(GALLERY.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            *lines, last = source.split("\n")
            exec("\n".join(lines), names)  # noqa: S102
            is_value = " = " not in last.split("(")[0] and not last.startswith("from")
            shown.append(eval(last, names) if is_value else exec(last, names))  # noqa: S102, S307

    pictures = [value for value in shown if isinstance(value, DayFigure)]
    assert all(picture._repr_png_()[:4] == b"\x89PNG" for picture in pictures)
    assert len(pictures) == 2
    assert any(hasattr(value, "_repr_html_") for value in shown)


def test_the_gallery_keeps_no_outputs():
    """What is stored is what was written; diffs show words, not pictures."""
    cells = json.loads(GALLERY.read_text(encoding="utf-8"))["cells"]

    assert not any(cell.get("outputs") for cell in cells)
