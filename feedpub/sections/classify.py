"""The section of an article, with the evidence for it: a stated section comes before an inferred one.

In order: the operator's pins, front matter, page head, column tag, folder, the operator's rules, places and
agencies, kind, leaders, a dateline abroad, the lead of a first page, the operator's words, the topics of a news item,
a place abroad in the headline, what the words say, and 综合 where nothing tells.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeAlias

from feedpub.errors import ConfigError
from feedpub.messages import message
from feedpub.model import Article, Config, Filed, FrontMatter, Rule
from feedpub.sections.case import Case
from feedpub.sections.catalogue import BY_FOLDER, BY_FRONT, BY_PAGE, BY_TAG, PINNED, StatedSections
from feedpub.sections.evidence import abroad_in_headline, is_abroad, leader_in, opening_of, relayed_from
from feedpub.sections.judged import share_of, words_of
from feedpub.sections.rules import agency_of, holds, rule_name
from feedpub.sections.vocabulary import Vocabulary
from feedpub.sections.weights import WeightTable, learned_weights
from feedpub.sections.words import simplified

__all__ = ["RULED", "Classifier"]

RULED = message("configured rules")
# A headline about abroad is world news, unless its words say this much that it is of a subject of its own.
_OTHER_SUBJECT = 0.35
_NO_SUBJECT = frozenset({"top", "world", "society", "military", "opinion"})
_IN_HEADLINE = 3  # times a word counts there
_SHOWN = 5  # words that are named
_ALONE = {"photo": message("a photo by itself"), "cartoon": message("a cartoon by itself")}
_NOTHING = Filed(slug="general", rule=message("nothing tells another section"), step=message("the fallback"))
# A section's slug, and why; or nothing, why, and the name of a section that has no slug yet.
_Said: TypeAlias = tuple[str, str] | tuple[str, str, str] | None
_Step: TypeAlias = Callable[[Case], _Said]


class Classifier:
    """The choice of a section for each article. Nothing changes in it, so one serves any number of bulletins.

    Attributes:
        sections: those that are stated.
    """

    def __init__(self, config: Config, table: WeightTable | None = None) -> None:
        """What the configuration says, and our own evidence.

        Args:
            config: everything the operator set.
            table: how much words speak for sections; None takes ours, `section_words.tsv`.

        Raises:
            ConfigError: a rule names no section, or the learned weights cannot be read.
        """
        self.sections = StatedSections(config.sections, config.language)
        self._places = tuple((place, s.slug) for s in config.sections for place in s.places)
        self._agencies = {agency: s.slug for s in config.sections for agency in s.agencies}
        self._words = tuple((word, s.slug) for s in config.sections if s.on for word in s.words)
        on = [section for section in self.sections.all() if section.on]
        self._vocabulary = Vocabulary(
            on, table, learned_weights(config.learned_words) if config.learned_words else None
        )
        self._margin = config.margin
        ruled = [(rule, self._ruled_section(rule, config)) for rule in config.rules]
        told = [(rule, slug, rule_name(config, number)) for number, (rule, slug) in enumerate(ruled)]
        self._rules = tuple(row for row in told if row[0].id is None)
        self._pins = {rule.id: (slug, name) for rule, slug, name in told if rule.id is not None}
        self._steps: tuple[tuple[str, _Step], ...] = (
            (BY_FRONT, self._by_front),
            (BY_PAGE, self._by_page),
            (BY_TAG, self._by_tag),
            (BY_FOLDER, self._by_folder),
            (RULED, self._by_rules),
            (message("configured places and agencies"), self._by_places),
            (message("kind"), self._by_kind),
            (message("leaders and leading bodies"), self._by_leaders),
            (message("a place abroad in the dateline"), self._by_abroad),
            (message("the lead of the first page"), self._by_lead),
            (message("configured words"), self._by_words),
            (message("topics of the news item"), self._by_topics),
            (message("a place abroad in the headline"), self._by_headline),
            (message("vocabulary"), self._by_vocabulary),
        )

    def _ruled_section(self, rule: Rule, config: Config) -> str:
        if (slug := self.sections.known(rule.section)) is not None:
            return slug
        near = difflib.get_close_matches(rule.section, self.sections.names, 1)
        hint = (
            message("did you mean `{near}`?", near=near[0])
            if near
            else message("known are {names}", names=", ".join(section.slug for section in self.sections.all()))
        )
        raise ConfigError(
            message(
                "{source}: a rule files under `{section}`, which is no section; {hint}",
                source=config.source,
                section=rule.section,
                hint=hint,
            )
        )

    @property
    def pins(self) -> tuple[str, ...]:
        """The ids of the articles that the configuration pins to a section."""
        return tuple(filter(None, self._pins))

    def pinned(self, identity: str) -> Filed | None:
        """The section the configuration pins the article of an id to, which beats all other evidence; else None."""
        slug, name = self._pins.get(identity, (None, ""))
        return Filed(slug, name, PINNED) if slug and self._open(slug) else None

    def classify(self, article: Article, front: FrontMatter, key: str, *, explains: bool = True) -> Filed:
        """The section of an article, by the first kind of evidence that says anything.

        A name that is not stated anywhere comes back as `named`: `Catalogue.resolve` gives it a slug.

        Args:
            article: as read.
            front: its bulletin's front matter.
            key: its bulletin's place below the path given (see `BulletinFile`).
            explains: False leaves out which words spoke for a section: a build shows them to nobody.
        """
        case = Case(article, front, key, self._vocabulary, explains=explains)
        for name, step in self._steps:
            if said := step(case):
                return _filed(said, name)
        return self._nothing(case)

    def _nothing(self, case: Case) -> Filed:
        """The fallback, with what the words would have said."""
        found = case.judgement
        if not found.best:
            return _NOTHING
        share = share_of(found, found.best)
        return _NOTHING._replace(rule=message("{rule}; words: {share}", rule=_NOTHING.rule, share=share))

    def steps(self, article: Article, front: FrontMatter, key: str) -> Iterator[tuple[str, Filed | None]]:
        """Every kind of evidence in its order, and what it says of an article; the first that says anything counts."""
        case = Case(article, front, key, self._vocabulary)
        for name, step in self._steps:
            said = step(case)
            yield name, _filed(said, name) if said else None

    def words_for(self, article: Article, slug: str) -> tuple[str, ...]:
        """The words of an article's opening that speak for a section: the operator's, then the longest of ours."""
        opening = opening_of(article)
        own = (word for word, of in self._words if of == slug and word in f"{opening.headline}\n{opening.text}")
        return (*own, *self._vocabulary.words_for(self._vocabulary.judge(opening), slug))

    def _open(self, slug: str | None) -> str | None:
        """The slug, unless the operator switched its section off."""
        return slug if slug is not None and self.sections.is_on(slug) else None

    def _by_front(self, case: Case) -> _Said:
        name = case.front.section
        if not name:
            return None
        return self._by_name(name, message("front matter says {name}", name=name), makes=not name.isascii())

    def _by_page(self, case: Case) -> _Said:
        page = case.article.page
        if page and page.name:
            where = message("page {number}", number=page.number) if page.number else "page head"
            return self._by_name(page.name, message("{where} says {name}", where=where, name=page.name), makes=True)
        return None

    def _by_tag(self, case: Case) -> _Said:
        tag = case.article.tag
        slug = self._open(self.sections.of_column(tag)) if tag else None
        return (slug, message("column tag {tag}", tag=tag)) if slug else None

    def _by_name(self, name: str, rule: str, *, makes: bool) -> _Said:
        """The section of a name; one that is not stated makes a section, where it may."""
        slug = self.sections.known(name)
        if slug is None:
            return ("", rule, name) if makes else None
        return (slug, rule) if self._open(slug) else None

    def _by_folder(self, case: Case) -> _Said:
        for folder in reversed(case.key.split("/")[:-1]):
            if slug := self._open(self.sections.by_name(folder)):
                return slug, message("folder {folder}", folder=folder)
        return None

    def _by_rules(self, case: Case) -> _Said:
        for rule, slug, name in self._rules:
            if self._open(slug) and holds(rule, case.article):
                return slug, name
        return None

    def _by_places(self, case: Case) -> _Said:
        line = case.article.dateline
        for place in line.places if line and self._places else ():
            if configured := self._open(self._place(place)):
                return configured, message("configured place {place}", place=place)
        agency = agency_of(case.article) if self._agencies else None
        if agency and (configured := self._open(self._agencies.get(agency))):
            return configured, message("configured agency {agency}", agency=agency)
        return None

    def _by_kind(self, case: Case) -> _Said:
        if case.article.kind != "article" and self._open("photos"):
            return "photos", _ALONE[case.article.kind]
        return None

    def _by_leaders(self, case: Case) -> _Said:
        if self._open("top") and (leader := leader_in(case.opening)) and not case.is_surely("military"):
            return "top", message("leaders or leading bodies: {leader}", leader=leader)
        return None

    def _by_abroad(self, case: Case) -> _Said:
        line = case.article.dateline
        if line is None or not self._open("world"):
            return None
        for place in line.places:
            if is_abroad(place) and not case.is_sport:
                return "world", message("dateline from {place}, abroad", place=place)
        if (source := relayed_from(case.opening)) and not case.is_sport:
            return "world", message("news from {source}, abroad, relayed", source=source)
        return None

    def _by_lead(self, case: Case) -> _Said:
        page = case.article.page
        if page and page.first and case.article.lead and self._open("top"):
            return "top", message("leads the first page ({number})", number=page.number or "头版")
        return None

    def _by_words(self, case: Case) -> _Said:
        """The operator's own words, found anywhere in the opening: they outrank what was learned."""
        if not self._words:
            return None
        headline, text = case.opening
        found: Counter[str] = Counter()
        said: dict[str, list[str]] = {}
        for word, slug in self._words:
            if times := (word in headline) * _IN_HEADLINE + (word in text):
                found[slug] += times
                said.setdefault(slug, []).append(word)
        if not found:
            return None
        shares = case.judgement.shares
        best = max(found, key=lambda slug: (found[slug], shares.get(slug, 0.0)))
        return best, message("configured words: {words}", words="、".join(said[best]))

    def _by_topics(self, case: Case) -> _Said:
        """What the agency says that an item is about, by IPTC's codes."""
        found = case.by_topics
        slug = self._open(found[0]) if found else None
        return (slug, message("IPTC topic {code}", code=found[1])) if found and slug else None

    def _by_headline(self, case: Case) -> _Said:
        """News from abroad, unless its words are clearly those of sport, trade, the arts or the sciences."""
        if not self._open("world") or not case.article.headline:
            return None
        found = case.judgement
        if found.best not in _NO_SUBJECT and found.shares.get(found.best, 0.0) >= _OTHER_SUBJECT:
            return None
        place = abroad_in_headline(simplified(case.opening.headline), found.in_headline)
        return ("world", message("the headline names {place}, abroad", place=place)) if place else None

    def _by_vocabulary(self, case: Case) -> _Said:
        found = case.judgement
        if not found.best or found.shares[found.best] * 100 < self._margin:
            return None
        if not case.explains:
            return found.best, ""
        return found.best, words_of(found, self._vocabulary.words_for(found, found.best)[:_SHOWN])

    def _place(self, place: str) -> str | None:
        return next((slug for configured, slug in self._places if configured in place), None)


def _filed(said: tuple[str, str] | tuple[str, str, str], step: str) -> Filed:
    slug, rule, *named = said
    return Filed(slug, rule, step, *named)
