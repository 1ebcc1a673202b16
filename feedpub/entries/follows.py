"""Match articles with the further feeds an operator configures: for a column, a reporter, a place, a keyword."""

from collections.abc import Iterable, Sequence

from feedpub.entries.text import wording_of
from feedpub.model import Article, Follow
from feedpub.reading.text.characters import same_name

__all__ = ["follows_of", "marked"]

_MARK = "|"  # slugs never contain it


def follows_of(article: Article, follows: Iterable[Follow]) -> str:
    """The slugs of the further feeds an article belongs to, as stored in the archive."""
    return marked([follow.slug for follow in follows if _fits(follow, article)])


def marked(slugs: Sequence[str]) -> str:
    """Slugs as stored in the archive, delimited so that each can be found with LIKE; empty where there are none."""
    return _MARK + _MARK.join(slugs) + _MARK if slugs else ""


def _fits(follow: Follow, article: Article) -> bool:
    """Whether every given condition holds."""
    line = article.dateline
    return all(
        (
            follow.tag is None or same_name(follow.tag) in same_name(article.tag or ""),
            follow.reporter is None or same_name(follow.reporter) in {same_name(who.name) for who in article.people},
            follow.place is None or any(follow.place in place for place in (line.places if line else ())),
            follow.keyword is None or follow.keyword in (article.headline or "") + wording_of(article),
        )
    )
