"""Read the marks of headings as people write them, and take the marks within a headline away.

    ## 标题   ##\\u00a0标题   ＃＃ 标题   \\## 标题   > ## 标题   **## 标题**   == 标题 ==
    a line with ===== or ----- below it

#1号车 and ＃话题＃ are text. So is a sentence above a rule.
"""

import re
from html import unescape

from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.signoffs import is_tail

__all__ = ["heading_text", "plain_marks", "starred", "underlined"]

_STARRED = regex(r"(?P<mark>\*{1,3}|_{1,3})[ \t\u3000]*(?P<text>[^\s*_](?:[^*_\n]{0,78}[^\s*_])?)[ \t\u3000]*(?P=mark)")
_LEVEL = regex(r"(#{1,6})[ \t\u3000]")
_HEADING_TAG = regex(r"<h[1-6]\b", re.IGNORECASE)
_SENTENCE_END = regex(r"[。！？；，、：,;:…]$|。")
_BLANK = "[ \\t\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]"
_MARKS = regex(
    rf"(?:>{_BLANK}?)*(?:\*\*|__)?(?P<marks>(?:\\?#){{1,8}}|＃{{1,8}})(?P<blank>{_BLANK}*)(?P<text>.*)", re.DOTALL
)
_WIKI = regex(r"(?P<marks>={2,6})[ \t\u3000]*(?P<text>[^=\s](?:.{0,78}[^=\s])?)[ \t\u3000]*(?P=marks)")
_DOUBLE = regex(rf"={{4,}}{_BLANK}*|-{{3,}}{_BLANK}*|={{3}}{_BLANK}*")
_NOT_UNDERLINED = regex(r"[。！？；，、：,;:…]$|^[(（【\[<|>!#*\-+•·—=_~`$]|[)）】]$|^\d{1,2}[.、]|。")
_LONGEST_UNDERLINED = 40
_MOSTLY = 0.8
_LINK = regex(
    r"\[(?P<words>[^\[\]]{0,300})\](?:\((?P<to>[^()\s]{0,2000}(?:\([^()\s]*\)[^()\s]{0,500})?(?:\s+\"[^\"]*\")?)\)|\[[^\[\]]{0,100}\])"
)
_SETTINGS = regex(r"\s*\{:?\s*[#.][^{}]{0,200}\}\s*$")
_NOTE = regex(r"\[\^[^\[\]]{1,20}\]")
_TAGS = regex(
    r"</?(?:a|abbr|b|big|br|center|code|del|div|em|font|i|ins|kbd|mark|p|s|small|span|strike|strong|u|wbr|[A-Z][A-Za-z]{1,30})(?:\s[^<>]{0,500})?/?>"
)
_SMALL = regex(r"</?su[bp]>")
_TICKS = regex(r"(`{1,3})(?P<text>[^`]+)\1")
_EMPHASIS = tuple(
    regex(rf"(?<![{mark[-1]}\\]){mark}(?=[^\s{mark[-1]}])(?P<text>[^{mark[-1]}]+?)(?<=\S){mark}(?![{mark[-1]}])")
    for mark in (r"\*\*\*", r"\*\*", "__", "~~", "==")
)
_STAR = regex(r"(?<![A-Za-z0-9*\\])\*(?=[^\s*])(?P<text>[^*]+?)(?<=\S)\*(?![A-Za-z0-9*])")
_LOW = regex(r"(?<![A-Za-z0-9_])_(?=[^\s_])(?P<text>[^_]+?)(?<=\S)_(?![A-Za-z0-9_])")
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ANCHORS = ("¶", "#", "🔗", "§", "")
_ESCAPED = regex(r"\\([#*_\[\](){}.!~`+\-|>])")
_MAY_BE_MARKED = regex(r"[\[*_~`{<&\\]|==|¶$")
_LONGEST = 400


def plain_marks(line: str) -> str:
    """A line whose heading marks are written `## `, where it is a heading with other marks; else the line itself."""
    if line[0] == "=":
        found = _WIKI.fullmatch(line)
        return f"{'#' * len(found['marks'])} {found['text']}" if found else line
    found = _MARKS.fullmatch(line)
    if found is None:
        return line
    marks, text = found["marks"].replace("\\", ""), found["text"]
    bold = line[: found.start("marks")].lstrip("> \t")
    if bold and text.endswith(bold):
        text = text[: -len(bold)]
    text = text.strip(" \t\u00a0\u3000")
    if not text or text.strip("#＃\\") == "":
        return line
    if not found["blank"] and (
        text[0].isdigit() or ((bold or marks[0] == "＃" or "\\" in found["marks"]) and _is_hashtag(text))
    ):
        return line
    if len(marks) > 1 and text.endswith(marks) and not _is_hashtag(text.rstrip("#")):  # ##标题##
        return f"{marks[:6]} {text.rstrip('#').rstrip()}"
    if not found["blank"] and marks[0] == "#" and not bold and "\\" not in found["marks"]:
        return f"{marks}{text}" if line[0] == ">" else line  # ##标题 is read by its other marks
    return f"{'#' * min(len(marks), 6)} {text.rstrip('＃').rstrip() if marks[0] == '＃' else text}"


def _is_hashtag(text: str) -> bool:
    return "#" in text or "＃" in text


def underlined(lines: list[str | None]) -> dict[int, int]:
    """The places of the lines that are headings by the line below them, with their levels.

    `=====` makes a level 1, `-----` a level 2; among headings with `##`, `=====` is one more of them. Both are rules
    as well, printed between articles: they underline only if they do so all over the bulletin.
    """
    found: dict[int, int] = {}
    others = {"-": 0, "=": 0}
    opened = ((place, _LEVEL.match(line)) for place, line in enumerate(lines) if line and line[0] == "#")
    marked = [(place, len(mark[1])) for place, mark in opened if mark]
    highest = min((level for _, level in marked), default=1)
    for place, line in enumerate(lines):
        if not line or not _DOUBLE.fullmatch(line.strip()):
            continue
        if place and _may_be_underlined(lines, place - 1):
            among = highest if marked and place > marked[0][0] else 1
            found[place - 1] = among if line.lstrip()[0] == "=" else 2
        else:
            others[line.lstrip()[0]] += 1
    for sign, count in others.items():
        places = [place for place in found if (lines[place + 1] or "").lstrip().startswith(sign)]
        if len(places) < _MOSTLY * (len(places) + count):
            for place in places:
                del found[place]
    return found


def _may_be_underlined(lines: list[str | None], place: int) -> bool:
    """Whether a line is a headline's length and shape, with nothing right above it and something below its rule."""
    text = (lines[place] or "").strip(" \t\u3000\u00a0")
    if not text or len(text) > _LONGEST_UNDERLINED or _NOT_UNDERLINED.search(text) or is_tail(text):
        return False
    above = (lines[place - 1] or "").strip() if place else ""
    if above and not above.startswith("#") and not _DOUBLE.fullmatch(above):
        return False
    return any(line and line.strip() for line in lines[place + 2 : place + 5])


def starred(lines: list[str | None]) -> None:
    """Write headlines in asterisks as bold ones: `** 标题 **`, `***标题***`; `*标题*` where no other marks are.

    Chat programs make bold of single asterisks. Beside other headings they mark captions and asides.
    """
    single: list[tuple[int, str]] = []
    marked = False
    for place, line in enumerate(lines):
        text = line.strip() if line else ""
        if not text:
            continue
        if text[0] == "#" or (text[0] == "<" and _HEADING_TAG.match(text)):
            marked = True
        elif text[0] in "*_" and text[-1] == text[0] and (found := _STARRED.fullmatch(text)):
            if len(found["mark"]) > 1:
                lines[place] = f"**{found['text']}**"
                marked = True
            elif is_caption(found["text"]) or read_credit(found["text"]):
                lines[place] = found["text"]
            elif _may_be_starred(found["text"]):
                single.append((place, found["text"]))
    for place, text in () if marked else single:
        lines[place] = f"**{text}**"


def _may_be_starred(text: str) -> bool:
    """Whether a line in single asterisks may be a headline: short, no sentence, caption, credit or sign-off."""
    if len(text) > _LONGEST_UNDERLINED or _SENTENCE_END.search(text) or text[0] in "(（[":
        return False
    return not (is_tail(text) or is_caption(text) or read_credit(text) or read_byline(text))


def heading_text(text: str) -> str:
    """A headline without the marks within it: links, emphasis, code ticks, `{#id}`, tags, entities, escapes."""
    if _MAY_BE_MARKED.search(text) is None or len(text) > _LONGEST:
        return text
    bare = _SETTINGS.sub("", text)
    if "[" in bare:
        bare = _NOTE.sub("", bare)
        bare = _LINK.sub(lambda found: "" if found["words"].strip() in _ANCHORS else found["words"], bare)
    if "<" in bare:
        bare = _SMALL.sub("", _TAGS.sub(lambda found: " " if found[0][1:3] == "br" else "", bare))
    if "`" in bare:
        bare = _TICKS.sub(r"\g<text>", bare)
    for pattern in _EMPHASIS:
        bare = pattern.sub(r"\g<text>", bare)
    if "*" in bare:
        bare = _STAR.sub(r"\g<text>", bare)
    if "_" in bare:
        bare = _LOW.sub(r"\g<text>", bare)
    if "&" in bare:
        bare = _ENTITY.sub(lambda found: unescape(found[0]).replace("\u00a0", " "), bare)
    if "\\" in bare:
        bare = _ESCAPED.sub(r"\1", bare)
    bare = bare.rstrip("¶").strip()
    return bare or text
