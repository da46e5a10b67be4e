"""Days one after another, as an animated PNG or WebP that needs no player."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image

from geocontrol.errors import UsageError
from geocontrol.render.figure.output import figure_bytes
from geocontrol.render.figure.sheet import Sheet

FORMATS = ("png", "webp")
FRAME_MS, LAST_FRAME_MS = 1400, 3200


def animation_bytes(sheets: Iterable[Sheet], format_: str, *, dpi: int) -> bytes:
    """
    Return sheets as frames of one picture that starts again at the end.

    Parameters
    ----------
    sheets
        Drawn alike; each is captioned by its own day.
    format_
        One of `FORMATS`.
    dpi
        Dots per inch.

    Raises
    ------
    UsageError
        If there is no such format, or nothing to show.
    """
    if format_ not in FORMATS:
        msg = f"an animation is {' or '.join(FORMATS)}, not {format_!r}"
        raise UsageError(msg)
    frames = []
    for sheet in sheets:
        content = io.BytesIO(figure_bytes(sheet, "png", dpi=dpi))
        with Image.open(content) as picture:
            frames.append(picture.convert("RGB"))
    if not frames:
        msg = "an animation takes a day or more"
        raise UsageError(msg)
    size = frames[0].width, max(frame.height for frame in frames)
    frames = [f if f.size == size else _padded(f, size) for f in frames]
    out = io.BytesIO()
    durations = [*[FRAME_MS] * (len(frames) - 1), LAST_FRAME_MS]
    frames[0].save(
        out,
        format=format_.upper(),
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=0,
    )
    return out.getvalue()


def _padded(frame: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return a frame on a ground of its own colour, as large as the largest."""
    ground = Image.new("RGB", size, frame.getpixel((0, 0)))
    ground.paste(frame, (0, 0))
    return ground
