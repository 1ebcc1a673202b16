"""Look at pictures, and make smaller ones, in processes of their own: none costs a build more than its bounds.

A decoder of pictures reads what anybody may have made. It runs in `picture_worker`, which is started when there is a
first new picture to look at. One that exceeds a bound, or on which the process ends, is a problem of its own. A picture
that was proved before needs no process: the copy's name is the hash of what was proved.
"""

import time
from collections.abc import Callable, Sequence
from threading import BoundedSemaphore, Lock
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from feedpub.errors import PictureError
from feedpub.files import reason_of
from feedpub.messages import message, restored
from feedpub.model import Picture

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from subprocess import Popen

    from feedpub.ingest.picture_worker import Proof, Task

__all__ = ["PhotoDesk", "PictureDeferredError"]

_Answer = TypeVar("_Answer")

_LONGEST = 10.0  # seconds that one picture may take
_MEMORY = 1_000_000_000  # bytes of address space
# Seconds that all pictures of a build may take: so many, and so many more for each. A photo of 50 million pixels takes
# about one. Of several processes that work at once, each has as much.
_IN_ALL, _FOR_EACH = 60.0, 1.0
_MOST = 8  # processes, since each may take so much memory
_AHEAD = 2  # pictures for each process that are held until it has time


class PictureDeferredError(PictureError):
    """A picture was not looked at; the next build does it."""


class PhotoDesk:
    """Examines the pictures of one build; as a context manager, it ends its processes.

    Attributes:
        ahead: how many bulletins' pictures should be asked for before the first one's are waited for.
    """

    def __init__(self, proved: Callable[[], dict[str, tuple[str, int, int]]] = dict, *, jobs: int = 1) -> None:
        """A desk without a process yet.

        Args:
            proved: asks for the type, width and height of every picture that was proved before, by its copy's path.
            jobs: how many pictures may be made smaller at once.
        """
        self._ask_proved = proved
        self._proved: dict[str, tuple[str, int, int]] | None = None
        self._jobs = min(jobs, _MOST)
        self.ahead = 0 if self._jobs == 1 else _AHEAD * self._jobs
        self._processes: list[_Process] = []
        self._idle: list[_Process] = []
        self._threads: ThreadPoolExecutor | None = None
        self._room = BoundedSemaphore(_AHEAD * self._jobs)
        self._lock = Lock()
        self._left = _IN_ALL

    def __enter__(self) -> "PhotoDesk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            if error is not None:
                self._end()  # what threads wait for; one may yet start a process
            self._threads.shutdown()
        self._end()

    def examine(self, data: bytes, source: str) -> Picture:
        """A picture, once its bytes are proved to be one.

        Args:
            data: the bytes of its file.
            source: as the bulletin names it.

        Raises:
            PictureDeferredError: the pictures of this build have used up their time, or no process can be started.
            PictureError: it is none that browsers show, or it exceeds a bound.
        """
        if known := self._known(data):
            return known
        proof = self._timed(lambda process: process.prove(data), source)
        if proof.error:
            raise PictureError(
                "picture-broken", message("`{source}` {error}; it is not shown", source=source, error=proof.error)
            )
        if self._proved is not None:
            self._proved[proof.path] = proof.media_type, proof.width, proof.height
        return Picture(proof.path, proof.media_type, proof.width, proof.height, proof.size)

    def scale(self, data: bytes, widths: Sequence[int], source: str) -> "Future[list[bytes]]":
        """Smaller pictures of one that was proved, as WebP, in the order of their widths; none of one that moves.

        They may still be in the making. What waits for them gets a `PictureDeferredError` as from `examine`.

        Args:
            data: the bytes of its copy.
            widths: those that are wanted, in pixels, ascending.
            source: as the bulletin names it.
        """
        from concurrent.futures import Future, ThreadPoolExecutor

        if self._jobs == 1:
            made: Future[list[bytes]] = Future()
            try:
                made.set_result(self._scaled(data, widths, source))
            except PictureDeferredError as error:
                made.set_exception(error)
            return made
        self._threads = self._threads or ThreadPoolExecutor(self._jobs)
        self._room.acquire()
        made = self._threads.submit(self._scaled, data, widths, source)
        made.add_done_callback(lambda _: self._room.release())
        return made

    def redraw(self, data: bytes, task: "Task", width: int, source: str) -> bytes:
        """A picture of the site's own, as PNG, made of one that was examined; empty where it cannot be made.

        Args:
            data: the bytes of its file.
            task: which kind is wanted.
            width: of the new one, in pixels.
            source: as the configuration names it.

        Raises:
            PictureDeferredError: as for `examine`.
        """
        made = self._timed(lambda process: process.make(data, task, (width,)), source)
        return made[0] if made else b""

    def _scaled(self, data: bytes, widths: Sequence[int], source: str) -> list[bytes]:
        from feedpub.ingest.picture_worker import Task

        return self._timed(lambda process: process.make(data, Task.SCALE, widths), source)

    def _timed(self, ask: "Callable[[_Process], _Answer]", source: str) -> "_Answer":
        """What a process answers about a picture, if there is time left for it."""
        with self._lock:
            self._left += _FOR_EACH
            if self._left < _LONGEST:
                told = message("other pictures used up the time of this build; the next build looks at it")
                raise PictureDeferredError(
                    "picture-broken", message("`{source}` is not shown yet: {why}", source=source, why=told)
                )
            process = self._idle.pop() if self._idle else _Process()
            if process not in self._processes:
                self._processes.append(process)
        began = time.monotonic()
        try:
            return ask(process)
        except OSError as error:
            process.end()
            told = message("no process can be started ({reason}); the next build tries again", reason=reason_of(error))
            raise PictureDeferredError(
                "picture-broken", message("`{source}` is not shown yet: {why}", source=source, why=told)
            ) from error
        finally:
            with self._lock:
                self._left -= (time.monotonic() - began) / self._jobs
                self._idle.append(process)

    def _known(self, data: bytes) -> Picture | None:
        """A picture whose copy was proved before."""
        from feedpub.ingest.images import copy_of

        if self._proved is None:
            self._proved = self._ask_proved()
        try:
            copy = copy_of(data)
        except Exception:  # whatever is wrong with it, the process says so
            return None
        measures = self._proved.get(copy.path)
        return Picture(copy.path, *measures, len(copy.cleaned.data)) if measures else None

    def _end(self) -> None:
        for process in self._processes:
            process.end()


class _Process:
    """A process that looks at one picture at a time; the first one starts it, and so does the next after its end."""

    def __init__(self) -> None:
        self._worker: Popen[bytes] | None = None

    def prove(self, data: bytes) -> "Proof":
        """What it says of a picture; where it ends instead, why."""
        import json
        import signal

        from feedpub.ingest.picture_worker import Proof, Task

        worker = self._send(data, Task.PROVE)
        assert worker.stdout is not None
        if answer := worker.stdout.readline():
            why, *found = json.loads(answer)
            return Proof(restored(why), *found)
        self.end()
        if worker.returncode == -signal.SIGALRM:
            return Proof(message("takes more than {seconds:.0f} seconds to be read", seconds=_LONGEST))
        return Proof(message("cannot be read: what decodes it came to a sudden end"))

    def make(self, data: bytes, task: "Task", widths: Sequence[int]) -> list[bytes]:
        """What it makes of a picture; nothing where it ends instead."""
        import json

        worker = self._send(data, task, widths)
        assert worker.stdout is not None
        if answer := worker.stdout.readline():
            made = [worker.stdout.read(size) for size in json.loads(answer)]
            if len(made) == len(widths) and all(made):
                return made
        else:
            self.end()
        return []

    def end(self) -> None:
        """End it, if it was started; it has no picture at hand, or nobody waits for the answer."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:  # what it did not read
                    continue

    def _send(self, data: bytes, task: "Task", widths: Sequence[int] = ()) -> "Popen[bytes]":
        """Hand it a picture."""
        from feedpub.ingest.picture_worker import HEAD
        from feedpub.pictures.scaled import WIDTHS

        worker = self._worker = self._worker or _start()
        assert worker.stdin is not None
        try:
            worker.stdin.write(HEAD.pack(_LONGEST, task, len(data), *widths, *[0] * (len(WIDTHS) - len(widths))))
            worker.stdin.write(data)
            worker.stdin.flush()
        except BrokenPipeError:
            pass  # it ended: there is no answer
        return worker


def _start() -> "Popen[bytes]":
    import subprocess

    from feedpub.workers.processes import own_module

    command, environment = own_module("feedpub.ingest.picture_worker", str(_MEMORY))
    return subprocess.Popen(  # noqa: S603  # our own module, by our own interpreter
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
