"""Twenty ordinary mistakes: what is said, in both languages, and what it says to do next."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Feedpub
from tests.papers import FIRST_DAY, article

CONFIG = 'bulletins = ["news"]\npublication = "滨江日报"\n'


class _Mistake(NamedTuple):
    """A mistake, made in a folder with a paper of one article.

    Attributes:
        name: of the test.
        make: puts it into the folder.
        args: of the command.
        status: of its end.
        english, chinese: what is said, and what to do next.
    """

    name: str
    make: Callable[[Path], object]
    args: tuple[str, ...]
    status: int
    english: tuple[str, ...]
    chinese: tuple[str, ...]


def _config(text: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    return lambda folder: (folder / "feedpub.toml").write_text(text, encoding=encoding)


def _bulletin(name: str, text: str | bytes) -> Callable[[Path], object]:
    data = text if isinstance(text, bytes) else text.encode()
    return lambda folder: (folder / "news" / name).write_bytes(data)


def _nothing(_folder: Path) -> None:
    pass


def _empty_folder(folder: Path) -> None:
    (folder / "none").mkdir()


def _no_configuration(folder: Path) -> None:
    (folder / "feedpub.toml").unlink()


def _broken_template(folder: Path) -> None:
    _config(f'{CONFIG}templates = "pages"\n')(folder)
    (folder / "pages").mkdir()
    (folder / "pages" / "article.html").write_text("{% if %}\n", encoding="utf-8")


_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_STRAIGHT = 'publication = "滨江日报"'

MISTAKES = (
    _Mistake(
        "key",
        _config('publicaton = "滨江日报"\n'),
        ("build",),
        2,
        ("unknown key `publicaton`", "did you mean `publication`?"),
        ("没有 `publicaton` 这个键", "是不是 `publication`？"),
    ),
    _Mistake(
        "option",
        _nothing,
        ("build", "--dry-rn"),
        2,
        ("No such option: --dry-rn", "--dry-run"),
        ("--dry-rn", "--dry-run"),
    ),
    _Mistake(
        "command", _nothing, ("biuld",), 2, ("'biuld'", "Did you mean 'build'?"), ("没有“biuld”", "是不是“build”？")
    ),
    _Mistake(
        "no quotes",
        _config("publication = 滨江日报\n"),
        ("build",),
        2,
        ("feedpub.toml:1:", f"text goes between straight quotes: {_STRAIGHT}"),
        ("feedpub.toml:1", "直引号", _STRAIGHT),
    ),
    _Mistake(
        "full-width quotes",
        _config("publication = “滨江日报”\n"),
        ("build",),
        2,
        ("feedpub.toml:1:", f"text goes between straight quotes: {_STRAIGHT}"),
        ("feedpub.toml:1", "直引号", _STRAIGHT),
    ),
    _Mistake("byte order mark", _config(CONFIG, "utf-8-sig"), ("build",), 0, ("1 new",), ("新增 1 篇",)),
    _Mistake(
        "wrong folder",
        _no_configuration,
        ("build",),
        2,
        ("no feedpub.toml in", "or above it", "feedpub init"),
        ("没有 feedpub.toml", "feedpub init"),
    ),
    _Mistake(
        "no bulletins", _empty_folder, ("build", "none"), 2, ("holds no bulletins", "*.docx"), ("没有稿件", "*.docx")
    ),
    _Mistake("empty bulletin", _bulletin("2026-01-27.md", ""), ("build",), 0, ("[empty]",), ("警告", "[empty]")),
    _Mistake(
        "no headline",
        _bulletin("2026-01-27.md", "渡口昨日停航，船工上岸。\n"),
        ("build",),
        1,
        ("2026-01-27.md:1: error", "begin each headline with `# `"),
        ("2026-01-27.md:1: 错误", "以 `# ` 或 `## ` 开头"),
    ),
    _Mistake(
        "no such day",
        _bulletin("2026-02-30.md", article("乙", FIRST_DAY)),
        ("build",),
        0,
        ("“2026-02-30” in the file's name is not a valid date", "give the file the day of its issue"),
        ("2026-02-30", "[date-name]"),
    ),
    _Mistake(
        "wrong year",
        _bulletin("2062-01-27.md", article("乙", FIRST_DAY)),
        ("build",),
        0,
        ("2062-01-27", "is after today", "waits until"),
        ("2062-01-27", "[date-future]", "等候 1 篇"),
    ),
    _Mistake(
        "no address",
        _nothing,
        ("build",),
        0,
        ("set base_url in feedpub.toml",),
        ("草稿", "base_url", "feedpub.toml"),
    ),
    _Mistake(
        "out among the bulletins",
        _nothing,
        ("build", "--out", "news"),
        2,
        ("the output folder is the folder of the bulletins", "--out"),
        ("输出文件夹就是稿件所在的文件夹", "--out"),
    ),
    _Mistake(
        "old Word file",
        _bulletin("b.doc", _OLD_OFFICE),
        ("build", "news/b.doc"),
        1,
        ("save it as Word document (.docx) without a password",),
        ("另存为不带密码的 Word 文档（.docx）",),
    ),
    _Mistake(
        "PDF",
        _bulletin("b.pdf", b"%PDF-1.4\n"),
        ("build", "news/b.pdf"),
        1,
        ("mineru -p FILE",),
        ("mineru -p 文件",),
    ),
    _Mistake(
        "web page",
        _bulletin("b.html", "<html><body><p>渡口</p></body></html>"),
        ("build",),
        0,
        ("1 file not read", "news/b.html", "save a document as"),
        ("1 个文件没有读", "news/b.html", "另存为"),
    ),
    _Mistake(
        "missing picture",
        _bulletin("2026-01-27.md", article("乙", FIRST_DAY).replace("\n\n", "\n\n![图说](no.jpg)\n\n", 1)),
        ("build",),
        0,
        ("there is no picture `no.jpg`", "it is shown as soon as there is"),
        ("no.jpg", "[picture-missing]"),
    ),
    _Mistake(
        "broken template",
        _broken_template,
        ("build",),
        2,
        ("article.html:1: cannot be used",),
        ("article.html:1", "用不了"),
    ),
    _Mistake(
        "id cut short",
        _nothing,
        ("withdraw", "12"),
        2,
        ("give at least its first four characters", "`feedpub list`"),
        ("feedpub list",),
    ),
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper of one article."""
    _config(CONFIG)(tmp_path)
    (tmp_path / "news").mkdir()
    _bulletin(f"{FIRST_DAY}.md", article("甲", FIRST_DAY))(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["C.UTF-8", "zh_CN.UTF-8"])
@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_what_is_said(feedpub: Feedpub, paper: Path, mistake: _Mistake, language: str) -> None:
    mistake.make(paper)
    done = feedpub(*mistake.args, env={"LANG": language, "LC_ALL": ""})
    said = done.stdout + done.stderr
    assert done.returncode == mistake.status, said
    assert "Traceback" not in said
    for words in mistake.english if language == "C.UTF-8" else mistake.chinese:
        assert words in said


@pytest.mark.parametrize("command", ["list", "status", "serve", "check"])
def test_the_wrong_folder(feedpub: Feedpub, command: str) -> None:
    done = feedpub(command)
    assert done.returncode == 2
    assert "there is no feedpub.toml in" in done.stderr
    assert "feedpub init" in done.stderr


@contextmanager
def _taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize(("language", "words"), [("C.UTF-8", "is taken"), ("zh_CN.UTF-8", "已被占用")])
def test_a_port_in_use(feedpub: Feedpub, paper: Path, language: str, words: str) -> None:
    feedpub("build")
    with _taken() as port:
        done = feedpub("serve", "--port", str(port), env={"LANG": language, "LC_ALL": ""})
    assert done.returncode in (2, 3)
    assert words in done.stderr
    assert "--port 0" in done.stderr


def test_a_paper_is_not_begun_anew_from_the_folder_above_it(feedpub: Feedpub, paper: Path) -> None:
    here = paper / "elsewhere"
    here.mkdir()
    for command in ("build", "diff", "inspect"):
        done = feedpub(command, "../news", cwd=here)
        assert done.returncode == 0, "the nearest feedpub.toml is above"
    above = paper.parent
    done = feedpub("build", f"{paper.name}/news", cwd=above)
    assert done.returncode == 2
    assert f"--config {paper.name}/feedpub.toml" in done.stderr
    assert not (above / "feeds").exists()
    assert feedpub("build", "--config", f"{paper.name}/feedpub.toml", cwd=above).returncode == 0
