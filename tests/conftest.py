"""
A drawn world, small enough to check with a pencil.

Four villages and a walled quarter on a square of two degrees, two kingdoms and a
neighbour:

        36E         37E         38E
    36N  +-----------+-----------+       north  lies in the shire
         |  ash .    |    . elm  |       south  lies in the shire
    35N  +-----------+-----------+
         |  oak .    |    . yew  |       keep   a quarter of oak
    34N  +-----------+-----------+

Voices: `watch` (a monitor, B), `herald` (speaks for red, C), `crier` (speaks for
blue, C), `rumour` and `gossip` (nobody's, E).
"""

import os
import re
import socket
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from worlds import write_project

from geocontrol.project import Project
from geocontrol.render.site import write_site

settings.register_profile(
    "geocontrol",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "more", settings.get_profile("geocontrol"), max_examples=2000, derandomize=False
)
settings.register_profile(
    "first",  # what fails is not made small: enough to know that it fails
    settings.get_profile("geocontrol"),
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    verbosity=Verbosity.quiet,
)
settings.load_profile(os.environ.get("LAWS", "geocontrol"))

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
).split()


@pytest.fixture(autouse=True, scope="session")
def own_state(tmp_path_factory):
    """Keep what builds know between runs out of the home of whoever runs tests."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch, request):
    """Make every connection beyond this machine fail, so that no test needs one."""
    if request.node.get_closest_marker("browser"):
        return
    connect = socket.socket.connect

    def refuse(self, address):
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1"}:
            msg = f"a test tried to reach {address}"
            raise AssertionError(msg)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project folder of the drawn world, and the place where commands run."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capfdbinary):
    """Run a command as a user does; return exit code, output and messages."""
    import sys

    from geocontrol.cli.main import main

    def run_command(*arguments):
        sys.argv = ["geocontrol", *map(str, arguments)]
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run_command


def day(text):
    return date.fromisoformat(text)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests that need one."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def syria(tmp_path_factory):
    """The site of Syria's map."""
    folder = tmp_path_factory.mktemp("syria")
    project = Project.open(ROOT / "maps" / "syria-2024.yaml")
    write_site(project, project.timeline(), folder)
    return folder


@pytest.fixture
def open_page(browser):
    """
    Open a page in an offline browser; it keeps `requests` and `faults`.

    With `answer` the browser believes itself online, and that function, which takes a
    Playwright route, is all the net there is.
    """
    contexts = []

    def open_(path, **options):
        end = options.pop("query", "") + options.pop("hash_", "")
        script, answer = options.pop("script", ""), options.pop("answer", None)
        options = {"viewport": {"width": 1280, "height": 800}, **options}
        context = browser.new_context(offline=answer is None, **options)
        contexts.append(context)
        if answer:
            context.route(re.compile("^(?!file:)"), answer)
        context.add_init_script(script)
        page = context.new_page()
        page.requests, page.faults = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("console", lambda message: page.faults.append(message.text))
        page.on("dialog", lambda dialog: page.faults.append(dialog.message))
        page.goto(f"{path.as_uri()}{end}")
        return page

    yield open_
    for context in contexts:
        context.close()
