"""Letters: every script is drawn in a typeface that has it."""

import io
import warnings

import numpy as np
import pytest
from PIL import Image

from geocontrol.render.figure.output import figure_bytes
from geocontrol.render.figure.sheet import Font, Sheet, unhinted
from geocontrol.render.figure.style import THEMES


def picture(text, font):
    """The pixels of a text."""
    sheet = Sheet(90, 20, THEMES["colour"], "en")
    sheet.text(4, 14, text, font)
    with Image.open(io.BytesIO(figure_bytes(sheet, "png", dpi=144))) as image:
        return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize("text", ["مطار", "Base: مطار", "שדה", "\ufee3\ufec4"])
def test_a_script_without_italics_is_set_upright(text):
    """Slanted typefaces lack these letters, so none of them is asked for one."""
    upright = picture(text, Font(9))

    assert (picture(text, Font(9, is_italic=True)) == upright).all()


def test_a_latin_name_is_slanted_where_it_is_asked_for():
    """Bases and quarters stay apart from towns by their letters."""
    upright = picture("Dumayr", Font(9))

    assert (picture("Dumayr", Font(9, is_italic=True)) != upright).any()


def test_a_letter_that_no_typeface_has_is_nobodys_warning():
    """What matplotlib says of missing letters does not reach the command line."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with unhinted():
            sheet = Sheet(90, 20, THEMES["colour"], "ar")
            width, *_ = sheet.measure("\U0001f980", Font(9, is_italic=True))

    assert width > 0
