"""Ten press releases (通稿) as offices make them, composed here: the documents, and what must be read of each.

`python -m tests.press_releases FOLDER` writes them into a folder.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from tests.word import box, cell, deleted, document, inserted, moved, paragraph, picture, row, run, table

__all__ = ["RELEASES", "Expected", "Release", "jpeg"]


class Expected(NamedTuple):
    """An article as it must be read."""

    headline: str
    paragraphs: tuple[str, ...]
    kicker: str | None = None
    deck: str | None = None
    byline: str | None = None
    subheads: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


class Release(NamedTuple):
    """A press release: its document, its articles, and why which of its text is in none of them.

    Attributes:
        marks: letters that are printed and are no text of the document: the numbers of lists.
    """

    name: str
    make: Callable[[], bytes]
    articles: tuple[Expected, ...]
    discards: dict[str, str]
    marks: str = ""


def jpeg(colour: int) -> bytes:
    """A picture that no other number's is."""
    written = io.BytesIO()
    Image.new("RGB", (32, 20), (colour, 90, 160)).save(written, "JPEG")
    return written.getvalue()


def title(text: str, **looks: Any) -> str:
    """A headline: 二号, in the middle."""
    return paragraph(text, size=22, align="center", **looks)


def deck(text: str) -> str:
    """A deck, or a kicker: 三号, in the middle."""
    return paragraph(text, size=16, align="center")


def body(*content: str) -> str:
    """A paragraph of text: 三号, its first line indented."""
    return paragraph(*content, size=16, indent=True)


FERRY = (
    "本报滨江1月25日讯（记者林知夏）青石渡口新建的候船亭25日启用，等船的居民不再淋雨。",
    "候船亭用旧船木搭成，长十二米，两侧设有长凳、饮水处和一块写着船期的木牌。",
    "渡工老秦说，过去雨天大家挤在屋檐下，如今坐着就能看见江对岸的灯。",
)
LIBRARY = (
    "滨江市图书馆城南分馆近日开放夜间阅览室，每晚开到十点，读者凭借书证入座。",
    "馆长何砚秋介绍，阅览室试开两周，每晚平均有一百四十名读者，其中三成是下夜班的工人。",
)
TREES = (
    "绿化处完成了沿江一千二百棵香樟的体检，为每棵树建了档案，并给四十棵老树加装了支架。",
    "园艺师周牧野说，支架每年检查两次，树长一寸，绳子就放一寸。",
)


def one_article() -> bytes:
    """One article, whose headline has two lines; who to ask stands below it."""
    return document(
        title("青石渡口候船亭启用"),
        title("等船的人不再淋雨"),
        *map(body, FERRY),
        body("（完）"),
    )


def red_headed() -> bytes:
    """A document with a red head: who issues it, its number, the title, the text, who signs."""
    return document(
        paragraph("滨江市人民政府新闻办公室文件", size=36, bold=True, align="center"),
        paragraph("滨新办〔2026〕3号", size=16, align="center"),
        paragraph(""),
        title("关于沿江香樟体检情况的新闻通稿"),
        paragraph(""),
        *map(body, TREES),
        paragraph("滨江市人民政府新闻办公室", size=16, align="right"),
        paragraph("2026年1月26日", size=16, align="right"),
    )


def with_pictures() -> bytes:
    """Kicker, headline, deck, byline; one picture in the document, one beside it."""
    return document(
        deck("夜里也有一盏灯"),
        title("图书馆开到十点"),
        deck("——城南分馆试开夜间阅览室"),
        paragraph("□本报记者　林知夏", size=16, align="center"),
        body(LIBRARY[0]),
        paragraph(picture(1), align="center"),
        paragraph("图为夜间阅览室一角。（周牧野 摄）", size=10.5, align="center"),
        body(LIBRARY[1]),
        paragraph("配图：夜读.jpg", size=16),
        paragraph("图为下夜班的工人在读报。", size=10.5, align="center"),
        pictures=[jpeg(30)],
    )


def tracked() -> bytes:
    """Changes that were tracked: words and a whole paragraph inserted, deleted and moved, two paragraphs made one."""
    return document(
        title("青石渡口候船亭启用"),
        body(run("本报滨江1月25日讯（记者林知夏）青石渡口新建的候船亭", size=16), deleted("24"),
             inserted(run("25", size=16)), run("日启用，等船的居民不再淋雨。", size=16)),
        body(moved("候船亭造价十二万元，由居民捐出一半。", away=True)),
        paragraph(run("候船亭用旧船木搭成，长十二米，", size=16), indent=True, unended=True),
        body("两侧设有长凳、饮水处和一块写着船期的木牌。"),
        body(inserted(run(FERRY[2], size=16))),
        body(moved("候船亭造价十二万元，由居民捐出一半。", away=False)),
        table(row("项目", "金额"), row("旧船木", "四万元"), columns=2),
    )  # fmt: skip


def text_boxes() -> bytes:
    """A text box beside the text, as Word writes it, and one for new programs only."""
    return document(
        title("图书馆开到十点"),
        body(run(LIBRARY[0], size=16),
             box(paragraph("借书证在一楼服务台办理，当天可取，外地读者凭身份证办理。", size=12))),
        body(LIBRARY[1]),
        body(run("阅览室还备有热水和毯子。", size=16),
             box(paragraph("阅览室周一闭馆，逢节假日照常开放，除夕夜开到八点。", size=12), fallback=False)),
    )  # fmt: skip


def tables() -> bytes:
    """A table of values, one with cells that span, and one that lays out pictures above their captions."""
    return document(
        title("沿江香樟体检结果公布"),
        body(TREES[0]),
        table(row("路段", "棵数", "加装支架"), row("滨江路", "700", "25"), row("青石路", "500", "15"), columns=3),
        body(TREES[1]),
        table(
            row(cell("路段", merged="restart"), cell("体检结果", columns=2)),
            row(cell("", merged="continue"), cell("健康"), cell("待养护")),
            row("滨江路", "680", "20"),
            columns=3,
        ),
        paragraph(""),
        table(
            row(cell(paragraph(picture(1))), cell(paragraph(picture(2)))),
            row(
                cell(paragraph("图为工人给老树量胸径。", size=10.5)), cell(paragraph("图为加装支架的香樟。", size=10.5))
            ),
            columns=2,
        ),
        pictures=[jpeg(40), jpeg(50)],
    )


def collection() -> bytes:
    """Several articles under the title of the collection, with subheads in one of them."""
    return document(
        paragraph("滨江新闻通稿 2026年1月26日", size=26, bold=True, align="center"),
        paragraph(""),
        title("青石渡口候船亭启用", bold=True),
        *map(body, FERRY),
        title("图书馆开到十点", bold=True, page=True),
        deck("——城南分馆试开夜间阅览室"),
        body(LIBRARY[0]),
        paragraph("一盏灯等下夜班的人", size=16, bold=True, indent=True),
        body(LIBRARY[1]),
        title("一千二百棵香樟有了档案", bold=True, page=True),
        *map(body, TREES),
    )


def notes() -> bytes:
    """Lists, footnotes, comments, hidden text, a header, a link."""
    link = '<w:hyperlink r:id="link1">' + run("船期表", size=16) + "</w:hyperlink>"
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    remark = '<w:r><w:commentReference w:id="0"/></w:r>'
    return document(
        title("青石渡口候船亭启用"),
        body(run(FERRY[0], size=16), reference),
        paragraph("等船", size=16, numbered=1),
        body(run(FERRY[1], size=16), run("此句待核。", size=16, hidden=True), remark),
        paragraph("看灯", size=16, numbered=1),
        body(FERRY[2]),
        body(run("渡口的", size=16), link, run("贴在亭子里：", size=16)),
        paragraph("早班六点开航，每十五分钟一班。", size=16, numbered=2),
        paragraph("晚班十点收航，雾天停航。", size=16, numbered=2),
        paragraph("请带好随身物品。", size=16, numbered=3),
        footnotes=["候船亭由居民议事会命名。"],
        comments=["请核对启用日期。"],
        header="内部资料 注意保存",
        links={"link1": "https://ferry.example.org/times"},
    )  # fmt: skip


def styled() -> bytes:
    """Styles for headline and subheads, fields, a symbol, soft line breaks."""
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ 图 </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("1", size=10.5)
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = '<w:fldSimple w:instr=" MERGEFIELD 日期 ">' + run("1月24日", size=16) + "</w:fldSimple>"
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    return document(
        paragraph("图书馆开到十点", style="T"),
        body(run("滨江市图书馆城南分馆", size=16), simple,
             run("开放夜间阅览室，每晚开到十点，读者凭借书证入座。", size=16)),
        paragraph("灯下的人", style="H2"),
        body(LIBRARY[1]),
        paragraph("门外的路", style="H2"),
        body("通往分馆的小路装了十二盏路灯。\n路灯随闭馆时间熄灭。"),
        body(tick, run("已经验收", size=16)),
        paragraph(picture(1)),
        paragraph(run("图", size=10.5), page, run(" 夜里的分馆", size=10.5), style="C"),
        pictures=[jpeg(60)],
    )  # fmt: skip


def by_bold_alone() -> bytes:
    """All of one size; headlines are only bold, below page heads."""

    def head(text: str) -> str:
        return paragraph(text, size=12, bold=True)

    def text(words: str) -> str:
        return paragraph(words, size=12)

    return document(
        text("第03版：民生"),
        head("青石渡口候船亭启用"),
        *map(text, FERRY),
        head("图书馆开到十点"),
        text("本报滨江1月25日讯 " + LIBRARY[0]),
        text(LIBRARY[1]),
        head("一盏灯等下夜班的人"),
        text("夜班公交的末班车改在十点一刻，从分馆门口发车。"),
    )


RELEASES = (
    Release("one-article", one_article, (Expected("青石渡口候船亭启用 等船的人不再淋雨", FERRY),), {}),
    Release(
        "red-headed",
        red_headed,
        (Expected("关于沿江香樟体检情况的新闻通稿", (*TREES, "滨江市人民政府新闻办公室", "2026年1月26日")),),
        {"letterhead": "滨江市人民政府新闻办公室文件滨新办〔2026〕3号"},
    ),
    Release(
        "pictures",
        with_pictures,
        (
            Expected(
                "图书馆开到十点",
                LIBRARY,
                kicker="夜里也有一盏灯",
                deck="城南分馆试开夜间阅览室",
                byline="本报记者　林知夏",
                captions=("图为夜间阅览室一角。", "图为下夜班的工人在读报。"),
            ),
        ),
        {"name of a picture": "配图：夜读.jpg"},
    ),
    Release(
        "tracked",
        tracked,
        (Expected("青石渡口候船亭启用", (*FERRY, "候船亭造价十二万元，由居民捐出一半。")),),
        {
            "deleted (tracked change)": "24",
            "moved elsewhere (tracked change)": "候船亭造价十二万元，由居民捐出一半。",
        },
    ),
    Release(
        "text-boxes",
        text_boxes,
        (
            Expected(
                "图书馆开到十点",
                (
                    LIBRARY[0],
                    "借书证在一楼服务台办理，当天可取，外地读者凭身份证办理。",
                    LIBRARY[1],
                    "阅览室还备有热水和毯子。",
                    "阅览室周一闭馆，逢节假日照常开放，除夕夜开到八点。",
                ),
            ),
        ),
        {},
    ),
    Release(
        "tables",
        tables,
        (Expected("沿江香樟体检结果公布", TREES, captions=("图为工人给老树量胸径。", "图为加装支架的香樟。")),),
        {},
    ),
    Release(
        "collection",
        collection,
        (
            Expected("青石渡口候船亭启用", FERRY),
            Expected("图书馆开到十点", LIBRARY, deck="城南分馆试开夜间阅览室", subheads=("一盏灯等下夜班的人",)),
            Expected("一千二百棵香樟有了档案", TREES),
        ),
        {"masthead": "滨江新闻通稿2026年1月26日"},
    ),
    Release(
        "notes",
        notes,
        (
            Expected(
                "青石渡口候船亭启用",
                (
                    *FERRY,
                    "渡口的[船期表](https://ferry.example.org/times)贴在亭子里：",
                    "1. 早班六点开航，每十五分钟一班。",
                    "2. 晚班十点收航，雾天停航。",
                    "- 请带好随身物品。",
                ),
                subheads=("一、等船", "二、看灯"),
            ),
        ),
        {
            "footnote": "候船亭由居民议事会命名。",
            "comment": "请核对启用日期。",
            "hidden text": "此句待核。",
            "header": "内部资料注意保存",
        },
        marks="一二12",
    ),
    Release(
        "styled",
        styled,
        (
            Expected(
                "图书馆开到十点",
                (
                    "滨江市图书馆城南分馆1月24日开放夜间阅览室，每晚开到十点，读者凭借书证入座。",
                    LIBRARY[1],
                    "通往分馆的小路装了十二盏路灯。",
                    "路灯随闭馆时间熄灭。",
                    "✓已经验收",
                ),
                subheads=("灯下的人", "门外的路"),
                captions=("图1 夜里的分馆",),
            ),
        ),
        {},
    ),
    Release(
        "bold-alone",
        by_bold_alone,
        (
            Expected("青石渡口候船亭启用", FERRY),
            Expected(
                "图书馆开到十点",
                ("本报滨江1月25日讯 " + LIBRARY[0], LIBRARY[1], "夜班公交的末班车改在十点一刻，从分馆门口发车。"),
                subheads=("一盏灯等下夜班的人",),
            ),
        ),
        {"page head": "第03版：民生"},
    ),
)

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for release in RELEASES:
        (folder / f"{release.name}.docx").write_bytes(release.make())
