"""Work in several processes: order, errors, and what is done without any."""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

import feedpub.workers
from feedpub.errors import RefusedError, UnreadableError
from feedpub.messages import message
from feedpub.workers import Workers, cores
from feedpub.workers.processes import Processes


def _prepare() -> None:
    return


def _squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def _where(numbers: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in numbers]


def _refuse_at(bad: int, numbers: Sequence[int]) -> list[int]:
    if bad in numbers:
        raise UnreadableError(message("{n} is bad", n=bad), line=3)
    return list(numbers)


def _die_at(bad: int, numbers: Sequence[int]) -> list[int]:
    if bad in numbers:
        os._exit(7)
    return list(numbers)


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(lambda: (Processes(2, _prepare), 2)).ended() as started:
        yield started


def test_results_come_in_order_and_as_they_were_pickled(workers: Workers) -> None:
    results = list(workers.ordered(_squares, range(1000)))
    assert [result.value for result in results] == [number * number for number in range(1000)]
    assert all(result.data for result in results)


def test_much_is_done_by_several_processes_and_little_by_none(workers: Workers) -> None:
    assert {result.value for result in workers.ordered(_where, range(100))} == {os.getpid()}
    assert not workers.are_started
    others = {result.value for result in workers.ordered(_where, range(4000))}
    assert len(others) == 2
    assert os.getpid() not in others
    assert os.getpid() not in {result.value for result in workers.ordered(_where, range(10))}  # they are there by now


def test_what_is_expected_starts_them_before_the_first_task(workers: Workers) -> None:
    workers.expect(100)
    assert not workers.are_started
    workers.expect(1000)
    assert workers.are_started


def test_no_more_is_taken_ahead_than_a_few_batches_for_each(workers: Workers) -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield number

    workers.expect(100_000)
    results = workers.ordered(_squares, tasks(), size=10)
    next(results)
    assert taken <= 100
    results.close()  # type: ignore[attr-defined]


def test_heavy_tasks_make_small_batches(workers: Workers) -> None:
    workers.expect(100_000)
    sizes = workers.ordered(_sizes, [1, 1, 40, 40, 1, 39], weigh=float)
    assert [result.value for result in sizes] == [3, 3, 3, 1, 2, 2]


def _sizes(batch: Sequence[int]) -> list[int]:
    return [len(batch)] * len(batch)


def test_an_error_is_raised_as_it_was(workers: Workers) -> None:
    with pytest.raises(UnreadableError, match="3000 is bad") as caught:
        list(workers.ordered(partial(_refuse_at, 3000), range(4000)))
    assert caught.value.line == 3
    assert caught.value.message.pattern == "{n} is bad"  # type: ignore[attr-defined]


def test_a_process_that_ends_is_an_error(workers: Workers) -> None:
    with pytest.raises(RefusedError, match=r"a worker process ended \(status 7\)"):
        list(workers.ordered(partial(_die_at, 3000), range(4000)))


def test_what_cannot_be_loaded_is_an_error() -> None:
    started = Workers(lambda: (Processes(2, partial(os._exit, 9)), 2)).ended()
    with started as broken, pytest.raises(RefusedError, match="status 9"):
        list(broken.ordered(_squares, range(1000)))


@pytest.mark.parametrize(
    ("quota", "most"), [("100000 100000", 1), ("150000 100000", 2), ("max 100000", None), ("", None)]
)
def test_cores_are_those_that_this_process_may_use(
    quota: str, most: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpu.max").write_text(quota)
    monkeypatch.setattr(feedpub.workers, "_QUOTA", tmp_path / "cpu.max")
    every = len(os.sched_getaffinity(0))
    assert cores() == (every if most is None else min(every, most))
