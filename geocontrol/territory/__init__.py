"""
From places to areas of control, with honest uncertainty.

`gazetteer` takes places and controls of the model over; `layout.lay_out` cuts the land
into cells once; `areas.Territory.day` divides it on a day; `frames` puts days into
GeoDataFrames; `routes` and `statistics` say who holds a road and how much. Areas are an
estimate from points: see `kriging` for the method, `estimate` for how sure it is,
`interval` for the range of an area, and `bench/territory.py` for how right it was.
"""
