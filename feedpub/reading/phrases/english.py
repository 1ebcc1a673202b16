"""English bylines, picture credits and sign-offs: `By Jane Doe and John Roe, Staff Reporters`, `(Photo by Jane Roe)`.

A line's first character decides cheaply whether it may be one of these; most lines are Chinese.
"""

import re
from functools import cache

from feedpub.data import any_of, load
from feedpub.model import Credit, Person
from feedpub.patterns import regex

__all__ = [
    "is_sign_off",
    "read_english_byline",
    "read_english_credit",
    "source_named",
    "split_english_credit",
    "split_sign_off",
]

LONGEST = 120
_LONGEST_CREDIT = 90
_MOST_WORDS = 5
_AND = regex(r"\s*(?:[,;/&]|(?<=\s)(?:and|And|AND|with|WITH)(?=\s))\s*")
_CUT = regex(r"\s+[|–—•·-]\s+.*|\s{2,}\S.*|\s+\([^()]*\)\s*\Z|\s+\[[^\[\]]*\]\s*\Z")
_WHERE = regex(r"\s+(?:in|IN|at|for|from|of|reports?|contributed)\s+\S.*\Z")
_NAME_WORD = regex(r"[A-ZÀ-ÖØ-Þ][\w.'’\-]{0,24}")
_ENDS_A_SENTENCE = regex(r"[a-z]{3,}[.!?]\Z|[!?:]\Z")
_PHOTO = regex(
    r"(?:(?:File |Undated |Aerial |Handout )?(?:Photos?|Photographs?|Pictures?|Images?|Pix)"
    r"(?:\s+(?:courtesy of|credit|by|provided by|supplied by|from|via))?\s*[:/]?\s*|Courtesy of\s+|Courtesy\s*[:/]\s*)"
    r"(?:the )?(?P<name>[A-Z@][^.。!?:]{1,60}?)\.?",
)
_NEEDS = regex(r"by |of |from |via |credit|[:/]|Courtesy")
_BY_HOUSE = regex(r"(?P<one>[A-Z][\w .'’&-]{1,30}?)(?:\s+Photo)?\s*/\s*(?P<two>[A-Z][\w .'’&-]{1,40}?)")
_LAST = regex(r"(?:[(\[][^()\[\]]{4,88}[)\]]|(?<=[.!?”\"] )(?:Photo|Picture|Image)s? by [^.!?]{3,60})\.?\Z")
_SIGNED_OFF = regex(r"(?<=[.!?”\"])\s+(?:[(\[][^()\[\]]{2,100}[)\]]|[A-Za-z]{3,8})\Z")
_SOURCE = regex(r"[(\[]?\s*(?:Source|SOURCE)s?\s*[:：]\s*(?P<name>[A-Za-z][A-Za-z .&'’-]{1,40}?)\s*[)\]]?")


def read_english_byline(line: str) -> tuple[Person, ...] | None:
    """The people in an English byline; () if it names only a post or a house (`By Staff Reporter`, `By AFP`).

    None for other lines.
    """
    text = line.strip()
    if not 5 <= len(text) <= LONGEST or not text[0].isascii():
        return None
    if text[0] in "([" and text[-1] in ")]":
        text = text[1:-1].strip()
    people: list[Person] = []
    wrote = False  # whether somebody did, or only edited
    for part in map(str.strip, text.split(";")):
        opener = _openers().match(part)
        if opener is None and not _has_post(part):
            return None
        role = opener["role"].capitalize() if opener else "By"
        if role in _words("authors"):
            found = _people(part[opener.end() :] if opener else part, role)
            if found is None:
                return None
            people += found
            wrote = True
    return tuple(people) if wrote else None


def _people(text: str, role: str) -> list[Person] | None:
    """The people in a list of names, posts and houses; None if something else is among them."""
    rest = _CUT.sub("", text.strip())
    if not rest or _ENDS_A_SENTENCE.search(rest):
        return None
    found: list[Person] = []
    known = placed = False
    for part in filter(None, _AND.split(rest)):
        name = _without_post(_WHERE.sub("", part.strip()))
        if not name or _is_house(name):
            known = True
        elif _is_name(name):
            found.append(Person(name=name, role=role))
        elif not placed:  # in Linlan, Zhejiang
            return None
        placed = len(name) < len(part.strip())
    return found if found or known else None


def _has_post(text: str) -> bool:
    """Whether a line without By is a byline: a name and a post, `Jane Doe, Staff Reporter`."""
    parts = text.split(",")
    return len(parts) == 2 and _is_name(parts[0].strip()) and not _without_post(parts[1].strip())


def _without_post(text: str) -> str:
    """A name without the post before or after it: `staff reporter Jane Doe`; "" if it is only a post."""
    words, posts, houses = text.split(), _words("posts"), load("agencies_english")
    while words and (words[0].lower() in posts or (words[0] in houses and len(words) > 1)):
        del words[0]
    while words and words[-1].lower() in posts:
        del words[-1]
    return " ".join(words)


def _is_house(text: str) -> bool:
    bare = text.removeprefix("The ").removeprefix("the ")
    return bare in load("agencies_english") or bare.split()[-1] in _words("houses")


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or words[0] in _words("no_names"):
        return False
    return all(_NAME_WORD.fullmatch(word) or word in _words("particles") for word in words)


def read_english_credit(line: str) -> Credit | None:
    """The picture credit a line consists of: `Photo by Jane Roe`, `(Xinhua/Jane Roe)`, `[Photo/Xinhua]`; else None."""
    text = line.strip()
    if not 6 <= len(text) <= _LONGEST_CREDIT or not text[0].isascii():
        return None
    bracketed = text[0] in "([" and text[-1] in ")]"
    inner = text[1:-1].strip() if bracketed else text
    if found := _PHOTO.fullmatch(inner):
        return _credit(found["name"], line) if _NEEDS.search(inner, 0, found.start("name")) else None
    if bracketed and (found := _BY_HOUSE.fullmatch(inner)):
        one, two = found["one"], found["two"]
        if _is_house(one) or _is_house(two):
            return _credit(two if _is_house(one) else one, line, one if _is_house(one) else two)
    return None


def _credit(name: str, text: str, house: str = "") -> Credit:
    name = name.strip()
    if not house and "/" in name:  # Photo by Jane Roe/Linlan Times
        name, house = (part.strip() for part in name.split("/", 1))
    if not house and _is_house(name):
        name, house = "", name
    agency = load("agencies_english").get(house, house) or None
    return Credit(agency=agency, name=name or None, role=None, text=text.strip())


def split_english_credit(caption: str) -> tuple[str, Credit | None]:
    """A caption without the English credit at its end, and that credit or None."""
    found = _LAST.search(caption, max(0, len(caption) - _LONGEST_CREDIT - 2))
    credit = read_english_credit(found[0].removesuffix(".")) if found and found.start() else None
    return (caption[: found.start()].rstrip(), credit) if found and credit else (caption, None)


def is_sign_off(line: str) -> bool:
    """Whether a line is an English sign-off: `Enditem`, `-- END --`, `(Editing by John Roe)`, `Source: Xinhua`."""
    if len(line) > LONGEST:
        return False
    bare = line.strip("()[]-–—* .=_")
    if bare in _words("sign_offs") or line in _words("sign_offs"):
        return True
    return _sign_off_opens().match(bare) is not None or source_named(line) is not None


def split_sign_off(text: str) -> tuple[str, str]:
    """A last paragraph's text, and the English sign-off after its last sentence: `… he said. Enditem`."""
    found = _SIGNED_OFF.search(text, max(0, len(text) - LONGEST))
    if found is None or not found.start() or not is_sign_off(found[0].strip()):
        return text, ""
    return text[: found.start()], found[0].strip()


def source_named(line: str) -> str | None:
    """The source that an English sign-off names; None for other lines."""
    found = _SOURCE.fullmatch(line) if len(line) <= LONGEST else None
    return found["name"] if found else None


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load("english")[key])


@cache
def _openers() -> re.Pattern[str]:
    table = load("english")
    return re.compile(rf"(?P<role>{any_of((*table['authors'], *table['others']))}):?\s+(?=\S)", re.IGNORECASE)


@cache
def _sign_off_opens() -> re.Pattern[str]:
    return re.compile(any_of(load("english")["sign_off_opens"]))
