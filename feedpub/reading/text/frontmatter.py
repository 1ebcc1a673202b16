"""Front matter: YAML between two lines of `---`, or TOML between two of `+++`, at the top of a bulletin.

It may state `date`, `section`, `publication` and `title` for the whole bulletin, and `content_id`, by which sites of
papers order what is on a page. The date may have another key that
people and tools use for it (`pubDate`, `发布时间`), as `data/mastheads.toml` lists them.
"""

import difflib
import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from feedpub.data import load
from feedpub.messages import message
from feedpub.model import FrontMatter, Problem
from feedpub.patterns import regex
from feedpub.reading.phrases.days import find_days
from feedpub.reading.text.decode import FORBIDDEN
from feedpub.reading.text.unpublished import is_draft, is_draft_key

__all__ = ["split_front_matter"]

_OPENS = regex(r"\s*^(?:---|\+\+\+)[ \t]*$", re.MULTILINE)
_SHOWN = 40
_LONGEST = 10_000  # deeper nesting than fits in it crashes the YAML library
_LONGEST_DATE = 80
_KEYS = ("date", "section", "publication", "title")
_CONTENT = "content_id"
_LONGEST_CONTENT = 12  # digits
_HOUR = regex(
    r"[T\s]\s?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\.\d{1,9})?"
    r"\s?(?:(?P<utc>Z|UTC|GMT)\b|(?P<sign>[+-])(?P<ahead>\d{2}):?(?P<minutes>\d{2})(?!\d))"
)
_SECONDS = regex(r"(\d{10})(?:\d{3})?")  # since 1970, or thousandths of them
_TOML = regex(r"^[\w\u4e00-\u9fff.\"-]{1,40}[ \t]{0,4}=", re.MULTILINE)
_KEY = regex(rf"(?:{'|'.join(_KEYS)})\s*:")


def split_front_matter(text: str) -> tuple[FrontMatter, str, int, tuple[Problem, ...]]:
    """The front matter, the text below it, the line number where that text begins, and the problems found.

    Unreadable front matter is left out; the articles below it are still read.
    """
    if not _OPENS.match(text):
        return FrontMatter(), text, 1, ()
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.strip())
    toml = lines[start].strip() == "+++"
    closes = ("+++",) if toml else ("---", "...")
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() in closes), None)
    if toml and (end is None or not _TOML.search("\n".join(lines[start + 1 : end]))):
        return FrontMatter(), text, 1, ()  # rules printed across the page
    if end is None:
        if start + 1 < len(lines) and _KEY.match(lines[start + 1]):
            told = message("the front matter is not closed by a line of ---; it was read as text")
            return FrontMatter(), text, 1, (_problem(start + 1, told, "error"),)
        return FrontMatter(), text, 1, ()
    block = "\n".join(lines[start + 1 : end])
    rest = "\n".join(lines[end + 1 :])
    if block.strip() and ":" not in block and not toml:
        return FrontMatter(), text, 1, ()  # two rules printed across the page, not front matter
    front, problems = (_read_toml if toml else _read)(block, start + 1)
    return front, rest, end + 2, tuple(problems)


def _read_toml(block: str, line: int) -> tuple[FrontMatter, list[Problem]]:
    """TOML's values as text, as YAML's are; tables within it are left out."""
    import tomllib  # only Hugo's posts need it

    try:
        table = tomllib.loads(block[:_LONGEST])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = message("the front matter is not valid TOML ({reason}); it was left out", reason=str(error)[:_SHOWN])
        return FrontMatter(), [_problem(line, told, "error")]
    texts: dict[object, object] = {
        key: _as_text(value) for key, value in table.items() if not isinstance(value, dict | list)
    }
    return _front(texts, line)


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(block: str, line: int) -> tuple[FrontMatter, list[Problem]]:
    if len(block) > _LONGEST:
        return FrontMatter(), [
            _problem(line, message("the front matter has over {most} characters; left out", most=_LONGEST), "error")
        ]
    import yaml  # used only where there is front matter

    try:
        # Keep every value as text: a message can then quote an impossible date, and YAML tags have no effect.
        table = yaml.load(block, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506  # so it makes no objects
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = line + 1 + mark.line if mark else line
        reason = str(getattr(error, "problem", None) or error)[:_SHOWN]
        return FrontMatter(), [
            _problem(
                where, message("the front matter is not valid YAML ({reason}); it was left out", reason=reason), "error"
            )
        ]
    if table is None:
        return FrontMatter(), []
    if not isinstance(table, dict):
        return FrontMatter(), [
            _problem(line, message("the front matter is not a list of `key: value`; left out"), "error")
        ]
    return _front(table, line)


def _front(table: dict[object, object], line: int) -> tuple[FrontMatter, list[Problem]]:
    """What the table of a front matter states."""
    problems: list[Problem] = []
    if "title" not in table:
        keys = load("mastheads")["title_keys"]
        table = {("title" if _bare(key) in keys else key): value for key, value in table.items()}
    for key in table:
        if key not in (*_KEYS, _CONTENT) and _bare(key) not in _date_keys() and not is_draft_key(key):
            near = difflib.get_close_matches(key, _KEYS, 1) if isinstance(key, str) else []
            hint = (
                message("did you mean `{near}`?", near=near[0])
                if near
                else message("known are {names}", names=", ".join(_KEYS))
            )
            problems.append(
                _problem(line, message("front matter key {key} is not used; {hint}", key=_brief(key), hint=hint))
            )
    issue_date, moment = _day(table, line, problems)
    return (
        FrontMatter(
            issue_date=issue_date,
            moment=moment,
            section=_text(table, "section", line, problems),
            publication=_text(table, "publication", line, problems),
            title=_text(table, "title", line, problems),
            draft=is_draft(table),
            content_id=_content_id(table.get(_CONTENT)),
        ),
        problems,
    )


def _content_id(value: object) -> int | None:
    """The number of the content, if it is one."""
    is_number = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= _LONGEST_CONTENT
    return int(value) if is_number and isinstance(value, str) else None


@cache
def _date_keys() -> dict[str, int]:
    """The keys that state the issue date, as `_bare` gives them, by their rank."""
    return {_bare(key): rank for rank, key in reversed(list(enumerate(load("mastheads")["keys"])))}


def _bare(key: object) -> str:
    """A key without blanks, - and _, in small letters of one width: `pub_date`, `pubDate` and `PubDate` are one."""
    if not isinstance(key, str):
        return ""
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", key)).casefold()


def _day(table: dict[object, object], line: int, problems: list[Problem]) -> tuple[date | None, datetime | None]:
    """The issue date, of several keys by their rank, and its moment if an hour and a zone are stated."""
    ranks = _date_keys()
    for key in sorted((key for key in table if _bare(key) in ranks), key=lambda key: ranks[_bare(key)]):
        value = table[key]
        if value is None or value == "":
            continue
        if isinstance(value, str) and (seconds := _SECONDS.fullmatch(value.strip())):
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds[1]))
            return moment.date(), moment
        if isinstance(value, str) and len(value) <= _LONGEST_DATE and (days := find_days(value)):
            return days[0], _moment(days[0], value)
        if _bare(key) == "date":
            told = message(
                "front matter `date` is not a valid date ({value}); write it as 2026-01-26", value=_brief(value)
            )
            problems.append(_problem(line, told, "error"))
    return None, None


def _moment(day: date, value: str) -> datetime | None:
    """The moment of a day, if the value states its hour and zone; else None."""
    found = _HOUR.search(value)
    if found is None:
        return None
    ahead = timedelta(hours=int(found["ahead"] or 0), minutes=int(found["minutes"] or 0))
    try:
        zone = timezone(-ahead if found["sign"] == "-" else ahead)
        return datetime.combine(day, time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0)), zone)
    except ValueError:
        return None


def _text(table: dict[object, object], key: str, line: int, problems: list[Problem]) -> str | None:
    value = table.get(key, "")
    if not isinstance(value, str):
        problems.append(
            _problem(line, message("front matter `{key}` must be one line of text; it was left out", key=key), "error")
        )
        return None
    if FORBIDDEN.search(value):
        value = FORBIDDEN.sub("", value)
        problems.append(
            _problem(line, message("front matter `{key}` holds control characters; they were removed", key=key))
        )
    return " ".join(value.split()) or None


def _brief(value: object) -> str:
    """A value shortened for a message; a table is only named, since YAML aliases can make it larger than memory."""
    return value[:_SHOWN] if isinstance(value, str) else f"a {type(value).__name__}"


def _problem(line: int, message: str, level: str = "warning") -> Problem:
    return Problem(line=line, level="error" if level == "error" else "warning", code="front-matter", message=message)
