"""Tell mojibake: text that was once read in the wrong encoding, and saved as what it looked like then.

It is proved, not guessed: written back in the encoding it was wrongly read in, it is Chinese.
"""

from typing import NamedTuple

from feedpub.messages import message
from feedpub.model import Problem
from feedpub.patterns import regex
from feedpub.reading.text.characters import glance
from feedpub.reading.text.decode import count_frequent, frequent_share, plausibility

__all__ = ["find_mojibake"]

_SAMPLE = 20_000  # characters that are enough to judge a text
_GLANCE = 400  # that are enough to see whether it looks like Chinese
_JUDGED = 20  # Han characters; of fewer, how frequent they are says nothing
_PLAUSIBLE = 0.6  # text that is whole has 0.9; here some bytes may be lost for good
_RARE = 0.15  # of Han characters; in a text half are frequent ones
_FEW = 8  # Western letters; a Chinese text has as many in foreign names
_USED = 0.2  # of Han characters that are frequent ones, where there are few
_HAD_BACK = 0.25  # of the Han characters of Chinese that became other Chinese: three bytes in place of two, and losses
_SEVERAL = 3  # characters that differ: ···· and ×××× are one again and again
_TIMES = 3
_WESTERN = 0.3  # of the bytes above one a character: Chinese has two more for each, Western letters one
_LONG = 6  # Western letters without a blank; no language has so many that are above ASCII
_SPOILT = 0.1  # of a text: with more of it, nothing is published
_SHOWN = 12  # characters that are quoted

_TOP = bytes(range(0x80, 0x100))


def _bytes_of(encoding: str) -> dict[int, int]:
    """Character → byte of the upper half of a Western encoding; where it has none, the control character is kept."""
    return {ord(char): 0x80 + at for at, char in enumerate(_TOP.decode(encoding, "replace")) if char != "\ufffd"}


_WINDOWS, _MAC = _bytes_of("cp1252"), _bytes_of("mac_roman")
_TABLES = ((_WINDOWS, message("Latin-1 or Windows-1252")), (_MAC, "Mac Roman"))
_RUN = regex("[\x80-\xff{}]{{{},}}".format("".join(chr(code) for code in _WINDOWS if code > 0xFF), _LONG))
# Single signs of two and three bytes, in a text that is whole otherwise: Ã© for é, Â· for ·, â€œ for “.
_SINGLE = regex("Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ™š›œžŸ]|Â[\xa0-\xbf]|â€[\x80-\xbf‚–—˜™š›œžŸ“”‘’¦¢]")
_CHINESE = regex("[㐀-鿿。，、：；“”‘’（）《》！？—…０-９]")
_HAN = regex("[㐀-鿿]")


class _Origin(NamedTuple):
    """What a text was: its encoding, the one it was wrongly read in, and the text, as far as it can be had back."""

    encoding: str
    taken_for: str
    text: str


def find_mojibake(text: str) -> Problem | None:
    """The mojibake of a text: an error where it is too much to publish anything, a warning where it is a few words."""
    if text.isascii():
        return None
    western = glance(text).western
    if western >= _FEW and western >= _WESTERN * (len(text.encode("utf-8", "replace")) - len(text)):
        if was := _western_origin(text[:_SAMPLE]):
            return _whole(was)
    elif _is_rare(_middle(text)) and (was := _chinese_origin(text[:_SAMPLE])):
        return _whole(was)
    return _in_part(text) if western >= _LONG or (western and "â€" in text) else None


def _middle(text: str) -> str:
    if len(text) <= 2 * _GLANCE:
        return text
    start = len(text) // 2 - _GLANCE // 2
    return text[start : start + _GLANCE]


def _is_rare(text: str) -> bool:
    """Whether a text has Han characters, and hardly any that people use."""
    enough = len(text) * _RARE  # and at most as many characters are Han characters
    if count_frequent(text[: len(text) // 2]) > enough or count_frequent(text) > enough:
        return False  # most texts
    return frequent_share(text, at_least=_JUDGED) < _RARE


def _western_origin(sample: str, times: int = _TIMES) -> _Origin | None:
    """What a text was that is Western letters now: ç³æ¢ or Ê¯Áº for 石梁; it may have happened several times."""
    for table, taken_for in _TABLES:
        data = sample.translate(table).encode("latin-1", "ignore")
        for encoding in ("utf-8", "gb18030", "big5"):
            words = data.decode(encoding, "ignore")
            if _is_chinese(words, more_than=len(_HAN.findall(sample))):
                return _Origin(encoding, taken_for, words)
        again = data.decode("utf-8", "ignore")
        if (
            times > 1
            and len(again) > len(data) / 4
            and not again.isascii()
            and (was := _western_origin(again, times - 1))
        ):
            return was
    return None


def _is_chinese(text: str, *, more_than: float) -> bool:
    han = _HAN.findall(text)
    several = len(han) > more_than and len(set(han)) >= _SEVERAL
    return several and frequent_share(text, at_least=1) >= _USED and plausibility(text) >= _PLAUSIBLE


def _chinese_origin(sample: str) -> _Origin | None:
    """What a text was that is other Han characters now: 鐭虫 for 石梁."""
    sample = sample.replace("\ufffd", "")
    least = len(_HAN.findall(sample)) * _HAD_BACK
    for taken_for in ("gb18030", "big5"):
        data = sample.encode(taken_for, "ignore")
        for encoding in ("utf-8", "gb18030", "big5"):
            words = data.decode(encoding, "ignore") if encoding != taken_for else ""
            if _is_chinese(words, more_than=least):
                return _Origin(encoding, taken_for.upper(), words)
    return None


def _in_part(text: str) -> Problem | None:
    """Mojibake within a text, such as one article that was pasted from another program."""
    runs = [(run, was) for run in _RUN.finditer(text) if (was := _run_origin(run[0]))]
    if runs and sum(len(run[0]) for run, _ in runs) >= _SPOILT * len("".join(text.split())):
        return _whole(runs[0][1])
    found = runs[0][0] if runs else _SINGLE.search(text)
    if found is None:
        return None
    words = text[found.start() :][:_SHOWN].split("\n")[0]
    told = message(
        "“{words}” looks like mojibake: it was read in a wrong encoding before it was saved; write what is meant",
        words=words,
    )
    return Problem(line=text.count("\n", 0, found.start()) + 1, level="warning", code="mojibake", message=told)


def _run_origin(run: str) -> _Origin | None:
    """What Western letters without a blank between them were, if they were Chinese."""
    data = run.translate(_WINDOWS).encode("latin-1", "ignore")
    words = data.decode("utf-8", "ignore")
    if _HAN.search(words) and 3 * len(_CHINESE.findall(words)) >= 0.6 * len(run):
        return _Origin("utf-8", _TABLES[0][1], words)
    words = data.decode("gb18030", "ignore")
    is_chinese = len(set(words)) >= _LONG / 2 and 2 * len(_CHINESE.findall(words)) >= 0.8 * len(run)
    return _Origin("gb18030", _TABLES[0][1], words) if is_chinese and frequent_share(words, at_least=1) >= 0.4 else None


def _whole(was: _Origin) -> Problem:
    line = next((line for line in was.text.split("\n") if _HAN.search(line)), "")
    told = message(
        "is mojibake: {encoding} that was read as {taken_for} and saved so (it began “{words}”); nothing of it is "
        "published. Take the file again from where it came, and save it as UTF-8",
        encoding=was.encoding.upper(),
        taken_for=was.taken_for,
        words=line.strip("# ")[:_SHOWN],
    )
    return Problem(line=None, level="error", code="mojibake", message=told)
