"""An executor of a Dask cluster: its workers get bytes and return bytes, and share no disk with the build.

The scheduler gives a task to another worker when one is lost. So a worker may leave, or join, at any time.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any

from distributed import Client, get_worker

from feedpub import __version__
from feedpub.errors import FeedpubError, RefusedError
from feedpub.messages import message

__all__ = ["Cluster"]

_PATIENCE = "10s"  # for the scheduler to answer


class Cluster(Executor):
    """Runs calls on the workers of a cluster."""

    def __init__(self, address: str) -> None:
        """Connects to a scheduler.

        Args:
            address: of the scheduler, `tcp://host:8786`.

        Raises:
            RefusedError: it can't be reached, has no workers, or one of them runs another feedpub.
        """
        self._address = address
        try:
            self._client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise RefusedError(
                message("the cluster at {address} cannot be used: {reason}", address=address, reason=error)
            ) from error
        try:
            self.workers = self._count()
        except BaseException:
            self._client.close()
            raise
        self._executor = self._client.get_executor(pure=False)

    def _count(self) -> int:
        """How many calls run at once; workers of another version are refused."""
        versions: dict[str, Any] = self._client.run(_version, on_error="return")
        if not versions:
            raise RefusedError(message("the cluster at {address} has no workers", address=self._address))
        for worker, version in sorted(versions.items()):
            if version != __version__:
                raise _other_version(worker, version)
        return sum(self._client.nthreads().values())

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Schedule a call."""
        result: Future[Any] = Future()
        there = self._executor.submit(_call, __version__, partial(fn, *args, **kwargs))
        there.add_done_callback(partial(self._pass_on, result))
        return result

    def _pass_on(self, result: Future[Any], there: Future[Any]) -> None:
        """Hand on what came of a call; what went wrong in the cluster itself is said as such."""
        if there.cancelled():
            result.cancel()
        elif (error := there.exception()) is None:
            result.set_result(there.result())
        elif isinstance(error, FeedpubError) or not type(error).__module__.startswith("distributed"):
            result.set_exception(error)
        else:
            told = message(
                "the cluster at {address} gave up ({reason}); nothing published is lost",
                address=self._address,
                reason=error,
            )
            result.set_exception(RefusedError(told))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; calls that are not done are cancelled with `cancel_futures`."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _version() -> str:
    return __version__


def _call(version: str, call: Callable[[], Any]) -> Any:
    """Run a call on a worker, if that has the version of the build: it may have joined after the others were asked."""
    if version != __version__:
        raise _other_version(get_worker().address, __version__, version)
    return call()


def _other_version(worker: str, theirs: object, ours: str = __version__) -> RefusedError:
    if isinstance(theirs, BaseException):
        told = message("the worker {worker} has no feedpub {ours}: {reason}", worker=worker, ours=ours, reason=theirs)
    else:
        told = message("the worker {worker} runs feedpub {theirs}, not {ours}", worker=worker, theirs=theirs, ours=ours)
    return RefusedError(told)
