"""Builds on a Dask cluster: a real scheduler and workers in processes of their own, on loopback."""

import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import feedpub.workers
from feedpub.errors import RefusedError, UsageError
from feedpub.model import BulletinFile
from feedpub.progress import Progress
from tests.paths import ROOT
from tests.scenarios.test_jobs import Twins, fill, kept, text_of, tree

distributed = pytest.importorskip("distributed")

_PATIENCE = 120  # seconds for a process to start, on a machine that is busy


class Cluster:
    """A scheduler without a worker yet."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self._folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--host", self.address, "--no-dashboard", "--no-jupyter")

    def _start(self, role: str, *options: str) -> "subprocess.Popen[bytes]":
        folder = self._folder / f"{role}{len(self.processes)}"
        folder.mkdir()
        command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *options]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=folder, stdout=log, stderr=log, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
            )
        self.processes.append(process)
        return process

    def work(self, many: int, preload: Path | None = None) -> list["subprocess.Popen[bytes]"]:
        """Starts workers, each with a folder of its own, and waits for them."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", *(["--preload", str(preload)] if preload else [])]
        started = [self._start("worker", self.address, *options) for _ in range(many)]
        with distributed.Client(self.address, timeout=_PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(len(self.processes) - 1, timeout=_PATIENCE)
        return started

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(feedpub.workers, "FEW", 0)
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.end()


def _progress_that_kills(worker: "subprocess.Popen[bytes]") -> Progress:
    def files(files: Iterable[BulletinFile]) -> Iterator[BulletinFile]:
        for number, file in enumerate(files):
            if number == 200:  # others wait with this worker, or are on their way to it
                worker.kill()
                worker.wait()
            yield file

    return Progress(files)


def test_a_cluster_of_which_a_worker_dies_publishes_what_one_process_does(cluster: Cluster, tmp_path: Path) -> None:
    first, _ = cluster.work(2)
    twins = Twins(tmp_path, archive_size=40)
    fill(twins, 300, text_of)
    alone, spread = twins.papers
    alone.build()
    spread.config = spread.config.__class__(
        **{name: getattr(spread.config, name) for name in spread.config.__dataclass_fields__ if name != "executor"},
        executor=cluster.address,
    )
    assert spread.build(progress=_progress_that_kills(first)).new == 1200
    assert first.poll() is not None
    assert tree(alone) == tree(spread)
    assert kept(alone) == kept(spread)


def test_a_worker_of_another_version_is_refused_by_name(cluster: Cluster, tmp_path: Path) -> None:
    preload = tmp_path / "older.py"
    preload.write_text("import feedpub\nfeedpub.__version__ = '0.1.0'\nimport feedpub.workers.cluster\n")
    cluster.work(1)
    cluster.work(1, preload)
    twins = Twins(tmp_path, executor=cluster.address)
    fill(twins, 3, text_of)
    with pytest.raises(RefusedError, match=r"the worker tcp://127.0.0.1:\d+ runs feedpub 0.1.0, not "):
        twins.papers[0].build()
    assert not (twins.papers[0].config.out / "all.atom.xml").exists()


def test_a_cluster_that_is_not_there_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedpub.workers, "FEW", 0)
    monkeypatch.setattr("feedpub.workers.cluster._PATIENCE", "1s")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        twins = Twins(tmp_path, executor=f"tcp://127.0.0.1:{free.getsockname()[1]}")
        fill(twins, 1, text_of)
        with pytest.raises(RefusedError, match=r"the cluster at tcp://127\.0\.0\.1:"):
            twins.papers[0].build()


def test_templates_are_not_on_a_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedpub.workers, "FEW", 0)
    twins = Twins(tmp_path, executor="tcp://127.0.0.1:8786", templates=tmp_path)
    fill(twins, 1, text_of)
    with pytest.raises(UsageError, match="`executor` excludes `templates`"):
        twins.papers[0].build()
