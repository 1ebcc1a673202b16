"""An article to be filed: what is worked out once of it, and only where a kind of evidence asks."""

from feedpub.model import Article, FrontMatter
from feedpub.sections.evidence import Opening, opening_of
from feedpub.sections.media_topics import section_of_topics
from feedpub.sections.vocabulary import Judgement, Vocabulary

__all__ = ["Case"]

# What words must say to go before other evidence: sport before a dateline from abroad, the army before its leaders.
_SURE = 0.5


class Case:
    """An article to be filed.

    Attributes:
        article: it.
        explains: whether the evidence is told in all its words.
        front: its bulletin's front matter.
        key: its bulletin's place below the path given (see `BulletinFile`).
    """

    __slots__ = ("_judgement", "_opening", "_vocabulary", "article", "explains", "front", "key")

    def __init__(
        self, article: Article, front: FrontMatter, key: str, vocabulary: Vocabulary, *, explains: bool = True
    ) -> None:
        self.article = article
        self.explains = explains
        self.front = front
        self.key = key
        self._vocabulary = vocabulary
        self._opening: Opening | None = None
        self._judgement: Judgement | None = None

    @property
    def opening(self) -> Opening:
        """Its headline and first words."""
        if self._opening is None:
            self._opening = opening_of(self.article)
        return self._opening

    @property
    def judgement(self) -> Judgement:
        """What its words say."""
        if self._judgement is None:
            self._judgement = self._vocabulary.judge(self.opening)
        return self._judgement

    @property
    def by_topics(self) -> tuple[str, str] | None:
        """The section of what an agency says that it is about, and the topic (IPTC's code); None if it says nothing."""
        return section_of_topics(self.article.item.topics) if self.article.item else None

    @property
    def is_sport(self) -> bool:
        """Whether it is sport, as its agency or its words say."""
        topics = self.by_topics
        return (topics is not None and topics[0] == "sports") or self.is_surely("sports")

    def is_surely(self, slug: str) -> bool:
        """Whether its words say so much for a section that this goes before other evidence."""
        found = self.judgement
        return found.best == slug and found.shares[slug] >= _SURE
