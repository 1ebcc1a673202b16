"""The section of an item of a news agency by its IPTC Media Topics, or the older Subject Codes."""

from collections.abc import Sequence

from feedpub.data import load

__all__ = ["section_of_topics"]

_NARROWER = "2"  # the first digit of the codes below the first level of Media Topics


def section_of_topics(codes: Sequence[str]) -> tuple[str, str] | None:
    """The section of the narrowest of some topics that has one, and the topic; None where none has.

    Args:
        codes: of topics, eight digits each, in the agency's order.
    """
    if not codes:
        return None
    table = load("media_topics")
    for code in codes:
        if slug := table["narrower"].get(code):
            return slug, code
    for code in codes:
        first = code if code.startswith(_NARROWER) else f"{code[:2]}000000"
        if slug := table["first"].get(first):
            return slug, code
    return None
