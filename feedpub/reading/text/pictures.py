"""Find pictures within a line, in every form people write them, and write each in feedpub's own marks.

    ![words](file)  ![words](<file> "title")  ![words][name]  ![[file|words]]  [[File:file|thumb|words]]
    [![words](file)](address)  <img src="file" alt="words">  <figure>…</figure>  [img]file[/img]

Names may hold blanks and brackets. `![words](<file>)` is the own form: the last `](<` parts words and file.
"""

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import NamedTuple

from feedpub.data import load
from feedpub.patterns import regex

__all__ = ["Found", "find_pictures", "may_hold_pictures", "picture_mark", "read_mark", "references"]

_MAY = regex(
    r"[!！][ ]?\[|<(?:img|image|figure|picture)\b|\[\[(?:File|Image|文件|檔案|图像|圖像):|\[img\b|^(?:\.\. )?image::",
    re.IGNORECASE,
)
_OPENS = regex(
    r"(?P<wiki>[!！]\[\[|\[\[(?:File|Image|文件|檔案|图像|圖像):)|(?P<mark>[!！][ ]?\[)"
    r"|(?P<figure><figure\b[^<>]*>)|(?P<img><(?:img|image)\b[^<>]*>)|(?P<bb>\[img\b[^\[\]]*\])"
    r"|(?P<rst>\.\. image::|image::)",
    re.IGNORECASE,
)
_ATTRIBUTE = regex(
    r"""\b(?P<key>data-original|data-src|src|alt|title)\s*=\s*\{?"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>{}]+))""",
    re.IGNORECASE,
)
_CAPTION = regex(r"<figcaption\b[^<>]*>(.*)</figcaption\s*>", re.IGNORECASE | re.DOTALL)
_BREAKS = regex(r"<(?:br|p|div)\b[^<>]*>", re.IGNORECASE)
_TAGS = regex(r"<[^<>]*>")
_TITLE = regex(r"""\s+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|“(?P<curly>[^”]*)”)\s*$""")
_SIZE = regex(r"\s+=(?:\d+%?)?x?(?:\d+%?)?\s*$|\s+\d+x\d*\s*$")
_SETTINGS = regex(r"\s*\{:?[^{}\n]{0,200}\}")
_REFERENCE = regex(
    r"""^[ \t]{0,3}\[(?P<name>[^\[\]^\n]{1,100})\]:[ \t]*(?:<(?P<angled>[^<>\n]+)>|(?P<file>\S+))"""
    r"""(?:[ \t]+["'(](?P<title>[^"\n]*)["')])?[ \t]*$"""
)
_ADDRESS = regex(r"(?:https?:|mailto:|data:|/|\.|#)|[^：，。；]*[^\s.：，。；]\.[A-Za-z]{2,5}$")
_CUT = regex(r"[^()\s]{1,200}\.(?:jpe?g|png|gif|webp|avif)\s*$", re.IGNORECASE)
_PREFIX = regex(r"""\{\{-?\s*(?:["']([^"'{}]*)["'][^{}]*|[^{}]*)\}\}""")
_WORDS = regex("[\u3400-\u9fff]{2}")
_FILE_NAME = regex(r"(?:.*[/\\])?[^/\\\s]*\.(?:jpe?g|png|gif|webp|avif|svg|bmp|heic|tiff?)$", re.IGNORECASE)
_NUMBERED = regex(r"[_\s\-–.（）()\[\]\d年月日时分秒ABab@xX、+]*")
_WIKI_OPTION = regex(
    r"\d*(?:x\d+)?(?:px)?|thumb|thumbnail|frame|frameless|left|right|center|none|upright.*|alt=.*"
    r"|缩略图|縮圖|右|左|居中|无框",
    re.IGNORECASE,
)
_LONGEST_WORDS = 1_000
_LONGEST_FILE = 1_000
_LONGEST_FIGURE = 4_000
_PAIRS = {"[": "]", "(": ")", "（": "）"}


class Found(NamedTuple):
    """A picture within a line: from `start` to `end`; its file may be empty (data within the text, none saved)."""

    start: int
    end: int
    file: str
    words: str


def may_hold_pictures(line: str) -> bool:
    """Whether a line may hold a picture."""
    return _MAY.search(line) is not None


def references(lines: list[str | None]) -> dict[str, tuple[int, str, str]]:
    """What the definitions `[name]: file "title"` name: the place of the line, the file, and the title, by the name."""
    found: dict[str, tuple[int, str, str]] = {}
    for place, line in enumerate(lines):
        if line and "]:" in line and (row := _REFERENCE.match(line)):
            file = row["angled"] or row["file"]
            if not (row["angled"] or _ADDRESS.match(file)):
                continue  # [注]: words
            found.setdefault(row["name"].casefold(), (place, file, row["title"] or ""))
    return found


def picture_mark(file: str, words: str) -> str:
    """A picture in feedpub's own marks."""
    words = " ".join(words.replace("](<", "] (").split())
    return f"![{words}](<{file}>)"


def read_mark(line: str) -> tuple[str, str] | None:
    """The file and the words of a line that is a picture in feedpub's own marks; None for other lines."""
    if not line.startswith("![") or not line.endswith(">)"):
        return None
    words, parted, file = line[2:-2].rpartition("](<")
    return (file, _caption(words, file)) if parted else None


def find_pictures(line: str, named: Mapping[str, tuple[int, str, str]]) -> list[Found]:
    """The pictures of a line, in order; `named` are the definitions of the bulletin (`references`)."""
    found: list[Found] = []
    at = 0
    while opens := _OPENS.search(line, at):
        kind = opens.lastgroup
        picture: Found | None
        if kind == "mark":
            picture = _marked(line, opens.start(), opens.end(), named)
        elif kind == "wiki":
            picture = _wiki(line, opens.start(), opens.end())
        elif kind == "img":
            picture = _tag(line, opens.start(), opens.end(), opens[0])
        elif kind == "figure":
            picture = _figure(line, opens.start(), opens.end())
        elif kind == "bb":
            picture = _between(line, opens.start(), opens.end(), "[/img]")
        else:
            picture = _directive(line, opens.start(), opens.end())
        if picture is None:
            at = opens.end()
            continue
        picture = _linked(line, picture)
        found.append(picture)
        at = picture.end
    return found


def _closing(line: str, place: int, most: int) -> int:
    """The place of the bracket that closes the one at `place`, others within it counted; -1 if there is none near."""
    opening, closing = line[place], _PAIRS[line[place]]
    alike = {"(": "（", "（": "("}.get(opening, opening)
    ends = {closing, {")": "）", "）": ")"}.get(closing, closing)}
    if all(line.find(end, place, place + most) < 0 for end in ends):
        return -1
    depth = 0
    for at in range(place, min(len(line), place + most)):
        char = line[at]
        if char in (opening, alike):
            depth += 1
        elif char in ends:
            depth -= 1
            if not depth:
                return at
    return -1


def _marked(line: str, start: int, opened: int, named: Mapping[str, tuple[int, str, str]]) -> Found | None:
    closed = _closing(line, opened - 1, _LONGEST_WORDS)
    if closed < 0:
        return None
    words, after = line[opened:closed], closed + 1
    rest = after + 1 if line[after : after + 2] in (" (", " （") else after
    if line[rest : rest + 1] in ("(", "（"):
        if line.startswith("<", rest + 1) and (angled := re.compile(r"<([^<>\n]*)>([^()\n]*)\)").match(line, rest + 1)):
            file, end, title = angled[1].strip(), angled.end(), _TITLE.match(angled[2].rstrip())
            return Found(
                start, _settings(line, end), _file(file), words if _WORDS.search(words) else _of(title) or words
            )
        end = _closing(line, rest, _LONGEST_FILE)
        if end < 0:
            if not line.startswith("data:", rest + 1):
                cut = _CUT.match(line, rest + 1)
                return Found(start, cut.end(), _file(cut[0].strip()), words) if cut else None
            data = line.find(")", rest)
            return Found(start, data + 1, "", words) if data >= 0 else None
        inside = line[rest + 1 : end].strip()
        if not inside and not words:
            return None
        inside = _SIZE.sub("", inside)
        title = _TITLE.search(inside)
        file = (inside[: title.start()] if title else inside).strip().strip("<>")
        file = _SIZE.sub("", file)
        return Found(
            start, _settings(line, end + 1), _file(file), words if _WORDS.search(words) else _of(title) or words
        )
    name, end = words, after
    if line[after : after + 1] == "[" and (second := _closing(line, after, _LONGEST_WORDS)) >= 0:
        name, end = line[after + 1 : second] or words, second + 1
    known = named.get(name.casefold())
    if known is None:
        return None
    return Found(start, _settings(line, end), _file(known[1]), words if _WORDS.search(words) else known[2] or words)


def _of(title: re.Match[str] | None) -> str:
    return (title["double"] or title["single"] or title["curly"] or "") if title else ""


def _settings(line: str, end: int) -> int:
    """The end of a picture with its settings, `{width=300}`."""
    found = _SETTINGS.match(line, end)
    return found.end() if found else end


def _file(file: str) -> str:
    """A file as it is named: not data in its place, and without what a site generator puts before it."""
    if "{{" in file:
        file = _PREFIX.sub(lambda found: found[1] or "", file).lstrip("/")
    return "" if file.startswith("data:") or set(file) & set("<>") else file


def _wiki(line: str, start: int, opened: int) -> Found | None:
    end = line.find("]]", opened, opened + _LONGEST_FILE)
    if end < 0:
        return None
    file, *options = line[opened:end].split("|")
    words = next((option.strip() for option in reversed(options) if not _WIKI_OPTION.fullmatch(option.strip())), "")
    return Found(start, end + 2, _file(file.strip()), words) if file.strip() else None


def _tag(line: str, start: int, end: int, tag: str) -> Found | None:
    file = words = ""
    rank = {"src": 0, "data-original": 1, "data-src": 1}
    best = -1
    for row in _ATTRIBUTE.finditer(tag):
        key, value = row["key"].lower(), unescape(row["double"] or row["single"] or row["bare"] or "")
        if key in rank:
            if rank[key] > best:
                file, best = value.strip(), rank[key]
        elif key == "alt" or not words:
            words = value or words
    return Found(start, end, _file(file), words) if best >= 0 else None


def _figure(line: str, start: int, opened: int) -> Found | None:
    """A `<figure>` with one picture; of one with several, None: each is found by itself, the caption stays text."""
    near = line[opened : opened + _LONGEST_FIGURE]
    closes = near.lower().find("</figure")
    end = near.find(">", closes) + 1 if closes >= 0 else 0
    if not end:
        return None
    inside, end = near[:closes], opened + end
    caption = _CAPTION.search(inside)
    words = " ".join(unescape(_TAGS.sub("", _BREAKS.sub(" ", caption[1]))).split()) if caption else ""
    within = find_pictures(inside[: caption.start()] + inside[caption.end() :] if caption else inside, {})
    if len(within) != 1:
        return None
    return Found(start, end, within[0].file, words or within[0].words)


def _between(line: str, start: int, opened: int, mark: str) -> Found | None:
    file, found, _ = line[opened : opened + _LONGEST_FILE].partition(mark)
    return Found(start, opened + len(file) + len(mark), _file(file.strip()), "") if found else None


def _directive(line: str, start: int, opened: int) -> Found | None:
    """`.. image:: file` of reStructuredText, `image::file[words]` of AsciiDoc: the whole line."""
    if line[:start].strip():
        return None
    file, _, words = line[opened:].strip().partition("[")
    return Found(start, len(line), _file(file.strip()), words.rstrip("]").split(",")[0]) if file.strip() else None


def _linked(line: str, picture: Found) -> Found:
    """The picture with the link around it: a larger copy, mostly."""
    if line[picture.start - 1 : picture.start] != "[" or not line.startswith("](", picture.end):
        return picture
    end = _closing(line, picture.end + 1, _LONGEST_FILE)
    return picture._replace(start=picture.start - 1, end=end + 1) if end >= 0 else picture


@cache
def _no_captions() -> tuple[str, ...]:
    return tuple(sorted(load("markup")["no_caption"], key=len, reverse=True))


def _caption(words: str, file: str) -> str:
    """A picture's words if they are a caption: programs mostly write “image”, a number, or the file's name."""
    words = words.strip()
    if not _WORDS.search(words) or _FILE_NAME.match(words):
        return ""
    stem = re.split(r"[/\\]", file)[-1].rpartition(".")[0]
    if stem and words == stem:
        return ""
    bare = next((words[len(said) :] for said in _no_captions() if words.startswith(said)), None)
    return "" if bare is not None and _NUMBERED.fullmatch(bare) else words
