"""Each character of a bulletin ends in an article, or in a discard that is told of."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedpub.model import Article, Bulletin, Figure
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.coverage import measure
from tests.paths import SAMPLES
from tests.scores.bulletins import BULLETINS, load
from tests.truth import REAL, bulletin_of

TAGS = re.compile(
    r"</?(?:img|p|strong|br|span|div|font|center|h[1-6]|html|body|table|thead|tbody|tr|td|th)\b[^<>]*>", re.I
)
PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
LINES = (
    "# 江城晨雾", "## ——写在春天", "### 小标题", "###", "**粗体的一行**", "#", "滨江日报",
    "2026年1月26日 星期一", "第03版:国际", "第03版", "A05", "03", "·3·", "- 3 -", "———", "{1}------",
    "本版责编 张三 美编 李四", "滨江日报 2026年1月26日", "今日导读", "江城晨雾……03版", "渡口的灯 02",
    "遗失声明", "王五遗失身份证,声明作废。", "双色球第2026012期", "红球:02 09 11 蓝球:07", "| 线路 | 首班 |",
    "|---|---|", "<table><tr><td>甲</td><td>1</td></tr></table>", "<p>江风很轻。</p>", "<strong>老街</strong>",
    "<!-- image -->", "![](images/a1.jpg)", "![图为老街](b.png)", "图为渡口。", "(李伟 摄)",
    "新华社发 张三 作", "1月25日,游客在渡口。", "(军营故事)", "【今日谈】", "■ 漫画天地", "□本报记者 张建国",
    "本报记者 张三 李四", "文/张三", "屠望舒", "新华社滨江1月25日电(记者张三)江风很轻。", "本报讯 江风很轻。",
    "新华社滨江1月25日电 题:江风", "江风很轻。(据新华社滨江1月25日电)", "(新华社滨江1月25日电)", "(完)",
    "【编辑:张三】", "来源:滨江日报", "责编 李伟", "(参与记者:张三、李四)", "(下转第3版)",
    "江上的船一共有(下转第3版)", "(上接第1版)", "(上接第1版)三条。", "江城晨雾(上接第1版)", "江上的船一共有",
    "三条,都是新的。", "摊主们说日子有了盼头。",
    "全桥长三千米,今天零时起通车,两岸的人走过来看。全桥长三千米,今天零时起通车,两岸的人走过来看。全桥长三千米,今天零时起通车,两岸的人走过来看。",
    "一、桥上的灯", "春耕一线③", "江城晨雾", "", "\u3000\u3000", "\u200b",
)  # fmt: skip


def letters(text: str) -> Counter[str]:
    """The letters of a text; marks, punctuation and white space aside."""
    return Counter(char for char in text if char.isalnum())


def kept(bulletin: Bulletin) -> str:
    """All that articles keep, and all that was discarded."""
    parts = [part for article in bulletin.articles for part in _of(article)]
    return "\n".join([*parts, *(row.text for row in bulletin.discards if "picture" not in row.reason)])


def _of(article: Article) -> list[str]:
    parts = [article.kicker, article.headline, article.deck, article.byline, *article.closing]
    parts.append(article.credit.text if article.credit else None)
    for block in article.body:
        if isinstance(block, Figure):
            parts += [block.caption, block.credit.text if block.credit else None]
        else:
            parts.append(block.text)
    return [part for part in parts if part]


def printed(text: str) -> Counter[str]:
    """The letters that are printed: no tags, and of pictures their words, not their files."""
    words = re.compile("(?!图片$).*[\u4e00-\u9fff]{2}")  # and what programs write in their place
    bare = unescape(PICTURE.sub(lambda found: found[1] if words.match(found[1]) else "", text))
    return letters(TAGS.sub("", re.sub(r"<!-- image -->|images/a1\.jpg|b\.png", "", bare)))


def _holds(text: str) -> None:
    bulletin = read_bulletin(text)
    if bulletin.front.title:
        return
    assert printed(kept(bulletin)) == printed(text)
    covered = measure(text, bulletin)
    assert covered.characters == len(text) == covered.in_articles + covered.discarded
    assert covered.discarded == sum(covered.reasons.values()) == sum(len(discard.text) for discard in covered.discards)


@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
@settings(max_examples=1500, deadline=None, derandomize=True)
@example("# 江城晨雾\n\n(上接第1版)\n\n江上的船一共有(下转第3版)")
def test_of_any_lines_the_press_prints(text: str) -> None:
    _holds(text)


@given(st.text(alphabet="#*_ \n\u3000江城1月日电讯版(（【】)）：:…·—-|记者张三。，第上接下转<p>/!", max_size=80))
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_of_any_text(text: str) -> None:
    bulletin = read_bulletin(text)
    covered = measure(text, bulletin)
    assert covered.characters == len(text) == covered.in_articles + covered.discarded
    assert covered.discarded == sum(covered.reasons.values()) == sum(len(discard.text) for discard in covered.discards)


@pytest.mark.parametrize("path", sorted(BULLETINS.glob("*.tagged")), ids=lambda path: path.stem)
def test_of_bulletins_as_tools_write_them(path: Path) -> None:
    _holds(load(path).text)


@pytest.mark.parametrize("path", [*sorted(SAMPLES.rglob("*.txt")), *map(bulletin_of, REAL)], ids=lambda path: path.stem)
def test_of_bulletins_as_people_write_them(path: Path) -> None:
    from feedpub.reading.text.decode import decode

    text = decode(path.read_bytes()).text
    _holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "# (接1版)民",
        "接1版\n\n□",
        "(上接第1版)城摄新华社(下转第3版)",
        "# 2026年1月26日\n\n## 江城晨雾\n\n江风很轻。",
        "江风很轻。\n\n第1版\n\n# 江城晨雾(上接第1版)\n\n船都停了。",
    ],
)
def test_of_texts_a_fuzzer_found(text: str) -> None:
    _holds(text)
    assert all(article.headline for article in read_bulletin(text).articles)
