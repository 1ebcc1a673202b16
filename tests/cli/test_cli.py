"""The command line: what it answers, with which exit status, and what the configuration changes."""

import gc
import json
import os
import pty
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import feedparser
import pytest

from feedpub import __version__
from feedpub.checking import check_feed
from feedpub.cli import main
from tests.conftest import Feedpub
from tests.paths import ROOT
from tests.scenarios.test_output import standing
from tests.truth import rows_of

Cli = Callable[..., SimpleNamespace]

HOME = "# 江城马路翻新\n\n新华社江城1月25日电(记者李伟)马路翻新。\n"
ABROAD = "# 万象新桥通车\n\n新华社万象1月25日电(记者李伟)新桥通车。\n"


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs `feedpub ARGS` in this process: a tenth of the time of a process of its own."""

    def run(*args: str | Path, cwd: Path = tmp_path, today: str = "1772323200") -> SimpleNamespace:
        monkeypatch.chdir(cwd)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", today)
        monkeypatch.setenv("COLUMNS", "120")
        for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(sys, "argv", ["feedpub", *map(str, args)])
        status: object = 0
        try:
            main()
        except SystemExit as end:
            status = end.code or 0
        finally:
            gc.enable()  # the command stops it
        out, err = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=out, stderr=err)

    return run


def write(path: Path, text: str) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of one bulletin with two articles."""
    write(tmp_path / "news" / "2026-01-26.txt", HOME + "\n" + ABROAD)
    return tmp_path / "news"


def read(cli: Cli, *args: str | Path, **where: Path) -> dict[str, dict[str, Any]]:
    """What `inspect --json` says of each headline."""
    done = cli("inspect", "--json", *args, **where)
    rows = rows_of(done.stdout)
    return {row["title"]: row for row in rows}


# ── asking it what it is ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "command", [[sys.executable, "-m", "feedpub"], [str(Path(sys.executable).with_name("feedpub"))]]
)
def test_the_module_and_the_console_script_are_one_command(command: list[str], tmp_path: Path) -> None:
    done = subprocess.run([*command, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"feedpub {__version__}\n", "")


@pytest.mark.parametrize("command", [["diff", "news"], ["build", "nowhere"], ["inspect", "--json", "news"], ["--hep"]])
def test_the_command_that_tests_fork_is_the_one_that_users_start(
    command: list[str], feedpub: Feedpub, news: Path, tmp_path: Path
) -> None:
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1772323200", "COLUMNS": "120"}
    script = Path(sys.executable).with_name("feedpub")
    started = subprocess.run(
        [script, *command], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False
    )
    forked = feedpub(*command)
    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)


def test_the_version_is_told_without_what_takes_long_to_load() -> None:
    english = {**os.environ, "LC_ALL": "C"}
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "feedpub", "--version"],
        env=english,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "feedpub.cli" in loaded
    slow = {
        "httpx2",
        "importlib.resources",
        "jinja2",
        "lxml",
        "pydantic",
        "sqlite3",
        "starlette",
        "tempfile",
        "watchfiles",
    }
    assert loaded & slow == set()


def test_the_version_is_the_one_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert __version__ == project["version"]


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_the_commands(cli: Cli, option: str) -> None:
    done = cli(option)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"build", "inspect", "--version"} <= set(re.findall(r"[\w-]+", done.stdout))


def test_the_list_of_commands_cuts_none_off_on_a_narrow_terminal() -> None:
    words = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}
    told = subprocess.run(
        [sys.executable, "-m", "feedpub", "-h"], env=words, capture_output=True, text=True, check=True
    )
    assert "..." not in told.stdout.split("Commands:")[1]


def test_help_is_a_command_too(cli: Cli) -> None:
    assert cli("help", "build").stdout == cli("build", "--help").stdout
    assert cli("help").stdout == cli("--help").stdout
    assert cli("help", "biuld").returncode == 2


def test_the_version_has_a_short_option(cli: Cli) -> None:
    assert cli("-V").stdout == f"feedpub {__version__}\n"


def test_help_of_build_names_every_option_and_its_default(cli: Cli) -> None:
    done = cli("build", "--help")
    assert done.returncode == 0
    told = re.sub(r"[\s│]+", " ", done.stdout)
    for option in ("--out", "--date", "--config", "--json", "-q", "-v", "BULLETINS", "YYYY-MM-DD"):
        assert option.lower() in told.lower()
    assert "default: feeds" in told
    assert "[tool.feedpub]" in told


def test_without_arguments_it_says_how_it_is_used(cli: Cli) -> None:
    done = cli()
    assert done.returncode in (0, 2)
    assert "build" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


# ── exit status ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_0_when_all_is_well_and_with_warnings(cli: Cli, news: Path) -> None:
    assert cli("build", "news").returncode == 0
    write(news / "2026-01-27.txt", "# 没有正文\n")
    done = cli("build", "news")
    assert done.returncode == 0
    assert "news/2026-01-27.txt:1: warning:" in done.stderr


@pytest.mark.parametrize(
    "command", [["build"], ["build", "-q"], ["build", "-v"], ["build", "--json"], ["inspect"], ["inspect", "--json"]]
)
def test_1_when_a_bulletin_could_not_be_read(cli: Cli, news: Path, command: list[str]) -> None:
    write(news / "2026-01-27.txt", "没有标题。\n")
    done = cli(*command, "news")
    assert done.returncode == 1
    if command != ["build", "--json"]:
        assert "news/2026-01-27.txt:1: error:" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nowhere"], "nowhere.*no such file or folder"),
        (["build", "news", "nowhere.txt"], "nowhere.txt.*no such file or folder"),
        (["build", "news", "--date", "26.1.2026"], "--date 26.1.2026.*2026-01-26"),
        (["build", "news", "--date", "2026-02-30"], "--date 2026-02-30.*2026-01-26"),
        (["build", "news", "--date", "2026-1-5"], "--date 2026-1-5.*2026-01-26"),
        (["build", "news", "--date", ""], "--date.*2026-01-26"),
        (["inspect", "news", "--date", "yesterday"], "--date yesterday"),
        (["build", "news", "--config", "other.toml"], "other.toml"),
        (["build", "news", "--config", "news"], "news.*no such configuration"),
        (["build", "--ouy", "x", "news"], "--ouy"),
        (["publish", "news"], "publish"),
    ],
)
def test_2_when_used_wrongly_and_nothing_is_touched(
    cli: Cli, news: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = cli(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(message, done.stderr)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news"]


@pytest.mark.parametrize("command", ["build", "inspect"])
def test_2_without_bulletins_and_configuration_and_it_says_how_to_start(cli: Cli, tmp_path: Path, command: str) -> None:
    done = cli(command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "feedpub build" in done.stderr
    assert "feedpub.toml" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_3_when_the_output_cannot_be_written(cli: Cli, news: Path, tmp_path: Path) -> None:
    write(tmp_path / "feeds", "a note")
    done = cli("build", "news")
    assert (done.returncode, done.stdout) == (3, "")
    assert re.search("^feedpub: feeds ", done.stderr, re.M)
    assert (tmp_path / "feeds").read_text() == "a note"


@pytest.mark.parametrize("epoch", ["soon", "1e9", "99999999999999999999", "253402300799"])
def test_a_clock_that_is_none_is_wrong_use(cli: Cli, news: Path, epoch: str) -> None:
    done = cli("inspect", "news", today=epoch)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"SOURCE_DATE_EPOCH={epoch}" in done.stderr


# ── what it prints ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_build_json_is_one_object_with_the_contracts_keys(cli: Cli, news: Path) -> None:
    write(news / "2026-01-27.txt", "没有标题。\n")
    done = cli("build", "--json", "news")
    assert done.stdout.count("\n") == 1
    told = json.loads(done.stdout)
    assert list(told) == ["bulletins", "articles", "new", "corrected", "unchanged", "held", "problems", "files"]
    assert [told[key] for key in ("bulletins", "articles", "new", "corrected", "unchanged")] == [2, 2, 2, 0, 0]
    [problem] = told["problems"]
    assert list(problem) == ["path", "line", "level", "code", "message"]
    assert (problem["path"], problem["line"], problem["level"]) == ("news/2026-01-27.txt", 1, "error")
    assert [list(file) for file in told["files"]] == [["path", "entries", "written"]] * len(told["files"])
    assert {"feeds/all.rss.xml", "feeds/all.atom.xml"} <= {file["path"] for file in told["files"]}
    assert all(type(file["entries"]) is int and file["written"] is True for file in told["files"])


def test_build_json_counts_what_is_new_and_corrected(cli: Cli, news: Path) -> None:
    cli("build", "news")
    write(news / "2026-01-27.txt", HOME.replace("江城", "河城").replace("25日", "26日"))
    bulletin = news / "2026-01-26.txt"
    write(bulletin, bulletin.read_text(encoding="utf-8").replace("新桥通车。", "新桥昨天通车。"))
    told = json.loads(cli("build", "--json", "news").stdout)
    assert [told[key] for key in ("articles", "new", "corrected", "unchanged")] == [3, 1, 1, 1]
    again = json.loads(cli("build", "--json", "news").stdout)
    assert [again[key] for key in ("articles", "new", "corrected", "unchanged")] == [3, 0, 0, 3]
    assert not any(file["written"] for file in again["files"])


ROW = (
    "id bulletin position line kind kicker headline title deck byline reporters contributors credit dateline item date "
    "date_rule section section_rule subheads paragraphs figures problems"
)
RICH = """春到江城
# 马路翻新
## ——江城修路记
□新华社记者 李伟

新华社江城1月25日电 据江城台报道,马路翻新。

### 小标题

今天天晴。

图为修路现场。新华社记者 王芳 摄

(参与记者:张建国)

# 漫画一幅

看路。

新华社发 赵旭 作
"""


def test_inspect_json_is_an_object_a_line_with_the_contracts_keys(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "news" / "2026-01-26.txt", RICH)
    done = cli("inspect", "--json", "news")
    assert (done.returncode, done.stderr) == (0, "")
    rows = rows_of(done.stdout)
    assert [list(row) for row in rows] == [ROW.split()] * 2
    article, cartoon = rows
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", article["id"])
    assert (article["bulletin"], article["position"], article["line"]) == ("news/2026-01-26.txt", 1, 2)
    assert [article[key] for key in ("kind", "headline", "title", "deck")] == [
        "article",
        "马路翻新",
        "马路翻新",
        "江城修路记",
    ]
    assert (article["kicker"], article["byline"], article["reporters"]) == ("春到江城", "新华社记者 李伟", ["李伟"])
    assert article["contributors"] == [{"name": "张建国", "role": "参与记者"}]
    assert article["dateline"] == {
        "text": "新华社江城1月25日电",
        "agency": "新华社",
        "place": "江城",
        "places": ["江城"],
        "year": None,
        "month": 1,
        "day": 25,
        "at": "start",
        "via": "据",
        "theme": None,
    }
    assert article["date"] == "2026-01-25"
    assert all(type(article[key]) is str and article[key] for key in ("date_rule", "section", "section_rule"))
    assert (article["subheads"], len(article["paragraphs"])) == (["小标题"], 2)
    assert [list(figure) for figure in article["figures"]] == [["caption", "agency", "name", "role", "src"]]
    assert (cartoon["kind"], cartoon["dateline"], cartoon["section"]) == ("cartoon", None, "photos")
    assert cartoon["credit"] == {"agency": "新华社", "name": "赵旭", "role": "作"}


def test_inspect_json_lists_problems_with_the_contracts_keys(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "news" / "2026-01-26.txt", "# 马路翻新\n\n新华社江城1月29日电 翻新。\n")
    [row] = read(cli, "news").values()
    [problem] = row["problems"]
    assert (list(problem), problem["code"]) == (["line", "level", "code", "message"], "date-ahead")


def test_inspect_says_what_was_read_and_why(cli: Cli, news: Path) -> None:
    told = cli("inspect", "news").stdout
    for words in ("news/2026-01-26.txt", "万象新桥通车", "2026-01-25", "issue date", "world", "abroad", "李伟"):
        assert words in told


def test_inspect_writes_nothing(cli: Cli, news: Path, tmp_path: Path) -> None:
    cli("build", "news")
    write(news / "2026-01-27.txt", HOME.replace("马路", "公路"))
    before = standing(tmp_path)
    assert cli("inspect", "news").returncode == 0
    assert cli("inspect", "--json", "news").returncode == 0
    assert standing(tmp_path) == before


def test_quiet_is_silent_when_all_is_well(cli: Cli, news: Path) -> None:
    write(news / "2026-01-27.txt", "# 没有正文\n")  # a warning is no error
    done = cli("build", "-q", "news")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_summary_counts_articles_and_feeds_by_section(cli: Cli, news: Path) -> None:
    told = cli("build", "news").stdout
    assert re.search(r"^all +全部 +2 +2 +written", told, re.M)
    assert re.search(r"^world +国际 +1 +1 +written", told, re.M)
    assert "2 articles from 1 bulletin" in told
    assert re.search(r"^world +国际 +1 +1 +unchanged", cli("build", "news").stdout, re.M)


def test_many_problems_are_counted_and_verbose_shows_them_all(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "news" / "2026-01-26.txt", "".join(f"# 题目{number}\n\n" for number in range(80)))
    short, long = cli("build", "news").stderr, cli("build", "-v", "news").stderr
    assert short.count("[no-body]") < long.count("[no-body]") == 80
    assert f"{80 - short.count('[no-body]')} more" in short


def _environment() -> dict[str, str]:
    forced = ("NO_COLOR", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
    return {**{name: value for name, value in os.environ.items() if name not in forced}, "TERM": "xterm-256color"}


def _on_a_terminal(*args: str, cwd: Path) -> str:
    """What a person sees."""
    screen, end = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "feedpub", *args], cwd=cwd, env=_environment(), stdin=end, stdout=end, stderr=end
    )
    os.close(end)
    shown = b""
    while True:
        try:
            more = os.read(screen, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not more:
            break
        shown += more
    os.close(screen)
    child.wait()
    return shown.decode()


def test_colour_and_progress_are_for_terminals_only(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path / "news" / f"2026-01-{number % 28 + 1:02}-{number}.txt", HOME.replace("马路", f"马路{number}"))
    write(tmp_path / "news" / "2026-02-01.txt", "没有标题。\n")
    shown = _on_a_terminal("build", "news", cwd=tmp_path)
    assert "\x1b[3" in shown
    assert "reading bulletins" in shown
    piped = subprocess.run(
        [sys.executable, "-m", "feedpub", "build", "news"],
        cwd=tmp_path,
        env=_environment(),
        capture_output=True,
        check=False,
    )
    told = (piped.stdout + piped.stderr).decode()
    assert "31 bulletins" in told
    assert "no-article" in told
    assert "\x1b" not in told
    assert "reading bulletins" not in told
    assert "reading bulletins" not in _on_a_terminal("build", "-q", "news", cwd=tmp_path)


def test_a_reader_of_its_output_may_stop_early(tmp_path: Path) -> None:
    write(tmp_path / "news" / "2026-01-26.txt", "".join(HOME.replace("马路", f"路{n}") for n in range(3000)))
    child = subprocess.Popen(
        [sys.executable, "-m", "feedpub", "inspect", "--json", "news"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    assert json.loads(child.stdout.readline())["position"] == 1
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    child.wait()


# ── where the configuration is, and what it may say ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["feedpub.toml", "pyproject.toml"])
def test_a_configuration_is_found_upwards_and_its_paths_start_at_its_own_folder(
    cli: Cli, tmp_path: Path, name: str
) -> None:
    write(tmp_path / "paper" / "news" / "2026-01-26.txt", HOME)
    table = "[tool.feedpub]\n" if name == "pyproject.toml" else ""
    write(tmp_path / "paper" / name, f'{table}bulletins = ["news"]\nout = "public"\npublication = "江城日报"\n')
    below = tmp_path / "paper" / "some" / "where"
    below.mkdir(parents=True)
    write(tmp_path / "paper" / "some" / "pyproject.toml", "[tool.other]\nx = 1\n")  # says nothing about feedpub
    assert cli("build", cwd=below).returncode == 0
    feed = feedparser.parse((tmp_path / "paper" / "public" / "all.atom.xml").read_bytes())
    assert (feed.feed.title, len(feed.entries)) == ("江城日报 · 全部", 1)
    assert list(below.iterdir()) == []


def test_the_nearest_configuration_counts_and_feedpub_toml_before_pyproject(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "feedpub.toml", 'publication = "远报"\n')
    write(tmp_path / "near" / "pyproject.toml", '[tool.feedpub]\npublication = "近报"\n')
    write(tmp_path / "near" / "news.txt", HOME)

    def title() -> str:
        cli("build", "news.txt", cwd=tmp_path / "near")
        return str(feedparser.parse((tmp_path / "near" / "feeds" / "all.rss.xml").read_bytes()).feed.title)

    assert title() == "近报 · 全部"
    write(tmp_path / "near" / "feedpub.toml", 'publication = "本地报"\n')
    assert title() == "本地报 · 全部"


def test_out_on_the_command_line_starts_at_the_working_folder(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "paper" / "feedpub.toml", 'bulletins = "news"\nout = "public"\n')
    write(tmp_path / "paper" / "news" / "2026-01-26.txt", HOME)
    (tmp_path / "paper" / "here").mkdir()
    done = cli("build", "--out", "mine", cwd=tmp_path / "paper" / "here")
    assert done.returncode == 0
    assert (tmp_path / "paper" / "here" / "mine" / "all.rss.xml").exists()
    assert not (tmp_path / "paper" / "public").exists()


def test_a_configuration_named_counts_for_everything_not_said_on_the_command_line(cli: Cli, tmp_path: Path) -> None:
    write(
        tmp_path / "a" / "paper.toml",
        'bulletins = ["news"]\nout = "public"\nbase_url = "https://news.example/x"\npages = false\n',
    )
    write(tmp_path / "a" / "news" / "2026-01-26.txt", HOME)
    write(tmp_path / "2026-01-27.txt", ABROAD)
    done = cli("build", "--config", "a/paper.toml", "2026-01-27.txt")
    assert done.returncode == 0
    assert "base_url" not in done.stderr
    feed = feedparser.parse((tmp_path / "a" / "public" / "all.atom.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == ["万象新桥通车"]
    assert feed.feed.link == "https://news.example/x/"
    assert not (tmp_path / "a" / "public" / "a").exists()


def test_without_a_base_url_it_says_which_one_feeds_name(cli: Cli, news: Path) -> None:
    assert "http://127.0.0.1:8000/" in cli("build", "news").stderr


WRONG = [
    ("limt = 3", ["limt", "3", "`limit`"]),
    ("publicaton = '江城日报'", ["publicaton", "江城日报", "`publication`"]),
    ("zebra = 1", ["zebra", "bulletins", "rules"]),
    ("[[sections]]\nslug = 'art'\ntilte = '美术'", ["tilte", "美术", "`title`"]),
    ("[[rules]]\nsection = 'world'\nplaces = '万象'", ["places", "万象", "`place`"]),
    ("days = 0", ["days", "0", "1"]),
    ("margin = 8", ["margin", "8 is 42", "45 is 92", "25", "99"]),
    ("margin = 45", ["margin", "44 or 46", "without the key it is 35"]),
    ("margin = 1000", ["margin", "1000", "99"]),
    ("learned_words = 'none.tsv'", ["learned_words", "none.tsv", "feedpub sections --learn"]),
    ("limit = 'many'", ["limit", "many", "number"]),
    ("pages = 'no'", ["pages", "no", "true"]),
    ("bulletins = 3", ["bulletins", "3", "list"]),
    ("out = ''", ["out", "''", "1"]),
    ("base_url = 'news.example'", ["base_url", "news.example", "https://"]),
    ("base_url = 'https://news.example/?x=1'", ["base_url", "?x=1", "folder"]),
    ("base_url = 'https://新闻.example/'", ["base_url", "新闻", "ASCII"]),
    ("base_url = 'http://[::1'", ["base_url", "http://[::1"]),
    ("language = 'zh_CN'", ["language", "zh_CN", "zh-CN"]),
    ("language = 'chinese'", ["language", "chinese", "zh-CN"]),
    ("timezone = 'Mars/Base'", ["timezone", "Mars/Base", "Asia/Shanghai"]),
    ('publication = "江城\\u0001日报"', ["publication", "\\x01"]),
    ("[[sections]]\ntitle = '美术'", ["slug", "missing"]),
    ("[[sections]]\nslug = 'Art'", ["slug", "Art"]),
    ("[[sections]]\nslug = 'art'\n[[sections]]\nslug = 'art'", ["art"]),
    ("[[sections]]\nslug = 'art'\nwords = '画'", ["words", "画", "list"]),
    ("[[sections]]\nslug = 'general'\non = false", ["general", "off"]),
    ("[[rules]]\nsection = 'wrld'\nheadline = '桥'", ["wrld", "`world`"]),
    ("[[rules]]\nheadline = '桥'", ["section", "missing"]),
    ("[[rules]]\nsection = 'world'", ["rules", "headline", "place", "agency"]),
    ("limit = ", ["TOML"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRONG, ids=[text.replace("\n", " ") for text, _ in WRONG])
def test_a_wrong_key_or_value_is_named_with_what_is_allowed(
    cli: Cli, news: Path, tmp_path: Path, text: str, words: list[str]
) -> None:
    write(tmp_path / "feedpub.toml", text)
    for command in ("build", "inspect"):
        done = cli(command, "news")
        assert (done.returncode, done.stdout) == (2, "")
        assert str(tmp_path / "feedpub.toml") in done.stderr
        assert [word for word in words if word not in done.stderr] == []
    assert not (tmp_path / "feeds").exists()


@pytest.mark.parametrize("slug", ["all", "index", "a", "s", "archive", "feeds", "status"])
def test_names_of_our_own_output_are_refused_as_slugs(cli: Cli, news: Path, tmp_path: Path, slug: str) -> None:
    write(tmp_path / "feedpub.toml", f"[[sections]]\nslug = '{slug}'\n")
    done = cli("build", "news")
    assert done.returncode == 2
    assert f"`{slug}`" in done.stderr


def test_a_pyproject_of_another_shape_is_passed_over(cli: Cli, news: Path, tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "tool = 3\n")
    assert cli("build", "news").returncode == 0


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def configure(folder: Path, text: str) -> None:
    write(folder / "feedpub.toml", f"publication = '江城日报'\n{text}")


def section_of(cli: Cli, folder: Path, text: str, name: str = "2026-01-26.txt") -> dict[str, Any]:
    """How the one article of a bulletin is filed."""
    write(folder / "one" / name, text)
    [row] = read(cli, "one").values()
    return row


def test_a_section_switched_off_takes_nothing_and_has_no_feed(cli: Cli, tmp_path: Path, news: Path) -> None:
    configure(tmp_path, "[[sections]]\nslug = 'world'\non = false\n")
    assert cli("build", "news").returncode == 0
    assert not list((tmp_path / "feeds").glob("world.*"))
    assert section_of(cli, tmp_path, ABROAD)["section"] != "world"
    assert section_of(cli, tmp_path, f"第03版:国际\n\n{ABROAD}")["section"] != "world"
    assert section_of(cli, tmp_path, f"---\nsection: world\n---\n{ABROAD}")["section"] != "world"


def test_a_section_renamed_keeps_its_articles_under_the_new_name(cli: Cli, tmp_path: Path, news: Path) -> None:
    configure(tmp_path, "[[sections]]\nslug = 'world'\ntitle = '天下'\n")
    assert cli("build", "news").returncode == 0
    feed = feedparser.parse((tmp_path / "feeds" / "world.atom.xml").read_bytes())
    assert feed.feed.title == "江城日报 · 天下"
    assert [(entry.title, entry.tags[0].term) for entry in feed.entries] == [("万象新桥通车", "天下")]
    assert section_of(cli, tmp_path, f"第03版:天下\n\n{HOME}")["section"] == "world"


def test_a_section_renamed_still_answers_to_its_usual_name(cli: Cli, tmp_path: Path) -> None:
    configure(tmp_path, "[[sections]]\nslug = 'world'\ntitle = '天下'\n")
    assert section_of(cli, tmp_path, f"第03版:国际\n\n{HOME}")["section"] == "world"


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        ("words = ['皮影']", HOME.replace("马路翻新", "皮影迎新")),
        ("places = ['江城']", HOME),
        ("places = ['万象']", ABROAD),
        ("title = '渡口'", f"第03版:渡口\n\n{HOME}"),
        ("", f"---\nsection: ferry\n---\n{HOME}"),
    ],
)
def test_a_section_of_the_operators_own_takes_what_its_evidence_tells(
    cli: Cli, tmp_path: Path, evidence: str, text: str
) -> None:
    assert section_of(cli, tmp_path, text)["section"] != "ferry"
    configure(tmp_path, f"[[sections]]\nslug = 'ferry'\n{evidence}\n")
    row = section_of(cli, tmp_path, text)
    assert row["section"] == "ferry"
    assert row["section_rule"]


@pytest.mark.parametrize(
    ("conditions", "article", "filed"),
    [
        ("headline = '马路'", HOME, True),
        ("headline = '铁路'", HOME, False),
        ("place = '万象'", ABROAD, True),
        ("agency = '新华社'", HOME, True),
        ("agency = '中新社'", HOME, False),
        ("headline = '马路'\nplace = '江城'\nagency = '新华社'", HOME, True),
        ("headline = '马路'\nplace = '万象'", HOME, False),
    ],
)
def test_a_rule_files_what_meets_all_its_conditions(
    cli: Cli, tmp_path: Path, conditions: str, article: str, filed: bool
) -> None:
    configure(tmp_path, f"[[rules]]\nsection = 'opinion'\n{conditions}\n")
    row = section_of(cli, tmp_path, article)
    assert (row["section"] == "opinion", "rule" in row["section_rule"]) == (filed, filed)


def test_the_first_rule_that_holds_counts_and_what_a_page_says_counts_more(cli: Cli, tmp_path: Path) -> None:
    configure(
        tmp_path,
        "[[rules]]\nsection = 'sports'\nheadline = '马路'\n[[rules]]\nsection = 'culture'\nheadline = '翻新'\n",
    )
    assert section_of(cli, tmp_path, HOME)["section"] == "sports"
    assert section_of(cli, tmp_path, f"第03版:教育\n\n{HOME}")["section"] == "education"


def test_sections_the_configuration_names_have_valid_feeds_even_when_empty(
    cli: Cli, tmp_path: Path, news: Path
) -> None:
    base = "https://news.example/feeds/"
    configure(
        tmp_path, f"base_url = '{base}'\n[[sections]]\nslug = 'science'\n[[sections]]\nslug = 'ferry'\ntitle = '渡口'\n"
    )
    assert cli("build", "news").returncode == 0
    for name, title in (("science", "科技"), ("ferry", "渡口")):
        for suffix in ("atom.xml", "rss.xml"):
            data = (tmp_path / "feeds" / f"{name}.{suffix}").read_bytes()
            assert check_feed(data, url=f"{base}{name}.{suffix}") == ()
            feed = feedparser.parse(data)
            assert (feed.bozo, feed.entries, feed.feed.title) == (False, [], f"江城日报 · {title}")
        assert b"lastBuildDate" not in (tmp_path / "feeds" / f"{name}.rss.xml").read_bytes()
        assert b"<updated>1970-01-01T00:00:00" in (tmp_path / "feeds" / f"{name}.atom.xml").read_bytes()
    assert not (tmp_path / "feeds" / "culture.atom.xml").exists()


def test_an_unknown_page_head_makes_a_section_with_a_pinyin_slug(cli: Cli, tmp_path: Path) -> None:
    write(
        tmp_path / "news" / "2026-01-26.txt",
        f"第05版:渔业\n\n{HOME}\n第06版:余业\n\n{ABROAD}\n第07版:渔业\n\n# 鱼汛\n\n开捕。\n",
    )
    rows = read(cli, "news")
    assert [row["section"] for row in rows.values()] == ["yuye", "yuye-2", "yuye"]
    assert cli("build", "news").returncode == 0
    for slug, name in (("yuye", "渔业"), ("yuye-2", "余业")):
        feed = feedparser.parse((tmp_path / "feeds" / f"{slug}.rss.xml").read_bytes())
        assert feed.feed.title == f"feedpub · {name}"
        assert {entry.tags[0].term for entry in feed.entries} == {name}


def test_a_page_head_spelled_like_our_own_output_gets_another_slug(cli: Cli, tmp_path: Path) -> None:
    assert section_of(cli, tmp_path, f"第05版:阿\n\n{HOME}")["section"] == "a-2"


def test_the_configuration_may_give_a_page_head_another_slug(cli: Cli, tmp_path: Path) -> None:
    configure(tmp_path, "[[sections]]\nslug = 'fishing'\ntitle = '渔业'\n")
    assert section_of(cli, tmp_path, f"第05版:渔业\n\n{HOME}")["section"] == "fishing"


# ── the clock ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("epoch", "zone", "day"),
    [
        ("1769356800", "Asia/Shanghai", "2026-01-25"),  # 2026-01-26 00:00 in Shanghai
        ("1769270400", "Asia/Shanghai", "2026-01-25"),  # 2026-01-25 00:00
        ("1769270399", "Asia/Shanghai", "2025-01-25"),  # a second before
        ("1769270400", "America/New_York", "2025-01-25"),  # where it was still the 24th
        ("1700000000", "Asia/Shanghai", "2023-01-25"),
    ],
)
def test_source_date_epoch_stands_for_the_clock(cli: Cli, tmp_path: Path, epoch: str, zone: str, day: str) -> None:
    write(tmp_path / "feedpub.toml", f"timezone = '{zone}'\n")
    write(tmp_path / "news.txt", HOME)
    done = cli("inspect", "--json", "news.txt", today=epoch)
    assert [row["date"] for row in rows_of(done.stdout)] == [day]


def test_a_date_told_is_the_issue_date_of_bulletins_that_state_none(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "news.txt", HOME)
    [row] = read(cli, "news.txt", "--date", "2024-02-01").values()
    assert (row["date"], row["problems"]) == ("2024-01-25", [])


def test_the_same_command_gives_the_same_bytes_on_another_day(feedpub: Feedpub, news: Path, tmp_path: Path) -> None:
    for out, today in (("one", "2026-02-01"), ("two", "2026-02-09")):
        assert feedpub("build", "-q", "news", "--out", out, today=today).returncode == 0
    one, two = ({name: content for name, (*_, content) in standing(tmp_path / out).items()} for out in ("one", "two"))
    assert "all.atom.xml" in one
    assert one == two


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OSError(28, "No space left on device", "feeds/all.json"),
            "feedpub: feeds/all.json: No space left on device\n",
        ),
        (OSError(24, "Too many open files"), "feedpub: [Errno 24] Too many open files\n"),
        (MemoryError(), "feedpub: there is not enough memory; "),
    ],
)
def test_a_machine_that_runs_out_of_something_is_a_message_and_no_traceback(
    error: BaseException, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run_out(*_: object) -> None:
        raise error

    monkeypatch.setattr(sys.modules["feedpub.cli.app"], "run", run_out)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    assert capsys.readouterr().err.startswith(said)
