"""Front matter: YAML between two lines of `---` at the top of a bulletin.

It may state `date`, `section`, `publication` and `title` for the whole bulletin.
"""

import difflib
import re
from datetime import date

from feedpub.model import FrontMatter, Problem
from feedpub.reading.phrases.days import find_days
from feedpub.reading.text.decode import FORBIDDEN
from feedpub.reading.text.unpublished import is_draft, is_draft_key

__all__ = ["split_front_matter"]

_OPENS = re.compile(r"\s*^---[ \t]*$", re.MULTILINE)
_SHOWN = 40
_LONGEST = 10_000  # deeper nesting than fits in it crashes the YAML library
_KEYS = ("date", "section", "publication", "title")
_KEY = re.compile(rf"(?:{'|'.join(_KEYS)})\s*:")


def split_front_matter(text: str) -> tuple[FrontMatter, str, int, tuple[Problem, ...]]:
    """The front matter, the text below it, the line number where that text begins, and the problems found.

    Unreadable front matter is left out; the articles below it are still read.
    """
    if not _OPENS.match(text):
        return FrontMatter(), text, 1, ()
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.strip())
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() in ("---", "...")), None)
    if end is None:
        if start + 1 < len(lines) and _KEY.match(lines[start + 1]):
            message = "the front matter is not closed by a line of ---; it was read as text"
            return FrontMatter(), text, 1, (_problem(start + 1, message, "error"),)
        return FrontMatter(), text, 1, ()
    block = "\n".join(lines[start + 1 : end])
    rest = "\n".join(lines[end + 1 :])
    if block.strip() and ":" not in block:
        return FrontMatter(), text, 1, ()  # two rules printed across the page, not front matter
    front, problems = _read(block, start + 1)
    return front, rest, end + 2, tuple(problems)


def _read(block: str, line: int) -> tuple[FrontMatter, list[Problem]]:
    if len(block) > _LONGEST:
        return FrontMatter(), [_problem(line, f"the front matter has over {_LONGEST} characters; left out", "error")]
    import yaml  # used only where there is front matter

    try:
        # Keep every value as text: a message can then quote an impossible date, and YAML tags have no effect.
        table = yaml.load(block, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = line + 1 + mark.line if mark else line
        reason = str(getattr(error, "problem", None) or error)[:_SHOWN]
        return FrontMatter(), [
            _problem(where, f"the front matter is not valid YAML ({reason}); it was left out", "error")
        ]
    if table is None:
        return FrontMatter(), []
    if not isinstance(table, dict):
        return FrontMatter(), [_problem(line, "the front matter is not a list of `key: value`; left out", "error")]
    problems: list[Problem] = []
    for key in table:
        if key not in _KEYS and not is_draft_key(key):
            near = difflib.get_close_matches(key, _KEYS, 1) if isinstance(key, str) else []
            hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(_KEYS)}"
            problems.append(_problem(line, f"front matter key {_brief(key)} is not used; {hint}"))
    issue_date = _day(table.get("date"), line, problems)
    return (
        FrontMatter(
            issue_date=issue_date,
            section=_text(table, "section", line, problems),
            publication=_text(table, "publication", line, problems),
            title=_text(table, "title", line, problems),
            draft=is_draft(table),
        ),
        problems,
    )


def _day(value: object, line: int, problems: list[Problem]) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and (days := find_days(value)):
        return days[0]
    message = f"front matter `date` is not a valid date ({_brief(value)}); write it as 2026-01-26"
    problems.append(_problem(line, message, "error"))
    return None


def _text(table: dict[object, object], key: str, line: int, problems: list[Problem]) -> str | None:
    value = table.get(key, "")
    if not isinstance(value, str):
        problems.append(_problem(line, f"front matter `{key}` must be one line of text; it was left out", "error"))
        return None
    if FORBIDDEN.search(value):
        value = FORBIDDEN.sub("", value)
        problems.append(_problem(line, f"front matter `{key}` holds control characters; they were removed"))
    return " ".join(value.split()) or None


def _brief(value: object) -> str:
    """A value shortened for a message; a table is only named, since YAML aliases can make it larger than memory."""
    return value[:_SHOWN] if isinstance(value, str) else f"a {type(value).__name__}"


def _problem(line: int, message: str, level: str = "warning") -> Problem:
    return Problem(line=line, level="error" if level == "error" else "warning", code="front-matter", message=message)
