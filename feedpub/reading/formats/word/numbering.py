"""The numbers and bullets that Word puts before paragraphs: they are printed, but are no text of the document."""

from lxml import etree

from feedpub.patterns import regex
from feedpub.reading.formats.word.package import Package, child, value
from feedpub.reading.formats.xml import local

__all__ = ["Numbering"]

_DIGITS = "〇一二三四五六七八九"
_PLACE = regex(r"%([1-9])")
_LETTERS = 26
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CIRCLED = 20
_MOST = 9_999
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "ideographDigital")


class Numbering:
    """The numbers of a document's lists. They are counted, so ask for those of its paragraphs in their order."""

    def __init__(self, package: Package) -> None:
        """Read the lists.

        Args:
            package: the document.

        Raises:
            UnreadableError: they are damaged.
        """
        self._levels: dict[tuple[str, int], etree._Element] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for root in package.parts("numbering"):
            for element in root:
                name = local(element)
                if name == "abstractNum":
                    self._take_levels(value(element, "abstractNumId") or "", element)
                elif name == "num":
                    self._take_list(value(element, "numId") or "", element)

    def _take_levels(self, name: str, element: etree._Element) -> None:
        for level in element:
            at = value(level, "ilvl") or ""
            if local(level) == "lvl" and at.isdecimal():
                self._levels[name, int(at)] = level

    def _take_list(self, name: str, element: etree._Element) -> None:
        self._lists[name] = value(child(element, "abstractNumId")) or ""
        for override in element:
            at, start = value(override, "ilvl") or "", value(child(override, "startOverride")) or ""
            if local(override) == "lvlOverride" and at.isdecimal() and start.isdecimal():
                self._starts[name, int(at)] = int(start)

    def mark(self, numbering: tuple[str | None, int | None]) -> str:
        """The mark of the next paragraph of a list: `一、`, `（2）`, `-` for any bullet; empty without one."""
        list_, level = numbering[0], numbering[1] or 0
        if list_ is None or list_ == "0":
            return ""
        abstract = self._lists.get(list_, "")
        found = self._levels.get((abstract, level))
        if found is None:
            return ""
        self._counts[abstract, level] = self._next(list_, abstract, level, found)
        for deeper in range(level + 1, 9):
            self._counts.pop((abstract, deeper), None)
        kind = value(child(found, "numFmt")) or "decimal"
        if kind == "none":
            return ""
        if kind == "bullet":
            return "-"
        text = value(child(found, "lvlText")) or ""
        return _PLACE.sub(lambda place: self._number(abstract, int(place[1]) - 1), text).strip()

    def _next(self, list_: str, abstract: str, level: int, found: etree._Element) -> int:
        if (count := self._counts.get((abstract, level))) is not None and (list_, level) not in self._starts:
            return min(count + 1, _MOST)
        start = value(child(found, "start")) or "1"
        return self._starts.pop((list_, level), int(start) if start.isdecimal() else 1)

    def _number(self, abstract: str, level: int) -> str:
        element = self._levels.get((abstract, level))
        kind = (value(child(element, "numFmt")) if element is not None else None) or "decimal"
        return _written(self._counts.get((abstract, level), 1), kind)


def _written(number: int, kind: str) -> str:
    """A number in one of Word's ways to write it (ECMA-376, part 1, 17.18.59)."""
    if kind in _CHINESE:
        return _chinese(number)
    if kind.startswith("decimalEnclosedCircle") and 0 < number <= _CIRCLED:
        return chr(ord("①") + number - 1)
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 40:
        written, left = "", number
        for worth, sign in _ROMAN:
            count, left = divmod(left, worth)
            written += sign * count
        return written if kind == "lowerRoman" else written.upper()
    if kind == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number < 10:
        return _DIGITS[number]
    if tens < 10:
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if hundreds >= 10:
        return str(number)
    if not rest:
        return f"{_DIGITS[hundreds]}百"
    below = (
        f"〇{_DIGITS[rest]}".replace("〇", "零") if rest < 10 else ("一" if rest // 10 == 1 else "") + _chinese(rest)
    )
    return f"{_DIGITS[hundreds]}百{below}"
