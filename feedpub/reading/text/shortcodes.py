"""Read the shortcodes of site generators: `{{< figure … >}}` of Hugo, `{% … %}` of Jekyll and Hexo.

A shortcode is put aside; one that shows a picture becomes that picture.
"""

import re

from feedpub.patterns import regex

__all__ = ["picture_of", "shortcode_end"]

_CLOSES = {"{{<": ">}}", "{{%": "%}}", "{%": "%}"}
_LONGEST = 2_000
_OF_CODE = regex(r"\{(?:\{[<%]|%)-?\s*(highlight|codeblock|code|mermaid|raw_html|comment)\b", re.IGNORECASE)
_PICTURE = regex(
    r"\{(?:\{[<%]|%)-?\s*(?:figure|img|image|picture|asset_img|asset_image|include\s+(?:figure|image)\S*)\b(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_NAMED = regex(
    r"""\b(?P<key>src|link|url|file|image_path|caption|alt|title)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>%]+))""",
    re.IGNORECASE,
)
_FILE = regex(r"""["']?(?P<file>[^\s"'<>]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp))["']?""", re.IGNORECASE)


def shortcode_end(text: str, start: int, missing: set[str]) -> int | None:
    """The end of the shortcode that begins at `start`, with what is between it and its closing one if that is code.

    Args:
        text: the whole text.
        start: where it begins.
        missing: closing marks that do not occur any more; those found missing are added.
    """
    opens = next(mark for mark in _CLOSES if text.startswith(mark, start))
    end = _find(text, _CLOSES[opens], start + len(opens), missing, _LONGEST)
    if end is None:
        return None
    if (code := _OF_CODE.match(text, start)) is not None:
        name = code[1].lower()
        closing = f"end{name}" if opens == "{%" else f"/{name}"
        place = _find(text, closing, end, missing, 10 * _LONGEST)
        if place is not None:
            return _find(text, _CLOSES[opens], place, missing, _LONGEST) or end
    return end


def _find(text: str, mark: str, start: int, missing: set[str], within: int) -> int | None:
    if mark in missing:
        return None
    place = text.find(mark, start)
    if place < 0:
        missing.add(mark)
        return None
    return place + len(mark) if place - start <= within else None


def picture_of(shortcode: str) -> str | None:
    """The picture that a shortcode shows, in feedpub's own marks; None for other shortcodes."""
    found = _PICTURE.match(shortcode)
    if found is None:
        return None
    named = {
        row["key"].lower(): row["double"] or row["single"] or row["bare"] or ""
        for row in _NAMED.finditer(found["rest"])
    }
    file = named.get("src") or named.get("file") or named.get("image_path") or named.get("url") or named.get("link")
    words = named.get("caption") or named.get("alt") or named.get("title") or ""
    if not file:
        bare = _FILE.search(found["rest"])
        if bare is None:
            return None
        file, words = bare["file"], words or found["rest"][bare.end() :].strip(" \t%}>\"'")
    return f"![{words}](<{file}>)" if not set(file) & set("<>\n") else None
