"""An article's text as HTML: Markdown within a paragraph is obeyed, and nothing else gets through."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from feedpub.entries.html import body_of, plain_image, plain_of
from feedpub.model import Article
from feedpub.reading.bulletin import read_bulletin

_ALLOWED = re.compile(
    r"</?(p|ul|li|strong|em|h3|figure|figcaption|table|tbody|tr|td)>|<br/>|<ol( start=\"\d+\")?>|</ol>"
    r"|<a href=\"(?i:https?://|mailto:)[^\"<>]*\"( title=\"[^\"<>]*\")?>|</a>"
)


def made(text: str) -> str:
    """The HTML of an article with this text."""
    bulletin = read_bulletin(f"# 江边\n\n本报滨江1月25日讯 江风吹过码头。\n\n{text}\n")
    return "\n".join(body_of(bulletin.articles[0], {}, partial(plain_image, ""))).split("\n", 1)[1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("江边的**灯**一盏一盏亮起来。", "<p>江边的<strong>灯</strong>一盏一盏亮起来。</p>"),
        ("江边的*灯*一盏一盏亮起来。", "<p>江边的<em>灯</em>一盏一盏亮起来。</p>"),
        ("见[时刻表](https://example.org/t?a=1&b=2)。", '<p>见<a href="https://example.org/t?a=1&amp;b=2">时刻表</a>。</p>'),
        ("写信到[编辑部](mailto:ed@example.org)。", '<p>写信到<a href="mailto:ed@example.org">编辑部</a>。</p>'),
        ("见[本地](../t.html)一文，不是链接。", "<p>见[本地](../t.html)一文，不是链接。</p>"),
        ("见[这里](javascript:alert(1))一文，不是链接。", "<p>见[这里](javascript:alert(1))一文，不是链接。</p>"),
        ("见[这里](data:text/html,x)一文，不是链接。", "<p>见[这里](data:text/html,x)一文，不是链接。</p>"),
        ("长5*3*2米，宽a*b*c米。", "<p>长5*3*2米，宽a*b*c米。</p>"),
        ("变量a_b_c和文件名x_1.txt。", "<p>变量a_b_c和文件名x_1.txt。</p>"),
        ("写作&amp;、\\*、`代码`和<b>粗</b>。", "<p>写作&amp;amp;、\\*、`代码`和&lt;b&gt;粗&lt;/b&gt;。</p>"),
        (
            '<table><tr><td rowspan="2">船</td><td colspan=2>票价</td></tr><tr><td>&lt;早</td><td>晚</td></tr></table>',
            '<table><tbody><tr><td rowspan="2">船</td><td colspan="2">票价</td></tr>'
            "<tr><td>&lt;早</td><td>晚</td></tr></tbody></table>",
        ),
        ("- 头班6时\n- 末班22时", "<ul><li>头班6时</li><li>末班22时</li></ul>"),
        ("- 头班**6时**\n- [表](https://example.org/)", '<ul><li>头班<strong>6时</strong></li><li><a href="https://example.org/">表</a></li></ul>'),
        ("1. 先买票\n2. 再上船", "<ol><li>先买票</li><li>再上船</li></ol>"),
        ("3. 先买票\n4. 再上船", '<ol start="3"><li>先买票</li><li>再上船</li></ol>'),
        ("- 只有一条，不是列表。", "<p>- 只有一条，不是列表。</p>"),
        ("- 头班6时\n1. 末班22时", "<p>- 头班6时</p>\n<p>1. 末班22时</p>"),
    ],
)  # fmt: skip
def test_what_is_obeyed_and_what_is_the_authors_own(text: str, shown: str) -> None:
    assert made(text) == shown


@pytest.mark.parametrize(
    "attack",
    [
        '[x](https://e.org/"onmouseover=alert(1))',
        "[x](https://e.org/ \"t\" onclick='alert(1)')",
        "[<img src=x onerror=alert(1)>](https://e.org/)",
        "**<script>alert(1)</script>**",
        "*]]><svg onload=alert(1)>*",
        "[x](HTTPS://e.org/<script>)",
        "[x](https://e.org/'><script>alert(1)</script>)",
    ],
)
def test_no_markup_gets_through(attack: str) -> None:
    shown = made(f"江风{attack}吹过码头。")
    left = _ALLOWED.sub("", shown)
    assert "<" not in left
    assert not re.search(r"<[^>]*\son\w+=", shown)


@given(st.text(alphabet="江风*_[]()<>&`\\#-1. \u3000https://e.org\"'!|~", min_size=1, max_size=60))
def test_any_text_keeps_its_letters(text: str) -> None:
    article = read_bulletin(f"# 江边\n\n本报滨江1月25日讯 {text}码头。\n").articles[0]
    _assert_harmless(article)


def _assert_harmless(article: Article) -> None:
    shown = "".join(body_of(article, {}, partial(plain_image, "")))
    assert _ALLOWED.sub("", shown).count("<") == 0
    words = "".join(str(html.fromstring(f"<div>{shown}</div>").xpath("string()")).split())
    kept = "".join(plain_of(text) for text in article.paragraphs)
    for mark in ("- ", "* ", "+ "):  # what opens an item of a list is its bullet
        kept = kept.replace(mark, "")
    assert sorted(words.replace("-", "").replace("+", "").replace("*", "")) == sorted(
        "".join(kept.split()).replace("-", "").replace("+", "").replace("*", "")
    ) or _numbered(article)


def _numbered(article: Article) -> bool:
    return any(re.match(r"\d{1,3}[.)]\s", text) for text in article.paragraphs)


@given(st.text(max_size=80))
def test_plain_text_is_what_the_html_says(text: str) -> None:
    shown = made("江风" + "".join(text.split()).replace("#", "")) if text.split() else ""
    assert _ALLOWED.sub("", shown).count("<") == 0
