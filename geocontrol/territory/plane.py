"""
A local plane in metres, and areas and lengths on the ellipsoid.

Distances are compared in an azimuthal equidistant plane around the data, where
"the nearest place" is right to 0.01 % of the area (in degrees, some 8 % of a country
at 35° north goes to the wrong place). Areas are taken in Lambert's azimuthal
equal-area plane on the ellipsoid, lengths along geodesics (Karney, "Algorithms for
geodesics", Journal of Geodesy 87, 2013, through pyproj).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from geocontrol.ellipsoid import GEOD

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Geometries = npt.NDArray[np.object_]

WGS84 = "EPSG:4326"
M2_PER_KM2 = 1e6
M_PER_KM = 1e3

SHORT = 1e-3
"""Segments of less than this, radians either way, are as good as straight: their
length is right to one part in a million up to 80 degrees north or south."""


@cache
def _transformer(kind: str, lon: float, lat: float, *, inverse: bool) -> Transformer:
    local = CRS.from_proj4(
        f"+proj={kind} +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=m"
    )
    ends = (local, CRS(WGS84)) if inverse else (CRS(WGS84), local)
    return Transformer.from_crs(*ends, always_xy=True)


@dataclass(frozen=True, slots=True)
class Plane:
    """A local azimuthal plane."""

    lon: float
    """Longitude of its centre, degrees, WGS 84."""
    lat: float
    """Latitude of its centre, degrees, WGS 84."""

    @classmethod
    def around(cls, lonlat: Floats) -> Plane:
        """
        Centre a plane on the bounds of some points.

        Parameters
        ----------
        lonlat
            Rows of longitude and latitude, degrees, WGS 84; at least one.

        Examples
        --------
        >>> Plane.around(np.array([[36.0, 34.0], [38.0, 36.0]]))
        Plane(lon=37.0, lat=35.0)
        """
        west, south = lonlat.min(axis=0)
        east, north = lonlat.max(axis=0)
        return cls(round(float(west + east) / 2, 3), round(float(south + north) / 2, 3))

    def to_metres(self, lonlat: Floats) -> Floats:
        """Return x and y in metres (azimuthal equidistant) for WGS 84 degrees."""
        forward = _transformer("aeqd", self.lon, self.lat, inverse=False)
        return np.column_stack(forward.transform(lonlat[:, 0], lonlat[:, 1]))

    def to_lonlat(self, metres: Floats) -> Floats:
        """Return longitude and latitude in WGS 84 degrees for x and y in metres."""
        back = _transformer("aeqd", self.lon, self.lat, inverse=True)
        return np.column_stack(back.transform(metres[:, 0], metres[:, 1]))

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a WGS 84 geometry in metres of this plane."""
        return shapely.transform(geometry, self.to_metres)

    def to_equal_area(self, lonlat: Floats) -> Floats:
        """Return x and y in metres (Lambert's equal-area) for WGS 84 degrees."""
        equal = _transformer("laea", self.lon, self.lat, inverse=False)
        return np.column_stack(equal.transform(lonlat[:, 0], lonlat[:, 1]))

    def areas_km2(self, geometries: Geometries) -> Floats:
        """Return the area on the ellipsoid, km², of each WGS 84 geometry."""
        equal = shapely.transform(geometries, self.to_equal_area)
        return np.asarray(shapely.area(equal) / M2_PER_KM2)


def lengths_km(start: Floats, end: Floats) -> Floats:
    """
    Return the geodesic length of each segment, in km.

    Parameters
    ----------
    start, end
        Rows of longitude and latitude, degrees, WGS 84, one pair a segment.

    Examples
    --------
    >>> lengths_km(np.array([[36.0, 35.0]]), np.array([[37.0, 35.0]])).round(1)
    array([91.3])
    """
    metres = GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2]
    return np.asarray(metres) / M_PER_KM


def short_lengths_km(start: Floats, end: Floats) -> Floats:
    """
    Return the length of each segment on the ellipsoid, km, most of them being short.

    Up to `SHORT`, segments are measured as straight in a plane that touches the
    ellipsoid between their ends.
    """
    lat = np.radians(start[:, 1] + end[:, 1]) / 2
    turn = np.radians(end - start)
    bend = 1.0 - GEOD.es * np.sin(lat) ** 2
    north = GEOD.a * (1.0 - GEOD.es) / bend**1.5 * turn[:, 1]
    east = GEOD.a / np.sqrt(bend) * np.cos(lat) * turn[:, 0]
    km = np.hypot(north, east) / M_PER_KM
    far = np.abs(turn).max(axis=1, initial=0.0) > SHORT
    if far.any():
        km[far] = lengths_km(start[far], end[far])
    return np.asarray(km)
