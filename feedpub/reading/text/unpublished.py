"""Tell texts that are not to be published yet, or not at all: drafts by their front matter, and templates."""

from collections.abc import Mapping
from functools import cache

from feedpub.data import load
from feedpub.patterns import regex

__all__ = ["PLACEHOLDER_MARKS", "is_draft", "is_draft_by_line", "is_draft_key", "is_template"]

# {{title}}, {{date:YYYY-MM-DD}}, {% if … %}, <% tp.date.now() %>, ${title}; not {{< figure … >}}, which is a picture.
_PLACEHOLDER = regex(r"\{\{(?![<%])[^{}\n]{0,200}\}\}|<%[^%\n]{0,200}%>|\{%[^%\n]{0,200}%\}|\$\{[^{}\n]{0,80}\}")
PLACEHOLDER_MARKS = (b"{{", b"<%", b"${")  # a file without any of them is no template
_HEADING = regex(r"[ \t]{0,3}#{1,6}[ \t\u3000\xa0]")
_KEY_VALUE = regex(r"([^\s:=#]{1,40})[ \t]{0,8}[:=][ \t]{0,8}(.{1,80})")
_LINES = 60  # of front matter that are looked at
_LETTER = regex(r"\w")


def is_draft_key(key: object) -> bool:
    """Whether a key of front matter may say that its text is not to be published."""
    return isinstance(key, str) and any(_plain(key) in _words()[name] for name in ("draft", "published", "state"))


def is_draft(front: Mapping[object, object]) -> bool:
    """Whether front matter says that its text is not to be published. Values are text, as they are written."""
    words = _words()
    says = (("draft", "yes"), ("published", "no"), ("state", "states"))
    return any(
        _plain(key) in words[name] and _plain(value) in words[values]
        for key, value in front.items()
        for name, values in says
    )


def is_draft_by_line(text: str) -> bool:
    """Whether a line of front matter says so that cannot be read: TOML (`+++`), or YAML with a mistake in it."""
    lines = text.lstrip("\ufeff \t\r\n").split("\n", _LINES)[:_LINES]
    if lines[0].strip() not in ("---", "+++"):
        return False
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() in (lines[0].strip(), "")), len(lines))
    rows = (_KEY_VALUE.fullmatch(line) for line in lines[1:end])
    return is_draft({row[1]: row[2].split(" #")[0].strip(" \t\r\"'") for row in rows if row})


def is_template(text: str) -> bool:
    """Whether a bulletin's text is still to be filled in: placeholders are where headlines and text should be.

    A single placeholder that was forgotten in a bulletin, or an article about placeholders, is none.
    """
    lines = [line for line in _below_front_matter(text) if line.strip()]
    headings = [line for line in lines if _HEADING.match(line)]
    unfilled = [line for line in headings if _is_unfilled(line)]
    if headings and len(unfilled) in (0, len(headings)):
        return bool(unfilled)
    opens = bool(unfilled) or any(_PLACEHOLDER.search(line) for line in lines[:1])
    with_placeholder = sum(_PLACEHOLDER.search(line) is not None for line in lines)
    return opens and 2 * with_placeholder >= len(lines) - (len(headings) - len(unfilled))


def _plain(value: object) -> str:
    return value.strip().lower() if isinstance(value, str) else ""


@cache
def _words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = load("passed_over")["front_matter"]
    return found


def _is_unfilled(heading: str) -> bool:
    """Whether a headline is a placeholder, with few words beside it: `# {{date}} 要闻`."""
    rest, placeholders = _PLACEHOLDER.subn("", heading)
    return placeholders > 0 and len(_LETTER.findall(rest)) <= sum(map(len, _PLACEHOLDER.findall(heading)))


def _below_front_matter(text: str) -> list[str]:
    lines = text.strip().split("\n")
    if lines[0].strip() == "---":
        end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
        return lines[end + 1 :] if end else lines
    return lines
