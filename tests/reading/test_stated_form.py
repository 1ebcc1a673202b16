"""A form that the operator states is the form, whatever the bulletin looks like by itself."""

import pytest

from feedpub.model.form import Source
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.coverage import measure
from feedpub.reading.sources import read_source
from tests.paths import SAMPLES

TEXT = "三号码头的书屋开门了，江滩夜市添了三百盏灯。"


def _headlines(text: str, name: str = "a.md", **stated: str) -> list[str | None]:
    bulletin = read_bulletin(text, name=name, stated=Source(match="**", **stated))  # type: ignore[arg-type]  # by name
    assert all("书屋" in "".join(article.paragraphs) for article in bulletin.articles)
    return [article.headline for article in bulletin.articles]


@pytest.mark.parametrize("mark", ["#", "##", "###", "####", "#####"])
def test_heading_marks(mark: str) -> None:
    text = f"{mark} 甲地书屋开门\n\n{TEXT}\n\n{mark}# 一、来历\n\n{TEXT}\n\n{mark} 乙地夜市添灯\n\n{TEXT}\n"
    assert _headlines(text, headline=mark) == ["甲地书屋开门", "乙地夜市添灯"]


def test_sections_and_a_title_above_headlines() -> None:
    text = f"# 江城晚报\n\n## 要闻\n\n### 甲地书屋开门\n\n{TEXT}\n\n## 城事\n\n### 乙地夜市添灯\n\n{TEXT}\n"
    assert _headlines(text, headline="###", section="##") == ["甲地书屋开门", "乙地夜市添灯"]


def test_text_below_a_heading_of_sections_is_not_lost() -> None:
    text = f"# 江城晚报\n\n## 编者的话\n\n{TEXT}\n\n## 城事\n\n### 乙地夜市添灯\n\n{TEXT}\n"
    assert _headlines(text, headline="###", section="##") == ["编者的话", "乙地夜市添灯"]


@pytest.mark.parametrize(
    ("headline", "first", "second"),
    [
        ("number", "1、甲地书屋开门", "2、乙地夜市添灯"),
        ("number", "（1）甲地书屋开门", "（2）乙地夜市添灯"),
        ("bullet", "● 甲地书屋开门", "● 乙地夜市添灯"),
        ("bullet", ">> 甲地书屋开门", ">> 乙地夜市添灯"),
        ("rule", "----------\n甲地书屋开门", "----------\n乙地夜市添灯"),
        ("bracket", "【甲地书屋开门】", "【乙地夜市添灯】"),
        ("bold", "**甲地书屋开门**", "**乙地夜市添灯**"),
    ],
)
def test_other_marks(headline: str, first: str, second: str) -> None:
    glue = "" if headline == "bracket" else "\n\n"
    text = f"{first}{glue}{TEXT * 2}\n\n{TEXT}\n\n{second}{glue}{TEXT * 2}\n\n{TEXT}\n"
    assert _headlines(text, headline=headline) == ["甲地书屋开门", "乙地夜市添灯"]
    assert _headlines(f"# 江城晚报\n\n{text}", headline=headline) == ["甲地书屋开门", "乙地夜市添灯"]


def test_one_article_and_where_its_headline_is() -> None:
    text = f"---\ntitle: 渡口往事\n---\n{TEXT}\n\n## 来历\n\n{TEXT}\n\n## 今天\n\n{TEXT}\n"
    assert _headlines(text, headline="one") == ["渡口往事"]
    assert _headlines(text, headline="one", title="front matter") == ["渡口往事"]
    assert _headlines(text, "posts/2026-01-26-渡口记.md", headline="one", title="file name") == ["渡口记"]
    plain = f"渡口的船停了\n\n{TEXT}\n\n## 来历\n\n{TEXT}\n"
    assert _headlines(f"# {plain}", headline="one", title="first line") == ["渡口的船停了"]
    assert _headlines(plain.replace("## 来历\n\n", ""), headline="one", title="first line") == ["渡口的船停了"]


def test_a_title_that_stands_twice_is_one_headline() -> None:
    stated = Source(match="**", headline="one", title="file name")
    [article] = read_bulletin(f"# 渡口的船停了\n\n{TEXT}\n", name="渡口的船停了.md", stated=stated).articles
    assert (article.headline, article.subheads) == ("渡口的船停了", ())


def test_a_digest_stays_one() -> None:
    items = "\n\n".join(f"{number}、{TEXT}" for number in range(1, 6))
    assert _headlines(f"# 早安江城\n\n{items}\n", items="one") == ["早安江城"]


def test_a_mark_that_is_nowhere_leaves_the_form_that_is_found() -> None:
    text = f"# 甲地书屋开门\n\n{TEXT}\n\n# 乙地夜市添灯\n\n{TEXT}\n"
    assert _headlines(text, headline="####") == ["甲地书屋开门", "乙地夜市添灯"]
    assert _headlines(text, headline="bullet") == ["甲地书屋开门", "乙地夜市添灯"]


@pytest.mark.parametrize("headline", ["#", "###", "bold", "number", "bullet", "rule", "bracket", "line", "one"])
def test_whatever_is_stated_every_character_is_accounted_for(headline: str) -> None:
    stated = Source(match="**", headline=headline)
    paths = [path for path in SAMPLES.rglob("*") if path.suffix in (".txt", ".md")]
    assert paths
    for path in paths:
        text = read_source(path.read_bytes(), path.name).text
        coverage = measure(text, read_bulletin(text, name=path.name, stated=stated))
        assert coverage.in_articles + coverage.discarded == coverage.characters, path
        assert coverage.in_articles >= 0, path
