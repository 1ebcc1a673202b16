"""Say in an editor's words what the words of an article say of its section."""

from collections.abc import Sequence

from feedpub.messages import message
from feedpub.sections.vocabulary import Judgement

__all__ = ["share_of", "words_of"]


def words_of(found: Judgement, words: Sequence[str]) -> str:
    """The words that spoke for the likeliest section, its share, and the runner-up.

    Args:
        found: what the vocabulary judged.
        words: those that are named.
    """
    best, *others = found.shares
    share = share_of(found, best)
    if others:
        share = message(
            "{share}, then {other} {other_share:.0f}",
            share=share,
            other=others[0],
            other_share=found.shares[others[0]] * 100,
        )
    if not words:
        return message("words: {share}", share=share)
    return message("words {words}: {share}", words="、".join(words), share=share)


def share_of(found: Judgement, slug: str) -> str:
    """How likely a section is: `society 43 of 100`."""
    return message("{section} {share:.0f} of 100", section=slug, share=found.shares[slug] * 100)
