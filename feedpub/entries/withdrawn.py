"""Make what is published in place of a withdrawn entry: its headline, marked 【撤稿】, and the reason."""

from dataclasses import replace

from feedpub.entries.html import escaped
from feedpub.model import Article, Entry, Paragraph
from feedpub.model.withdrawal import MARK, Withdrawal

__all__ = ["withdrawn_article", "withdrawn_entry"]

_NO_REASON = "本文已撤回。"


def withdrawn_article(withdrawal: Withdrawal, headline: str = "") -> Article:
    """An article reduced to its headline and the reason for its withdrawal.

    Args:
        withdrawal: the withdrawal, with the headline the article had, if known.
        headline: the headline in its bulletin, if it is still there.
    """
    return Article(
        position=1,
        line=1,
        kind="article",
        kicker=None,
        headline=f"{MARK}{withdrawal.title or headline}",
        deck=None,
        byline=None,
        people=(),
        contributors=(),
        credit=None,
        dateline=None,
        body=(Paragraph(withdrawal.reason or _NO_REASON, 1),),
        closing=(),
        tail=(),
        signed=None,
        page=None,
        lead=False,
        problems=(),
    )


def withdrawn_entry(entry: Entry, withdrawal: Withdrawal, publication: str) -> Entry:
    """A withdrawn entry whose article is no longer available."""
    reason = withdrawal.reason or _NO_REASON
    return replace(
        entry,
        title=f"{MARK}{withdrawal.title}",
        author=publication,
        authors=(publication,),
        summary=reason,
        html=f"<p>{escaped(reason)}</p>",
        tag=None,
        article=withdrawn_article(withdrawal),
    )
