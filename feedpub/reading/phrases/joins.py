"""Join paragraphs that a column or page break cut in mid-sentence, only where both sides prove the cut.

A paragraph without a full stop is no proof: captions, epigraphs, list items, lines of verse, subheads and the facts of
an event end without one too. A cut is proved by

    a mark that begins nothing                  `…只要二十分钟` ¶ `,孩子上学……`
    a quotation or bracket open above           `…都叫它“` ¶ `连心桥”,……`; `…《江北` ¶ `纪事》是……`
    a comma, below which the sentence goes on   `…到市民的“会客厅”,` ¶ `江北滩的变迁,……。`
    a word or number cut in two                 `…只有坚` ¶ `定信心,……`; `…于20` ¶ `25年底建成……`
    a word that only opens a clause             `…只有` ¶ `坚定信心……`
    a small letter                              `…had been idle for` ¶ `twelve years…`

Two complete paragraphs are never joined: a paragraph that ends in a full stop, a semicolon, a colon or a closing
bracket is complete, whatever follows.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from feedpub.data import any_of, load
from feedpub.patterns import regex

__all__ = ["NEVER_FIRST", "is_cut", "join", "verse"]

# Characters that no paragraph begins with.
NEVER_FIRST = frozenset("，。、；：！？”’）》〉」』】,;!?)%％")
_COMMA = frozenset(",，、")
_PAIRS = dict(zip("“‘「『《〈（(【[", "”’」』》〉）)】]", strict=True))
_CLOSES = {closing: opening for opening, closing in _PAIRS.items()}
_CLOSING = frozenset("”’」』》〉")
_WHOLE = frozenset("。．.！？!?…；;：:—－~～)）】]｡")
_MARKER = regex(
    r"[□■◆◇▲△●○★☆※►▶•·*\-+＋|/@#<>`=]|\d{1,3}(?:[.．](?!\d)|[、)）])|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[A-Za-z][.、)]"
)
_PROSE = regex(r"[，。、；！？,;!?]")
_LABEL = regex(r"[\u4e00-\u9fff]{1,6}[:：]")
_SENTENCE = regex(r"[。！？!?;；]")
_SALUTATION = regex(r"(?:尊敬的|敬爱的|敬愛的|亲爱的|親愛的|各位|Dear\b)")
_LAST_CLAUSE = regex(r"[^，,。；;：:！!？?]++\Z")
_ENUMERATES = regex(r"[^，,。；;：:！!？?]{2,60}?(?:、|和|与|與|及|或|等)")
_MEASURE = regex(
    r"\d{1,3}(?:[.,]\d{1,3})?"
    r"[年月日时時分秒%％万萬亿億元人个個名次米户戶家所台辆輛吨噸岁歲座条條项項件公平]"
)
_LAST_NUMBER = regex(r"([\u4e00-\u9fff]?)(\d{1,3})\Z")
_YEAR = regex(r"(?:19|20)\d\d年")
_SMALL_WORD = regex(r"[a-z]{1,20}(?:['’-][a-z]{1,20})?(?:[ ,;:\u4e00-\u9fff]|[.?!](?:[ \"'”’]|\Z))")
_WORD_IN_TEXT = regex(r"(?:[\u4e00-\u9fff“《(（] ?|[A-Za-z,] )[A-Za-z]{2,20}[,-]?\Z")
_HAN = regex("[\u4e00-\u9fff]")
_WORDS = regex(r"[A-Za-z'’,\"“”-]++ ")
_SHORTEST_CLAUSE = 9
_SHORTEST_JOINED = 40  # characters of both halves; shorter ones are a couplet or two lines of a title
_LONGEST_VERSE = 18
_SHORTEST_POEM = 3
_LONGER_THAN_A_HEADING = 26
_PROSE_BY_LENGTH = 30
_FEWEST_WORDS = 6  # Latin words of a line that is no title or list item
_NEAREST = 3  # characters a quotation has at least
_FIRST = 1000  # characters among which prose has a comma
_REACH = 200  # characters in which the other half of a pair of marks is looked for


def is_cut(before: str, after: str, *, at_break: bool = False) -> bool:
    """Whether `after` continues a sentence that `before` breaks off.

    Args:
        before: the paragraph above.
        after: the paragraph below.
        at_break: whether a page number, a page head or the like stood between them. Then there was a break, and it is
            enough that the paragraph above has no end.
    """
    if not before or not after or after[0] in "—…":  # ——张三: whose words are above
        return False
    first, last = after[0], before[-1]
    if first in NEVER_FIRST:
        return _is_cut_before_mark(before, after)
    if last in _WHOLE or _closes_a_sentence(before):
        return False
    if last in _PAIRS:
        return _opens(before, last) and _PAIRS[last] in after[:_REACH]
    if _MARKER.match(after) or _LABEL.match(after) or _MARKER.match(before):
        return False
    if _closes_what_is_open(before, after):
        return True
    if last in _COMMA:
        return _goes_on_after_comma(before, after, at_break=at_break)
    if before[:2] == after[:2]:
        return False  # rows of a table
    if last.isascii() and last.isalpha():
        return _is_cut_in_latin(before, after)
    if not (_is_prose(before) and _goes_on(after)):
        return False
    if first.isdigit() and _is_cut_at_number(before, after):
        return True
    return _is_long_prose(before) and _is_prose(after) and (at_break or _is_cut_between(before, after))


def join(before: str, after: str) -> str:
    """Join the two halves, with a space only between words in Latin letters."""
    return before + (" " if _needs_space(before, after) else "") + after


def _needs_space(before: str, after: str) -> bool:
    if before[-1] == "-" or not (after[0].isalnum() or after[0] in "“‘\"'($"):
        return False
    if before[-1].isdigit() and after[0].isdigit():
        return False  # 20 / 25年
    return _is_latin(before.rstrip(",;:.\"'”’)")[-1:]) and _is_latin(after.lstrip("“‘\"'($")[:1])


def _is_latin(char: str) -> bool:
    """Whether a character is a Latin letter, accented or not, or a digit."""
    return char.isalnum() and char < "\u0250"


def _is_cut_before_mark(before: str, after: str) -> bool:
    """Whether a mark that begins no paragraph goes on with the text above; web pages also leave such marks alone."""
    first, last = after[0], before[-1]
    if first in "%％":
        return last.isdigit()
    if first in _CLOSES:
        return last not in "；：;:" and _is_open(before, _CLOSES[first]) and not _closes(after[1:], first)
    if first.isascii() and after[1:2].isascii() and after[1:2].isalnum():
        return False  # part of an address or of code
    if last in _WHOLE or last in _COMMA or _closes_a_sentence(before):
        return False
    return len(after) > 1 or first in "。！？!?"


def _is_open(text: str, opening: str) -> bool:
    """Whether the last mark of this pair is the opening one, with text behind it."""
    return len(text) - _NEAREST > text.rfind(opening) > text.rfind(_PAIRS[opening])


def _opens(text: str, opening: str) -> bool:
    """Whether the mark at a text's end opens something: …叫它“. As many of both stand before it, and no full stop."""
    rest = text[:-1].rstrip()
    return rest[-1:] not in _WHOLE and rest.count(opening) == rest.count(_PAIRS[opening])


def _closes(text: str, closing: str) -> bool:
    """Whether the first mark of this pair is the closing one: ”他说”, written for “他说”."""
    at, other = text.find(closing), text.find(_CLOSES[closing])
    return at >= 0 and (other < 0 or at < other)


def _closes_what_is_open(before: str, after: str) -> bool:
    """Whether a quotation or bracket that is open above closes below before another opens: …《江北 / 纪事》是…."""
    above, below = before[-_REACH:], after[:_REACH]
    for opening, closing in _PAIRS.items():
        if opening in above and closing in below and _is_open(above, opening) and _closes(below, closing):
            return True
    return False


def _goes_on_after_comma(before: str, after: str, *, at_break: bool) -> bool:
    """Whether a sentence goes on below a comma: the clause above is none by itself, or the words below open none.

    A comma alone is no proof: lines of verse and items of lists end in one, and writers put one for a full stop.
    """
    if len(before) < _SHORTEST_CLAUSE or _SALUTATION.match(before) or before[-2] in _WHOLE:
        return False
    if _is_latin(after[0]) and _is_latin(before[-2]):
        return _is_cut_in_latin(before, after)
    if len(before) + len(after) < _SHORTEST_JOINED or before[:2] == after[:2] or not _goes_on(after):
        return False
    if _table().opens_a_question.match(after):
        return False
    if at_break:
        return True
    if before[-1] == "、":
        return after[-1] not in _COMMA and _ENUMERATES.match(after) is not None
    return _table().goes_on_with.match(after) is not None or _is_dependent(before[:-1], after)


def _is_dependent(before: str, after: str) -> bool:
    """Whether the last clause is none by itself: it opens with 随着, or ends in 以来 or 他说; no title follows."""
    clause, table = _LAST_CLAUSE.search(before[-_REACH:]), _table()
    if clause is None or after[0] == "《" or _closes_a_sentence(before[: 1 - len(clause[0])]):
        return False
    if table.clause_ends.search(clause[0][-5:]):
        return True
    first = len(clause[0]) == len(before) or before[-len(clause[0]) - 1] not in _COMMA  # else it may end a sentence
    return first and table.clause_opens.match(clause[0]) is not None


def _is_cut_in_latin(before: str, after: str) -> bool:
    """Whether a small letter goes on with a sentence in Latin letters; an item of a list follows a small letter too."""
    if not _SMALL_WORD.match(after) or before[0].islower() or not (before[-1].isalpha() or before[-1] in ",-"):
        return False
    if _HAN.search(before):
        return _WORD_IN_TEXT.search(before[-_REACH:]) is not None and _is_long_prose(before) and _goes_on(after)
    prose = not _HAN.search(after[:_LONGEST_VERSE]) and len(_WORDS.findall(before[-_REACH:])) >= _FEWEST_WORDS
    return prose and _goes_on(after)


def _is_cut_between(before: str, after: str) -> bool:
    """Whether the break is within a word, or beside a word that ends no sentence or begins none."""
    first, last, table = after[0], before[-1], _table()
    if last in table.never_last or first in table.never_first or table.opens_a_clause.search(before[-5:]):
        return True
    if last + first not in table.pairs:
        return False
    return before[-2:] not in table.pairs and after[:2] not in table.pairs


def _is_cut_at_number(before: str, after: str) -> bool:
    """Whether digits go on (20 / 25年底, 1月2 / 5日), or a number follows a word that wants one (增长 / 3.5%)."""
    found = _LAST_NUMBER.search(before[-4:])
    if found is None:
        return bool(_table().wants_a_number.search(before[-3:]) and _MEASURE.match(after))
    return bool(_YEAR.match(found[2] + after[:5]) or (found[1] and _MEASURE.match(after)))


class _Table(NamedTuple):
    """The words and characters that prove a cut."""

    pairs: frozenset[str]
    never_last: frozenset[str]
    never_first: frozenset[str]
    opens_a_clause: re.Pattern[str]
    clause_opens: re.Pattern[str]
    clause_ends: re.Pattern[str]
    goes_on_with: re.Pattern[str]
    opens_a_question: re.Pattern[str]
    wants_a_number: re.Pattern[str]


@cache
def _table() -> _Table:
    data = load("joins")
    spans = [rf"{first}[^{second}]{{1,20}}{second}" for first, second in data["clause_spans"]]
    lines = f"{data['simplified']}{data['traditional']}".split()
    return _Table(
        pairs=frozenset(line[at : at + 2] for line in lines for at in range(0, len(line), 2)),
        never_last=frozenset(data["never_last"]),
        never_first=frozenset(data["never_first"]),
        opens_a_clause=re.compile(rf"(?:{any_of(data['opens_a_clause'])})\Z"),
        clause_opens=re.compile("|".join([any_of(data["clause_opens"]), *spans])),
        clause_ends=re.compile(rf"(?:{any_of(data['clause_ends'])})\Z"),
        goes_on_with=re.compile(any_of(data["goes_on_with"])),
        opens_a_question=re.compile(any_of(data["opens_a_question"])),
        wants_a_number=re.compile(rf"(?:{any_of(data['wants_a_number'])})\Z"),
    )


def _closes_a_sentence(text: str) -> bool:
    """Whether a closing quotation mark ends a sentence: `…忙。”` does, `…的“加速度”` doesn't."""
    bare = text.rstrip("".join(_CLOSING))
    return bare != text and (not bare or bare[-1] in _WHOLE)


def verse(lines: Sequence[str | None]) -> frozenset[int]:
    """Which of an article's paragraphs are lines of verse: three or more short ones in a row.

    Args:
        lines: the paragraphs; None for a piece that is not a paragraph.
    """
    if sum([line is not None and len(line) <= _LONGEST_VERSE for line in lines]) < _SHORTEST_POEM:
        return frozenset()  # most articles
    found: set[int] = set()
    start = 0
    for end in range(len(lines) + 1):
        line = lines[end] if end < len(lines) else None
        if line is None or len(line) > _LONGEST_VERSE:
            if end - start >= _SHORTEST_POEM:
                found.update(range(start, end))
            start = end + 1
    return frozenset(found)


def _is_long_prose(text: str) -> bool:
    """Whether a text is prose that contains a sentence end or is too long for a heading."""
    return bool(_SENTENCE.search(text, 0, _FIRST)) or (len(text) >= _LONGER_THAN_A_HEADING and _is_prose(text))


def _is_prose(text: str) -> bool:
    return bool(_PROSE.search(text, 0, _FIRST))


def _goes_on(after: str) -> bool:
    """Whether a text can be the second half of a sentence; table rows and name lists lack both full stop and length."""
    return after[-1] in _WHOLE or _closes_a_sentence(after) or len(after) >= _PROSE_BY_LENGTH
