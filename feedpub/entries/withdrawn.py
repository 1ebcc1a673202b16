"""Make what is published in place of a withdrawn entry: its headline, marked as withdrawn, and the reason."""

from dataclasses import replace
from functools import cache

from feedpub.data.words import LANGUAGES, words_in
from feedpub.entries.html import escaped
from feedpub.model import Article, Entry, Paragraph
from feedpub.model.withdrawal import Withdrawal

__all__ = ["marks_of_withdrawal", "unmarked", "withdrawn_article", "withdrawn_entry"]


@cache
def marks_of_withdrawal() -> tuple[str, ...]:
    """What precedes the headline of a withdrawn entry, in every language: what is published may be in another one."""
    return tuple(dict.fromkeys(words_in(language)["withdrawn_mark"] for language in LANGUAGES))


def unmarked(title: str) -> str:
    """A title without the mark of a withdrawal."""
    for mark in marks_of_withdrawal():
        title = title.removeprefix(mark)
    return title


def withdrawn_article(withdrawal: Withdrawal, language: str, headline: str = "") -> Article:
    """An article reduced to its headline and the reason for its withdrawal.

    Args:
        withdrawal: the withdrawal, with the headline the article had, if known.
        language: of the paper (BCP 47).
        headline: the headline in its bulletin, if it is still there.
    """
    words = words_in(language)
    return Article(
        position=1,
        line=1,
        kind="article",
        kicker=None,
        headline=words["withdrawn_mark"] + (withdrawal.title or headline),
        deck=None,
        byline=None,
        people=(),
        contributors=(),
        credit=None,
        dateline=None,
        body=(Paragraph(withdrawal.reason or words["withdrawn_text"], 1),),
        closing=(),
        tail=(),
        signed=None,
        page=None,
        lead=False,
        problems=(),
    )


def withdrawn_entry(entry: Entry, withdrawal: Withdrawal, publication: str, language: str) -> Entry:
    """A withdrawn entry whose article is no longer available."""
    words = words_in(language)
    reason = withdrawal.reason or words["withdrawn_text"]
    return replace(
        entry,
        title=words["withdrawn_mark"] + withdrawal.title,
        author=publication,
        authors=(publication,),
        summary=reason,
        html=f"<p>{escaped(reason)}</p>",
        tag=None,
        article=withdrawn_article(withdrawal, language),
        language=None,
    )
