"""Coordinates from gazetteers on the net, here from a server of our own."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from geocontrol.curate import locate as locate_module
from geocontrol.errors import GeocodingError, UsageError

NOMINATIM = [
    {
        "lat": "34.0",
        "lon": "37.0",
        "display_name": "Ash, Far Country",
        "type": "village",
        "osm_type": "node",
        "osm_id": 2,
    },
    {
        "lat": "35.5",
        "lon": "36.6",
        "display_name": "Ash, Shire",
        "type": "hamlet",
        "osm_type": "node",
        "osm_id": 1,
    },
]
PHOTON = {
    "features": [
        {
            "geometry": {"coordinates": [36.55, 35.5]},
            "properties": {"name": "Ash", "osm_value": "town", "osm_type": "N"},
        }
    ]
}
GEONAMES = {
    "geonames": [
        {
            "lat": "35.5",
            "lng": "36.5",
            "name": "Ash",
            "countryName": "Realm",
            "geonameId": 7,
            "fcode": "PPL",
        }
    ]
}


class Fake(ThreadingHTTPServer):
    """Answers like the three services, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), FakeHandler)
        self.asked = []
        self.mood = "good"

    def handle_error(self, *_):
        """Say nothing when a caller that lost its patience has hung up."""

    @property
    def url(self):
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class FakeHandler(BaseHTTPRequestHandler):
    """Gives each path its answer, in the server's mood."""

    def do_GET(self):
        """Answer."""
        url = urlsplit(self.path)
        self.server.asked.append((url.path, parse_qs(url.query), dict(self.headers)))
        answers = {"/search": NOMINATIM, "/api": PHOTON, "/searchJSON": GEONAMES}
        body = json.dumps(answers[url.path]).encode()
        if self.server.mood == "slow":
            time.sleep(1)
        if self.server.mood == "garbage":
            body = b"<html>not json"
        if self.server.mood == "odd":
            body = b'{"features": 3}'
        self.send_response(429 if self.server.mood == "busy" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def fake(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    server = Fake()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(run, fake, *arguments):
    return run("locate", "Ash", "--server", fake.url, *arguments)


def test_candidates_stand_side_by_side_nearest_first(folder, run, fake):
    """Each service's candidates come with their distance from where it should lie."""
    code, out, err = ask(
        run,
        fake,
        *("--within", "ash", "--services", "nominatim,photon,geonames"),
        *("--username", "me", "--format", "json"),
    )
    rows = json.loads(out)

    assert code == 0, err
    assert [(r["service"], r["lon"]) for r in rows] == [
        ("geonames", 36.5),
        ("photon", 36.55),
        ("nominatim", 36.6),
        ("nominatim", 37.0),
    ]
    assert rows[0]["distance_km"] == 0
    assert rows[0]["link"] == "geonames:7"
    assert rows[2]["distance_km"] == pytest.approx(9.1, abs=0.1)


def test_a_governorate_is_measured_from_its_middle(folder, run, fake):
    """An area without a point of its own is the middle of what lies in it."""
    _, out, _ = ask(
        run, fake, "--within", "Shire", "--services", "photon", "--format", "json"
    )

    assert json.loads(out)[0]["distance_km"] == pytest.approx(69, abs=1)


def test_the_services_are_asked_politely_and_once(run, fake):
    """We say who we are; what was answered once is not asked again."""
    first = ask(run, fake)
    second = ask(run, fake)
    names = {headers["User-Agent"].split("/")[0] for _, _, headers in fake.asked}

    assert first == second
    assert len(fake.asked) == 2
    assert names == {"geocontrol"}
    ask(run, fake, "--fresh")
    assert len(fake.asked) == 4


def test_a_broken_cache_is_asked_anew(run, fake, tmp_path):
    """A file that is no answer of ours does no harm."""
    ask(run, fake)
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_text("{")
    code, _, _ = ask(run, fake)

    assert (code, len(fake.asked)) == (0, 4)


@pytest.mark.parametrize("mood", ["garbage", "odd", "busy"])
def test_a_service_without_sense_is_one_sentence(run, fake, mood):
    """No answer of a stranger's server becomes a traceback."""
    fake.mood = mood
    code, out, err = ask(run, fake, "--services", "photon")

    assert (code, out) == (1, "")
    assert "photon gave no usable answer" in err


def test_a_slow_service_is_not_waited_for(run, fake, monkeypatch):
    """After the time is up the other services still count."""
    monkeypatch.setattr(locate_module, "TIMEOUT_SECONDS", 0.2)
    fake.mood = "slow"
    code, _, err = ask(run, fake, "--services", "photon")

    assert code == 1
    assert "photon" in err


def test_offline_says_so(run, monkeypatch, tmp_path):
    """Without a net the question is whether one is online, and nothing else is said."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    code, _, err = run("locate", "Ash", "--server", "http://127.0.0.1:9")

    assert code == 1
    assert err == (
        "geocontrol: nominatim at http://127.0.0.1:9 cannot be reached (are you "
        "online?); photon at http://127.0.0.1:9 cannot be reached (are you online?)\n"
    )


def test_one_failing_service_does_not_hide_the_others():
    """What answered is shown, what did not is named."""

    def answer(service, _query):
        if service.name == "photon":
            msg = "photon is away"
            raise GeocodingError(msg)
        return []

    services = [locate_module.Service(name=n) for n in ("photon", "nominatim")]

    assert locate_module.locate("Ash", services, answer) == ([], ["photon is away"])


def test_geonames_needs_a_name():
    """Asked without a user name it is not asked at all."""
    with pytest.raises(UsageError, match="asks for a user name"):
        locate_module.Service(name="geonames").ask("Ash", "en")


def test_services_are_named_rightly(run):
    """A wrong service is a usage error that lists the right ones."""
    code, _, err = run("locate", "Ash", "--services", "gogle")

    assert code == 2
    assert "choose of nominatim, photon, geonames" in err
