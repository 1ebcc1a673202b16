"""The worker processes: `python -m feedpub.workers.worker 5 7` serves the connections with these numbers.

It gets a callable on standard input that loads what workers need, and then forks a worker for each connection. One that
ends before its connection is closed ends all others; the status of this process says how.
"""

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["main"]


def main(numbers: Sequence[str]) -> int:
    """Load, fork and wait; returns the status to end with: 128 and the signal that ended a worker, or 0."""
    gc.disable()  # as in `cli.main`; what is loaded stays
    pickle.load(sys.stdin.buffer)()  # noqa: S301  # of the build
    gc.freeze()
    connections = [Connection(int(number)) for number in numbers]
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it is for the workers, which are waited for
    workers = {_fork(connection, connections) for connection in connections}
    for connection in connections:
        connection.close()
    status = 0
    while workers:
        process, how = os.wait()
        workers.discard(process)
        code = os.waitstatus_to_exitcode(how)
        if code and not status:
            status = 128 - code if code < 0 else code
            for other in workers:
                os.kill(other, signal.SIGKILL)
    return status


def _fork(connection: Connection, connections: Sequence[Connection]) -> int:
    """Start the worker of a connection; returns its process id."""
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for other in connections:
            if other is not connection:
                other.close()
        _serve(connection)
        status = 0
    finally:
        os._exit(status)
    raise AssertionError


def _serve(connection: Connection) -> None:
    """Answer calls until the build closes the connection, or is no more."""
    while True:
        try:
            call = connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(_answer(call))


def _answer(call: bytes) -> bytes:
    """Whether a call succeeded, and its result or the error."""
    answer: tuple[bool, Any]
    try:
        answer = True, pickle.loads(call)()  # noqa: S301  # of the build
        return pickle.dumps(answer, 5)
    except Exception as error:
        error.add_note(traceback.format_exc())
        try:
            return pickle.dumps((False, error), 5)
        except Exception:
            return pickle.dumps((False, RuntimeError(traceback.format_exc())), 5)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
