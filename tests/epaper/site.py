"""The pages of a site that has an issue, in each layout, as a program that mirrors sites saves them."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from feedpub.patterns import regex
from tests.epaper.issue import DAY, ISSUE, PAPER, Item, Page, pictures

__all__ = ["LAYOUTS", "article_page", "mirror"]

_BOLD = regex(r"\*\*(.+?)\*\*")
_LINK = regex(r"\[(.+?)\]\((.+?)\)")
_CHINESE = f"{DAY.year}年{DAY.month}月{DAY.day}日"


def mirror(folder: Path, layout: str, encoding: str, issue: tuple[Page, ...] = ISSUE) -> None:
    """Saves an issue: `html/2026-01/26/node_1.htm`, `content_98.htm`, and the pictures in `res`."""
    day = folder / "html" / f"{DAY:%Y-%m}" / f"{DAY:%d}"
    day.mkdir(parents=True)
    for number, page in enumerate(issue, 1):
        (day / f"node_{number}.htm").write_bytes(_encoded(_node(page, issue), encoding))
        for item in page.items:
            data = _encoded(article_page(layout, item, page, issue), encoding)
            (day / f"content_{item.number}.htm").write_bytes(data)
    for file, picture in pictures(issue).items():
        path = folder / "res" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)


def _encoded(text: str, encoding: str) -> bytes:
    named = "gb2312" if encoding == "gb18030" else encoding  # so do sites call it
    return text.replace("CHARSET", named).encode(encoding)


def article_page(layout: str, item: Item, page: Page, issue: tuple[Page, ...] = ISSUE) -> str:
    """The page of an article."""
    return LAYOUTS[layout](item, page, issue)


def _framed(title: str, page: Page, issue: tuple[Page, ...], article: str, end: str = "") -> str:
    """A page with what stands around an article: scripts, the pages of the issue, the articles of the page."""
    articles = "".join(
        f"<li><a href=content_{item.number}.htm><div id=mp{item.number}>{item.headline}</div></a></li>"
        for item in page.items
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET" />
<title>{title}</title><script language=javascript>var shown = "<p>不是正文</p>"; if (1 < 2) run();</script>
<style>.font01 {{ font-size: 18px }}</style></head><body onload="initialize()">
<img src="../../../tplimg/logo.gif" width="91" height="28"><iframe src="http://ads.example.com/"></iframe>
{_pages(issue)}<table><tr><td>{_CHINESE}　星期一</td>
<td class=px12>第{page.number}版：<strong>{page.name}</strong></td></tr></table>
<ul>{articles}</ul><a href="javascript:zoomIn();">放大<img src="../../../tplimg/zoomin.gif" width=16></a>
{article}<a class=preart href="content_1.htm">上一篇</a> 责任编辑：宋白露<div style="display:none">扫码阅读</div>
</body></html>{end}"""


def _pages(issue: tuple[Page, ...]) -> str:
    rows = (
        f"<li><a id=pageLink href=node_{number}.htm>第{page.number}版：{page.name}</a></li>"
        for number, page in enumerate(issue, 1)
    )
    return f"<ul>{''.join(rows)}</ul>"


def _node(page: Page, issue: tuple[Page, ...]) -> str:
    """The page of a page: its picture with an area for each article, and the list of its articles."""
    items = [item for other in issue for item in other.items]
    areas = "".join(f'<area coords="1,2,3,4" shape="polygon" href="content_{item.number}.htm">' for item in items)
    end = (
        f"<!--enpproperty <founder-date>{DAY} 23:59:59</founder-date><founder-pagenum>{page.number}</founder-pagenum>"
        f"<founder-papername>{PAPER}</founder-papername><founder-type>2</founder-type>"
        f"<founder-content>{PAPER}</founder-content> /enpproperty-->"
    )
    return _framed(PAPER, page, issue, f'<map name="pagepicmap">{areas}</map><img src=../../page/1.jpg>', end)


def _body(item: Item, tag: str = "P") -> str:
    return "".join(_rows(item, tag)) + _table(item)


def _rows(item: Item, tag: str) -> Iterator[str]:
    in_list = False
    for row in item.body:
        if in_list != row.startswith("- "):
            in_list = not in_list
            yield "<ul>" if in_list else "</ul>"
        text = _LINK.sub(r'<a href="\2" target="_blank">\1</a>', _BOLD.sub(r"<strong>\1</strong>", row))
        if in_list:
            yield f"<li>{text.removeprefix('- ')}</li>"
        elif row.startswith("### "):
            yield f"<{tag}><B>　　{text.removeprefix('### ')}</B></{tag}>"
        else:
            yield f"<{tag}>　　{text}</{tag}>\n"
    if in_list:
        yield "</ul>"


def _table(item: Item) -> str:
    if not item.table:
        return ""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in item.table)
    return f"<table border=1>{rows}</table>"


def _property(item: Item, page: Page) -> str:
    return (
        f"<!--enpproperty <founder-date>{DAY} 23:59:59</founder-date><founder-author></founder-author>"
        f"<founder-title>{escape(item.headline)}</founder-title><founder-pagenum>{page.number}</founder-pagenum>"
        f"<founder-papername>{PAPER}</founder-papername><founder-type>1</founder-type> /enpproperty-->"
    )


def _npm(item: Item, page: Page, issue: tuple[Page, ...]) -> str:
    def mark(name: str, words: str) -> str:
        return f"<!--<npm:article-{name}>-->{words}<!--</npm:article-{name}>-->"

    head = "".join(
        f"<tr valign=top><td class=font02 align=center>{mark(name, words)}&nbsp;</td></tr>"
        for name, words in (
            ("pretitle", item.kicker),
            ("title", item.headline),
            ("subtitle", f"——{item.deck}" if item.deck else ""),
            ("author", item.byline),
        )
    )
    photos = "".join(
        f'<tr><td>{mark("pic", f"""<img alt="" src="../../../res/{photo.file}">""")}</td></tr>'
        f"<tr><td>{mark('pic-text', photo.caption)}</td></tr>"
        for photo in item.photos
    )
    shown = f"<table id=newspic bgcolor=#efefef><tr><td><table>{photos}</table></td></tr></table>" if photos else ""
    body = f"<div id=ozoom>{mark('content', _body(item))}</div>"
    return _framed(PAPER, page, issue, f"<table>{head}</table>{shown}{body}", _property(item, page))


def _founder(item: Item, page: Page, issue: tuple[Page, ...]) -> str:
    def row(words: str) -> str:
        return f"<tr valign=top><td class=font02 align=center style='color: #827E7B;'>{words}</td></tr>"

    head = row(item.kicker) + row(f"<founder-title>{item.headline}</founder-title>") + row(item.deck)
    head += row(f"<founder-author>{item.byline}</founder-author>")
    photos = "".join(
        f"<table><tr><td><img src='../../../res/{photo.file}'></td></tr><tr><td>{photo.caption}</td></tr></table>"
        for photo in item.photos
    )
    body = f"<div id=ozoom style='zoom:100%'>{photos}<founder-content>{_body(item)}</founder-content></div>"
    return _framed(PAPER, page, issue, f"<table>{head}</table>{body}", _property(item, page))


def _website(item: Item, page: Page, issue: tuple[Page, ...]) -> str:
    photos = "".join(
        f'<p align="center"><img id="6774" border="0" src="../../../res/{photo.file}"></p>'
        f'<p class="pictext" align="center">　　{photo.caption}</p>'
        for photo in item.photos
    )
    stated = {
        "articleid": str(item.number),
        "date": f"{DAY} 06:18:16.0",
        "author": item.byline,
        "title": f"{item.headline}_{PAPER[:2]}网",
        "keyword": "滨江,江边",
        "subtitle": item.deck,
        "introtitle": item.kicker,
        "siteid": "2",
        "nodeid": "5557",
        "nodename": page.name,
        "picurl": "",
    }
    rows = "".join(f"<{key}>{words}</{key}>" for key, words in stated.items())
    body = f"<!--enpcontent--><!--enpcontent-->{photos}{_body(item, 'p')}<!--/enpcontent--><!--/enpcontent-->"
    article = f'<h1>{item.headline}</h1><div class="text"><!--enpproperty {rows}/enpproperty-->{body}</div>'
    return _framed(f"{item.headline}_{PAPER[:2]}网", page, issue, article)


def _peoples_daily(item: Item, page: Page, issue: tuple[Page, ...]) -> str:
    photos = "".join(
        f'<table class="pci_c"><tr><td><img src="../../../res/{photo.file}"></td></tr>'
        f"<tr><td><p>{photo.caption}</p></td></tr></table>"
        for photo in item.photos
    )
    article = f"""<div class="article-box"><div class="article"><h3>{item.kicker}</h3><h1>{item.headline}</h1>
<h2>{item.deck}</h2><p class="sec">{item.byline} <span class="date">《{PAPER}》（<span class="newstime">{_CHINESE}
　</span>第 {page.number} 版）</span></p><div class="attachment">{photos}</div>
<div id="ozoom">{_body(item, "p")}</div></div></div>"""
    head = f'<meta name="contentid" content="{item.number}">'
    return _framed(item.headline, page, issue, article).replace("</head>", f"{head}</head>")


LAYOUTS: dict[str, Callable[[Item, Page, tuple[Page, ...]], str]] = {
    "npm": _npm,
    "founder": _founder,
    "website": _website,
    "peoples-daily": _peoples_daily,
}
