"""
`geocontrol build`, killed while it builds now one map and now another.

Once in each run, on the drawn world. For more of the real one:
`GEOCONTROL_KILLS=100 GEOCONTROL_KILLED=maps/syria-2024.yaml` (and `-s` to see how many
of them ended a build).
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from drawn_sites import waiting_in
from worlds import write_project

from geocontrol.io.sitefolder import open_site_folder
from geocontrol.project import Project

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("GEOCONTROL_KILLS", "1"))
KILLED = os.environ.get("GEOCONTROL_KILLED")
NEEDED = re.compile(rb"assets/[\w-]+(?:\.[\w-]+)+")


def files_in(site):
    """Return the bytes of the files of a site, but for what waits beside it."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and ".geocontrol" not in path.parts
    }


@pytest.fixture
def killed_map(tmp_path):
    """The map that is built: a real one, if one is named."""
    if KILLED:
        return ROOT / KILLED
    write_project(tmp_path / "war")
    return tmp_path / "war" / "maps" / "war.yaml"


@pytest.mark.parametrize("assets", ["inside", "shared"])
def test_a_killed_build_leaves_a_whole_site(tmp_path, killed_map, assets):
    """Each file is of one site or the other, and the next build has the same end."""
    chance = random.Random(2)  # noqa: S311 - moments, not secrets
    site = tmp_path / "site"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    sites, commands = [], []
    end = Project.open(killed_map).last_day
    for last_day in (end, end - timedelta(days=1)):
        folder = tmp_path / str(last_day)
        command = [sys.executable, "-m", "geocontrol", "build", "--assets", assets]
        command += [str(killed_map), "--to", str(last_day), "--out"]
        began = time.monotonic()
        subprocess.run([*command, str(folder)], check=True, env=env)
        lasted = time.monotonic() - began
        sites.append(files_in(folder))
        commands.append([*command, str(site)])
    subprocess.run(commands[0], check=True, env=env)

    ended = 0
    for turn in range(1, KILLS + 1):
        with subprocess.Popen(commands[turn % 2], env=env) as child:
            time.sleep(lasted * (0.4 + 0.6 * chance.random()))
            child.send_signal(signal.SIGKILL)
        ended += child.returncode == -signal.SIGKILL
        found = files_in(site)
        for entry in json.loads(found["manifest.json"])["files"]:
            assert found[entry["name"]] in [s.get(entry["name"]) for s in sites]
        for name, data in found.items():
            assert {m.decode() for m in NEEDED.findall(data)} <= found.keys(), name
        with open_site_folder(site):
            pass
        assert files_in(site) in sites

    print(f"{ended} of {KILLS} kills ended a build")  # noqa: T201 - asked for by -s
    subprocess.run(commands[1], check=True, env=env)
    assert files_in(site) == sites[1]
    assert not waiting_in(site)
