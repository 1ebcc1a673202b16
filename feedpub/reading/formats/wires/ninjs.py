"""Read ninjs, IPTC's JSON for news (versions 1.0 to 3.1): names are in small letters in 1, and lists since 2."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from feedpub.errors import UnreadableError
from feedpub.messages import message
from feedpub.model.wire import ItemStatus, WireItem
from feedpub.reading.formats.wires.body import parts_of_html, parts_of_text
from feedpub.reading.formats.wires.item import (
    Part,
    WireText,
    local_picture,
    moment_of,
    number_of,
    status_of,
    topics_of,
)
from feedpub.reading.formats.wires.signs import KEYS

__all__ = ["read_items"]

_Object: TypeAlias = Mapping[str, Any]

_FEWEST = 2
_NOT_TEXT = {"composite": "package", "planning": "planning item", "event": "event", "component": "component"}
_DECKS = frozenset({"sub", "subtitle", "subhead", "subheadline", "deck", "secondary"})
_KICKERS = frozenset({"kicker", "overline", "vignette", "eyebrow"})
_PICTURES = ("picture", "graphic")
_WIDEST = 2048  # pixels of the rendition that is taken, if there is a choice


def read_items(text: str) -> list[WireText] | None:
    """The items of a file, in order; None where it is JSON, and none.

    Raises:
        UnreadableError: it is no JSON, or its text is nested too deep.
    """
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(message("is no valid JSON ({reason})", reason=error.msg), line=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError(
            message("is no JSON that can be read: it is nested too deep, or a number is too long")
        ) from error
    rows = read if isinstance(read, list) else [read]
    objects = [_lower(row) for row in rows if isinstance(row, dict)]
    if not objects or len(objects) < len(rows) or not all(map(_is_item, objects)):
        return None
    several = len(objects) > 1
    return [_item(row, f"item {number}, " if several else "") for number, row in enumerate(objects, 1)]


def _is_item(row: _Object) -> bool:
    standard = row.get("$standard") or row.get("standard")
    named = isinstance(standard, dict) and "ninjs" in str(standard.get("name", "")).lower()
    ours = sum(name in KEYS or name.startswith(("body_", "headline_")) for name in row)
    return isinstance(row.get("uri"), str) and bool(row["uri"]) and (named or ours >= _FEWEST)


def _lower(row: Mapping[str, Any]) -> _Object:
    return {key.lower(): value for key, value in row.items()}


def _item(row: _Object, where: str) -> WireText:
    embargoed = _text(row, "embargoed", "embargoeduntil")
    due = moment_of(embargoed)
    status = status_of(_text(row, "pubstatus"))
    item = WireItem(
        guid=row["uri"].strip(),
        version=number_of(str(row.get("version", ""))),
        # An embargo that nobody can read is kept.
        status=max(status, ItemStatus.WITHHELD) if embargoed and due is None else status,
        created=moment_of(_text(row, "contentcreated")) or moment_of(_text(row, "firstcreated")),
        versioned=moment_of(_text(row, "versioncreated")),
        embargoed=due,
        located=_text(row, "located") or None,
        language=_text(row, "language") or None,
        topics=topics_of(_codes(row)),
        source=_source(row),
    )
    found = WireText(item=item)
    _headlines(row, found, where)
    found.byline, found.names["byline"] = _text(row, "byline", "by"), f"{where}byline"
    described = _description(row)
    kind = str(row.get("type", "")).lower()
    _body(row, found, where)
    pictures = list(_pictures(row, where))
    if not found.parts and kind in _PICTURES:
        found.is_picture = True
        pictures = [*_own_picture(row, described, where), *pictures]
    elif not found.parts and kind in _NOT_TEXT:
        found.left.append((_NOT_TEXT[kind], described or found.headline))
    elif not found.parts and kind in ("", "text") and described:
        found.parts = parts_of_text(described, f"{where}description")
    elif described:
        found.left.append(("summary", described))
    found.parts = [*found.parts, *pictures]
    found.left += _beside(row)
    for name, what in (("ednote", "note to editors"), ("usageterms", "terms of use"), ("copyrightnotice", "copyright")):
        if words := _text(row, name):
            found.left.append((what, words))
    return found


def _headlines(row: _Object, found: WireText, where: str) -> None:
    rows = [_lower(part) for part in _list(row.get("headlines")) if isinstance(part, dict)]
    for part in rows:
        words, role = _plain(part), str(part.get("role", "")).lower()
        if role in _DECKS:
            found.deck = found.deck or words
        elif role in _KICKERS:
            found.kicker = found.kicker or words
        elif role in ("main", "headline") or not found.headline:
            found.headline = words
    named = [value for key, value in row.items() if key.startswith("headline_") and isinstance(value, str)]
    found.headline = found.headline or _text(row, "headline") or next(iter(named), "") or _text(row, "title")
    found.headline = _plain({"value": found.headline})
    found.names["headline"] = f"{where}headline"


def _body(row: _Object, found: WireText, where: str) -> None:
    """The text, of several forms of it the one with most marks that is read: HTML, then plain text, then NITF."""
    forms: list[tuple[int, str, str]] = []
    for key, value in row.items():
        if key.startswith("body_") and isinstance(value, str) and value.strip():
            forms.append((_rank(key[5:], value), key, value))
    for part in _list(row.get("bodies")):
        if isinstance(part, dict) and isinstance(value := part.get("value"), str) and value.strip():
            name = f"{part.get('role') or 'main'}"
            forms.append((_rank(f"{part.get('contentType', '')} {name}".lower(), value), f"body {name}", value))
    if not forms:
        return
    rank, name, value = min(forms, key=lambda form: form[0])
    read = parts_of_text if rank == _PLAIN else parts_of_html
    found.parts = read(value, f"{where}{name}")


_HTML, _PLAIN, _OTHER = range(3)


def _rank(name: str, value: str) -> int:
    is_marked = value.lstrip().startswith("<")
    if "nitf" in name or (is_marked and value.lstrip().startswith("<?xml")):
        return _OTHER
    return _HTML if "html" in name or is_marked else _PLAIN


def _description(row: _Object) -> str:
    texts = [value for key, value in row.items() if key.startswith("description_") and isinstance(value, str)]
    texts += [_plain(_lower(part)) for part in _list(row.get("descriptions")) if isinstance(part, dict)]
    return _plain({"value": next(filter(None, texts), "")})


def _plain(row: _Object) -> str:
    """The words of a value, which may have marks of HTML."""
    value = row.get("value")
    if not isinstance(value, str):
        return ""
    words = [part.text for part in parts_of_html(value, "value")] if "<" in value else [value]
    return " ".join(" ".join(words).split())


def _pictures(row: _Object, where: str) -> Iterator[Part]:
    """The pictures that belong to an item."""
    found = row.get("associations")
    items = found.items() if isinstance(found, dict) else enumerate(_list(found), 1)
    for name, value in items:
        if isinstance(value, dict) and str((one := _lower(value)).get("type", "")).lower() in _PICTURES:
            yield from _own_picture(one, _description(one), f"{where}association {one.get('name') or name}, ")


def _beside(row: _Object) -> Iterator[tuple[str, str]]:
    """What else belongs to an item: films, further texts."""
    found = row.get("associations")
    for value in found.values() if isinstance(found, dict) else _list(found):
        if isinstance(value, dict) and str((one := _lower(value)).get("type", "")).lower() not in _PICTURES:
            beside = WireText(item=WireItem(guid=""))
            _headlines(one, beside, "")
            yield "item beside it", beside.headline or _description(one) or str(one.get("uri", ""))


def _own_picture(row: _Object, caption: str, where: str) -> Iterator[Part]:
    """The rendition of a picture that is shown: the widest of a usual width, else the narrowest."""
    found = row.get("renditions")
    renditions = found.values() if isinstance(found, dict) else _list(found)
    files: list[tuple[int, str]] = []
    for value in renditions:
        if isinstance(value, dict) and (file := local_picture(str(value.get("href", "")))):
            width = value.get("width")
            files.append((width if isinstance(width, int) else 0, file))
    usual = [file for file in files if file[0] <= _WIDEST]
    _, file = max(usual, key=lambda one: one[0]) if usual else min(files, default=(0, ""))
    by = _text(row, "byline", "by") or _text(row, "copyrightholder")
    words = f"{caption}（{by}）" if by and by not in caption else caption
    yield Part("picture", words, f"{where}rendition", file)


def _codes(row: _Object) -> list[str]:
    found: list[str] = []
    for one in (*_list(row.get("subject")), *_list(row.get("subjects"))):
        if isinstance(one, dict):
            lower = _lower(one)
            found += [str(lower[name]) for name in ("code", "literal", "uri", "qcode") if lower.get(name)]
    return found


def _source(row: _Object) -> str | None:
    for one in (*_list(row.get("infosource")), *_list(row.get("infosources"))):
        if isinstance(one, dict) and isinstance(name := one.get("name"), str) and name.strip():
            return " ".join(name.split())
    return _text(row, "copyrightholder") or None


def _text(row: _Object, *names: str) -> str:
    """The first of some properties that is text, with single blanks; else empty."""
    found = (value for name in names if isinstance(value := row.get(name), str))
    return " ".join(next(found, "").split())


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
