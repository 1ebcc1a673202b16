"""Tell headlines, kickers, decks and subheads in a Word document by their looks, weighed over the whole document.

A press release is formatted by hand: its headline is centred, larger or bold, and seldom in one of Word's styles. What
a look means is a matter of the document: the looks of its lines are compared with that of its text.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile, zip_longest

from feedpub.patterns import regex
from feedpub.reading.formats.word.blocks import Block
from feedpub.reading.formats.word.looks import LONG, OfText, Part, Seen, look_of_text, see
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.dateline import read_opening
from feedpub.reading.phrases.days import find_days
from feedpub.reading.phrases.issue_titles import is_issue_title
from feedpub.reading.phrases.signoffs import is_tail

__all__ = ["tell_parts"]


_LONGEST = 60  # characters of a line of a headline
_LONGEST_HEADLINE = 90  # of all its lines
_SENTENCE = regex(r"[。；;，,]$|。.")
_NUMBER = regex(r"[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?(?:第\s?)?\d{1,4}\s?号$")  # 滨新办〔2026〕3号
_LETTERHEAD = regex(
    r"(?:文件|新闻通稿|新闻稿|新聞稿|通稿|新闻发布|送审稿|(?i:press\s?release|immediate\s?release))[:：]?$"
)
_LABEL = regex(r"^附件\s?\d{0,2}$|^(?:签发|簽發|主送|抄送|抄报|印发|密级|急件|特急)[:：\s]?")
_LARGER = 1.12  # times the size of text
_MUCH_LARGER = 1.7
_ENOUGH = 3
_SHORTEST = 7  # characters of a centred line of the size of text, to be a headline
_ALIKE = 0.92  # of how much the headlines stand out: 20 points beside 22
_MOST_ABOVE = 8  # lines above the text
_LONGEST_SUBHEAD = 24
_COUNTED = regex(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]")  # what Word puts before a subhead


def tell_parts(blocks: Sequence[Block]) -> dict[int, Part]:
    """What the paragraphs of a document are, by their place; those that are plain text are left out.

    Without a headline that its look proves, the result is empty: then the document is judged as a plain text is.
    """
    seen = see(blocks)
    body = look_of_text(seen)
    _take_letterhead(seen, body)
    groups = _groups(seen, body)
    if len(groups) > 1 and groups[0] == seen[:1] and is_issue_title(seen[0].text):
        seen[0].part = "masthead"  # the title of a collection
        groups = groups[1:]
    groups = _without_sections(groups)
    if not groups:
        return _parts(seen)
    heads = _of_articles(groups, seen)
    _take_counted(seen)
    begin = {group[0].at for group in heads}
    for group in groups:
        if group[0].at in begin:
            _assign(group)
        else:
            for row in group:
                row.part = "subhead"
    return _parts(seen)


def _without_sections(groups: list[list[Seen]]) -> list[list[Seen]]:
    """The groups without headings that name sections: nothing but a heading of a lower level is below."""
    kept = []
    for group, below in zip_longest(groups, groups[1:]):
        last = group[-1]
        if below is not None and below[0].at == last.at + 1 and 0 < last.level < below[0].level:
            for row in group:
                row.part = "section"
        else:
            kept.append(group)
    return kept


def _take_counted(seen: Sequence[Seen]) -> None:
    """Take short paragraphs that Word numbers 一、 or （一） for subheads, where text stands below."""
    for row, below in pairwise(seen):
        short = len(row.text) <= _LONGEST_SUBHEAD and not _SENTENCE.search(row.text)
        if short and row.part == "text" and _COUNTED.fullmatch(row.mark) and not below.mark:
            row.part = "subhead"


def _parts(seen: Sequence[Seen]) -> dict[int, Part]:
    return {row.place: row.part for row in seen if row.part != "text"}


def _take_letterhead(seen: Sequence[Seen], body: OfText) -> None:
    """Take the letterhead of a document (红头): who issues it, its number, that it is a press release."""
    above = list(takewhile(lambda row: _may_be_above_text(row, body), seen[:_MOST_ABOVE]))
    for at, row in enumerate(above[:-1]):  # the last is a headline, whatever its words are
        packed = "".join(row.text.split())
        if _NUMBER.search(packed) or _LABEL.match(packed) or (_LETTERHEAD.search(packed) and len(packed) <= 30):
            for printed in above[: at + 1]:
                printed.part = "letterhead"


def _may_be_above_text(row: Seen, body: OfText) -> bool:
    short = len(row.text) <= _LONGEST and not row.level and not _is_note(row.text)
    return short and bool(
        row.centred or row.size >= _LARGER * body.size or _LABEL.match(row.text) or _LETTERHEAD.search(row.text)
    )


def _is_head(row: Seen, body: OfText) -> bool:
    """Whether a line looks like a headline, or a part of one."""
    if row.part != "text" or row.mark or len(row.text) > _LONGEST or not any(map(str.isalnum, row.text)):
        return False
    if row.pictured and row.size <= body.size and not row.level:
        row.part = "caption"
        return False
    if row.level and not row.style.startswith(("caption", "题注")):
        return len(row.text) < LONG or not _SENTENCE.search(row.text)  # else text in the style of a heading
    small = row.size < body.size
    if small or is_caption(row.text) or is_tail(row.text) or read_credit(row.text) or _SENTENCE.search(row.text):
        return False
    if _is_note(row.text):
        return False
    larger = 3 if row.size >= _MUCH_LARGER * body.size else 2 if row.size >= _LARGER * body.size else 0
    weight = larger + 2 * row.centred + 3 * (row.bold and not body.bold)
    if row.centred:
        weight += row.style in ("subtitle", "副标题") or row.text.startswith(("——", "--"))
    row.weak = weight < _ENOUGH
    return not row.weak or (row.centred and not row.indented and not row.text.endswith(("：", ":")))


def _is_note(text: str) -> bool:
    """Whether a line is a byline, or the day of the document: `（2026年1月26日）`, `通讯员 张三`."""
    bare = text.strip("（）() ")
    rest = sum(map(str.isalnum, bare))
    return read_byline(text) is not None or (bool(find_days(bare)) and rest <= 12)


def _groups(seen: Sequence[Seen], body: OfText) -> list[list[Seen]]:
    """The lines that look like headlines, those right below each other together."""
    groups: list[list[Seen]] = []
    last = -2
    for at, row in enumerate(seen):
        if not _is_head(row, body):
            continue
        near = last == at - 1 and not row.breaks and not (last == 0 and is_issue_title(seen[0].text))
        if near and not _begins_another(groups[-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
        last = at
    strong = [group for group in groups if not all(row.weak for row in group)]
    return strong or [group for group in groups if any(len(row.text) >= _SHORTEST for row in group)]


def _begins_another(group: Sequence[Seen], row: Seen) -> bool:
    """Whether a line below a headline is the first subhead: set as text is, or of a lower level."""
    if group[-1].level and row.level > group[-1].level:
        return True
    return group[-1].centred and not row.centred and row.rank < group[-1].rank


def _of_articles(groups: Sequence[list[Seen]], seen: Sequence[Seen]) -> list[list[Seen]]:
    """The groups that begin articles; the others are subheads."""
    ranks = [max(row.rank for row in group) for group in groups]
    followed = [rank for group, rank in zip(groups, ranks, strict=True) if _text_below(group, seen)]
    top = max(followed or ranks)
    first = next(group for group, rank in zip(groups, ranks, strict=True) if rank >= _ALIKE * top)
    heads = [
        group
        for group, rank in zip(groups, ranks, strict=True)
        if (rank >= _ALIKE * top and _same_kind(group, first)) or _opens(group, seen)
    ]
    if heads[0] is not groups[0]:  # a headline stands above its subheads
        heads.insert(0, groups[0])
    return heads


def _same_kind(group: Sequence[Seen], first: Sequence[Seen]) -> bool:
    """Whether a group is set as the first headline is: where nothing but bold tells them, the others are subheads."""
    main, of_first = (max(rows, key=lambda row: row.rank) for rows in (group, first))
    return group is first or main.breaks or (main.level == of_first.level and (main.centred or main.level > 0))


def _below(group: Sequence[Seen], seen: Sequence[Seen]) -> Sequence[Seen]:
    """The two paragraphs below a group."""
    at = group[-1].at
    return seen[at + 1 : at + 3]


def _text_below(group: Sequence[Seen], seen: Sequence[Seen]) -> bool:
    return any(len(row.text) >= LONG for row in _below(group, seen))


def _opens(group: Sequence[Seen], seen: Sequence[Seen]) -> bool:
    """Whether an article opens below: with a dateline or a byline."""
    below = _below(group, seen)
    return any(read_opening(row.text) is not None or read_byline(row.text) is not None for row in below)


def _assign(group: list[Seen]) -> None:
    """Assign kicker, headline and deck to the lines over an article: the headline stands out most."""
    top = max(row.rank for row in group)
    outstanding = [at for at, row in enumerate(group) if row.rank >= top - 0.5]
    first = next((at for at in outstanding if not group[at].text.startswith("——")), outstanding[0])
    last = first
    length = len(group[first].text)
    while last + 1 < len(group) and _goes_on(group[first], group[last + 1], length):
        last += 1
        length += len(group[last].text)
    for at, row in enumerate(group):
        row.part = "kicker" if at < first else "deck" if at > last else "headline goes on"
    group[first].part = "headline"


def _goes_on(first: Seen, row: Seen, length: int) -> bool:
    """Whether a line is a further line of the headline."""
    same = (row.size, row.bold, row.centred, row.level) == (first.size, first.bold, first.centred, first.level)
    return same and not row.text.startswith(("——", "--")) and length + len(row.text) <= _LONGEST_HEADLINE
