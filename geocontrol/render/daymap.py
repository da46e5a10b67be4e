"""
A day of control as a folium map.

folium is the frame: it opens the map, and a notebook user can add any of its
layers. The control layer is one element with one block of data. No record passes
through a template of folium's: what we put in is put in as it is.
"""

from __future__ import annotations

from datetime import date

import folium
from branca.element import Element, Figure
from folium.template import Template

from geocontrol.model import ActorId
from geocontrol.project import Project
from geocontrol.render.areas import LandDays
from geocontrol.render.assets import (
    leaflet_css,
    leaflet_js,
    own_script,
    own_style,
)
from geocontrol.render.atlas import make_atlas
from geocontrol.render.door import json_block
from geocontrol.render.pagedata import page_data

MAP_ID = "map"
_ZOOM_SNAP = 0.25
_FULL = "html,body{height:100%;margin:0}"


class Verbatim(Element):
    """Markup of our own that folium passes on as it is, without reading it."""

    def __init__(self, markup: str, element_id: str) -> None:
        super().__init__()
        self._name = "geocontrol"
        self._id = element_id
        self.markup = markup

    def render(self, **_: object) -> str:
        """Return the markup."""
        return self.markup


class StartCall(Element):
    """The call that draws the day, once folium has opened the map it is put on."""

    def __init__(self) -> None:
        super().__init__()
        self._name = "control_layer"
        self._id = "geocontrol"

    def render(self, **_: object) -> str:
        """Put the call behind folium's own script."""
        figure = figure_of(self)
        call = f"geocontrol.start({map_name_of(self)});"
        figure.script.add_child(Verbatim(call, "start"), name="start")
        return ""


class ControlLayer(StartCall):
    """Who holds what on a day, drawn on canvas: one element, one block of data."""

    def __init__(self, data: str) -> None:
        """
        Hold a block of data.

        Parameters
        ----------
        data
            What `geocontrol.render.door.json_block` returns.
        """
        super().__init__()
        self.data = data

    def render(self, **kwargs: object) -> str:
        """Put styles, scripts and data into the page that the map is in."""
        figure = figure_of(self)
        styles = f"<style>{leaflet_css()}{own_style()}{_FULL}</style>"
        figure.header.add_child(Verbatim(styles, "styles"), name="styles")
        leaflet = script_tag(leaflet_js())
        figure.header.add_child(Verbatim(leaflet, "leaflet"), name="leaflet")
        block = (
            '<script type="application/json" id="geocontrol-data">'
            f"{self.data}</script>{script_tag(own_script())}"
        )
        figure.html.add_child(Verbatim(block, "data"), name="data")
        return super().render(**kwargs)


def figure_of(element: Element) -> Figure:
    """
    Return the page that an element is in.

    Raises
    ------
    TypeError
        If it is in none, so that there is nowhere to put its scripts.
    """
    root = element.get_root()
    if not isinstance(root, Figure):
        msg = f"{element.get_name()} is not on a map that is in a figure"
        raise TypeError(msg)
    return root


def map_name_of(element: Element) -> str:
    """Return the name that folium's script gives to the map of an element."""
    parent = element._parent  # noqa: SLF001
    return "" if parent is None else parent.get_name()


class DayMap(folium.Map):
    """
    A folium map that carries Leaflet itself and asks nobody for anything.

    Layers that a user adds may need folium's other libraries; then, and only
    then, the page asks for those as folium does.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {% endmacro %}
        {% macro html(this, kwargs) %}
        <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map(
            {{ this.get_name()|tojson }},
            {center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}}
        );
        {% endmacro %}
        """
    )
    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, extent: tuple[float, float, float, float]) -> None:
        """
        Open a map on a box.

        Parameters
        ----------
        extent
            West, south, east, north, degrees, WGS 84.
        """
        west, south, east, north = extent
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            zoom_start=6,
            tiles=None,
            zoom_snap=_ZOOM_SNAP,
            zoom_delta=0.5,
            wheel_px_per_zoom_level=90,
            zoom_animation=False,
            fade_animation=False,
            inertia=False,
            max_zoom=13,
            min_zoom=4,
        )
        self._name = MAP_ID
        self._id = "geocontrol"

    def render(self, **kwargs: object) -> str:
        """Render the map, with folium's other libraries if a layer may need them."""
        others = [c for c in self._children.values() if not _is_ours(c)]
        if others:
            self.default_js = [
                pair for pair in folium.Map.default_js if pair[0] != "leaflet"
            ]
            self.default_css = [
                pair for pair in folium.Map.default_css if pair[0] != "leaflet_css"
            ]
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


def _is_ours(child: object) -> bool:
    return isinstance(child, StartCall)


def script_tag(script: str) -> str:
    """Return a script as an element; the script must not end one itself."""
    return f"<script>{script}</script>"


def day_map(
    project: Project,
    day: date,
    *,
    known_on: date | None = None,
    perspective: ActorId | None = None,
    lang: str = "en",
) -> folium.Map:
    """
    Return a day's control as a folium map, for a notebook.

    Parameters
    ----------
    project
        The map.
    day
        The state when this day ends is shown.
    known_on
        Only reports issued up to this day count; `None` for all.
    perspective
        Only voices that speak for this actor's side are believed.
    lang
        Language of what the map says, BCP 47.

    Returns
    -------
    map
        Any folium layer can be added to it. Shown by a notebook, or saved with
        `save`, it needs no network of its own.

    Raises
    ------
    AssetError
        If the installed Leaflet is another than the one expected.
    """
    timeline = project.timeline(known_on=known_on, perspective=perspective)
    atlas = make_atlas(project, timeline, lang)
    result = DayMap(project.extent)
    land = LandDays(project, timeline, atlas.actors).on(day)
    result.add_child(ControlLayer(json_block(page_data(atlas, day, land))))
    figure = result.get_root()
    if isinstance(figure, Figure):
        figure.height = "640px"
    return result
