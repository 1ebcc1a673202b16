"""What a Chinese user sees, and that scripts and logs see none of it."""

import contextlib
import json
import re
import sqlite3
from pathlib import Path

import pytest

from feedpub.cli import app
from feedpub.cli.translation import commands_of
from feedpub.terminal import columns
from tests.conftest import Feedpub
from tests.scenarios.test_serve_watch import desk

CHINESE = {"LANG": "zh_CN.UTF-8"}
CONFIG = 'bulletins = ["news"]\npublication = "滨江日报"\n'
BULLETIN = """第02版：社会

## 老码头改成江边书房

本报滨江1月25日电（记者林知夏）停用十二年的三号码头25日重新开门。

![江边](没有.jpg)
"""
# Three English words behind one another, which are no command and no name of a key or file.
_SENTENCE = re.compile(r"(?<![\w/.`-])[a-z]{2,}(?: [a-z]{2,}){2,}(?![\w/.`-])", re.IGNORECASE)
_NAMES = re.compile(r"`[^`]*`|feedpub( [a-z-]+)*|(?:名称|例)：.*")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper with one article and one problem."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.md").write_text(BULLETIN, encoding="utf-8")
    (tmp_path / "news" / "简报.rtf").write_bytes(b"{\\rtf1}")
    (tmp_path / "feedpub.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def _english_in(text: str) -> list[str]:
    return _SENTENCE.findall(_NAMES.sub("", text))


def _names() -> list[str]:
    return ["", *commands_of(app)]


@pytest.mark.parametrize("name", _names())
def test_the_help_is_chinese_and_fits_a_terminal(feedpub: Feedpub, name: str) -> None:
    done = feedpub(*name.split(), "--help", env={**CHINESE, "COLUMNS": "80"})
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("用法：feedpub")
    assert "选项：" in lines
    assert not _english_in(done.stdout)
    assert max(map(columns, lines)) <= 80
    assert not [line for line in lines if line.strip().startswith(("，", "。", "、", "；", "：", "）", "”", "…"))]
    assert "…  " not in done.stdout  # nothing is cut off


def test_help_of_a_command_is_the_same_as_behind_it(feedpub: Feedpub) -> None:
    pages = [feedpub(*args, env=CHINESE).stdout for args in (("help", "build"), ("build", "-h"))]
    assert pages[0] == pages[1] != ""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("build --ou x", "错误：没有 --ou 这个选项（是不是 --jobs、--json、--out）"),
        ("bild", "错误：没有“bild”这个命令。是不是“build”？"),
        ("nothing", "错误：没有“nothing”这个命令。"),
        ("build --wait x", "错误：--wait 的值不对：应该是数字"),
        ("build --wait -1", "错误：--wait 的值不对：不能小于 0"),
        ("serve --port x", "错误：--port 的值不对：应该是整数"),
        ("serve --port 99999", "错误：--port 的值不对：不能大于 65535"),
        ("init --schedule x", "错误：--schedule 的值不对：“x”不在可选的值里：systemd、cron、github。"),
        ("build --wait", "错误：选项 --wait 后面要写一个值。"),
        ("build --json=1", "错误：选项 --json 后面不能带值。"),
        ("withdraw", "错误：缺少参数 ID|WORDS。"),
        ("status x y", "错误：多了参数：x y"),
    ],
)
def test_a_mistake_on_the_command_line_is_told_in_chinese(feedpub: Feedpub, args: str, said: str) -> None:
    done = feedpub(*args.split(), env=CHINESE)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == said
    assert not _english_in(done.stderr)
    english = feedpub(*args.split())
    assert english.returncode == 2
    assert "Error: " in english.stderr


def test_no_command_shows_the_help(feedpub: Feedpub) -> None:
    done = feedpub(env=CHINESE)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == feedpub("--help", env=CHINESE).stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            "build",
            "1 份稿件，1 篇文章：新增 1 篇、更正 0 篇、未变 0 篇；共 6 个 feed 文件，写出 6 个、1 个网页；1 个警告",
        ),
        ("build", "1 个文件没有读：1 个其他格式的文档（news/简报.rtf）；文档请另存为 *.docx、*.txt 或 *.md"),
        ("build", "society  社会     1        1  已写"),
        ("diff", "新增       老码头改成江边书房"),
        ("inspect", "        日期      2026-01-25"),
        ("sections", "1 篇文章；靠词归栏，要有百分之 35 的把握"),
        ("list", "1 个条目"),
        ("learn", "1 份稿件，1 组："),
        ("build --config 没有.toml", "feedpub：没有.toml：没有这个配置文件"),
        ("build 没有", "没有"),
        ("check", "feedpub：feeds：没有这个文件夹"),
        ("status", "/.feedpub/status.json：还没有这个文件"),
        ("withdraw 0000", "feedpub：0000：没有这个 id"),
        ("inspect --date 2026-02-30", "feedpub：--date 2026-02-30：不是有效的日期"),
    ],
)
def test_commands_speak_chinese(paper: Path, feedpub: Feedpub, args: str, said: str) -> None:
    done = feedpub(*args.split(), env=CHINESE)
    assert said in done.stdout + done.stderr
    assert not _english_in(done.stdout + done.stderr)


def test_what_was_built_is_checked_and_reported_in_chinese(paper: Path, feedpub: Feedpub) -> None:
    feedpub("build", env=CHINESE)
    checked = feedpub("check", "--archive", env=CHINESE)
    assert checked.returncode == 0
    assert "存档：没有问题" in checked.stdout
    status = feedpub("status", env=CHINESE)
    assert status.stdout.startswith("时间 ")
    assert "news/2026-01-26.md:7: 警告: " in status.stderr
    assert not _english_in(checked.stdout + status.stdout + status.stderr)
    assert not _english_in(feedpub("withdraw", "0000", env=CHINESE).stderr)


def test_init_writes_chinese(tmp_path: Path, feedpub: Feedpub) -> None:
    done = feedpub("init", "--schedule", "github", env=CHINESE)
    assert done.returncode == 0
    assert "已建 feedpub.toml\n" in done.stdout
    config = (tmp_path / "feedpub.toml").read_text(encoding="utf-8")
    workflow = (tmp_path / ".github" / "workflows" / "feeds.yml").read_text(encoding="utf-8")
    assert "# 一份报纸的配置" in config
    assert not _english_in(done.stdout + config)
    assert "# 世界时；北京时间 6:30" in workflow
    assert feedpub("build").returncode == 0
    feed = (tmp_path / "feeds" / "society.atom.xml").read_text(encoding="utf-8")
    assert "<title>我的报纸 · 社会</title>" in feed
    assert "<title>旧粮仓里开夜市</title>" in feed


def test_the_configuration_chooses_the_language(paper: Path, feedpub: Feedpub) -> None:
    def told(language: str, **env: str) -> str:
        text = f'language_of_messages = "{language}"\n{CONFIG}'
        (paper / "feedpub.toml").write_text(text, encoding="utf-8")
        return str(feedpub("list", env=env).stdout).splitlines()[-1]

    assert told("zh") == "1 个条目"
    assert told("en", **CHINESE) == "1 entry"
    assert told("en", LANG="de_DE.UTF-8") == "1 entry"


@pytest.mark.parametrize(
    "args",
    ["build --json", "inspect --json", "sections --json", "list --json", "learn --json", "build --log-format json"],
)
def test_json_and_logs_are_the_same_in_both_languages(paper: Path, feedpub: Feedpub, args: str) -> None:
    chinese = feedpub(*args.split(), "--config", paper / "feedpub.toml", env=CHINESE)
    for left in paper.glob("feeds/**/*"):
        if left.is_file():
            left.unlink()
    (paper / ".feedpub" / "archive.sqlite3").unlink(missing_ok=True)
    english = feedpub(*args.split(), "--config", paper / "feedpub.toml")
    told = "log-format" in args
    assert chinese.returncode == english.returncode == 0
    assert (chinese.stderr if told else chinese.stdout) == (english.stderr if told else english.stdout) != ""


def test_what_is_kept_is_english_and_told_in_either_language(paper: Path, feedpub: Feedpub) -> None:
    built = feedpub("build", env=CHINESE)
    kept = json.loads((paper / ".feedpub" / "status.json").read_text(encoding="utf-8"))
    (row,) = kept["problems"]
    assert re.fullmatch(r"[\x00-\x7f]*`没有.jpg`[\x00-\x7f]*", row["message"])
    public = [feedpub(*args, env=CHINESE).stdout for args in (("status", "--json"),)]
    assert json.loads(public[0])["problems"] == [{key: value for key, value in row.items() if key != "said"}]
    for command in (("build", "-v"), ("status",)):
        english = feedpub(*command).stderr
        assert f"news/2026-01-26.md:7: warning: {row['message']} [{row['code']}]\n" in english
        chinese = feedpub(*command, env=CHINESE).stderr
        assert chinese.splitlines()[0] == built.stderr.splitlines()[0]


def test_an_archive_of_an_earlier_version_has_plain_texts(paper: Path, feedpub: Feedpub) -> None:
    path = paper / "news" / "2026-01-26.md"
    path.write_text(BULLETIN.replace("1月25日", "2月30日"), encoding="utf-8")
    feedpub("build")
    archive, status = paper / ".feedpub" / "archive.sqlite3", paper / ".feedpub" / "status.json"
    told = json.loads(status.read_text(encoding="utf-8"))
    (text,) = {row["message"] for row in told["problems"] if row["code"] == "date-impossible"}
    with contextlib.closing(sqlite3.connect(archive)) as db, db:
        (kept,) = db.execute("SELECT problems FROM bulletin").fetchone()
        plain = json.dumps([row | {"message": text} for row in json.loads(kept)])
        db.execute("UPDATE bulletin SET problems = ?", (plain,))
    for row in (*told["problems"], *told["builds"]):
        row.pop("said", None)
    status.write_text(json.dumps(told), encoding="utf-8")
    for args in (("status",), ("build", "-v")):
        done = feedpub(*args, env=CHINESE)
        assert done.returncode == 0
        assert f"news/2026-01-26.md:3: 警告: {text} [date-impossible]\n" in done.stderr


def test_the_corner_of_the_preview_is_chinese(paper: Path) -> None:
    with desk(paper, env=CHINESE) as made:
        made.until(lambda: made.state()["title"])
        state = made.state()
        assert (state["title"], state["language"]) == ("1 个警告", "zh")
        assert state["ended"].startswith("预览已经结束")
        assert "这里没有网页" in made.get("/missing.html")[1]
        assert "正在监视 news，按 Ctrl-C 结束" in made.said
