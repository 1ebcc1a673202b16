"""Take plain lines right above a headline: its kicker (引题), a column tag, a note of the page it is continued from."""

from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.facts import is_fact
from feedpub.reading.phrases.jumps import jump_from
from feedpub.reading.phrases.signoffs import is_tail
from feedpub.reading.structure.heading_roles import is_tag
from feedpub.reading.structure.lines import Mark
from feedpub.reading.structure.runs import Run

__all__ = ["take_kicker", "take_note"]

_LONGEST_KICKER = 30
_WHOLE = regex(r"[。！？!?;；:：,，、…”』」)）]$")


def take_note(above: Run) -> tuple[str, Paragraph] | None:
    """Take a note off the end of a run: the page it names (`（上接第6版）`), and its line; None without a note."""
    last = above.lines[-1] if above.lines else None
    jump = jump_from(last.text) if isinstance(last, Paragraph) else None
    if not jump or not isinstance(last, Paragraph) or jump[2] < len(last.text):
        return None
    above.lines.pop()
    return jump[0], last


def take_kicker(above: Run, headline: Mark) -> tuple[Paragraph | None, Paragraph | None]:
    """Take a kicker (引题) or a column tag off the end of a run: a short line right above the headline, after a gap.

    The last words of the article above are never taken for a kicker.
    """
    last = above.lines[-1] if above.lines else None
    if not isinstance(last, Paragraph) or last.plain or len(last.text) > _LONGEST_KICKER:  # most
        return None, None
    if is_tag(last.text):
        above.lines.pop()
        return None, last
    before = above.lines[-2] if len(above.lines) > 1 else None
    complete_above = before is not None and _is_complete(before.text)
    if (
        (headline.gap and not (above.page and not above.headline))
        or _is_complete(last.text)
        or is_fact(last.text)
        or is_caption(last.text)
        or read_credit(last.text)
        or read_byline(last.text)
        or not any(map(str.isalnum, last.text))  # a rule drawn across the page
        or (above.headline and (not complete_above or not last.gap))
    ):
        return None, None
    above.lines.pop()
    return last, None


def _is_complete(text: str) -> bool:
    return bool(_WHOLE.search(text)) or is_tail(text)
