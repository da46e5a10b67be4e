"""Pages made by the workers of a dask cluster: the bytes of a local build."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import dask
import distributed
import pytest

import geocontrol
from geocontrol.errors import ClusterError
from geocontrol.render import cluster as cluster_module
from geocontrol.render import sameness
from geocontrol.render.cluster import Cluster, open_cluster
from geocontrol.render.site import write_site

PACKAGE = Path(geocontrol.__file__).parent
DAYS = 24


@contextmanager
def two_workers():
    """A cluster of two processes on this machine, patient with a busy one."""
    patient = {"distributed.comm.timeouts.connect": "180s"}
    with (
        dask.config.set(patient),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        ) as made,
        distributed.Client(made, set_as_default=False) as client,
    ):
        yield client


@pytest.fixture
def fresh():
    """A cluster whose workers a test may kill."""
    with two_workers() as client:
        yield client


@pytest.fixture(scope="module")
def local():
    """A cluster whose workers all live on."""
    with two_workers() as client:
        yield client


@pytest.fixture
def long(drawn):
    """The drawn war, and three quiet weeks after it."""
    return replace(drawn, last_day=drawn.first_day + timedelta(days=DAYS - 1))


def bytes_of(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def killer(pids, after):
    """Return a progress that kills some processes after so many files."""

    def progress(done, _total):
        if done == after:
            for pid in pids:
                os.kill(pid, signal.SIGKILL)

    return progress


@pytest.mark.parametrize("casualties", [0, 1, 2])
def test_a_cluster_writes_the_bytes_of_one_process(
    long, fresh, tmp_path, casualties, monkeypatch
):
    """Workers killed in the middle, even all at once, change nothing in the site."""
    monkeypatch.setattr(cluster_module, "TOGETHER", 1)
    monkeypatch.setattr(cluster_module, "PATIENCE_S", 180)
    write_site(long, long.timeline(), tmp_path / "here")
    pids = sorted(fresh.run(os.getpid).values())[:casualties]
    write_site(
        long,
        long.timeline(),
        tmp_path / "there",
        engine=Cluster(fresh),
        progress=killer(pids, after=3),
    )

    assert len(list((tmp_path / "here").glob("2020-*.html"))) == DAYS
    assert bytes_of(tmp_path / "there") == bytes_of(tmp_path / "here")


def double(number):
    return 2 * number


def die(_):
    os.kill(os.getpid(), signal.SIGKILL)


def fail(number):
    msg = f"{number} cannot be made"
    raise ValueError(msg)


class Slow:
    """A client that counts what is under way."""

    def __init__(self, client):
        self.client, self.asked, self.most, self.taken = client, 0, 0, 0

    def __getattr__(self, name):
        return getattr(self.client, name)

    def submit(self, *arguments, **options):
        """Count, and pass on."""
        self.asked += 1
        self.most = max(self.most, self.asked - self.taken)
        return self.client.submit(*arguments, **options)


def test_few_tasks_are_under_way_at_a_time(local, monkeypatch):
    """However many tasks there are, only some wait for their turn in the cluster."""
    monkeypatch.setattr(cluster_module, "TOGETHER", 1)
    counted = Slow(local)
    made = []
    for number in Cluster(counted).each(double, range(100)):
        counted.taken += 1
        made.append(number)

    assert made == [2 * number for number in range(100)]
    assert counted.asked == 100
    assert counted.most <= 2 * cluster_module.AHEAD


def test_what_all_share_is_sent_once(local, monkeypatch):
    """Each worker gets the function and all that it knows one time."""
    sent = []
    scatter = local.scatter
    monkeypatch.setattr(
        local, "scatter", lambda *a, **k: sent.append(a) or scatter(*a, **k)
    )

    assert sum(Cluster(local).each(double, range(50))) == 2450
    assert len(sent) == 1


def test_a_fault_of_a_task_is_told_as_it_is(local):
    """What goes wrong in a worker goes wrong here, with its own words."""
    with pytest.raises(ValueError, match="0 cannot be made"):
        list(Cluster(local).each(fail, range(10)))


def test_another_program_is_refused(local, monkeypatch):
    """A worker with another geocontrol makes other pages, so it makes none."""
    monkeypatch.setattr(sameness, "_hash_of_files", lambda: "000000000000")
    sameness.program.cache_clear()

    with pytest.raises(
        ClusterError, match=r"worker tcp://\S+ has geocontrol 0\.1\.0 \("
    ):
        Cluster(local)
    sameness.program.cache_clear()


def test_a_worker_that_joins_later_is_looked_at_too(local, monkeypatch):
    """Whoever comes after the first look is refused by its first task."""
    engine = Cluster(local)
    other = {**sameness.program(), "numpy": "0.1"}
    monkeypatch.setattr(cluster_module, "program", lambda: other)

    with pytest.raises(ClusterError, match=r"whoever builds has numpy 0\.1, and "):
        list(engine.each(double, range(3)))


@pytest.fixture
def scheduler():
    """The address of a scheduler without workers, in a process of its own."""
    code = (
        "import asyncio, distributed\n"
        "async def main():\n"
        "    s = distributed.Scheduler(port=0, dashboard=False, host='127.0.0.1')\n"
        "    await s\n"
        "    print(s.address, flush=True)\n"
        "    await s.finished()\n"
        "asyncio.run(main())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process.stdout.readline().strip()
    process.kill()
    process.wait()
    process.stdout.close()


def start_worker(address, folder):
    """Start a worker that finds its packages in a folder first."""
    return subprocess.Popen(
        [
            *[sys.executable, "-m", "distributed.cli.dask_worker", address],
            *["--no-nanny", "--nthreads", "1", "--no-dashboard"],
        ],
        env={**os.environ, "PYTHONPATH": str(folder)},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_worker_with_other_files_is_named(scheduler, tmp_path, folder, run):
    """One changed letter in a worker's package is enough to be sent away."""
    other = tmp_path / "other"
    shutil.copytree(
        PACKAGE, other / "geocontrol", ignore=shutil.ignore_patterns("__py*")
    )
    (other / "geocontrol/render/static/day.css").write_text("body { color: red }")
    worker = start_worker(scheduler, other)
    try:
        code, _, err = run("build", "--engine", "dask", "--scheduler", scheduler)
    finally:
        worker.kill()
        worker.wait()

    assert code == 2
    assert "worker tcp://" in err
    assert "install the same on both" in err
    assert len(err.splitlines()) == 1
    assert not (folder / "maps/war").exists()


def test_a_scheduler_without_workers_is_told(scheduler, folder, run, monkeypatch):
    """Nobody waits for ever for workers."""
    monkeypatch.setattr(cluster_module, "PATIENCE_S", 1)

    code, _, err = run("build", "--engine", "dask", "--scheduler", scheduler)

    assert code == 2
    assert err == (
        "geocontrol: the cluster has no workers; start some with dask worker\n"
    )


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("tcp://127.0.0.1:9", "no dask scheduler answers at tcp://127.0.0.1:9; start"),
        ("up://hill", "--scheduler 'up://hill' is no address such as tcp://host:8786"),
    ],
)
def test_a_scheduler_out_of_reach_is_one_line(
    folder, run, monkeypatch, address, message
):
    """A wrong address is said as such, and nothing is written."""
    monkeypatch.setattr(cluster_module, "PATIENCE_S", 1)

    code, _, err = run("build", "--engine", "dask", "--scheduler", address)

    assert code == 2
    assert err.startswith(f"geocontrol: {message}")
    assert len(err.splitlines()) == 1
    assert not (folder / "maps/war").exists()


def test_dask_is_asked_for_by_name(folder, run, monkeypatch):
    """Without dask the engine says what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    code, _, err = run("build", "--engine", "dask")

    assert code == 2
    assert err == ("geocontrol: --engine dask needs dask; install geocontrol[dask]\n")


def test_a_scheduler_goes_with_dask(folder, run):
    """An address without its engine is a mistake."""
    code, _, err = run("build", "--scheduler", "tcp://127.0.0.1:9")

    assert code == 2
    assert "--scheduler goes with --engine dask" in err


def test_workers_of_this_machine_end_in_one_line(monkeypatch):
    """Without an address the engine starts workers; a task they all die of ends."""
    monkeypatch.setattr(cluster_module, "PATIENCE_S", 5)
    with open_cluster(None, jobs=1) as engine:
        assert list(engine.each(double, [1, 2, 3])) == [2, 4, 6]
        with pytest.raises(
            ClusterError, match=r"gave up|again and again|has no workers"
        ) as end:
            list(engine.each(die, [1]))

    assert "\n" not in str(end.value)
