"""The reporters behind a dateline: `…电(记者张三)`, `…电记者张三报道：`, `…讯（记者张三 滨江15日电）`, `…电(扎西多吉)`.

in brackets                names with or without a role, and the place and day they report from
before 报道                …1月25日电记者张三、李四报道：
set apart by gaps          …1月25日电 记者 张三　滨江市…
before what they heard     …1月25日电 记者张三从市政府获悉，…: the words stay in the text
"""

from typing import NamedTuple

from feedpub.data import load
from feedpub.model import Person
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_people
from feedpub.reading.phrases.names import is_name, split_names
from feedpub.reading.phrases.numerals import ANY_DAY, SPACE, number
from feedpub.reading.phrases.reporters import split_sent, split_town

__all__ = ["Behind", "read_behind"]

_NAMES = regex(rf"{SPACE}[(（［\[]([^()（）［］\[\]]{{1,80}})[)）］\]]")
_NAMED = regex(
    rf"{SPACE}((?:本报|本報|本网|本台|新华社)?(?:驻\w{{2,6}})?(?:特约|特約|见习|見習)?(?:记者|記者|通讯员|通訊員)[^()（）。:：]{{2,40}}?)"
    r"(?:[综綜]合|[摄攝]影)?(?:报道|報[道導])[:：,，]?"
)
_SET_APART = regex(
    rf"{SPACE}((?:本报|本報)?(?:记者|記者)[ \u3000]?[\u4e00-\u9fff·]{{2,4}}(?:[、 \u3000][\u4e00-\u9fff·]{{2,4}})*"
    r"(?:[ \u3000](?:通讯员|通訊員|实习生)[ \u3000]?[\u4e00-\u9fff·]{2,4}(?:[、 \u3000][\u4e00-\u9fff·]{2,4})*)*)"
    r"(?=[ \u3000]{1,4}\S)"
)
_HEARD = regex(
    rf"{SPACE}(?:本报|本報|本网)?(?:记者|記者)(?P<name>[\u4e00-\u9fff]{{2,4}}?)"
    r"(?=(?:\d{1,2}日|[今昨][日天]|[近目]日|日前)?(?:从|從|在|[获獲]悉|了解到|采访|採訪))"
)
_SENT = regex(rf"{ANY_DAY}{SPACE}[发發]自(?P<place>[\u4e00-\u9fff]{{2,8}})\Z")
_WIRED = regex(rf"{ANY_DAY}{SPACE}(?:[综綜]合|[专專])?[电電讯訊]\Z")
_PARTS = regex("[ \u3000、,，]+")
_LONGEST_FOREIGN = 6


class Behind(NamedTuple):
    """What is printed behind a dateline: where it ends, the people, and a place and day that complete the dateline."""

    end: int
    people: tuple[Person, ...] = ()
    doubtful: bool = False
    place: str | None = None
    month: int | None = None
    day: int | None = None


def read_behind(text: str, end: int, *, dated: bool) -> Behind:
    """The reporters behind a dateline that ends at `end`; `dated` says that it states its day."""
    named = _NAMES.match(text, end) or _NAMED.match(text, end) or _SET_APART.match(text, end)
    if named is None:
        heard = _HEARD.match(text, end)
        people = (Person(name=heard["name"], role="记者"),) if heard and is_name(heard["name"]) else ()
        return Behind(end, people)
    who, place, month, day = named[1], None, None, None
    if sent := _SENT.search(who):  # 本报专电（记者 阮青 17日发自巴黎）
        who, place, month, day = who[: sent.start()], sent["place"], number(sent["month"]), number(sent["day"])
    elif not dated and (wired := _WIRED.search(who)):  # 本報訊（記者張三 長沙15日電）
        who, place = split_sent(who[: wired.start()])
        month, day = number(wired["month"]), number(wired["day"])
    if day is None:
        who, place = split_town(who)
    if (read := read_people(who)) is not None:
        return Behind(named.end(), *read, place, month, day)
    if dated and _are_transliterated(who):
        return Behind(named.end(), tuple(Person(name=name, role="记者") for name in split_names(who)[0]))
    return Behind(end, (), False, place, month, day)


def _are_transliterated(who: str) -> bool:
    """Whether names in brackets consist of characters that write Tibetan, Uyghur and Mongolian names: 扎西多吉."""
    table = load("surnames")["transliterated"]
    parts = [part for part in _PARTS.split(who) if part]
    return bool(parts) and all(
        1 < len(part) <= _LONGEST_FOREIGN and all(char in table for char in part) for part in parts
    )
