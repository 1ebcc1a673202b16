"""Shortcuts for the most common dateline and paragraph, each with the result of the full rules.

The rules can be read without this file: its functions answer first, and take the long way where they have no answer.
`tests/reading/test_short_way.py` compares the two ways. The file is in `structure`, since only `structure` asks which
dateline opens a paragraph; it imports nothing of `structure`, whose other modules import it.

    dateline     新华社广州1月25日电(记者张三)……      one pattern instead of thirty; two datelines in three
    closing      (新华社广州1月25日电)                the same
    paragraph    plain (`Paragraph.plain`)            no later step has to look for a caption, a credit or a cut in it
    heading      ## 古城修好了城墙                    one pattern instead of five; furniture is still looked for
"""

import re
from functools import cache, lru_cache

from feedpub.data import agencies, any_of, load
from feedpub.model import Dateline, Person
from feedpub.patterns import regex
from feedpub.reading.phrases import dateline
from feedpub.reading.phrases.captions import LONGEST_CREDIT, OPENS_A_CAPTION, is_caption
from feedpub.reading.phrases.dateline import REACH, FoundDateline, may_open
from feedpub.reading.phrases.furniture import furniture_reason
from feedpub.reading.phrases.joins import NEVER_FIRST
from feedpub.reading.phrases.mastheads import is_masthead

__all__ = ["is_plain", "is_plain_paragraph", "plain_heading", "read_closing", "read_opening"]

# The marks and the words of a heading that neither names a page or a day nor has marks within.
_PLAIN_HEADING = regex(r"(#{1,6}) ((?=[\u4e00-\u9fff“《「])[^\d版月#\[*_~`{<&\\=¶]+)")
_HAN = r"[\u4e00-\u9fff]"
_APART = regex("[ 、]")
_PROSE_ENDS = frozenset("。；;：:！!？?")
_MAY_OPEN_OTHERS = frozenset("#—") | NEVER_FIRST


@lru_cache(maxsize=256)  # a paragraph is asked for it by the form, by its heading, and by its article
def read_opening(paragraph: str) -> FoundDateline | None:
    """The dateline a paragraph opens with, or None."""
    return _opening(paragraph[:REACH]) if may_open(paragraph) else None


def _opening(text: str) -> FoundDateline | None:
    common = _common_dateline().match(text)
    if common is None:
        return dateline.read_opening(text)
    agency, place, month, day, role, names = common.groups()
    return FoundDateline(
        dateline=Dateline(
            text=common[0],
            agency=agencies()[agency],
            place=place,
            places=(place,),
            year=None,
            month=int(month),
            day=int(day),
            at="start",
            via="据" if names and text.startswith("据", common.end()) else None,
            people=tuple([Person(name=name, role=role) for name in _APART.split(names)]) if names else (),
        ),
        doubtful=False,
    )


@lru_cache(maxsize=256)
def read_closing(paragraph: str) -> FoundDateline | None:
    """The dateline a paragraph consists of, or None."""
    common = _common_closing().fullmatch(paragraph)
    if common is None:
        return dateline.read_closing(paragraph)
    agency, place, month, day = common.groups()
    line = Dateline(paragraph, agencies()[agency], place, (place,), None, int(month), int(day), "end")
    return FoundDateline(line, doubtful=False)


@cache
def _agency_place_day() -> str:
    """新华社广州1月25日电."""
    return (
        rf"(?P<agency>{any_of(agencies())})(?P<place>(?![据據客]|新媒[体體])(?:(?!记者|記者){_HAN}){{2,8}}?)"
        r"(?P<month>[1-9]\d?)月(?P<day>[1-9]\d?)日电"
    )


@cache
def _common_closing() -> re.Pattern[str]:
    """(新华社广州1月25日电)."""
    return re.compile(rf"[(（]{_agency_place_day()}[)）]")


@cache
def _common_dateline() -> re.Pattern[str]:
    """新华社广州1月25日电(记者张三 李四), followed by the text."""
    roles = any_of(role for kind in ("reporters", "others") for role in load("roles")[kind] if len(role) < 4)
    name = rf"(?!{roles}){_HAN}{{2,3}}"
    return re.compile(
        rf"{_agency_place_day()}(?![影视话話脑腦竞询讯訊邮郵文报子力线線费費缆纜梯池])"
        rf"(?:[(（](?P<role>记者)(?P<names>{name}(?:[ 、]{name})*)[)）](?=[^ \t\u3000\u00a0题題據综綜])"
        r"|(?=[^ \t\u3000\u00a0题題据據综綜记記本(（［\[]))"
    )


def is_plain_paragraph(text: str) -> bool | None:
    """Whether a line is a plain paragraph (True) or another paragraph (False); None if it may be anything.

    Page heads and mastheads are shorter; headings, decks, captions and tables open with other characters. A short
    sentence is no page head and no credit, but it may be a masthead.
    """
    if len(text) <= LONGEST_CREDIT:
        is_sentence = text[-1] == "。" and text[0].isalnum() and not is_masthead(text, begun=True)
        return False if is_sentence else None
    if text[0] in _MAY_OPEN_OTHERS:
        return None
    if text[0] in OPENS_A_CAPTION:
        return not is_caption(text) if text[-1] == "。" else None
    return text[-1] in _PROSE_ENDS


def plain_heading(text: str) -> tuple[int, str] | None:
    """The level and the words of a heading below the first that nothing else can be; None if it may be anything."""
    found = _PLAIN_HEADING.fullmatch(text)
    if found is None or furniture_reason(found[2], headed=True):
        return None
    return len(found[1]), found[2]


def is_plain(text: str) -> bool:
    """Whether a paragraph is plain: it opens and ends like prose, and is too long for a credit (`Paragraph.plain`)."""
    if len(text) <= LONGEST_CREDIT or text[-1] not in _PROSE_ENDS:
        return False
    return text[0] not in NEVER_FIRST and not is_caption(text)
