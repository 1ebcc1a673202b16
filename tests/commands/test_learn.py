"""`feedpub learn` proposes a table for each source, says what it would give, and writes only if told."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Feedpub

CONFIG = "# 我们的报纸\npublication = '滨江日报'  # 报名\nbulletins = ['news']\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper with five campus bulletins, of which one states another day, and five posts."""
    for day in range(1, 6):
        top = "---\ndate: 2026-01-09\n---\n" if day == 3 else ""
        campus = tmp_path / "news" / "campus" / "2026" / "02" / f"{day:02}.md"
        _put(campus, f"{top}# 校园快讯\n\n## 书屋开门{day}\n\n{'三号码头的书屋开门了。' * 9}\n\n")
        _put(campus, f"## 夜市添灯{day}\n\n{'江滩夜市添了三百盏灯。' * 9}\n\n江城夜读陪你入眠\n")
        front = f"---\ntitle: 渡口往事之{day}\ndate: 2026-02-{day:02}\n---\n"
        _put(
            tmp_path / "news" / "posts" / f"{day}.md", f"{front}{'渡口的船停了。' * 9}\n\n## 船\n\n{'船在岸上。' * 9}\n"
        )
    _put(tmp_path / "feedpub.toml", CONFIG)
    return tmp_path


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def test_the_output_can_be_pasted(feedpub: Feedpub, paper: Path) -> None:
    done = feedpub("learn")
    assert done.returncode == 0, done.stderr
    assert tomllib.loads(done.stdout)["sources"] == [
        {"match": "news/campus/**", "headline": "##", "date": "path: {year}/{month}/{day}"}
    ]
    assert "news/campus/2026/02/03.md: 2026-01-09 → 2026-02-03" in done.stdout
    assert '# title = "front matter"' in done.stdout  # the posts are read so without a table
    assert "in 5 bulletins, perhaps to `ignore`: 江城夜读陪你入眠" in done.stdout
    assert "10 bulletins, 2 groups: 1 table would help; nothing was written" in done.stderr
    assert (paper / "feedpub.toml").read_text(encoding="utf-8") == CONFIG


def test_what_is_written_is_in_force(feedpub: Feedpub, paper: Path) -> None:
    assert "appended to" in feedpub("learn", "--write").stderr
    text = (paper / "feedpub.toml").read_text(encoding="utf-8")
    assert text.startswith(CONFIG)
    shown = feedpub("inspect", "news/campus/2026/02/03.md").stdout  # named by itself, the table is the same
    assert "(issue date 2026-02-03 from the path, by [[sources]]; read by [[sources]] news/campus/**)" in shown
    again = feedpub("learn", "--write")
    assert "# news/campus/**: has its table, which fits 5 bulletins" in again.stdout
    assert (paper / "feedpub.toml").read_text(encoding="utf-8") == text


def test_without_a_configuration_one_is_made(feedpub: Feedpub, paper: Path) -> None:
    (paper / "feedpub.toml").unlink()
    assert feedpub("learn", "news", "--write").returncode == 0
    assert len(tomllib.loads((paper / "feedpub.toml").read_text(encoding="utf-8"))["sources"]) == 1


def test_json_says_all_of_it(feedpub: Feedpub, paper: Path) -> None:
    told = json.loads(feedpub("learn", "--json").stdout)
    campus, posts = told["groups"]
    assert (campus["match"], campus["bulletins"], campus["verdict"]) == ("news/campus/**", 5, "helps")
    assert (posts["verdict"], told["covered"], told["written"]) == ("same", [], None)
    assert campus["changed"] == [
        {"path": "news/campus/2026/02/03.md", "articles": [2, 2], "issue": ["2026-01-09", "2026-02-03"]}
    ]
    assert tomllib.loads(campus["toml"])["sources"] == [campus["table"]]
    assert campus["today"]["articles"] == campus["with_table"]["articles"] == 10


def test_one_that_cannot_be_read_is_said(feedpub: Feedpub, paper: Path) -> None:
    (paper / "news" / "posts" / "6.md").symlink_to(paper / "none")
    done = feedpub("learn")
    assert done.returncode == 1
    assert "6.md: error:" in done.stderr


def test_the_reading_of_one_never_depends_on_its_neighbours(feedpub: Feedpub, paper: Path) -> None:
    def read() -> str:
        return feedpub("inspect", "news/campus/2026/02/03.md", "--json").stdout

    before = read()
    feedpub("learn")
    for other in (paper / "news" / "campus" / "2026" / "03").glob("0[1245].md"):
        other.unlink()
    assert read() == before


def test_a_form_that_does_harm_is_left_out_and_the_date_is_tried_alone(feedpub: Feedpub, paper: Path) -> None:
    text = "三号码头的书屋开门了。" * 9
    for number in (6, 7):  # campus bulletins of another form: two levels deeper
        sections = "".join(
            f"## 版面{section}\n\n### 书屋{number}{section}\n\n{text}\n\n### 夜市{number}{section}\n\n{text}\n\n"
            for section in range(3)
        )
        _put(paper / "news" / "campus" / "2026" / "02" / f"{number:02}.md", f"# 校园快讯\n\n{sections}")
    done = feedpub("learn", "news/campus")
    assert tomllib.loads(done.stdout)["sources"] == [
        {"match": "news/campus/**", "date": "path: {year}/{month}/{day}"}
    ], done.stdout
