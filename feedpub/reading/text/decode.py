"""Decode a bulletin's bytes: UTF-8, UTF-16 with a byte order mark, GB18030 or Big5.

UTF-8 and UTF-16 can be verified. GB18030 decodes almost any bytes, including Big5 text, so both are tried and the
more plausible text is taken; if neither is plausible, decoding fails.
"""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from feedpub.data import load
from feedpub.errors import UndecodableError
from feedpub.messages import message
from feedpub.patterns import regex
from feedpub.reading.text.characters import glance

__all__ = ["FORBIDDEN", "Decoded", "count_frequent", "decode", "frequent_share", "plausibility"]

# Characters outside the production Char of XML 1.0 (section 2.2).
FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The control characters among them, as bytes: multi-byte characters of UTF-8, GB18030 and Big5 never contain them.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_BINARY = 0.2  # a larger share of control characters means a binary file; NULs, left by crashes, don't count
_SAMPLE = 20_000  # characters that are enough to judge plausibility
_HAN = regex("[㐀-鿿𠀀-𯿿豈-﫿]")
_PUNCTUATION = regex("[，。、；：？！“”「」『』《》（）·—…　０-９ａ-ｚＡ-Ｚ]")
_STRANGE = regex("[\x7f-\x9f\ue000-\uf8ff\ufffd]")
_NEWS_WORDS = (
    "新华社",
    "中新社",
    "记者",
    "本报",
    "日电",
    "新華社",
    "中央社",
    "記者",
    "本報",
    "日電",
    "的",
    "年",
    "月",
    "日",
)
_JUDGED_LENGTH = 20
_FREQUENT_SHARE = 0.15  # in real text about half of the characters are frequent ones
_PLAUSIBLE = 0.75  # real text scores 0.9 and more, mojibake less than 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A bulletin's text.

    Attributes:
        text: without byte order mark and without the characters XML 1.0 forbids; lines end in a newline.
        encoding: the encoding it was decoded from.
        removed: how many forbidden characters were removed, the first of them in line `removed_line`.
    """

    text: str
    encoding: str
    removed: int
    removed_line: int | None


def decode(data: bytes, *, fast: bool = True) -> Decoded:
    """Decode a bulletin.

    Not `fast` is without the shortcut for UTF-8 in which nothing is forbidden, with the same result.

    Raises:
        UndecodableError: the bytes are not plausible text in any supported encoding.
    """
    if fast and (text := _utf8(data)) is not None:
        return Decoded(text=_with_newlines(text), encoding="utf-8", removed=0, removed_line=None)
    removed, line = 0, None
    bare = data
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        bare = data.translate(None, _CONTROLS)
    text, encoding = _read(bare)
    if removed := len(data) - len(bare):
        line = _first_control(data)
        nuls = data.count(0)
        if removed - nuls > _BINARY * (len(data) - nuls):
            raise UndecodableError(message("is a binary file, not text"))
    rare = "\ufffe" in text or "\uffff" in text
    if (rare or encoding.startswith("utf-16")) and (found := FORBIDDEN.search(text)):
        line = min(line or text.count("\n") + 1, text.count("\n", 0, found.start()) + 1)
        text, more = FORBIDDEN.subn("", text)
        removed += more
    return Decoded(text=_with_newlines(text), encoding=encoding, removed=removed, removed_line=line)


def _utf8(data: bytes) -> str | None:
    """The text of a file as most are: UTF-8 without a forbidden character; None for others."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    only = glance(text).ascii  # short in Chinese text, so that it is searched quickly
    forbidden = len(only.translate(None, _CONTROLS)) < len(only) or "\ufffe" in text or "\uffff" in text
    return None if forbidden else text


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _first_control(data: bytes) -> int:
    """The line number of the first control character."""
    first = min(position for code in _CONTROLS if (position := data.find(code)) >= 0)
    return data.count(b"\n", 0, first) + 1


def _read(data: bytes) -> tuple[str, str]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UndecodableError(
                    message(
                        "begins with the byte order mark of {encoding} but is not {encoding}: {reason} at byte {byte}",
                        encoding=encoding.upper(),
                        reason=error.reason,
                        byte=error.start + len(mark),
                    )
                ) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _most_plausible(data, error)


def _most_plausible(data: bytes, utf8: UnicodeDecodeError) -> tuple[str, str]:
    candidates = []
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            try:
                if encoding != "big5":
                    continue
                text = data.decode("cp950")  # Microsoft's Big5 has the euro sign and some box drawing more
            except UnicodeDecodeError:
                continue
        candidates.append((plausibility(text[:_SAMPLE]), encoding, text))
    if candidates:
        score, encoding, text = max(candidates, key=lambda candidate: candidate[0])
        if score >= _PLAUSIBLE:
            return text, encoding
    line = data.count(b"\n", 0, utf8.start) + 1
    if utf8.start > len(data) // 2 or _mostly_utf8(data):
        raise UndecodableError(
            message(
                "is UTF-8 but for byte {byte:#04x} in line {line}; save it again as UTF-8",
                byte=data[utf8.start],
                line=line,
            ),
            line=line,
        )
    raise UndecodableError(
        message(
            "is in no encoding feedpub knows (UTF-8, UTF-16 with a byte order mark, GB18030, Big5); save it as UTF-8"
        ),
        line=line,
    )


def plausibility(text: str) -> float:
    """How much decoded text looks like Chinese prose, from 0 to about 1."""
    han = _HAN.findall(text)
    if not han:
        return 0.0
    common = _common()
    usual = sum(1 for char in han if char in common) / len(han)
    if frequent_share(text, at_least=_JUDGED_LENGTH) < _FREQUENT_SHARE:
        return 0.0  # Korean bytes decode to common characters too, but never to 的 and 一
    expected = len(han) + len(_PUNCTUATION.findall(text)) + sum(1 for char in text if char < "\x7f")
    known = expected / len(text)
    news_words = sum(1 for word in _NEWS_WORDS if word in text) / len(_NEWS_WORDS)
    strange = len(_STRANGE.findall(text)) / len(text)
    return usual * known + 0.1 * news_words - 5 * strange


def frequent_share(text: str, *, at_least: int) -> float:
    """The share of Han characters that are frequent ones; 1 of a text that has fewer Han characters than `at_least`."""
    han = _HAN.findall(text)
    return count_frequent(han) / len(han) if len(han) >= at_least else 1.0


def count_frequent(text: Iterable[str]) -> int:
    """How many characters are among the most frequent ones of Chinese."""
    return sum(map(_frequent().__contains__, text))


@cache
def _common() -> frozenset[str]:
    """Characters in common use: the 3,755 of GB 2312's first level and the 5,401 of Big5's."""
    first_gb = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    first_big5 = (
        bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    characters = [pair.decode("gb2312", "ignore") for pair in first_gb]
    characters += [pair.decode("big5", "ignore") for pair in first_big5]
    return frozenset(character for character in characters if character)


@cache
def _frequent() -> frozenset[str]:
    return frozenset(char for listed in load("characters").values() for char in listed)


def _mostly_utf8(data: bytes) -> bool:
    kept = data.decode("utf-8", "ignore")
    return len(kept.encode()) > 0.9 * len(data) and bool(_HAN.search(kept))
