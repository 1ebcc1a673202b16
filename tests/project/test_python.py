"""The Python API: what is public, what it costs to import, that it is typed, and that the examples of the page run."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import pytest

import feedpub
from tests.conftest import Feedpub
from tests.documents import PYTHON, blocks, code
from tests.paths import ROOT, SAMPLES

BULLETIN = "# 老码头改成江边书房\n\n本报滨江1月25日电（记者林知夏 周远）停用十二年的三号码头25日重新开门。\n"
USER = """
from datetime import UTC, date, datetime
from pathlib import Path

import feedpub

parsed: feedpub.ParsedBulletin = feedpub.read(Path("a.md"), date=date(2026, 1, 26))
days: list[date] = [dated.day for dated in parsed.dated]
slugs: list[str] = [filed.slug for filed in parsed.filed]
article: feedpub.Article = parsed.bulletin.articles[0]
names: list[str] = [person.name for person in article.people]
place: str | None = article.dateline.place if article.dateline else None
config: feedpub.Config = feedpub.load_config("feedpub.toml")
result: feedpub.BuildResult = feedpub.build(
    ["news", Path("more")], config, now=datetime.now(UTC), options=feedpub.BuildOptions(dry=True)
)
titles: list[str] = [change.title for change in result.changes]
messages: list[str] = [problem.message for path, problem in result.problems]
findings: tuple[feedpub.CheckedFinding, ...] = feedpub.check(b"<feed/>", url="https://example.org/all.atom.xml")
try:
    feedpub.check(Path("feeds"))
except feedpub.UsageError as error:
    cause: feedpub.FeedpubError = error
"""


def _run(program: str, folder: Path, *options: str) -> str:
    command = [sys.executable, *options, "-c", program]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# ── what is public ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_public_name_exists_and_says_what_it_is() -> None:
    for name in set(feedpub.__all__) - {"__version__", "Block"}:  # a string, and a union of classes
        assert (getattr(feedpub, name).__doc__ or "").strip(), name


def test_nothing_else_is_public() -> None:
    assert sorted(feedpub.__all__) == dir(feedpub)
    with pytest.raises(AttributeError, match="no attribute 'Classifier'"):
        feedpub.Classifier  # type: ignore[attr-defined]  # noqa: B018


def test_all_errors_are_public_and_of_one_tree() -> None:
    errors = import_module("feedpub.errors").__all__
    assert set(errors) <= set(feedpub.__all__)
    assert all(issubclass(getattr(feedpub, name), feedpub.FeedpubError) for name in errors)


def test_importing_it_loads_nothing_else(tmp_path: Path) -> None:
    program = "import sys; before = set(sys.modules); import feedpub; print(sorted(set(sys.modules) - before))"
    assert _run(program, tmp_path, "-B") == "['feedpub']\n"


def test_a_module_of_the_same_kind_hides_no_function(tmp_path: Path) -> None:
    program = "import feedpub, feedpub.reading, feedpub.building, feedpub.checking; print(callable(feedpub.check))"
    assert _run(program, tmp_path) == "True\n"


def test_a_users_program_is_type_checked_against_it(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(USER, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", "user.py"]
    env = {**os.environ, "MYPYPATH": f"{ROOT}:{ROOT / 'stubs'}"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout


# ── what it does ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["text", "bytes", "path"])
def test_bytes_text_and_a_path_are_read_alike(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(BULLETIN, encoding="utf-8")
    sources: dict[str, str | bytes | Path] = {"text": BULLETIN, "bytes": BULLETIN.encode("gb18030"), "path": path}
    source = sources[kind]
    parsed = feedpub.read(source, date=date(2026, 1, 26))
    (article,), (dated,) = parsed.bulletin.articles, parsed.dated
    assert (article.headline, dated.day) == ("老码头改成江边书房", date(2026, 1, 25))
    assert parsed.filed == feedpub.read(BULLETIN).filed
    assert [person.name for person in article.people] == ["林知夏", "周远"]


def test_it_reads_as_inspect_does(feedpub: Feedpub, tmp_path: Path) -> None:
    import feedpub as api

    for path in sorted(SAMPLES.glob("*.*")):
        if path.suffix not in (".txt", ".md"):
            continue
        rows = [json.loads(row) for row in feedpub("inspect", "--json", path, cwd=tmp_path).stdout.splitlines()]
        wanted = [(row["title"], row["date"], row["section"]) for row in rows if row["kind"] != "coverage"]
        parsed = api.read(path)
        found = [(dated.day.isoformat(), filed.slug) for dated, filed in zip(parsed.dated, parsed.filed, strict=True)]
        assert found == [row[1:] for row in wanted]


def test_the_place_of_a_file_counts_as_it_does_for_a_command(tmp_path: Path) -> None:
    path = tmp_path / "体育" / "2026-01-26.md"
    path.parent.mkdir()
    path.write_text("# 江城书市开幕\n\n本报1月25日讯 书市开幕。\n", encoding="utf-8")
    parsed = feedpub.read(path)
    assert (parsed.issue.day, parsed.filed[0].slug) == (date(2026, 1, 26), "sports")


def test_a_build_is_the_one_of_the_command(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.md").write_text(BULLETIN, encoding="utf-8")
    (tmp_path / "feedpub.toml").write_text('bulletins = ["news"]\npublication = "滨江日报"\n', encoding="utf-8")
    config = feedpub.load_config(tmp_path / "feedpub.toml")
    now = datetime(2026, 1, 26, 9, tzinfo=UTC)
    assert feedpub.build(config=config, now=now, options=feedpub.BuildOptions(dry=True)).new == 1
    assert not (tmp_path / "feeds").exists()
    assert feedpub.build(config=config, now=now).new == 1
    assert json.loads((tmp_path / ".feedpub" / "status.json").read_text(encoding="utf-8"))["builds"][0]["new"] == 1
    assert feedpub.build(config=config, now=now).new == 0
    assert [row for row in feedpub.check(tmp_path / "feeds", now=now) if row.level == "error"] == []


def test_an_address_without_its_last_slash_gets_it(tmp_path: Path) -> None:
    (tmp_path / "2026-01-26.md").write_text(BULLETIN, encoding="utf-8")
    config = feedpub.Config(out=tmp_path / "feeds", base_url="https://news.example.org/feeds")
    feedpub.build([tmp_path / "2026-01-26.md"], config, options=feedpub.BuildOptions(keep=False))
    told = json.loads((tmp_path / "feeds" / "all.json").read_text(encoding="utf-8"))
    assert told["feed_url"] == "https://news.example.org/feeds/all.json"


def test_the_clock_can_be_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    assert feedpub.read("# 江城书市开幕\n\n书市开幕。\n").dated[0].day == date(2026, 3, 1)


def test_mistakes_are_said(tmp_path: Path) -> None:
    with pytest.raises(feedpub.UsageError, match="time zone"):
        feedpub.build([tmp_path], feedpub.Config(), now=datetime(2026, 1, 26))
    with pytest.raises(feedpub.UsageError, match="list of files"):
        feedpub.build("news")
    with pytest.raises(feedpub.ConfigError, match="Mars/Base"):
        feedpub.read(BULLETIN, config=feedpub.Config(timezone="Mars/Base"))
    (tmp_path / "a.md").write_bytes(bytes(range(128, 256)) * 9)
    with pytest.raises(feedpub.UndecodableError, match=r"a\.md: is in no encoding"):
        feedpub.read(tmp_path / "a.md")
    with pytest.raises(feedpub.UnreadableError, match="cannot be read"):
        feedpub.read(tmp_path / "none.md")
    with pytest.raises(feedpub.UsageError, match="cannot be read"):
        feedpub.check(tmp_path / "none.xml")
    with pytest.raises(feedpub.UsageError, match="no feed"):
        feedpub.check(tmp_path)
    with pytest.raises(feedpub.ConfigError):
        feedpub.load_config(tmp_path / "none.toml")


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PYTHON)
def test_the_examples_run(name: str, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.md").write_text(BULLETIN, encoding="utf-8")
    rows, feed, findings = blocks(name, "python")
    assert _run(rows, tmp_path) == "2026-01-25 老码头改成江边书房\n"
    assert _run(feed, tmp_path) == "1 False True\n"
    assert "error missing-element" in _run(findings, tmp_path)


@pytest.mark.parametrize("name", PYTHON)
def test_the_page_names_every_function_and_error(name: str) -> None:
    named = " ".join(code(name))
    functions = ("read", "build", "check", "load_config")
    assert all(f"feedpub.{function}(" in named for function in functions)
    assert all(error in named for error in import_module("feedpub.errors").__all__)
