"""A server on loopback that a stranger on the network can neither reach nor use."""

import http.client
import socket
import threading

import pytest

from geocontrol.cli.server import SiteServer

METHODS = "POST PUT DELETE PATCH OPTIONS TRACE CONNECT HEAD".split()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("served")
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<p>the map</p>")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "away").mkdir()
    (tmp_path / "away/secret.txt").write_text("secret")
    (site / ".geocontrol").mkdir()
    (site / ".geocontrol/seal").write_text("secret")
    (site / ".hidden.html").write_text("secret")
    (site / "link.html").symlink_to(tmp_path / "secret.txt")
    (site / "folder").symlink_to(tmp_path / "away")
    found = SiteServer(site, 0)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


def ask(server, path="/site/index.html", method="GET", hosts=None):
    """Send a request line by line, as no well-behaved library would."""
    own = f"127.0.0.1:{server.server_port}"
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
    connection.putrequest(method, path, skip_host=True)
    for host in [own] if hosts is None else hosts:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_it_listens_on_loopback_alone(server):
    """Nobody else on the network gets as far as a connection."""
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.socket.family is socket.AF_INET


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        ["evil.example"],
        ["127.0.0.1"],
        ["localhost.evil.example:{port}"],
        ["127.0.0.1:{port}.evil.example"],
        ["127.0.0.1:{port}", "evil.example"],
        ["[::1]:{port}"],
    ],
)
def test_a_name_that_was_bound_to_us_is_refused(server, hosts):
    """A page of the net that has its name point to this machine reads nothing."""
    given = [host.replace("{port}", str(server.server_port)) for host in hosts]
    for path in ("/", "/version", "/site/index.html"):
        status, _, body = ask(server, path, hosts=given)
        assert status == 403
        assert "the map" not in body


@pytest.mark.parametrize("method", METHODS)
def test_pages_can_only_be_read(server, method):
    """No method but GET does anything."""
    assert ask(server, method=method)[0] in {405, 501}


@pytest.mark.parametrize(
    "path",
    [
        "/site/link.html",
        "/site/folder/secret.txt",
        "/site/folder/",
        "/site/../secret.txt",
        "/site/..%2f..%2fetc/passwd",
        "/site/%2e%2e/secret.txt",
        "/site/....//secret.txt",
        "/site/%5c..%5csecret.txt",
        "/site/index.html%00.txt",
        "/site//etc/passwd",
        "http://evil.example/site/index.html",
        "/site/",
        "/site/.",
    ],
)
def test_nothing_beside_the_site_is_served(server, path):
    """Neither a path nor a link leads out of the folder, and no folder is listed."""
    status, _, body = ask(server, path)

    assert "secret" not in body.replace("secret.txt", "")
    assert status in {400, 404} or body == "<p>the map</p>"


def test_every_answer_keeps_other_sites_out(server):
    """A page, the shell and a refusal all forbid framing, guessing and keeping."""
    for path in ("/", "/version", "/site/index.html", "/none"):
        headers = ask(server, path)[1]
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "SAMEORIGIN", path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert headers["Cache-Control"] == "no-store", path
        assert headers["Server"].strip() == "geocontrol", path


@pytest.mark.browser
def test_the_shell_works_under_its_policy(server, browser):
    """The frame loads the site, asks for its version, and reports no breach."""
    page = browser.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    with page.expect_response("**/version"):
        page.goto(server.url)

    assert page.frames[1].inner_text("p") == "the map"
    server.changed("a fault")
    page.get_by_text("a fault").wait_for()
    assert faults == []
    page.close()


@pytest.mark.parametrize("path", [".geocontrol/seal", ".geocontrol/", ".hidden.html"])
def test_what_hides_in_the_folder_is_not_of_the_site(server, path):
    """A seal, or what waits for the next build, is for nobody to read."""
    status, _, body = ask(server, f"/site/{path}")

    assert status == 404
    assert "secret" not in body
