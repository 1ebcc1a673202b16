"""An issue of three pages as data, and as a bulletin in Markdown. Its paper, people and events are invented."""

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from PIL import Image

__all__ = ["ISSUE", "Item", "Page", "Photo", "markdown", "pictures"]

DAY = date(2026, 1, 26)
PAPER = "滨江日报"


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture: its file below the folder `res` of the site, its caption with its credit, and a shade."""

    file: str
    caption: str
    shade: int


@dataclass(frozen=True, kw_only=True)
class Item:
    """An article; `body` has a paragraph a row, `### ` before a subhead and `- ` before the item of a list.

    `table` stands at the end; `number` is the site's.
    """

    number: int
    headline: str
    body: tuple[str, ...]
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    photos: tuple[Photo, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the paper."""

    number: str
    name: str
    items: tuple[Item, ...] = field(default=())


ISSUE = (
    Page(
        number="01",
        name="要闻",
        items=(
            Item(
                number=98,
                kicker="沿江十二处旧码头三年内改完",
                headline="老码头改成江边书房",
                deck="停用十二年，三号码头重新开门",
                byline="本报记者 林知夏 周远",
                photos=(Photo(file="1/shufang.jpg", caption="图为读者在书房里看江。（沈青禾 摄）", shade=40),),
                body=(
                    "本报滨江1月25日电 一座停用了十二年的码头，昨天改成了**书房**，重新开门。",
                    "开门第一天，来了三百多人。管理员宋白露说，椅子不够，明天再添四十把。",
                    "### 先修屋顶",
                    "工人们先把漏雨的屋顶修好，又把栈桥上的木板一块一块换过。",
                    "开放时间贴在门口，也写在[书房的网页](https://shufang.example.org/hours)上：",
                    "- 周一至周五上午九点到晚上八点",
                    "- 周末上午八点到晚上十点",
                    "门口卖茶的老人说，这里比从前热闹得多了。",
                ),
            ),
            Item(
                number=99,
                headline="简讯",
                body=("本报滨江1月25日讯 城南新开三条公交线路，首班车早上六点发车。",),
            ),
        ),
    ),
    Page(
        number="02",
        name="社会",
        items=(
            Item(
                number=100,
                headline="夜渡开出第一班",
                byline="本报记者 周远",
                photos=(
                    Photo(file="2/duchuan.jpg", caption="图为夜渡首航。（沈青禾 摄）", shade=90),
                    Photo(file="2/dengta.jpg", caption="上图：江心洲的灯塔。", shade=150),
                ),
                body=(
                    "本报江心洲1月25日电 晚上九点，从江心洲开往南岸的夜渡开出了第一班。",
                    "船上坐了六十二名乘客，其中一半是下夜班的护士。",
                ),
                table=(("航班", "开船", "靠岸"), ("一", "21:00", "21:20"), ("二", "22:30", "22:50")),
            ),
            Item(
                number=101,
                headline="简讯",
                body=("本报滨江1月25日讯 石梁村的旧戏台修好，正月初六演第一场。",),
            ),
        ),
    ),
    Page(
        number="03",
        name="文化",
        items=(
            Item(
                number=102,
                kicker="渔歌采录二十年——",
                headline="她把渔歌唱给下一代听",
                byline="顾小满",
                body=(
                    "二十年前，顾小满背着一台录音机走进渔村，录下了第一首渔歌。",
                    "如今，她的箱子里有四百多盘磁带，每一盘都写着歌者的名字和那天的天气。",
                    "“名字要写上。”她说，“歌是人唱出来的。”",
                ),
            ),
        ),
    ),
)


def markdown(issue: tuple[Page, ...] = ISSUE) -> str:
    """The issue as one bulletin; its pictures are in `res` beside it."""
    lines = ["---", f"date: {DAY}", f"publication: {PAPER}", "---", ""]
    for page in issue:
        lines += [f"第{page.number}版：{page.name}", ""]
        for item in page.items:
            lines += [item.kicker] if item.kicker else []
            lines += [f"# {item.headline}"]
            lines += [f"——{item.deck}"] if item.deck else []
            lines += ["", f"□{item.byline}"] if item.byline else []
            lines += [line for photo in item.photos for line in ("", f"![{photo.caption}](<res/{photo.file}>)")]
            lines += [line for row in item.body for line in ("", row)]
            lines += ["", *(f"| {' | '.join(row)} |" for row in item.table)] if item.table else []
            lines.append("")
    return "\n".join(lines)


def pictures(issue: tuple[Page, ...] = ISSUE) -> dict[str, bytes]:
    """The files of the pictures, by their path below `res`."""
    photos = [photo for page in issue for item in page.items for photo in item.photos]
    return {photo.file: _jpeg(photo.shade) for photo in photos}


def _jpeg(shade: int) -> bytes:
    written = BytesIO()
    Image.new("RGB", (48, 32), (shade, 110, 160)).save(written, "JPEG")
    return written.getvalue()
