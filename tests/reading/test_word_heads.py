"""Headlines in Word documents, told by their looks in the many ways in which offices set them."""

from typing import TypeAlias

import pytest

from feedpub.reading.bulletin import read_bytes
from tests.press_releases import FERRY, LIBRARY, TREES, body, jpeg, title
from tests.word import document, paragraph, picture

Head: TypeAlias = tuple[str | None, str | None, str | None, str | None, tuple[str, ...]]
SHELTER, LAMP, TREE = "青石渡口候船亭启用", "图书馆开到十点", "香樟有了档案"


def only(headline: str, *subheads: str) -> Head:
    """A head of nothing but a headline, with the subheads below it."""
    return (None, headline, None, None, subheads)


CASES: dict[str, tuple[list[str], list[Head]]] = {
    "left, larger and bold, with the day below": (
        [paragraph(SHELTER, size=18, bold=True), paragraph("（2026年1月26日）", size=12), *map(body, FERRY)],
        [only(SHELTER)],
    ),
    "centred in the size of text, with a byline": (
        [paragraph(SHELTER, align="center"), paragraph("通讯员 林知夏", align="center"), *map(body, FERRY)],
        [(None, SHELTER, None, "通讯员 林知夏", ())],
    ),
    "below the words press release and the day": (
        [
            paragraph("新闻通稿", size=26, bold=True, align="center"),
            paragraph("2026年1月26日", align="center"),
            title(SHELTER, bold=True),
            *map(body, FERRY),
        ],
        [only(SHELTER)],
    ),
    "with bold subheads": (
        [
            title(SHELTER),
            body(FERRY[0]),
            paragraph("一、旧船木搭的亭子", bold=True, indent=True),
            body(FERRY[1]),
            paragraph("二、看得见的灯", bold=True, indent=True),
            body(FERRY[2]),
        ],
        [only(SHELTER, "一、旧船木搭的亭子", "二、看得见的灯")],
    ),
    "of no look at all": ([paragraph(text) for text in (SHELTER, *FERRY)], [only(SHELTER)]),
    "in English": (
        [
            paragraph("FOR IMMEDIATE RELEASE", bold=True),
            paragraph("Ferry shelter opens at Qingshi landing", size=20, bold=True, align="center"),
            paragraph("BINJIANG, Jan. 25 (Binjiang News) -- A shelter of old planks opened at the landing on Sunday."),
        ],
        [only("Ferry shelter opens at Qingshi landing")],
    ),
    "in styles, below the name of a section": (
        [
            paragraph("民生", style="T"),
            paragraph(SHELTER, style="H2"),
            *map(body, FERRY),
            paragraph(LAMP, style="H2"),
            *map(body, LIBRARY),
        ],
        [only(SHELTER), only(LAMP)],
    ),
    "several, not quite alike": (
        [
            title(SHELTER),
            *map(body, FERRY),
            paragraph(""),
            title(LAMP),
            paragraph("记者 林知夏", align="center"),
            *map(body, LIBRARY),
            paragraph(TREE, size=20, align="center"),
            *map(body, TREES),
        ],
        [only(SHELTER), (None, LAMP, None, "记者 林知夏", ()), only(TREE)],
    ),
    "below the number of an annex": ([paragraph("附件1", size=16), title(SHELTER), *map(body, FERRY)], [only(SHELTER)]),
    "above a centred line that is text": (
        [title(SHELTER), body(FERRY[0]), paragraph("岸边的灯 照着等船的人", align="center"), body(FERRY[1])],
        [only(SHELTER)],
    ),
    "below a picture": ([paragraph(picture(1), align="center"), title(SHELTER), *map(body, FERRY)], [only(SHELTER)]),
    "in three lines: kicker, headline, deck": (
        [
            paragraph("一座亭子", size=16, align="center"),
            title(SHELTER),
            paragraph("——旧船木上的新座位", size=16, align="center"),
            *map(body, FERRY),
        ],
        [("一座亭子", SHELTER, "旧船木上的新座位", None, ())],
    ),
    "two headlines without text between, on two pages": (
        [title(SHELTER), title(LAMP, page=True), *map(body, LIBRARY)],
        [only(SHELTER), only(LAMP)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_headline_is_told(name: str) -> None:
    blocks, heads = CASES[name]
    bulletin = read_bytes(document(*blocks, pictures=[jpeg(1)]), name="2026-01-26.docx")
    found = [
        (article.kicker, article.headline, article.deck, article.byline, article.subheads)
        for article in bulletin.articles
    ]
    assert found == heads
    assert "text-lost" not in {problem.code for problem in bulletin.problems}
    assert not any(discard.reason == "picture without a caption" for discard in bulletin.discards)
