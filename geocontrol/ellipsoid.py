"""Distances on the ellipsoid; a degree of longitude is shorter the nearer the pole."""

from __future__ import annotations

from pyproj import Geod

GEOD = Geod(ellps="WGS84")


def km_between(from_lon: float, from_lat: float, to_lon: float, to_lat: float) -> float:
    """Return how far two points in degrees, WGS 84, lie apart along the geodesic."""
    return float(GEOD.inv(from_lon, from_lat, to_lon, to_lat)[2]) / 1000
