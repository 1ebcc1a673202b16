"""An executor of processes on this machine, which are forked from one that has loaded all they need.

Why not the standard library's: its workers outlive a build that is killed, load the main program once more, and nobody
learns by which signal one ended. Neither is a process forked that has the archive open, nor is anything loaded twice.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, Pipe
from queue import SimpleQueue
from threading import Thread
from typing import Any

from feedpub.errors import RefusedError
from feedpub.messages import message

__all__ = ["Processes", "own_module"]

_PATIENCE = 5.0  # seconds for processes to end that were told to

_Job = tuple[Future[Any], bytes]


def own_module(name: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command and environment that run a module of ours with the modules of this process.

    No others are taken from the folder where it is started (`-P`).
    """
    modules = os.pathsep.join(map(os.path.abspath, sys.path))
    return [sys.executable, "-P", "-m", name, *arguments], {**os.environ, "PYTHONPATH": modules}


class Processes(Executor):
    """Runs calls in processes, one in each at a time."""

    def __init__(self, jobs: int, prepare: Callable[[], object]) -> None:
        """Starts the processes; calls wait until they are there.

        Args:
            jobs: how many.
            prepare: is called once before they are forked, and loads what they need.
        """
        pairs = [Pipe() for _ in range(jobs)]
        theirs = [far.fileno() for _, far in pairs]
        command, environment = own_module("feedpub.workers.worker", *map(str, theirs))
        self._group = subprocess.Popen(  # noqa: S603  # our own module, by our own interpreter
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=environment,
            pass_fds=theirs,
            process_group=0,  # Ctrl-C is for the build, which then ends them
        )
        for _, far in pairs:
            far.close()
        assert self._group.stdin is not None
        with suppress(BrokenPipeError), self._group.stdin as pipe:  # if it ended, so do the connections
            pickle.dump(prepare, pipe, 5)
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads = [Thread(target=self._feed, args=(ours,), daemon=True) for ours, _ in pairs]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Schedule a call; what it takes is pickled here, so that an error is raised here."""
        future: Future[Any] = Future()
        self._jobs.put((future, pickle.dumps(partial(fn, *args, **kwargs), 5)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: at once with `cancel_futures`, else when all calls are done."""
        if cancel_futures:
            self._kill(signal.SIGTERM)
        for _ in self._threads:
            self._jobs.put(None)
        if wait:
            self._wait()

    def _wait(self) -> None:
        try:
            self._group.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._kill(signal.SIGKILL)
            self._group.wait()

    def _kill(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # all have ended
            os.killpg(self._group.pid, number)

    def _feed(self, connection: Connection) -> None:
        """Hand one process its calls, one after the other; a thread for each, which does little but wait."""
        with connection:
            while (job := self._jobs.get()) is not None:
                future, call = job
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    connection.send_bytes(call)
                    done, value = pickle.loads(connection.recv_bytes())  # noqa: S301  # of our own worker
                except (EOFError, OSError):
                    future.set_exception(self._ended())
                except BaseException as error:
                    future.set_exception(error)
                else:
                    (future.set_result if done else future.set_exception)(value)

    def _ended(self) -> RefusedError:
        """Why a process does not answer any more."""
        self._wait()
        status = self._group.returncode
        how = message("signal {n}", n=status - 128) if status > 128 else message("status {n}", n=abs(status))
        return RefusedError(message("a worker process ended ({how}); nothing published is lost; try --jobs 1", how=how))
