"""Run every command under narrow limits, and print what each says, as a Markdown table.

    sudo .venv/bin/python -m scripts.limits [COMMAND]... > table.md

The limits: little memory, few open files, a home that can't be written, a paper that can't be written, a full disk, and
a clock that is off. A disk that is full or read-only is a small tmpfs, which only root can mount; the clock needs the
program `faketime`. Where one of them is missing, its column says so. It takes some minutes; no run takes over a minute.
Under a wrong clock `serve` and `watch` end with
-2, which is faketime's own answer to the signal. The exit status is 1 if any run ended in a traceback or did not end.
"""

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FEEDPUB = (sys.executable, "-m", "feedpub")
LONGEST = 60.0  # seconds for a run
SHOWN = 8.0  # seconds until `serve` and `watch` are asked to end
WIDTH = 150  # characters of a message that are shown
MARKS = ("Traceback (most recent call last)", "Fatal Python error")
COMMANDS: dict[str, Sequence[str]] = {
    "build": ("build",),
    "build --config first.toml": ("build", "--config", "first.toml"),  # of a paper that was never built
    "check": ("check", "feeds"),
    "diff": ("diff",),
    "inspect": ("inspect", "news"),
    "list": ("list",),
    "status": ("status",),
    "withdraw": ("withdraw", "{id}", "--reason", "消息来源有误"),
    "restore": ("restore", "{withdrawn}"),
    "sections": ("sections",),
    "learn": ("learn", "--write"),
    "init": ("init", "another"),
    "serve": ("serve", "--port", "0"),
    "watch": ("watch",),
}
ENDLESS = ("serve", "watch")
SETTINGS = 'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "https://news.example.org/"\n'
NEWS = "# 渡口添了新灯\n\n本报滨江1月28日电（记者周远）石矶渡口28日亮起新灯，夜里过江的人都说看得清楚了。\n"


class Limit(NamedTuple):
    """A limit that a command is run under.

    Attributes:
        memory: kilobytes of address space, as `ulimit -v` has them.
        files: open files, as `ulimit -n` has them.
        clock: how far the clock is off, as `faketime` has it.
        disk: what the paper lies on; `home` has a home that can't be written, and an ordinary paper.
        left: bytes that are free on a full disk.
    """

    name: str
    memory: int = 0
    files: int = 0
    clock: str = ""
    disk: str = ""
    left: int = 0


LIMITS = (
    Limit("no limit"),
    Limit("`ulimit -v 600000`", memory=600_000),
    Limit("`ulimit -n 64`", files=64),
    Limit("read-only home", disk="home"),
    Limit("read-only paper", disk="read-only"),
    Limit("full disk", disk="full"),
    Limit("200 KB left on the disk", disk="full", left=200_000),
    *(
        Limit(f"clock {shift}", clock=shift)
        for shift in ("-1 hour", "+1 hour", "-1 year", "+1 year", "-40 years", "+40 years")
    ),
)


class Ran(NamedTuple):
    """How a run ended: its status (None: it did not), and what it said last."""

    status: int | None
    said: str
    is_traceback: bool


def main(names: Sequence[str]) -> int:
    """Print the table; 1 if anything ended in a traceback, or not at all."""
    bad: list[str] = []
    with tempfile.TemporaryDirectory(prefix="feedpub-limits-") as folder:
        paper = Path(folder) / "paper"
        ids = _make_paper(paper)
        for name in names or COMMANDS:
            command = [part.format(**ids) for part in COMMANDS[name]]
            print(f"\n## `feedpub {name}`\n\n| limit | exit status | what it says |\n|---|---|---|")
            for limit in LIMITS:
                if reason := _missing(limit):
                    print(f"| {limit.name} | | not tried: {reason} |", flush=True)
                    continue
                ran = _run(paper, Path(folder) / "run", command, limit, endless=name in ENDLESS)
                note = "**traceback:** " if ran.is_traceback else "**did not end:** " if ran.status is None else ""
                if note:
                    bad.append(f"{name}, {limit.name}: {ran.said}")
                print(f"| {limit.name} | {'' if ran.status is None else ran.status} | {note}{ran.said} |", flush=True)
    print(f"\n{len(bad)} runs ended in a traceback, or did not end.")
    return 1 if bad else 0


def _make_paper(paper: Path) -> dict[str, str]:
    """A paper that was built, with one entry withdrawn and one bulletin that is not built yet; the ids to name."""
    shutil.copytree(ROOT / "tests" / "bulletins", paper / "news")
    (paper / "feedpub.toml").write_text(SETTINGS, encoding="utf-8")
    (paper / "first.toml").write_text(
        f'{SETTINGS}out = "first"\narchive = ".first/archive.sqlite3"\n', encoding="utf-8"
    )
    for command in (("build", "-q"), ("list", "--json")):
        done = subprocess.run((*FEEDPUB, *command), cwd=paper, capture_output=True, text=True, check=False, env=_env())
    found = re.findall(r"urn:uuid:[0-9a-f-]{36}", done.stdout)
    subprocess.run((*FEEDPUB, "withdraw", found[0]), cwd=paper, capture_output=True, check=True, env=_env())
    (paper / "news" / "2026-01-28.md").write_text(NEWS, encoding="utf-8")
    return {"withdrawn": found[0], "id": found[1]}


def _missing(limit: Limit) -> str | None:
    """Why a limit can't be tried here."""
    if limit.clock and not shutil.which("faketime"):
        return "faketime is not installed"
    if limit.disk and (os.geteuid() != 0 or sys.platform != "linux"):
        return "only root can mount a disk"
    return None


def _run(paper: Path, place: Path, command: Sequence[str], limit: Limit, *, endless: bool) -> Ran:
    """Run a command on a copy of the paper."""
    place.mkdir()
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, place)
        env = _env()
        if limit.disk:
            stack.enter_context(_mounted(place))
        if limit.disk == "home":
            env["HOME"] = str(place)
            copy = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "paper"
        else:
            copy = place / "paper"
        shutil.copytree(paper, copy, symlinks=True)
        if limit.disk == "full":
            _fill(place, limit.left)
        elif limit.disk:
            _mount("-o", "remount,ro", str(place))
        clock = [
            "faketime",
            "-f",
            limit.clock.replace(" ", "").replace("hour", "h").replace("years", "y").replace("year", "y"),
        ]
        words = [*(clock if limit.clock else []), *FEEDPUB, *command]
        return _ended(words, copy, env, _narrow(limit), endless=endless)


def _ended(
    words: Sequence[str], folder: Path, env: dict[str, str], narrow: Callable[[], None], *, endless: bool
) -> Ran:
    """Run a program; one that does not end by itself is asked to after some seconds."""
    with subprocess.Popen(
        words,
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=narrow,
        start_new_session=True,
    ) as process:
        data = b""
        try:
            data, _ = process.communicate(timeout=SHOWN if endless else LONGEST)
        except subprocess.TimeoutExpired:
            if endless:
                os.killpg(process.pid, signal.SIGINT)
            try:
                data, _ = process.communicate(timeout=LONGEST if endless else 1)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                data, _ = process.communicate()
                return Ran(None, _last(data.decode(errors="replace"), folder), is_traceback=False)
    text = data.decode(errors="replace")
    return Ran(process.returncode, _last(text, folder), any(mark in text for mark in MARKS))


def _narrow(limit: Limit) -> Callable[[], None]:
    def narrow() -> None:
        if limit.memory:
            resource.setrlimit(resource.RLIMIT_AS, (limit.memory * 1024, limit.memory * 1024))
        if limit.files:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit.files, limit.files))

    return narrow


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "LC_ALL": "C.UTF-8"}


@contextlib.contextmanager
def _mounted(place: Path) -> Iterator[None]:
    _mount("-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place))
    try:
        yield
    finally:
        subprocess.run(("umount", str(place)), check=True)


def _mount(*options: str) -> None:
    subprocess.run(("mount", *options), check=True)


def _fill(place: Path, left: int) -> None:
    spare = place / "spare"
    spare.write_bytes(bytes(left))
    with contextlib.suppress(OSError), (place / "filling").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    spare.unlink()


def _last(text: str, folder: Path) -> str:
    """The last line that says anything, fit for a cell."""
    lines = [line for line in text.replace(str(folder), "…").splitlines() if line.strip()]
    said = lines[-1].strip().replace("|", "\\|") if lines else ""
    return said if len(said) <= WIDTH else said[:WIDTH] + "…"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
