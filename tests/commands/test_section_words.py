"""`feedpub sections --learn`: weights of a paper's own, from bulletins that state their sections."""

import json
from pathlib import Path

import pytest

from tests.conftest import Feedpub

# What this paper files against the usual: engines are 科技, markets 社会. Nothing else tells a section.
KINDS = {"科技": "轮船发动机", "社会": "夜市交易"}


def _paper(folder: Path, days: int = 30) -> None:
    (folder / "news").mkdir()
    (folder / "feedpub.toml").write_text('bulletins = ["news"]\n', encoding="utf-8")
    for day in range(1, days + 1):
        pages = "".join(
            f"第0{number}版：{name}\n\n# 第{day}处{subject}\n\n本报讯 {subject}今天又见到了。\n\n"
            for number, (name, subject) in enumerate(KINDS.items(), 2)
        )
        (folder / "news" / f"2026-01-{day:02}.md").write_text(pages, encoding="utf-8")


def test_what_is_learned_is_shown_tried_and_written_and_counts_once_it_is_named(
    feedpub: Feedpub, tmp_path: Path
) -> None:
    _paper(tmp_path)
    unstated = tmp_path / "one.md"
    unstated.write_text("# 夜市交易\n\n本报讯 夜市交易今天又见到了。\n", encoding="utf-8")
    asked = ("inspect", "--json", "--date", "2026-02-01", "one.md")
    before = json.loads(feedpub(*asked, cwd=tmp_path).stdout.splitlines()[0])
    assert before["section"] != "society"

    done = feedpub("sections", "--learn", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "of 12 articles left out, a fifth, the words file" in done.stdout
    assert "12 with it" in done.stdout
    assert 'learned_words = "section-words.tsv"' in done.stdout
    assert "交易" in done.stdout
    assert "society" in (tmp_path / "section-words.tsv").read_text(encoding="utf-8")
    assert json.loads(feedpub(*asked, cwd=tmp_path).stdout.splitlines()[0])["section"] == before["section"]

    config = tmp_path / "feedpub.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'learned_words = "section-words.tsv"\n', encoding="utf-8")
    after = json.loads(feedpub(*asked, cwd=tmp_path).stdout.splitlines()[0])
    assert after["section"] == "society"
    assert json.loads(feedpub("sections", "--json", cwd=tmp_path).stdout)["learned_words"].endswith("section-words.tsv")


def test_as_json(feedpub: Feedpub, tmp_path: Path) -> None:
    _paper(tmp_path)
    found = json.loads(feedpub("sections", "--learn", "--json", cwd=tmp_path).stdout)
    assert found["articles"] == {"science": 30, "society": 30}
    assert (found["left_out"], found["right_after"], found["counts"]) == (12, 12, False)
    assert found["right_before"] < found["right_after"]
    assert Path(found["written"]).name == "section-words.tsv"


def test_too_few_articles_teach_nothing(feedpub: Feedpub, tmp_path: Path) -> None:
    _paper(tmp_path, days=5)
    done = feedpub("sections", "--learn", cwd=tmp_path)
    assert done.returncode == 2
    assert "10 articles state a section" in done.stderr
    assert not (tmp_path / "section-words.tsv").exists()


def test_a_page_of_a_section_there_is_not_is_said(feedpub: Feedpub, tmp_path: Path) -> None:
    _paper(tmp_path)
    with (tmp_path / "news" / "2026-01-30.md").open("a", encoding="utf-8") as file:
        file.write("第09版：渡口\n\n# 船停了\n\n本报讯 船停在岸边。\n")
    done = feedpub("sections", "--learn", cwd=tmp_path)
    assert "渡口 1" in done.stdout
    assert "[[sections]]" in done.stdout


@pytest.mark.parametrize("text", ["", "不是表\n"])
def test_a_learned_file_that_is_spoiled_stops_the_build_before_anything_is_touched(
    feedpub: Feedpub, tmp_path: Path, text: str
) -> None:
    _paper(tmp_path, days=1)
    (tmp_path / "section-words.tsv").write_text(text, encoding="utf-8")
    (tmp_path / "feedpub.toml").write_text(
        'bulletins = ["news"]\nlearned_words = "section-words.tsv"\n', encoding="utf-8"
    )
    done = feedpub("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "--learn" in done.stderr
    assert not (tmp_path / "feeds").exists()
