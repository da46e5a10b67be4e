"""Nothing asks the net: no build, figure, export, report or check."""

import os
import subprocess
import sys

import pytest
from worlds import write_project

FORBID = """
import socket, sys

def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo",
                 "socket.gethostbyname", "socket.sendto", "urllib.Request"}:
        sys.stderr.write(f"SOCKET {event} {arguments!r}\\n")
        raise PermissionError(event)

sys.addaudithook(refuse)
"""
COMMANDS = [
    "check",
    "build --out site",
    "build --jobs 2 --assets shared --out shared",
    "figure 2020-01-03 --out day.png",
    "figure 2020-01-01..2020-01-04 --animate --out days.webp",
    "report 2020-01-01 2020-01-04",
    "embed 2020-01-03 --as srcdoc",
    "state 2020-01-03",
    "find Ash",
    "tidy",
    *(
        f"export 2020-01-03 --format {form} --out out.{form}"
        for form in ("geojson", "csv", "gpkg", "parquet", "kml", "lpf")
    ),
]


def run_without_net(folder, code):
    (folder / "hook").mkdir(exist_ok=True)
    (folder / "hook/sitecustomize.py").write_text(FORBID)
    paths = [str(folder / "hook"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(
        [sys.executable, *code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_opens_no_socket(tmp_path, command):
    """With every socket forbidden, in its workers too, a command does all it does."""
    write_project(tmp_path)

    done = run_without_net(tmp_path, ["-m", "geocontrol", *command.split()])

    assert "SOCKET" not in done.stderr
    assert done.returncode == 0, done.stderr


def test_the_ban_on_sockets_works(tmp_path):
    """A program that asks the net is caught, so that the test above can fail."""
    code = "import urllib.request as u; u.urlopen('http://127.0.0.1:9/')"

    assert "SOCKET" in run_without_net(tmp_path, ["-c", code]).stderr
