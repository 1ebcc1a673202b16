"""Wires as bulletins: the fields of each standard, its texts, and files that are broken or meant to harm."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from feedpub.errors import UnreadableError
from feedpub.model import Article, Bulletin, Figure, Subhead, Table
from feedpub.model.wire import ItemStatus
from feedpub.reading.bulletin import read_bytes
from feedpub.reading.coverage import measure
from feedpub.reading.sources import read_source
from tests import wires

each_format = pytest.mark.parametrize(("maker", "suffix"), wires.FORMATS.values(), ids=wires.FORMATS)
Maker = Callable[..., bytes]


def read(data: bytes, suffix: str) -> Bulletin:
    return read_bytes(data, name=f"a{suffix}")


def one(data: bytes, suffix: str) -> Article:
    bulletin = read(data, suffix)
    assert bulletin.problems == ()
    [article] = bulletin.articles
    return article


def inside(body: str, **properties: Any) -> bytes:
    """An item of ninjs with a text in HTML."""
    rows = {"uri": "urn:a", "headline": "江心洲夜渡", "pubstatus": "usable", "body_html": body, **properties}
    return json.dumps(rows, ensure_ascii=False).encode()


# ── fields ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@each_format
@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"headline": "江心洲 & 石矶 <之间>"}, lambda a: a.headline, "江心洲 & 石矶 <之间>"),
        ({"headline": "通知"}, lambda a: a.headline, "通知"),
        (
            {"byline": "本报记者 林知夏"},
            lambda a: (a.byline, [p.name for p in a.people]),
            ("本报记者 林知夏", ["林知夏"]),
        ),
        ({"byline": "林知夏、周远"}, lambda a: [p.name for p in a.people], ["林知夏", "周远"]),
        ({"byline": "By Lin Zhixia, Staff Reporter"}, lambda a: [p.name for p in a.people], ["Lin Zhixia"]),
        ({"byline": "Lin Zhixia and Zhou Yuan"}, lambda a: [p.name for p in a.people], ["Lin Zhixia", "Zhou Yuan"]),
        ({"guid": "tag:lanjiang.example,2026:1"}, lambda a: a.item.guid, "tag:lanjiang.example,2026:1"),
        ({"version": "12"}, lambda a: a.item.version, 12),
        ({"language": "en-GB"}, lambda a: a.item.language, "en-GB"),
        ({"topics": ("20000822", "15000000")}, lambda a: a.item.topics, ("20000822", "15000000")),
        (
            {"versioned": "2026-01-25T10:00:00Z"},
            lambda a: a.item.versioned,
            datetime.fromisoformat("2026-01-25T10:00:00+00:00"),
        ),
        (
            {"embargoed": "2026-01-27T06:00:00+08:00"},
            lambda a: a.item.embargoed,
            datetime.fromisoformat("2026-01-27T06:00:00+08:00"),
        ),
        (
            {"picture": "boat.jpg", "caption": "夜渡首航。林知夏 摄"},
            lambda a: [(f.src, f.caption, f.credit.name) for f in a.figures],
            [("boat.jpg", "夜渡首航。", "林知夏")],
        ),
        ({"picture": "https://pics.example/boat.jpg"}, lambda a: a.figures, ()),
        (
            {"paragraphs": ("今天开航。", "# 一号线", "## 还有二号线", "三号线以后再说。")},
            lambda a: a.paragraphs[1:],
            ("# 一号线", "## 还有二号线", "三号线以后再说。"),
        ),
    ],
    ids=lambda row: str(row)[:30] if isinstance(row, dict) else None,
)
def test_a_field_is_read(
    maker: Maker, suffix: str, changes: dict[str, Any], field: Callable[[Article], object], expected: object
) -> None:
    assert field(one(maker(**changes), suffix)) == expected


@each_format
def test_the_deck_is_read_and_ninjs_1_has_none(maker: Maker, suffix: str) -> None:
    deck = one(maker(deck="市民夜间过江多一种选择"), suffix).deck
    assert deck == (None if maker is wires.ninjs1 else "市民夜间过江多一种选择")


@pytest.mark.parametrize("maker", [wires.g2, wires.g2_nitf, wires.nitf])
@pytest.mark.parametrize(
    ("dateline", "opening", "place", "day"),
    [
        ("澜江通讯社滨江1月25日电", "澜江通讯社滨江1月25日电 市民夜间", "滨江", 25),
        ("澜江通讯社滨江1月25日电（记者林知夏）", "澜江通讯社滨江1月25日电（记者林知夏）市民夜间", "滨江", 25),
    ],
)
def test_a_dateline_opens_the_text(maker: Maker, dateline: str, opening: str, place: str, day: int) -> None:
    article = one(maker(dateline=dateline), ".xml")
    assert article.dateline is not None
    assert article.paragraphs[0].startswith(opening)
    assert (article.dateline.text, article.dateline.place, article.dateline.day) == (dateline, place, day)
    printed = (f"{dateline}　市民夜间过江从此多了一种选择。",)
    assert one(maker(dateline=dateline, paragraphs=printed), ".xml").paragraphs[0].count("滨江") == 1


def test_an_english_dateline_opens_the_text() -> None:
    words = ("The first night ferry left the island today.", "Tickets still cost two yuan.")
    article = one(wires.g2(dateline="BINJIANG, Jan. 25 (Xinhua)", paragraphs=words), ".xml")
    assert article.dateline is not None
    assert (article.dateline.agency, article.dateline.place, article.dateline.day) == ("新华社", "BINJIANG", 25)
    assert article.paragraphs[0] == "BINJIANG, Jan. 25 (Xinhua) -- The first night ferry left the island today."


@pytest.mark.parametrize("maker", [wires.ninjs1, wires.ninjs2, wires.ninjs3, wires.g2])
def test_where_it_was_written_and_who_sends_it_are_known_without_a_dateline(maker: Maker) -> None:
    article = one(maker(), ".xml" if maker is wires.g2 else ".json")
    assert article.dateline is not None
    assert (article.dateline.text, article.dateline.places, article.source) == ("", ("滨江",), "澜江通讯社")


@each_format
@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("usable", ItemStatus.USABLE),
        ("withheld", ItemStatus.WITHHELD),
        ("canceled", ItemStatus.CANCELED),
        ("cancelled", ItemStatus.CANCELED),
        ("perhaps", ItemStatus.WITHHELD),
    ],
)
def test_what_may_not_be_published_is_not_in_the_text(
    maker: Maker, suffix: str, written: str, status: ItemStatus
) -> None:
    data = maker(status=written)
    bulletin = read(data, suffix)
    [item] = bulletin.items
    assert item.status is status
    assert bool(bulletin.articles) is (status is ItemStatus.USABLE)
    assert ("夜渡" in read_source(data, f"a{suffix}").text) is (status is ItemStatus.USABLE)
    if status is not ItemStatus.USABLE:
        assert any("末班船" in discard.text for discard in bulletin.discards)
        assert bulletin.problems == ()


@pytest.mark.parametrize(
    ("property_", "topics"),
    [
        ([{"code": "medtop:20000822"}], ("20000822",)),
        ([{"scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "20000822"}], ("20000822",)),
        ([{"uri": "http://cv.iptc.org/newscodes/subjectcode/15054000"}], ("15054000",)),
        ([{"code": "subj:04011000"}, {"code": "medtop:04000000"}], ("04011000", "04000000")),
        ([{"code": "desk:20000822"}, {"code": "lj:sport"}, {"name": "体育"}], ()),
    ],
)
def test_topics_are_those_of_iptc(property_: list[dict[str, str]], topics: tuple[str, ...]) -> None:
    article = one(inside("<p>夜渡开了。票价两元。</p>", subject=property_), ".json")
    assert article.item is not None
    assert article.item.topics == topics


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_subheads_lists_tables_links_and_breaks_are_read_and_a_repeated_headline_is_not() -> None:
    body = (
        "<html><head><title>x</title><style>p {}</style></head><body><article><h1>江心洲夜渡</h1>"
        "<p>夜渡<b>今天</b>开出，见<a href='https://x.example/'>船期</a>。<br/>票价两元。</p><h2>三条线路</h2>"
        "<ol><li>东线</li><li>西线</li></ol><blockquote><p>“江上有灯了。”</p></blockquote>"
        "<table><tr><th>线</th><th>末班</th></tr><tr><td>东</td><td>23:00</td></tr></table>"
        "<figure><img src='lamp.png'/><figcaption>江上的灯。</figcaption></figure></article>"
        "<script>alert(1)</script></body></html>"
    )
    article = one(inside(body), ".json")
    assert article.paragraphs == (
        "夜渡今天开出，见船期。",
        "票价两元。",
        "1. 东线",
        "2. 西线",
        "“江上有灯了。”",
    )
    assert [block.text for block in article.body if isinstance(block, Subhead)] == ["三条线路"]
    [table] = [block for block in article.body if isinstance(block, Table)]
    assert table.rows == (("线", "末班"), ("东", "23:00"))
    assert [(block.src, block.caption) for block in article.body if isinstance(block, Figure)] == [
        ("lamp.png", "江上的灯。")
    ]


def test_plain_text_has_its_paragraphs_between_blank_lines_or_in_each_line() -> None:
    def paragraphs(text: str) -> tuple[str, ...]:
        rows = {"uri": "urn:a", "headline": "江心洲夜渡", "pubstatus": "usable", "body_text": text}
        return one(json.dumps(rows).encode(), ".json").paragraphs

    assert paragraphs("夜渡今天开出。\n票价两元。") == ("夜渡今天开出。", "票价两元。")
    assert paragraphs("夜渡今天\n开出。\n\n票价两元。\n") == ("夜渡今天开出。", "票价两元。")
    assert paragraphs("The ferry\nleft.\n\nIt was late.") == ("The ferry left.", "It was late.")


@each_format
def test_every_character_is_accounted_for_and_every_line_has_its_origin(maker: Maker, suffix: str) -> None:
    data = maker(deck="市民多一种选择", picture="boat.jpg")
    source, bulletin = read_source(data, f"a{suffix}"), read(data, suffix)
    assert len(source.origins) == source.text.count("\n")
    assert all(source.origins)
    coverage = measure(source.text, bulletin)
    assert coverage.in_articles == coverage.characters


def test_a_picture_that_is_an_item_goes_to_the_text_beside_it() -> None:
    picture = (
        '<newsItem guid="urn:pic" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta>'
        '<headline>夜渡</headline><creditline>林知夏 摄</creditline><description role="drol:caption">夜渡首航。'
        '</description></contentMeta><contentSet><remoteContent href="file:///out/small.jpg" width="200"/>'
        '<remoteContent href="file:///out/boat.jpg" width="1200"/><remoteContent href="file:///out/print.tif" '
        'contenttype="image/tiff" width="6000"/></contentSet></newsItem>'
    )
    [article] = read(wires.message(wires.g2(), others=picture), ".xml").articles
    assert [(figure.src, figure.caption) for figure in article.figures] == [("boat.jpg", "夜渡首航。")]


@each_format
def test_the_caption_of_a_picture_on_the_net_is_told_and_left_out(maker: Maker, suffix: str) -> None:
    bulletin = read(maker(picture="https://pics.example/boat.jpg", caption="夜渡首航。"), suffix)
    [article] = bulletin.articles
    assert article.figures == ()
    assert [(row.reason, row.text) for row in bulletin.discards] == [("picture without a file beside it", "夜渡首航。")]
    assert bulletin.problems == ()


@each_format
def test_an_item_is_one_article_whatever_its_pictures_are(maker: Maker, suffix: str) -> None:
    caption = "1月25日，夜渡首航。新华社发 林知夏 作"
    bulletin = read(maker(picture="boat.jpg", caption=caption), suffix)
    [article] = bulletin.articles
    assert [(figure.src, figure.caption[:9]) for figure in article.figures] == [("boat.jpg", "1月25日，夜渡首")]
    assert (article.position, article.kind) == (1, "article")


def test_what_belongs_to_an_item_and_is_no_picture_is_told() -> None:
    film = {"f": {"type": "video", "uri": "urn:f", "headline": "夜渡的影像"}}
    bulletin = read(inside("<p>夜渡开了。票价两元。</p>", associations=film), ".json")
    assert [(row.reason, row.text) for row in bulletin.discards] == [("item beside it", "夜渡的影像")]


def test_a_named_character_of_nitf_is_read_though_its_dtd_is_not() -> None:
    data = wires.nitf(headline="江心洲夜渡XX").replace(b"XX", b"&eacute;&nbsp;&#8212;")
    assert one(data, ".xml").headline == "江心洲夜渡é —"


@pytest.mark.parametrize("encoding", ["gb18030", "gb2312", "utf-16"])
def test_xml_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    data = wires.g2().decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert one(data.encode(encoding), ".xml").headline == "江心洲开出第一班夜渡"


# ── what is none, or broken ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("package.json", b'{"name": "site", "version": "1.0.0", "dependencies": {}}', "format"),
        ("list.json", b"[1, 2, 3]", "format"),
        ("number.json", b"5", "format"),
        ("broken.json", b'{"name": ', "format"),
        ("binary.json", b"\xff\x00\xfe", "format"),
        ("deep.json", b"[" * 200_000, "format"),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "format"),
        ("atom.xml", b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "format"),
        ("sitemap.xml", b"<urlset/>", "format"),
        ("text.xml", "不是标记。".encode(), "format"),
        ("cut.xml", b"<?xml version", "format"),
        ("package.xml", b'<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "wire"),
        ("known.xml", b"<n:knowledgeItem xmlns:n='http://iptc.org/std/nar/2006-10-01/'/>", "wire"),
        ("plan.xml", b"<!-- plan --><planningItem/>", "wire"),
        ("empty.xml", b"<newsMessage><itemSet/></newsMessage>", "wire"),
        ("composite.json", b'{"uri": "u", "type": "composite", "headline": "h", "pubstatus": "usable"}', "wire"),
        ("video.json", b'{"uri": "u", "type": "video", "headline": "h", "pubstatus": "usable"}', "wire"),
    ],
)
def test_what_is_no_news_item_is_passed_over(name: str, data: bytes, reason: str) -> None:
    assert read_bytes(data, name=name).passed_over == reason


_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("cut.json", wires.ninjs1()[:-20], "is no valid JSON"),
        ("cut.xml", wires.g2()[:-20], "no well-formed XML"),
        (
            "deep.json",
            b'{"uri": "u", "headline": "h", "pubstatus": "usable", "x": ' + b"[" * 200_000,
            "nested too deep",
        ),
        ("long.json", b'{"uri": "u", "headline": "h", "pubstatus": "usable", "x": 1' + b"0" * 9000 + b"}", "too long"),
        ("latin.json", wires.ninjs1().decode().encode("gb18030"), "JSON is in UTF-8"),
        ("deep.xml", b"<newsItem>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</newsItem>", "no well-formed XML"),
        (
            "laughs.xml",
            f'<!DOCTYPE nitf [<!ENTITY a0 "ha">{_BOMB}]><nitf><body>&a11;</body></nitf>'.encode(),
            "declares entities",
        ),
        (
            "attribute.xml",
            f'<!DOCTYPE nitf [<!ENTITY a0 "ha">{_BOMB}]><nitf a="&a11;"/>'.encode(),
            "declares entities",
        ),
        (
            "external.xml",
            b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body>&x;</body></nitf>',
            "declares entities",
        ),
        (
            "parameter.xml",
            b'<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><nitf/>',
            "declares entities",
        ),
        ("unknown.xml", wires.nitf(headline="X").replace(b">X<", b">&bianjiang;<"), "uses the entity &bianjiang;"),
        ("tags.json", inside("<p>a" * 200_001), "more than 200000 tags"),
        ("parts.json", inside("<p>a" * 20_001), "more than 20000 paragraphs"),
        ("lines.json", wires.ninjs3(paragraphs=("a",) * 20_001), "more than 20000 paragraphs"),
        ("items.xml", wires.message(*[wires.g2(guid=f"urn:{n}", paragraphs=("a",) * 90) for n in range(230)]), "20000"),
        ("large.xml", b"<newsItem>" + b" " * 8_100_000 + b"</newsItem>", "8.1 MB"),
        ("large.json", wires.ninjs1()[:-2] + b" " * 8_100_000 + b"}", "8.1 MB"),
    ],
    ids=lambda row: row if isinstance(row, str) and "." in row and " " not in row else None,
)
def test_a_broken_wire_is_a_clear_error(name: str, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(data, name=name)
    assert message in str(error.value)


def test_an_external_dtd_is_not_read(tmp_path: Path) -> None:
    dtd = tmp_path / "nitf-3-4.dtd"
    dtd.write_text('<!ENTITY bianjiang "secret">', encoding="utf-8")
    data = wires.nitf(headline="X").replace(b'"nitf-3-4.dtd"', f'"{dtd.as_uri()}"'.encode())
    with pytest.raises(UnreadableError, match="bianjiang"):
        read_bytes(data.replace(b">X<", b">&bianjiang;<"), name="a.xml")


@each_format
def test_a_wire_with_the_suffix_of_a_text_is_a_wire(maker: Maker, suffix: str) -> None:
    assert one(maker(), ".txt").item is not None


@pytest.mark.parametrize("text", ["[今日要闻]\n\n# 江心洲夜渡\n\n夜渡今天开出。\n", "<p>夜渡今天开出。</p>\n"])
def test_a_text_that_opens_like_markup_is_a_text(text: str) -> None:
    assert read_source(text.encode(), "a.txt").text == text
