"""Pages of a site: what each layout states, exactly; encodings, captions, what is put aside, and what is no article."""

import json
from datetime import date

import pytest

from feedpub.errors import TooLargeError, UnreadableError
from feedpub.model import Article, Figure, Paragraph, Subhead
from feedpub.reading.bulletin import read_bytes
from feedpub.reading.sources import read_source
from tests.epaper.issue import DAY, ISSUE, PAPER, Item, Page
from tests.epaper.site import LAYOUTS, article_page
from tests.papers import words

PAGE = ISSUE[0]
ITEM = PAGE.items[0]
HEADLINE, LONG = "江心洲开出夜渡", f"{words('夜渡', 90)}。"
NAMED = {"utf-8": "utf-8", "gb18030": "gb2312", "big5": "big5"}


def encoded(html: str, encoding: str = "utf-8") -> bytes:
    return html.replace("CHARSET", NAMED[encoding]).encode(encoding)


def one(html: str | bytes, name: str = "a.html") -> Article:
    """The only article of a page that has no problem."""
    bulletin = read_bytes(encoded(html) if isinstance(html, str) else html, name=name)
    (article,) = bulletin.articles
    assert bulletin.problems == article.problems == ()
    return article


def page(article: str, head: str = "") -> str:
    return f"<html><head><title>{HEADLINE}</title>{head}</head><body>{article}</body></html>"


def npm(body: str, **fields: str) -> str:
    """A page with Founder's comments, and no other marks."""
    rows = {"title": HEADLINE, **fields}
    heads = "".join(f"<p><!--<npm:article-{key}>-->{text}<!--</npm:article-{key}>--></p>" for key, text in rows.items())
    return page(f"{heads}<div><!--<npm:article-content>-->{body}<!--</npm:article-content>--></div>")


def lines(body: str) -> list[str]:
    """The lines of a body in feedpub's text."""
    text = read_source(encoded(npm(body)), "a.html").text
    return [line for line in text.split("\n")[1:] if line]


# ── what marks state ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(("paper_page", "item"), [(row, item) for row in ISSUE for item in row.items])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_exact(layout: str, paper_page: Page, item: Item, encoding: str) -> None:
    data = encoded(article_page(layout, item, paper_page), encoding)
    bulletin = read_bytes(data, name=f"news/html/2026-01/26/content_{item.number}.htm")
    (article,) = bulletin.articles
    assert bulletin.problems == ()
    assert (bulletin.front.issue_date, bulletin.front.content_id) == (DAY, item.number)
    assert bulletin.front.publication == (PAPER if layout != "website" else None)
    assert (article.kicker or "", article.headline, article.deck or "") == (item.kicker, item.headline, item.deck)
    assert (article.byline or "") == item.byline
    assert article.page
    assert (article.page.number, article.page.name) == (paper_page.number, paper_page.name)
    figures = [(f"{figure.caption}{figure.credit.text if figure.credit else ''}") for figure in article.figures]
    assert figures == [photo.caption for photo in item.photos]
    assert [figure.src for figure in article.figures] == [f"../../../res/{photo.file}" for photo in item.photos]
    assert [_line(block) for block in article.body if isinstance(block, Paragraph | Subhead)] == list(item.body)


def _line(block: Paragraph | Subhead) -> str:
    return f"### {block.text}" if isinstance(block, Subhead) else block.text


def test_a_kicker_is_one_however_long_it_is() -> None:
    kicker = "滨江市召开座谈会，听取沿江居民对渡口改造的意见，会期两天，各方代表一百二十人到会："
    article = one(npm(f"<p>本报滨江1月25日电 {LONG}</p>", pretitle=kicker, subtitle="——会期两天"))
    assert (article.kicker, article.headline, article.deck) == (kicker, HEADLINE, "会期两天")


def test_a_headline_of_two_lines_is_one_and_what_looks_like_a_mark_is_text() -> None:
    article = one(npm(f"<p>{LONG}</p>", title="三问*夜渡*<br/>快&nbsp;与 &lt;b&gt; &amp;amp;"))
    assert article.headline is not None
    assert article.headline.startswith("三问")
    assert "快 与 <b> &amp;" in article.headline


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("<date>2026-01-26 00:10:00</date>", date(2026, 1, 26)),
        ("<date>2026-01-25 23:50:00</date>", None),  # the evening before: the path of the file states the day
        ("<date>2026-01-25 23:50:00</date><url>https://p.example.org/202601/26/content_7.html</url>", DAY),
    ],
)
def test_the_moment_at_which_a_page_was_put_on_the_net_is_not_its_day(fields: str, day: date | None) -> None:
    comment = f"<!--enpproperty {fields}<introtitle>引题</introtitle><id>7</id><title>{HEADLINE}</title>/enpproperty-->"
    html = page(f"<div><!--enpcontent--><p>{LONG}</p><!--/enpcontent-->{comment}</div>")
    bulletin = read_bytes(encoded(html), name="a.html")
    assert (bulletin.front.issue_date, bulletin.front.content_id) == (day, 7)
    assert bulletin.articles[0].kicker == "引题"


def test_the_editor_who_put_it_on_a_website_is_not_its_author() -> None:
    comment = f"<!--enpproperty <articleid>7</articleid><author>宋白露</author><title>{HEADLINE}</title>/enpproperty-->"
    body = f"<div><!--enpcontent--><p>{LONG}</p><!--/enpcontent-->{comment}</div>"
    assert one(page(f"{body}<div>责任编辑：宋白露</div>")).byline is None
    assert one(page(body)).byline == "宋白露"


def test_a_byline_that_opens_the_body_is_not_printed_twice() -> None:
    article = one(npm(f"<p>　　■&nbsp;本报记者&nbsp;林知夏</p><p>{LONG}</p>", author="本报记者 林知夏"))
    assert [person.name for person in article.people] == ["林知夏"]


def test_a_page_whose_name_no_page_head_can_have_keeps_its_number() -> None:
    html = npm(f"<p>{LONG}</p>").replace("<body>", "<body><table><tr><td>第A03版：2026，我们的江</td></tr></table>")
    article = one(html)
    assert article.page
    assert article.page.number == "A03"


def test_the_page_is_not_that_of_a_link() -> None:
    links = "<a href=node_1.htm>第01版：要闻</a><a href=node_2.htm>第02版：社会</a>"
    assert one(npm(f"<p>{LONG}</p>").replace("<body>", f"<body>{links}")).page is None
    shown = one(npm(f"<p>{LONG}</p>").replace("<body>", f"<body>{links}<p>当前版：02版</p>"))
    assert shown.page
    assert (shown.page.number, shown.page.name) == ("02", "社会")


# ── sites without marks of e-papers ──────────────────────────────────────────────────────────────────────────────────


def _json(**more: object) -> str:
    node = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-01-25T23:30:00+00:00", **more}
    held = {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, node]}
    return f'<script type="application/ld+json">{json.dumps(held, ensure_ascii=False)}</script>'


def test_json_states_an_article() -> None:
    people = [{"@type": "Person", "name": "林知夏"}, {"@type": "Person", "name": "周远"}]
    head = _json(author=people, alternativeHeadline="首航六十二人", printPage="02", printSection="社会")
    html = page(f"<article><h1>另一个说法</h1><p>{LONG}</p><p>{LONG}</p></article>", head)
    bulletin = read_bytes(encoded(html), name="a.html")
    (article,) = bulletin.articles
    assert (article.headline, article.deck) == (HEADLINE, "首航六十二人")
    assert [person.name for person in article.people] == ["林知夏", "周远"]
    assert bulletin.front.issue_date == date(2026, 1, 25)
    assert bulletin.front.moment is not None
    assert article.page
    assert (article.page.number, article.page.name) == ("02", "社会")
    assert article.paragraphs == (LONG, LONG)


def test_the_body_may_be_in_json_alone() -> None:
    article = one(page("<div id=app></div>", _json(articleBody=f"{LONG}\n\n{LONG}", author={"name": "林知夏"})))
    assert (article.paragraphs, article.byline) == ((LONG, LONG), "林知夏")


def test_microdata_state_an_article() -> None:
    html = f"""<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{HEADLINE}</h1>
    <span itemprop="author" itemscope itemtype="https://schema.org/Person"><a><b itemprop="name">林知夏</b></a></span>
    <time itemprop="datePublished" datetime="2026-01-26">昨天</time>
    <div itemprop="articleBody"><p>{LONG}</p>
    <figure><img src="a.jpg"><figcaption>图为夜渡。</figcaption></figure></div></div>"""
    bulletin = read_bytes(encoded(page(html)), name="a.html")
    (article,) = bulletin.articles
    assert (article.headline, article.byline, bulletin.front.issue_date) == (HEADLINE, "林知夏", DAY)
    assert [(figure.src, figure.caption) for figure in article.figures] == [("a.jpg", "图为夜渡。")]


def test_open_graph_and_article_state_one() -> None:
    published = '<meta property="article:published_time" content="2026-01-26T08:00:00+08:00">'
    head = f'<meta property="og:type" content="article">{published}'
    html = f"""<nav><p>{LONG}</p></nav><article><header><h1>{HEADLINE}</h1><time datetime="2026-01-27">27日</time>
    <p class="byline">By 林知夏</p><ul class="share"><li>分享</li></ul></header>
    <p>{LONG}</p><h2>第一班</h2><p>{LONG}</p><aside>相关</aside><footer>© 2026</footer></article>"""
    bulletin = read_bytes(encoded(page(html, head)), name="a.html")
    (article,) = bulletin.articles
    assert (article.headline, article.byline, bulletin.front.issue_date) == (HEADLINE, "林知夏", DAY)
    assert (article.paragraphs, article.subheads) == ((LONG, LONG), ("第一班",))


def test_a_headline_that_is_certain_needs_no_mark() -> None:
    body = f"<div class=left>{words('导航', 40)}</div><h1>{HEADLINE}</h1><div><p>{LONG}</p><p>{LONG}</p></div>"
    assert one(f"<html><head><title>{HEADLINE}_滨江网</title></head><body>{body}</body></html>").paragraphs == (
        LONG,
        LONG,
    )


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page(f"<h1>{HEADLINE}</h1><h1>另一篇</h1><p>{LONG}</p><p>{LONG}</p>"), "document"),
        (f"<html><title>别的</title><body><h1>{HEADLINE}</h1><p>{LONG}</p><p>{LONG}</p></body></html>", "document"),
        (page(f"<p>{LONG}</p><p>{LONG}</p>"), "document"),
        ("", "document"),
        ("# 一篇文章\n\n这是文本。\n<!-- 不是网页 -->", "document"),
        (page("".join(f"<a href=content_{number}.htm>第{number}篇</a>" for number in range(4))), "index"),
        (page("<map><area href=content_1.htm><area href=content_2.htm><area href=content_3.htm></map>"), "index"),
        ('<meta http-equiv="refresh" content="0; URL=html/2026-01/26/node_1.htm"></html>', "index"),
        (page(f"<article><h1>{HEADLINE}</h1></article><article><h1>另一篇</h1></article>"), "index"),
        (page(f"<p>{LONG}</p>", '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'), "index"),
    ],
)
def test_what_is_no_article_is_passed_over(html: str, reason: str) -> None:
    source = read_source(encoded(html), "a.html")
    assert (source.text, source.passed_over) == ("", reason)


# ── text, as feedpub has it ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<P>　　一段\n接着。</P>", ["一段接着。"]),
        ("<p>Night\n ferry</p>", ["Night ferry"]),
        ("　　一段。<br>　　二段。<BR/>&nbsp;&nbsp;三段。", ["一段。", "二段。", "三段。"]),
        ("<p>他说<b>一定</b>来</p>", ["他说**一定**来"]),
        ("<p>他说<b>“一定”</b>来</p>", ["他说“**一定**”来"]),  # outside of the quotes, marks would be no emphasis
        ("<p>他说<b>一定来。</b>说完就走</p>", ["他说**一定来**。说完就走"]),
        (
            "<p>看<a href='https://a.example/t'>时刻</a>和<a href='b.htm'>别处</a></p>",
            ["看[时刻](https://a.example/t)和别处"],
        ),
        ("<p><strong>第一班</strong></p><p>开了。</p>", ["### 第一班", "开了。"]),
        ("<p><strong>这一句话全是粗体，却是一个句子。</strong></p>", ["这一句话全是粗体，却是一个句子。"]),
        ("<h3>第一班</h3><p>开了。</p>", ["### 第一班", "开了。"]),
        ("<ol><li>一</li><li>二</li></ol><p>完</p>", ["1. 一", "2. 二", "完"]),
        ("<p>&lt;b&gt; AT&amp;amp;T a&lt;b 《&lt;三国&gt;》</p>", ["&lt;b> AT&amp;amp;T a&lt;b 《<三国>》"]),
        ("<table><tr><td><p>一栏字</p></td></tr></table>", ["一栏字"]),
        (
            "<table><tr><th colspan=2>航班</th></tr><tr><td>一</td><td>21:00</td></tr></table>",
            ['<table><tr><td colspan="2">航班</td></tr><tr><td>一</td><td>21:00</td></tr></table>'],
        ),
        ("<img src='a.jpg'><p class=pictext>图为夜渡。</p>", ["![图为夜渡。](<a.jpg>)"]),
        (
            "<table><tr><td><img src=a.jpg></td></tr><tr><td>夜渡<br>沈青禾 摄</td></tr></table>",
            ["![夜渡 沈青禾 摄](<a.jpg>)"],
        ),
        ("<img src='../tplimg/x.gif'><img src='b.png' width=16><img data-src='c.jpg' src='t.gif'>", ["![](<c.jpg>)"]),
        (f"<p>{HEADLINE}</p><p>开了。</p>", ["开了。"]),
    ],
)
def test_a_body_is_written_in_feedpubs_marks(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_hidden_text_and_navigation_are_put_aside_and_scripts_are_nothing() -> None:
    body = (
        f"<p>{LONG}</p><p style='DISPLAY: none'>藏着</p><span hidden>也藏着</span><nav>首页</nav>"
        "<div class='bdsharebuttonbox share'>分享到</div><script>run()</script><style>p {}</style><button>赞</button>"
    )
    source = read_source(encoded(npm(body)), "a.html")
    assert [(row.reason, row.text, row.outside) for row in source.discards] == [
        ("hidden text", "藏着", True),
        ("hidden text", "也藏着", True),
        ("navigation of a web page", "首页", True),
        ("navigation of a web page", "分享到", True),
    ]
    assert "run" not in source.text
    assert "赞" not in source.text


def test_each_line_says_which_mark_it_comes_from() -> None:
    source = read_source(encoded(npm(f"<p>{LONG}</p><p>{LONG}</p>", pretitle="引题")), "content_7.htm")
    assert list(dict.fromkeys(source.origins)) == [
        "front matter",
        "file name",
        "npm:article-pretitle",
        "npm:article-title",
        "npm:article-content, line 1",
        "npm:article-content, line 2",
    ]


# ── encodings ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),  # as a browser saves it
        ("utf-8-sig", "gb2312"),
        ("utf-16", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "GBK"),
        ("gb18030", "utf-8"),  # as nothing proves it
        ("gb18030", ""),
        ("big5", "big5"),
    ],
)
def test_an_encoding_is_proved_or_named_or_makes_sense(encoding: str, named: str) -> None:
    text = "本報記者在江心洲看到，夜渡開出了第一班，船上的人都說這是多年來的願望，大家的心情很好。" * 2
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={named}">' if named else ""
    html = npm(f"<p>{text}</p>").replace("<head>", f"<head>{meta}").replace(HEADLINE, "夜渡開出")
    assert one(html.encode(encoding)).paragraphs == (text,)


def test_a_character_that_a_site_cut_is_lost_and_told() -> None:
    data = encoded(npm(f"<p>{LONG}</p>").replace("<head>", "<head><meta charset=CHARSET>"), "gb18030")
    data = data.replace(b"</body>", "<a href=x>渡".encode("gb18030")[:-1] + b"</a></body>")
    assert one(data).headline == HEADLINE


# ── what is broken ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_that_is_cut_off_is_never_published_short(layout: str) -> None:
    data = encoded(article_page(layout, ITEM, PAGE), "gb18030")
    last, refused = ITEM.body[-1], 0
    for length in range(0, len(data), 3):
        try:
            source = read_source(data[:length], "content_98.htm")
        except UnreadableError:
            refused += 1
        else:
            assert source.passed_over or last in source.text, length
    assert refused > 500


@pytest.mark.parametrize("element", ["<div>", "<b>", "<p><font>", "<table><tr><td>", "<ul><li>"])
def test_a_page_too_deep_is_refused(element: str) -> None:
    with pytest.raises(UnreadableError, match="250 elements"):
        read_source(encoded(npm(f"{element * 20_000}{LONG}")), "a.html")


@pytest.mark.parametrize("html", ["<b>x</b>" * 110_000, "中" * 3_000_000])
def test_a_page_too_large_is_refused(html: str) -> None:
    with pytest.raises(TooLargeError, match="is a web page of more than"):
        read_source(encoded(npm(html)), "a.html")


def test_xhtml_expands_no_entity_and_reads_no_other_file() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    html = (
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY e0 "渡口"><!ENTITY own SYSTEM "file:///etc/hostname">'
        f'{entities}]><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{HEADLINE}</title></head><body>'
        f"<h1>{HEADLINE}</h1><div><p>{LONG}&e11;</p><p>{LONG}&own;</p></div></body></html>"
    )
    assert one(html, "a.xhtml").paragraphs == (f"{LONG}&e11;", f"{LONG}&own;")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 no page", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no page", bytes(range(256)) * 40]
)
def test_bytes_that_are_no_page_are_told(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_source(data, "a.html")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe<\x00p\x00", b"<", b"<!--", b"<html></html>", b"\0" * 100, b"<p", b"&#0;<:x :y=1>"]
)
def test_scraps_are_refused_or_passed_over(data: bytes) -> None:
    try:
        source = read_source(data, "a.html")
    except UnreadableError:
        return
    assert source.passed_over == "document"


def test_json_in_json_is_bounded() -> None:
    deep = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert one(npm(f"<p>{LONG}</p>").replace("</head>", f"{deep}</head>")).headline == HEADLINE


def test_figures_keep_their_captions_in_order() -> None:
    photos = "".join(
        f"<table><tr><td><!--<npm:article-pic>--><img src={name}.jpg><!--</npm:article-pic>--></td></tr>"
        f"<tr><td><!--<npm:article-pic-text>-->图为{name}。<!--</npm:article-pic-text>--></td></tr></table>"
        for name in "甲乙丙"
    )
    html = npm(f"<p>{LONG}</p>").replace("<div><!--<npm:article-content", f"{photos}<div><!--<npm:article-content")
    figures = [block for block in one(html).body if isinstance(block, Figure)]
    assert [(figure.src, figure.caption) for figure in figures] == [
        (f"{name}.jpg", f"图为{name}。") for name in "甲乙丙"
    ]
