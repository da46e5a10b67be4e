"""A build may end at any system call, by any signal: the site stays whole."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from cutoff import CutOff
from drawn_sites import (
    assert_foreign_untouched,
    assert_is,
    assert_whole,
    build,
    drawn_site,
    found_in,
    many_pages,
    put_foreign,
    waiting_in,
)
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from geocontrol.io.sitefolder import open_site_folder

KILLS = int(os.environ.get("GEOCONTROL_KILLS", "8"))
OLD = drawn_site({"a.html": 1, "b.html": 1, "gone.html": 4})
NEW = drawn_site({"a.html": 2, "b.html": 1, "come.html": 3})

sites = st.dictionaries(
    st.sampled_from(["a.html", "b.html", "c.html", "d.html"]),
    st.integers(1, 3),
    min_size=1,
).map(drawn_site)


def site_in(path, candidates):
    """Return which of several sites a manifest lists."""
    text = found_in(path).get("manifest.json", b'{"files": []}')
    listed = {f["name"]: f["sha256"] for f in json.loads(text)["files"]}
    return next(
        site
        for site in candidates
        if {n: hashlib.sha256(data).hexdigest() for n, data in site.items()} == listed
    )


class CutOffBuilds(RuleBasedStateMachine):
    """Builds of changing sites, cut off anywhere, with hands in the folder between."""

    def __init__(self):
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.path = Path(self.place.name)
        put_foreign(self.path)
        self.candidates = [{}]
        self.touched = set()

    def teardown(self):
        """Remove the folder."""
        self.place.cleanup()

    @rule(site=sites)
    def build_to_the_end(self, site):
        """A build that ends well leaves its site, whatever it found."""
        build(self.path, site, title="drawn")
        self.candidates, self.touched = [site], set()
        assert_is(self.path, site)
        assert not waiting_in(self.path)

    @rule(site=sites, at=st.integers(1, 150), loses_power=st.booleans())
    def build_is_cut_off(self, site, at, loses_power):
        """A build ends at a system call."""
        power = self.path if loses_power else None
        with CutOff(at, power_cut_in=power) as run:
            build(self.path, site, title="drawn")
        if run.is_dead:
            self.candidates.append(site)
        else:
            self.candidates, self.touched = [site], set()
            assert_is(self.path, site)

    @rule(at=st.integers(1, 60))
    def opening_is_cut_off(self, at):
        """Finishing the last build ends at a system call, too."""
        with CutOff(at), open_site_folder(self.path):
            pass

    @rule(site=sites, count=st.integers(0, 5))
    def build_is_stopped_by_hand(self, site, count):
        """Ctrl-C ends a build after some files."""
        with suppress(KeyboardInterrupt), open_site_folder(self.path) as folder:
            for name in list(site)[:count]:
                folder.put(name, "key", site[name])
            raise KeyboardInterrupt

    @precondition(lambda self: not self.touched)
    @rule()
    def open_and_leave(self):
        """Once opened, a folder has one site alone, and that wholly."""
        with open_site_folder(self.path):
            pass
        now = site_in(self.path, self.candidates)
        assert_is(self.path, now)
        self.candidates = [now]

    @rule(data=st.data(), is_deleted=st.booleans())
    def a_hand_changes_a_file(self, data, is_deleted):
        """Somebody edits or deletes a page or an asset."""
        names = sorted(found_in(self.path))
        if not names:
            return
        name = data.draw(st.sampled_from(names))
        if name == "manifest.json":
            return
        if is_deleted:
            (self.path / name).unlink()
        else:
            (self.path / name).write_bytes(b"edited")
        self.touched.add(name)

    @invariant()
    def the_site_is_whole(self):
        """At any time, but for what hands have changed."""
        assert_foreign_untouched(self.path)
        assert_whole(self.path, self.candidates, but=self.touched)


TestCutOffBuilds = CutOffBuilds.TestCase
TestCutOffBuilds.settings = settings(
    max_examples=int(os.environ.get("GEOCONTROL_EXAMPLES", "40")),
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
)


@pytest.mark.parametrize("loses_power", [False, True])
def test_each_system_call_may_be_the_last(tmp_path, loses_power):
    """Cut off at any call, a site is wholly the old one or the new one once opened."""
    ends = []
    at = 0
    while True:
        at += 1
        path = tmp_path / str(at)
        put_foreign(path)
        build(path, OLD)
        with CutOff(at, power_cut_in=path if loses_power else None) as run:
            build(path, NEW)
        if not run.is_dead:
            break
        assert_whole(path, [OLD, NEW])
        with open_site_folder(path):
            pass
        ends.append(site_in(path, [OLD, NEW]))
        assert_is(path, ends[-1])
        assert not (path / ".geocontrol" / "next.json").exists()
        build(path, NEW)
        assert_is(path, NEW)
        assert_foreign_untouched(path)
        assert not waiting_in(path)

    assert ends == sorted(ends, key=[OLD, NEW].index)
    assert OLD in ends
    assert NEW in ends


@pytest.mark.parametrize("loses_power", [False, True])
def test_finishing_a_build_may_be_cut_off_too(tmp_path, loses_power):
    """Whoever carries out a plan may be cut off in turn, again and again."""
    put_foreign(tmp_path)
    build(tmp_path, OLD)
    for at in range(1, 200, 12):
        with CutOff(at, power_cut_in=tmp_path if loses_power else None):
            build(tmp_path, NEW if at % 2 else OLD)
        for again in range(1, 30, 4):
            with CutOff(again), open_site_folder(tmp_path):
                pass
            assert_whole(tmp_path, [OLD, NEW])
    build(tmp_path, NEW)

    assert_is(tmp_path, NEW)
    assert_foreign_untouched(tmp_path)


KILLED = """
import itertools, sys
from pathlib import Path
from drawn_sites import build, many_pages
print("ready", flush=True)
for turn in itertools.count(int(sys.argv[2])):
    build(Path(sys.argv[1]), many_pages(turn % 4))
"""


def test_sites_survive_kills(tmp_path):
    """A process killed at any moment leaves a whole site, and the next one goes on."""
    chance = random.Random(1)  # noqa: S311 - moments, not secrets
    path = tmp_path / "site"
    put_foreign(path)
    drawn = [many_pages(turn) for turn in range(4)]
    build(path, drawn[0])
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    interrupted = 0
    for turn in range(KILLS):
        command = [sys.executable, "-c", KILLED, str(path), str(turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as child:
            child.stdout.readline()
            time.sleep(chance.random() * 0.15)
            child.send_signal(signal.SIGKILL)
        interrupted += bool(waiting_in(path))
        assert_whole(path, drawn)
        assert_foreign_untouched(path)
        with open_site_folder(path):
            pass
        assert_is(path, site_in(path, drawn))

    build(path, drawn[1])

    assert_is(path, drawn[1])
    assert not waiting_in(path)
    assert interrupted > KILLS // 4
