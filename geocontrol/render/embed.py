"""
A day in somebody else's page: a frame, a page within a page, a picture with words.

The words are alt text built from the data (`geocontrol.render.figure.sentences`).

An `iframe` costs some 600 bytes and shows a page that lies elsewhere, alone or beside
its `assets` folder; from a disk only alone, as browsers give a sandboxed frame no files
from there. A `srcdoc` costs the page and a fifth more, as each `<`, `>` and
quote in it is escaped: for the map of Syria 354 kB instead of 295 kB, for every day
that is embedded so, and no reader's cache can keep it. It is always the page that
stands alone, whatever the site was built with: a page built with `--assets shared`
has no address of its own in a `srcdoc`, and would look for its files beside the page
around it.
"""

from __future__ import annotations

from html import escape

from geocontrol.errors import UsageError
from geocontrol.render.atlas import make_atlas
from geocontrol.render.dayview import day_name
from geocontrol.render.figure.scene import Scene
from geocontrol.render.figure.sentences import alt_text, banners
from geocontrol.render.figure.sheet import clean
from geocontrol.render.siteplan import make_maker, plan_site
from geocontrol.render.words import long_day

KINDS = ("iframe", "srcdoc", "markdown", "quarto")
FRAME_HEIGHT = 720
"""Pixels."""

_SANDBOX = "allow-scripts allow-popups"
"""A page may run its own script and open a source; it is a stranger to the page
around it, to its cookies and to its storage."""
_ATTRIBUTE = str.maketrans({c: f"\\{c}" for c in '\\"`{}<>[]'})
"""Quarto reads its own `{{< include file >}}` in an attribute, too."""
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>()#+!|~$^@"})


def embed(scene: Scene, kind: str, source: str = "") -> str:
    """
    Return what to paste to show a day.

    Parameters
    ----------
    scene
        The day.
    kind
        `iframe` shows a built page by its address; `srcdoc` carries the whole page
        in itself; `markdown` and `quarto` show a picture.
    source
        Address of the page or picture; by default its file name.

    Raises
    ------
    UsageError
        If the kind is not known, or the address runs a script.
    """
    makers = {
        "iframe": _iframe,
        "srcdoc": _srcdoc,
        "markdown": _markdown,
        "quarto": _quarto,
    }
    if kind not in makers:
        msg = f"an embed is one of {' '.join(KINDS)}, not {kind!r}"
        raise UsageError(msg)
    return makers[kind](scene, _checked(source))


def _checked(source: str) -> str:
    """Return an https address or a path, and refuse any other scheme."""
    scheme = source.partition("://")[0] if "://" in source else ""
    has_scheme = ":" in source.partition("/")[0]
    if (has_scheme and scheme != "https") or any(c.isspace() for c in source):
        msg = f"{source!r} must be an https address or a path"
        raise UsageError(msg)
    return source


def _iframe(scene: Scene, source: str) -> str:
    address = source or day_name(scene.day)
    return _figure(scene, f'src="{escape(address)}" loading="lazy"')


def _srcdoc(scene: Scene, source: str) -> str:
    if source:
        msg = "srcdoc carries the page itself and takes no address"
        raise UsageError(msg)
    return _figure(scene, f'srcdoc="{escape(_page(scene))}"')


def _figure(scene: Scene, attribute: str) -> str:
    """Return a frame with its caption; all it says is escaped."""
    title = escape(clean(alt_text(scene)))
    return (
        "<figure>\n"
        f'<iframe title="{title}" sandbox="{_SANDBOX}" {attribute} '
        f'style="width:100%;height:{FRAME_HEIGHT}px;border:0"></iframe>\n'
        f"<figcaption>{escape(_caption(scene))}</figcaption>\n"
        "</figure>\n"
    )


def _page(scene: Scene) -> str:
    """Return the page of the day, self-contained."""
    atlas = make_atlas(scene.project, scene.timeline, scene.lang)
    plan = plan_site(atlas, [scene.day], is_shared=False)
    name = day_name(scene.day)
    return make_maker(plan, {name}).file(name).decode()


def _caption(scene: Scene) -> str:
    """Say what it is, as of when, and whose work it is."""
    day = long_day(scene.day, scene.lang)
    credit = scene.project.attributions[:1]
    parts = [f"{scene.title}: {day}.", *banners(scene), *(f"{c}." for c in credit)]
    return clean(" ".join(parts))


def _markdown(scene: Scene, source: str) -> str:
    alt = clean(alt_text(scene)).translate(_MARKDOWN)
    caption = _caption(scene).translate(_MARKDOWN)
    return f"![{alt}](<{_picture(scene, source)}>)\n\n*{caption}*\n"


def _quarto(scene: Scene, source: str) -> str:
    alt = clean(alt_text(scene)).translate(_ATTRIBUTE)
    caption = _caption(scene).translate(_MARKDOWN)
    return f'![{caption}](<{_picture(scene, source)}>){{fig-alt="{alt}"}}\n'


def _picture(scene: Scene, source: str) -> str:
    address = source or f"{scene.day.isoformat()}.png"
    return address.replace("<", "%3C").replace(">", "%3E").replace("\\", "/")
