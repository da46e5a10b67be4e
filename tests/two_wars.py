"""
A project of two wars in one made-up land, forty years apart.

    36E         37E         38E       1877  the Kingdom against the League, whom the
36N  +-----------+-----------+              Free Town joins on 10 May
     |  ash .    |    . elm  |       1918  2 November   Ashburg is called Ash
35N  +-----------+-----------+             5 November   Ash goes from shire to dale
     |  oak .    |    . yew  |             12 November  a Republic for the Kingdom
34N  +-----------+-----------+
"""

from worlds import geojson

PLACES = """\
format_version: 1
places:
- id: realm
  name: Realm
  kind: country
- id: shire
  name: Shire
  names:
  - {text: Old Shire, lang: en, to: 1900}
  kind: governorate
  within: realm
- id: dale
  name: Dale
  kind: governorate
  within: realm
- id: ash
  name: Ash
  names:
  - {text: Ashburg, lang: en, to: 1918-11-02}
  - {text: آش, lang: ar}
  kind: town
  within:
  - {place: shire, to: 1918-11-05}
  - {place: dale, from: 1918-11-05}
  lon: 36.5
  lat: 35.5
  geo_precision: exact
  geo_source: pencil
- id: elm
  name: Elm
  kind: town
  within: dale
  lon: 37.5
  lat: 35.5
  geo_precision: exact
  geo_source: pencil
- id: oak
  name: Oak
  kind: city
  within: shire
  lon: 36.5
  lat: 34.5
  geo_precision: exact
  geo_source: pencil
- id: yew
  name: Yew
  kind: town
  within: shire
  lon: 37.5
  lat: 34.5
  geo_precision: exact
  geo_source: pencil
"""

FIRST = {
    "actors": """\
- id: kingdom
  name: Kingdom of Oak
  short: Kingdom
- id: league
  name: League of Towns
  short: League
- id: free-town
  name: Free Town
  side:
  - {side: league, from: 1877-05-10, to: 1878}
""",
    "voices": """\
- id: gazette
  name: Court Gazette
  role: official
  speaks_for: kingdom
  reliability: C
- id: mayor
  name: Mayor of the Free Town
  role: official
  speaks_for: free-town
  reliability: B
- id: traveller
  name: A traveller
  role: eyewitness
  reliability: B
""",
    "reports": """\
- id: letter-05-01
  title: Letter from Oak
  publisher: Post
  issued: 1877-05-01
  url: https://post.example/oak
- id: notice-05-09
  title: Notice of the mayor
  publisher: Free Town
  issued: 1877-05-09
  url: https://town.example/9
- id: notice-05-12
  title: Second notice of the mayor
  publisher: Free Town
  issued: 1877-05-12
  url: https://town.example/12
""",
    "events": """\
- id: 1877-05-01-realm
  place: [shire, dale]
  event_date: 1877-05-01
  change: observed
  actor: kingdom
  claims:
  - {voice: traveller, report: letter-05-01, stance: asserts, credibility: 2}
- id: 1877-05-08-elm
  place: elm
  event_date: 1877-05-08
  change: captured
  actor: league
  lost_by: kingdom
  claims:
  - {voice: mayor, report: notice-05-09, stance: asserts, credibility: 2}
- id: 1877-05-09-ash
  place: ash
  event_date: 1877-05-09
  change: besieged
  actor: league
  claims:
  - {voice: mayor, report: notice-05-09, stance: asserts, credibility: 2}
- id: 1877-05-12-yew
  place: yew
  event_date: 1877-05-12
  change: captured
  actor: league
  lost_by: kingdom
  claims:
  - {voice: mayor, report: notice-05-12, stance: asserts, credibility: 2}
""",
}
SECOND = {
    "actors": """\
- id: kingdom
  name: Kingdom of Oak
  names:
  - {text: Regency of Oak, lang: en, short: Regency, from: 1918-11-04}
  short: Kingdom
- id: republic
  name: Republic of Oak
  short: Republic
- id: rebels
  name: Rebels
""",
    "voices": """\
- id: traveller
  name: A traveller
  role: eyewitness
  reliability: B
- id: court
  name: The court
  role: official
  speaks_for: kingdom
  reliability: B
""",
    "reports": """\
- id: letter-10-30
  title: Letter from Oak
  publisher: Post
  issued: 1918-10-30
  url: https://post.example/oak
- id: letter-11-07
  title: Letter from Elm
  publisher: Post
  issued: 1918-11-07
  url: https://post.example/elm
- id: abdication
  title: Deed of abdication
  publisher: The court
  issued: 1918-11-12
  url: https://court.example/deed
""",
    "events": """\
- id: 1918-10-30-realm
  place: [shire, dale]
  event_date: 1918-10-30
  change: observed
  actor: kingdom
  claims:
  - {voice: traveller, report: letter-10-30, stance: asserts, credibility: 2}
- id: 1918-11-07-dale
  place: dale
  event_date: 1918-11-07
  change: withdrew
  lost_by: kingdom
  claims:
  - {voice: traveller, report: letter-11-07, stance: asserts, credibility: 2}
- id: 1918-11-12-realm
  place: realm
  event_date: 1918-11-12
  change: succeeded
  actor: republic
  lost_by: kingdom
  claims:
  - {voice: court, report: abdication, stance: asserts, credibility: 1}
""",
}
MAP = """\
format_version: 1
title: The War of {year}
gazetteer: ../gazetteer/shire
seeds: ../seeds/war-{year}
first_day: {first}
last_day: {last}
extent: [36, 34, 38, 36]
"""
DAYS = {"1877": ("1877-05-01", "1877-05-14"), "1918": ("1918-10-30", "1918-11-14")}


def write_two_wars(folder):
    """Write the project: one gazetteer, two folders of seeds, two maps."""
    files = {
        "gazetteer/shire/places/shire.yaml": PLACES,
        "gazetteer/shire/outline.geojson": geojson(),
        "gazetteer/shire/basemap.geojson": geojson(layer="land", name="Realm"),
    }
    for (year, (first, last)), seeds in zip(DAYS.items(), (FIRST, SECOND), strict=True):
        files[f"maps/war-{year}.yaml"] = MAP.format(year=year, first=first, last=last)
        for key, records in seeds.items():
            name = "events/events" if key == "events" else key
            text = f"format_version: 1\n{key}:\n{records}"
            files[f"seeds/war-{year}/{name}.yaml"] = text
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
