"""A site on this machine alone, built anew when its data change."""

import json
import threading
import urllib.error
import urllib.request

import pytest

from geocontrol.cli.serve import Watch
from geocontrol.cli.server import SiteServer
from geocontrol.io.sitefolder import open_site_folder
from geocontrol.render.workshop import Workshop


@pytest.fixture
def server(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<p>the map</p>")
    (site / "data").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    found = SiteServer(site, 0)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


def get(server, path, **headers):
    url = server.url.rstrip("/") + path
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""


def test_pages_are_served_in_a_frame(server):
    """The shell holds the site; the pages themselves are untouched."""
    assert 'src="/site/index.html"' in get(server, "/")[1]
    assert get(server, "/site/index.html") == (200, "<p>the map</p>")


def test_only_this_machine_is_answered(server):
    """The server listens on loopback, and under no other name."""
    port = server.server_port

    assert server.server_address[0] == "127.0.0.1"
    assert get(server, "/", Host=f"localhost:{port}")[0] == 200
    for host in ("evil.example", f"evil.example:{port}", "", "127.0.0.1:1"):
        assert get(server, "/site/index.html", Host=host)[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "/site/../secret.txt",
        "/site/%2e%2e/secret.txt",
        "/site/..%2fsecret.txt",
        "/secret.txt",
        "/site/data/",
        "/site//etc/passwd",
    ],
)
def test_nothing_else_is_served(server, path):
    """Neither what lies beside the site nor a list of a folder."""
    assert get(server, path)[0] in {403, 404}


def test_the_browser_is_told_of_changes(server):
    """A build changes the version; a fault does not, and is shown."""
    before = json.loads(get(server, "/version")[1])
    server.changed()
    after = json.loads(get(server, "/version")[1])
    server.changed("x.yaml:1: <b>wrong</b>")
    wrong = json.loads(get(server, "/version")[1])

    assert before["version"] != after["version"] == wrong["version"]
    assert wrong["problems"] == "x.yaml:1: <b>wrong</b>"
    assert "textContent = answer.problems" in get(server, "/")[1]


def test_a_change_of_the_data_builds_anew(folder, server):
    """A new word in a record is on the page after the next look."""
    watch = Watch(Workshop(folder / "maps/war.yaml", folder / "out"))
    watch.build()
    watch.look(server)
    assert server.version == 0

    path = folder / "seeds/war/events/2020-01.yaml"
    path.write_text(path.read_text().replace("saw the flag", "saw a red rag"))
    watch.look(server)

    assert server.version == 1
    assert "saw a red rag" in (folder / "out/2020-01-03.html").read_text("utf-8")


def test_a_folder_that_another_build_holds_is_waited_for(folder, server, capsys):
    """Why there are no new pages is said once; they come when the folder is free."""
    watch = Watch(Workshop(folder / "maps/war.yaml", folder / "out"))
    path = folder / "seeds/war/events/2020-01.yaml"
    path.write_text(path.read_text().replace("saw the flag", "saw a red rag"))
    with open_site_folder(folder / "out"):
        watch.look(server)
        watch.look(server)

    assert "another build is writing" in server.problems
    assert capsys.readouterr().err.count("another build is writing") == 1

    watch.look(server)
    assert server.problems == ""
    assert "saw a red rag" in (folder / "out/2020-01-03.html").read_text("utf-8")

    watch.look(server)
    assert server.version == 1


def test_a_fault_leaves_the_last_good_pages(folder, server):
    """While a record is wrong nothing is built; once it is right, it is."""
    watch = Watch(Workshop(folder / "maps/war.yaml", folder / "out"))
    watch.build()
    page = (folder / "out/index.html").read_bytes()
    path = folder / "seeds/war/voices.yaml"
    good = path.read_text()
    path.write_text(good.replace("monitor", "moniter"))
    watch.look(server)

    assert "moniter" in server.problems
    assert (folder / "out/index.html").read_bytes() == page

    path.write_text(good)
    watch.look(server)
    assert server.problems == ""
