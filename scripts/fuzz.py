"""Look for bulletins, folders and configurations that feedpub can't stand, for as long as you like.

    .venv/bin/python -m scripts.fuzz --minutes 60 --seed 1

Each round sets up a small paper with some of our samples, publishes it, changes files and folders at random, runs
several commands on what is there, and asks what a user would: does every command end within 10 seconds and 1 GB,
without a traceback, with a status of the contract? Is every entry that was published still there, is the output well,
and was nothing written outside the output and the archive? A round that fails is kept, with what it did, in `--keep`;
give its number to `--only` to see it again.
"""

import argparse
import contextlib
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from feedpub.cli import main as feedpub_main
from tests.paths import SAMPLES

_LONGEST = 10.0  # seconds of the processor for one command
_MOST_MEMORY = 1 << 30
_STATUSES = {0, 1, 2, 3}
_ID = re.compile(rb"<id>(urn:uuid:[0-9a-f-]{36})</id>")
_OUTSIDE = ("out", ".feedpub")  # what a build may write
_NAMES = (
    *("2026-01-26.md", "2026-13-45.txt", "28.11.2026.md", "2062-11-29.md", "-.md", " .txt", ".md", "甲" * 80 + ".txt"),
    *("a\nb.md", "\x1b[31m红.md", "\u202e版.txt", "~$甲.md", "甲 (1).md", "甲.sync-conflict-1.md", "README.md"),
    *("out", "feedpub.toml", "withdrawn.toml", "con.txt", "%2e%2e.md", "<b>.md", "&amp;.txt", "'.md", '".md'),
)
_LINES = (
    *(
        "# 江城晨雾",
        "## ——副题",
        "### 小标题",
        "＃＃ 标题",
        "\\## 标题",
        "标题\n=====",
        "**粗体标题**",
        "一、标题",
        "1. 标题",
    ),
    *(
        "□本报记者 张建国",
        "新华社北京1月25日电(记者张三)",
        "新华社99日电",
        "(新华社1月0日电)",
        "BEIJING, Jan. 25 (Xinhua) --",
    ),
    *(
        "图为渡口。",
        "(张三 摄)",
        "![说明](甲.jpg)",
        "![[甲.png]]",
        "<figure><img src='../../甲.jpg'></figure>",
        "![](/etc/passwd)",
    ),
    *(
        "第03版:国际",
        "体　育",
        "下转第3版",
        "上接第1版",
        "2026年1月26日 星期一",
        "民國一一五年一月二十六日",
        "9999-99-99",
    ),
    *(
        "---",
        "---\ndate: 2026-01-26\ntitle: 甲\n---",
        "+++\ndate = 1\n+++",
        "<!--",
        "-->",
        "%%",
        "{{< x >}}",
        "| 甲 | 乙 |",
    ),
    *(
        "<script>alert(1)</script>",
        "]]>",
        "&#0;",
        "\x00",
        "\x1b[2J",
        "\u202e",
        "\ufffd",
        "\ue000",
        "\ud7ff",
        "𠮷",
        "甲" * 5000,
    ),
    *(
        "(" * 300,
        "【" * 300,
        "[" * 300,
        "*" * 300,
        "`" * 300,
        "# " * 300,
        "> " * 300,
        "　" * 300,
        "1月" * 300,
        "记者" * 300,
    ),
)
_VALUES = (
    *(
        '""',
        '"甲"',
        '"../../x"',
        '"/"',
        '"feeds/"',
        '["news"]',
        "[]",
        "[1]",
        "true",
        "0",
        "-1",
        "1.5",
        "nan",
        "99999999999999999999",
    ),
    *(
        '"http://127.0.0.1/"',
        '"https://a:b@c/"',
        '"ftp://x"',
        '"zh-Hant"',
        '"Mars/Phobos"',
        '"25:61"',
        "1979-05-27",
        "{}",
        "{a = 1}",
    ),
)
_KEYS = (
    *(
        "publication",
        "bulletins",
        "out",
        "base_url",
        "exclude",
        "description",
        "release",
        "language",
        "timezone",
        "days",
    ),
    *(
        "limit",
        "pages",
        "strict",
        "removed",
        "entry_time",
        "daily",
        "content",
        "history",
        "margin",
        "formats",
        "hubs",
        "id_name",
    ),
    *("author", "rights", "icon", "logo", "search", "sections", "rules", "sources", "follow", "discard", "nosuchkey"),
)


class _FoundError(Exception):
    """What a user would complain of."""


class _Ended(NamedTuple):
    """How a command ended: its status, and what it wrote to standard output and error."""

    status: int
    words: str


def _run(folder: Path, *words: str) -> _Ended:
    """Run a command in a child process, as if it were started in a folder.

    Raises:
        _FoundError: it took too long or too much, ended by a signal, a traceback, or a status that is none.
    """
    log = folder.parent / "log"
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.setsid()
            output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.chdir(folder)
            resource.setrlimit(resource.RLIMIT_AS, (2 * _MOST_MEMORY, 2 * _MOST_MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            sys.argv = ["feedpub", *words]
            feedpub_main()
            status = 0
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        except BaseException:  # whatever it is, a user would see it
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    status, used = _wait(child)
    text = log.read_text(encoding="utf-8", errors="replace")
    told = f"`feedpub {' '.join(words)}`"
    if os.WIFSIGNALED(status):
        raise _FoundError(f"{told} was ended by signal {os.WTERMSIG(status)}\n{text[-4000:]}")
    if "Traceback (most recent call last)" in text or os.WEXITSTATUS(status) not in _STATUSES:
        raise _FoundError(f"{told} ended with status {os.WEXITSTATUS(status)}\n{text[-4000:]}")
    if used.ru_maxrss * 1024 > _MOST_MEMORY:
        raise _FoundError(f"{told} took {used.ru_maxrss // 1024} MB")
    if used.ru_utime + used.ru_stime > _LONGEST:
        raise _FoundError(f"{told} took {used.ru_utime + used.ru_stime:.1f} s of the processor")
    return _Ended(os.WEXITSTATUS(status), text)


def _wait(child: int) -> tuple[int, resource.struct_rusage]:
    """Wait for a process; one that does not end is killed, with what it started."""
    end = time.monotonic() + 6 * _LONGEST  # by the clock, on a machine with other work
    while time.monotonic() < end:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return status, used
        time.sleep(0.005)
    os.killpg(child, 9)
    _, status, used = os.wait4(child, 0)
    return status, used


# ── changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _spoil_bytes(data: bytes, rng: random.Random) -> bytes:
    """Bytes with some changed, removed, doubled, or put elsewhere."""
    spoilt = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 20))):
        at, size = rng.randrange(len(spoilt) + 1), rng.choice((1, 1, 2, 40, 400))
        match rng.randrange(5):
            case 0:
                spoilt[at : at + size] = rng.randbytes(size)
            case 1:
                del spoilt[at : at + size]
            case 2:
                spoilt[at:at] = spoilt[at : at + size]
            case 3:
                piece = bytes(spoilt[at : at + size])
                del spoilt[at : at + size]
                place = rng.randrange(len(spoilt) + 1)
                spoilt[place:place] = piece
            case _:
                if at < len(spoilt):
                    spoilt[at] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def _spoil_lines(data: bytes, rng: random.Random) -> bytes:
    """A text with lines put in, taken out or exchanged, perhaps in another encoding."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(rng.choice((1, 2, 5, 15))):
        at = rng.randrange(len(lines) + 1)
        match rng.randrange(4):
            case 0:
                lines.insert(at, rng.choice(_LINES))
            case 1:
                del lines[at : at + rng.choice((1, 2, 10))]
            case 2:
                lines[at:at] = lines[rng.randrange(len(lines) + 1) :][: rng.choice((1, 5))]
            case _:
                if at < len(lines):
                    lines[at] = rng.choice((*_LINES, lines[at] * 3, lines[at][::-1], lines[at].replace(" ", "")))
    encoding = rng.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"))
    return rng.choice(("\n", "\n", "\r\n", "\r")).join(lines).encode(encoding, "replace")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _change_file(news: Path, rng: random.Random) -> str:
    files = _files(news)
    if not files:
        return "nothing"
    path = rng.choice(files)
    data = path.read_bytes()
    path.write_bytes(rng.choice((_spoil_bytes, _spoil_lines, _spoil_lines))(data, rng))
    return f"changed {path.name!r}"


def _remove_or_move(news: Path, rng: random.Random) -> str:
    files = _files(news)
    if not files:
        return "nothing"
    path = rng.choice(files)
    if rng.random() < 0.3:
        path.unlink()
        return f"removed {path.name!r}"
    target = news / rng.choice(("", "国际", "2026/01", "..甲")) / rng.choice((*_NAMES, path.name))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() or target == path:
        return "nothing"
    shutil.copy(path, target) if rng.random() < 0.5 else path.replace(target)
    return f"put {path.name!r} at {target.name!r}"


def _odd_file(news: Path, rng: random.Random) -> str:
    """Something that is no regular file, or a link, under the name of a bulletin or a picture."""
    path = news / rng.choice(("2026-01-27.md", "甲.jpg", "图.png", "国际", "odd.txt"))
    if path.exists() or path.is_symlink():
        return "nothing"
    match rng.randrange(7):
        case 0:
            path.symlink_to(path.name)
        case 1:
            os.mkfifo(path)
        case 2:
            path.mkdir()
        case 3:
            path.symlink_to("/dev/zero")
        case 4:
            path.symlink_to(news.parent.parent / "canary" / "secret.md")
        case 5:
            path.symlink_to("..")
        case _:
            path.write_bytes(rng.randbytes(rng.choice((0, 1, 10, 5000))))
    return f"odd file {path.name!r}"


def _configure(news: Path, rng: random.Random) -> str:
    """Another configuration: keys with values of all kinds, or bytes that are no TOML."""
    path = news.parent / "feedpub.toml"
    rows = [f"{rng.choice(_KEYS)} = {rng.choice(_VALUES)}" for _ in range(rng.choice((1, 1, 2, 4)))]
    if rng.random() < 0.3:
        rows.append(f"[[{rng.choice(('sections', 'sources', 'rules', 'follow', 'links'))}]]")
        rows += [
            f"{rng.choice(('slug', 'title', 'words', 'match', 'headline', 'section', 'id'))} = {rng.choice(_VALUES)}"
        ]
    data = (_config(rng) + "\n".join(rows) + "\n").encode()
    path.write_bytes(_spoil_bytes(data, rng) if rng.random() < 0.3 else data)
    return f"configuration {rows}"


_CHANGES: tuple[Callable[[Path, random.Random], str], ...] = (
    *(_change_file, _change_file, _change_file, _remove_or_move, _odd_file),
)


def _config(rng: random.Random) -> str:
    """A configuration that is right."""
    pages = rng.choice(("true", "false"))
    more = "".join(row for row in ("daily = true\n", 'formats = ["atom", "rss", "json"]\n') if rng.random() < 0.3)
    address = 'base_url = "https://news.example.org/"'  # of a draft, entries may be lost
    return f'publication = "滨江日报"\nbulletins = ["news"]\nout = "out"\n{address}\npages = {pages}\n{more}'


# ── a round ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ids(out: Path) -> set[bytes]:
    return {found for path in out.rglob("*.atom.xml") for found in _ID.findall(path.read_bytes())}


def _standing(place: Path) -> dict[str, tuple[int, int]]:
    """Every file but those that a build may write, with its size and time."""
    found: dict[str, tuple[int, int]] = {}
    for folder, folders, files in os.walk(place):
        if folder == str(place / "paper"):
            folders[:] = [name for name in folders if name not in _OUTSIDE]
        for name in files:
            about = (at := Path(folder, name)).lstat()
            found[str(at)] = about.st_size, about.st_mtime_ns
    found.pop(str(place / "log"), None)
    return found


def _round(place: Path, rng: random.Random, did: list[str]) -> None:
    """One round, in an empty folder; `did` is told what is done."""
    paper, news = place / "paper", place / "paper" / "news"
    (place / "canary").mkdir()
    (place / "canary" / "secret.md").write_text("# 秘密标题\n\n滨江1月25日电 这是外面的文件。\n", encoding="utf-8")
    news.mkdir(parents=True)
    samples = _files(SAMPLES)
    for path in rng.sample(samples, rng.choice((1, 2, 4))):
        if path.suffix != ".json":
            shutil.copy(path, news / path.name)
    (paper / "feedpub.toml").write_text(_config(rng), encoding="utf-8")
    _run(paper, "build", "--quiet")
    before = _ids(paper / "out")
    configured = rng.random() < 0.3
    for _ in range(rng.choice((1, 2, 4, 8))):
        with contextlib.suppress(OSError):  # a file where a folder should be, a name that is too long
            did.append(rng.choice(_CHANGES)(news, rng))
    if configured:
        did.append(_configure(news, rng))
    standing = _standing(place)
    ended = _run(paper, "build", *rng.choice(((), ("--wait", "1"), ("-v",), ("--json",))))
    _run(paper, *rng.choice((("list",), ("status",), ("diff",), ("inspect",), ("inspect", "--json"), ("sections",))))
    if not configured:
        if lost := before - _ids(paper / "out"):
            raise _FoundError(f"{len(lost)} entries are lost: {sorted(lost)[:3]}\n{ended.words[-3000:]}")
        if before and _run(paper, "check", "out").status != 0:
            raise _FoundError(f"the output is not well\n{(place / 'log').read_text(errors='replace')[-3000:]}")
    if (after := _standing(place)) != standing:
        raise _FoundError(f"written outside: {set(after.items()) ^ set(standing.items())}")
    if any(b"\xe7\xa7\x98\xe5\xaf\x86" in path.read_bytes() for path in _files(paper / "out")):
        raise _FoundError("a file from outside the folder is published")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run rounds until the time is over; the status is 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one round")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "feedpub-fuzz")
    options = parser.parse_args(arguments)
    os.environ |= {"NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1772000000"}
    end, number, failed = time.monotonic() + 60 * options.minutes, options.only or 0, 0
    while time.monotonic() < end:
        did: list[str] = []
        place = Path(tempfile.mkdtemp(prefix="feedpub-fuzz-"))
        try:
            _round(place, random.Random(f"{options.seed} {number}"), did)  # noqa: S311  # to be had again
        except _FoundError as failure:
            failed += 1
            kept = options.keep / f"{options.seed}-{number}"
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir(parents=True)
            shutil.copytree(place, kept / "place", symlinks=True, ignore=_no_special)
            (kept / "why.txt").write_text("\n".join((*did, "", str(failure))), encoding="utf-8", errors="replace")
            print(f"round {number}: {did}: {failure}\n", flush=True)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        number += 1
        if options.only is not None:
            break
    print(f"{number} rounds, {failed} failed")
    return int(failed > 0)


def _no_special(folder: str, names: list[str]) -> list[str]:
    """What can't be copied."""
    return [name for name in names if not ((at := Path(folder, name)).is_symlink() or at.is_file() or at.is_dir())]


if __name__ == "__main__":
    raise SystemExit(main())
