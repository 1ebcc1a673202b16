"""What a paper's own articles, whose sections it states, add to the weights of the words that tell sections."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from feedpub.errors import UsageError
from feedpub.messages import message
from feedpub.model import Config
from feedpub.sections.catalogue import StatedSections
from feedpub.sections.evidence import Opening
from feedpub.sections.training import Example, train
from feedpub.sections.vocabulary import Vocabulary
from feedpub.sections.weights import UNIT, WeightTable, built_in, read_table, write_table

__all__ = ["LearnedWords", "StatedArticle", "learn_words"]

_FIFTH = 5
_LEAST_ARTICLES, _LEAST_SECTIONS = 40, 2
_REMARKS = (
    "What these words say more, or less, of each section than feedpub thinks: written by `feedpub sections --learn`",
    "from articles whose section the bulletins state. It counts while `learned_words` of the configuration names it.",
)


class StatedArticle(NamedTuple):
    """An article that states its section: its opening, and the section's slug."""

    opening: Opening
    slug: str


class LearnedWords(NamedTuple):
    """What was learned, and whether it helps.

    Attributes:
        articles: section → how many articles state it.
        table: what is added to the weights of words, as a file.
        strongest: word, section and weight, of what changed most.
        tested: the articles left out, a fifth.
        right_before: how many of these the words file as stated without what was learned from the others.
        right_after: how many with it.
    """

    articles: Counter[str]
    table: str
    strongest: tuple[tuple[str, str, int], ...]
    tested: int
    right_before: int
    right_after: int


def learn_words(articles: Sequence[StatedArticle], config: Config) -> LearnedWords:
    """Learn from articles that state their sections.

    Args:
        articles: in the order of the bulletins, so that the same ones are left out each time.
        config: for the sections that are there.

    Raises:
        UsageError: they are too few, or of one section.
    """
    counted = Counter(article.slug for article in articles)
    if len(articles) < _LEAST_ARTICLES or len(counted) < _LEAST_SECTIONS:
        raise UsageError(
            message(
                "{articles} articles state a section that words can choose, of {sections} sections; give at least "
                "{least} of {least_sections} sections, in which page heads or `section` in front matter state it",
                articles=len(articles),
                sections=len(counted),
                least=_LEAST_ARTICLES,
                least_sections=_LEAST_SECTIONS,
            )
        )
    kept = [article for at, article in enumerate(articles) if at % _FIFTH]
    left_out = articles[::_FIFTH]
    all_learned = _learn(articles, config)
    return LearnedWords(
        articles=counted,
        table=all_learned,
        strongest=_strongest(read_table(all_learned)),
        tested=len(left_out),
        right_before=_right(left_out, config, None),
        right_after=_right(left_out, config, read_table(_learn(kept, config))),
    )


def _vocabulary(config: Config, learned: WeightTable | None) -> Vocabulary:
    return Vocabulary(
        [section for section in StatedSections(config.sections, config.language).all() if section.on], None, learned
    )


def _right(articles: Sequence[StatedArticle], config: Config, learned: WeightTable | None) -> int:
    judge = _vocabulary(config, learned).judge
    return sum(judge(article.opening).best == article.slug for article in articles)


def _learn(articles: Sequence[StatedArticle], config: Config) -> str:
    """The table of what is added to our weights, as a file."""
    judge = _vocabulary(config, None).judge
    examples = [Example(judge(article.opening).words, article.slug) for article in articles]
    ours = built_in()
    own = sorted({article.slug for article in articles} - set(ours.slugs))
    slugs = (*ours.slugs, *own)
    known = {
        word: tuple(weight / UNIT for weight in (*ours.weights(word), *(0 for _ in own)))
        for example in examples
        for word in example.words
    }
    learned = train([examples], known, slugs)
    added = {
        word: [now - before for now, before in zip(learned[word], weights, strict=True)]
        for word, weights in known.items()
    }
    changed = {word: more for word, more in sorted(added.items()) if any(round(UNIT * value) for value in more)}
    return write_table(_REMARKS, slugs, changed)


def _strongest(table: WeightTable) -> tuple[tuple[str, str, int], ...]:
    """The changes of weights, the greatest first."""
    rows = (
        (word, slug, weight)
        for word in table.rows
        for slug, weight in zip(table.slugs, table.weights(word), strict=True)
        if weight
    )
    return tuple(sorted(rows, key=lambda row: (-abs(row[2]), row[0], row[1])))
