"""Do much work of one kind in several processes: batches out, results back in order, a bounded number ahead.

The only module that knows whether work is done here, by processes of this machine, or by a cluster. Whoever calls
`Workers.ordered` gets the same results in each case; a process that ends, and Ctrl-C, end all of it at once.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from feedpub.progress import SILENT, Progress

if TYPE_CHECKING:  # a build that finds nothing new needs neither
    from concurrent.futures import Executor, Future

__all__ = ["HERE", "Result", "Workers", "cores"]

_Task = TypeVar("_Task")
_Value = TypeVar("_Value")

_BATCH = 40  # tasks that a worker gets at a time
FEW = 12  # batches; fewer are done sooner here than processes are started
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_AHEAD = 3  # batches for each worker that are on their way, or wait to be taken


def cores() -> int:
    """How many cores this process may use: by its affinity, and by the quota of its control group."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = _QUOTA.read_text(encoding="ascii").split()
        return max(1, min(cores, -(-int(quota) // int(period))))
    except (OSError, ValueError):  # no such group, or `max`: no quota
        return cores


class Result(NamedTuple, Generic[_Value]):
    """What came of a task.

    Attributes:
        value: what the function made of it.
        data: the same as the worker pickled it; None where it was made here.
    """

    value: _Value
    data: bytes | None = None


class Workers:
    """The processes of one build, or none. They are started by the first work that is worth it."""

    def __init__(
        self,
        start: "Callable[[], tuple[Executor, int]] | None" = None,
        *,
        shares_disk: bool = True,
        progress: Progress = SILENT,
        jobs: int = 1,
    ) -> None:
        """No process yet.

        Args:
            start: gives an executor, and how many calls it runs at once; None: all work is done here.
            shares_disk: whether workers may write into the output folder.
            progress: sees what is worked through.
            jobs: how many processes may work on this machine at once, whoever starts them.
        """
        self.progress = progress
        self.jobs = jobs
        self._start = start
        self._shares_disk = shares_disk
        self._executor: Executor | None = None
        self._at_once = 1

    @property
    def are_elsewhere(self) -> bool:
        """Whether work goes to processes that do not see the output folder."""
        return not self._shares_disk

    @property
    def are_started(self) -> bool:
        """Whether further work will be done in other processes."""
        return self._executor is not None

    def expect(self, tasks: int) -> None:
        """Start at once where so many tasks will come that it is worth it; they are loaded while these are found."""
        if self._executor is None and self._start is not None and tasks > FEW * _BATCH:
            self._executor, self._at_once = self._start()

    def ordered(
        self,
        function: Callable[[Sequence[_Task]], Sequence[_Value]],
        tasks: Iterable[_Task],
        *,
        size: float = _BATCH,
        weigh: Callable[[_Task], float] = lambda _: 1,
    ) -> Iterator[Result[_Value]]:
        """The results of all tasks, in their order.

        Args:
            function: makes a result of each task of a batch, without anything but its arguments. It and all it takes
                and returns can be pickled.
            tasks: taken as they are needed.
            size: of a batch, in usual tasks.
            weigh: for how many usual tasks a task counts.

        Raises:
            RefusedError: a worker process ended.
        """
        batches = _batches(tasks, size, weigh)
        if self._executor is None and self._start is not None:
            first = list(islice(batches, FEW + 1))
            if len(first) > FEW:
                self._executor, self._at_once = self._start()
            batches = chain(first, batches)
        if self._executor is None:
            for task in chain.from_iterable(batches):
                yield from map(Result, function([task]))
            return
        import pickle

        for answer in _ahead(self._executor, function, batches, _AHEAD * self._at_once):
            for data in answer.result():
                yield Result(pickle.loads(data), data)  # noqa: S301  # of our own worker

    def end(self) -> None:
        """Let the processes end; nobody waits for results any more."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)

    @contextmanager
    def ended(self) -> "Iterator[Workers]":
        """Whatever happens within it, no process works when it is left."""
        try:
            yield self
        finally:
            self.end()

    @contextmanager
    def ended_on_error(self) -> Iterator[None]:
        """When it is left by an error, no process works any more, so that none still writes what nobody takes."""
        try:
            yield
        except BaseException:
            self.end()
            raise


HERE = Workers()


def _batches(tasks: Iterable[_Task], size: float, weigh: Callable[[_Task], float]) -> Iterator[list[_Task]]:
    batch: list[_Task] = []
    weight = 0.0
    for task in tasks:
        batch.append(task)
        weight += weigh(task)
        if weight >= size:
            yield batch
            batch, weight = [], 0.0
    if batch:
        yield batch


def _ahead(
    executor: "Executor",
    function: Callable[[Sequence[_Task]], Sequence[_Value]],
    batches: Iterable[Sequence[_Task]],
    most: int,
) -> "Iterator[Future[list[bytes]]]":
    """The futures of all batches in order, of which so many are handed in before the first is asked for."""
    waiting: deque[Future[list[bytes]]] = deque()
    for batch in batches:
        waiting.append(executor.submit(_packed, function, batch))
        if len(waiting) > most:
            yield waiting.popleft()
    yield from waiting


def _packed(function: Callable[[Sequence[_Task]], Sequence[_Value]], batch: Sequence[_Task]) -> list[bytes]:
    """The results of a batch as bytes: what receives them takes one at a time out of these."""
    import pickle

    return [pickle.dumps(value, 5) for value in function(batch)]
