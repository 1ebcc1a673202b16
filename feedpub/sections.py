"""The section of an article, with the evidence for it: what is stated beats what is inferred.

In order: front matter, page head, folder, the operator's rules and places, kind, leaders, a place abroad, the lead of
a first page, vocabulary, and 综合 where nothing tells.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cache

from feedpub.data import load
from feedpub.errors import ConfigError
from feedpub.evidence import Opening, Vocabulary, is_abroad, leader_in, opening_of
from feedpub.model import Article, Config, Filed, FrontMatter, Problem, Rule, Section

__all__ = ["RESERVED", "Catalogue", "default_sections", "section_problem"]

# Names of files and folders of the output that no section may take.
RESERVED = frozenset({"all", "index", "a", "s", "archive", "feeds", "status"})
_MARGIN = 1  # by how much a section's vocabulary must lead the next
_SURE_OF_SPORT = 6  # what a dispatch from abroad must score to be sport rather than world news
_NOTHING = Filed(slug="general", rule="nothing tells another section")


@cache
def default_sections() -> tuple[Section, ...]:
    """The twelve sections of the contract, in their order."""
    return tuple(
        Section(slug=slug, title=row["title"], order=order)
        for order, (slug, row) in enumerate(load("sections").items())
    )


class Catalogue:
    """The sections in effect, and the choice among them.

    Page heads may name sections we don't know; each becomes one of its own, so that the catalogue grows as bulletins
    are read, in the order they are read.
    """

    def __init__(self, config: Config) -> None:
        """The default sections with the configuration's laid over them.

        Raises:
            ConfigError: a rule names no section.
        """
        self._sections = {section.slug: section for section in default_sections()}
        self._sections.update({section.slug: section for section in config.sections})
        self._names = _names(self._sections.values())
        self._alike: dict[str, int] = {}  # spelling → the last number that told sections apart that share it
        self._places = tuple((place, s.slug) for s in self._sections.values() for place in s.places)
        self._vocabulary = Vocabulary(config.sections)
        self._rules = tuple((rule, self._ruled_section(rule, config)) for rule in config.rules)

    def _ruled_section(self, rule: Rule, config: Config) -> str:
        if (slug := self._known(rule.section)) is not None:
            return slug
        near = difflib.get_close_matches(rule.section, self._names, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(self._sections)}"
        raise ConfigError(f"{config.source}: a rule files under `{rule.section}`, which is no section; {hint}")

    def __getitem__(self, slug: str) -> Section:
        return self._sections[slug]

    def all(self) -> tuple[Section, ...]:
        """Every section in effect, in their order."""
        return tuple(sorted(self._sections.values(), key=lambda section: (section.order, section.slug)))

    def file(self, article: Article, front: FrontMatter, key: str) -> Filed:
        """The section of an article.

        Args:
            article: as read.
            front: its bulletin's front matter.
            key: its bulletin's place below the path given (see `BulletinFile`).
        """
        return next((filed for _, filed in self.steps(article, front, key) if filed), _NOTHING)

    def steps(self, article: Article, front: FrontMatter, key: str) -> Iterator[tuple[str, Filed | None]]:
        """Every kind of evidence in its order, and what it says of an article; the first that says anything counts."""
        yield "front matter", self._by_front(front)
        yield "page head", self._by_page(article)
        yield "folder", self._by_folder(key)
        yield "configured rules", self._by_rules(article)
        yield "configured places", self._by_places(article)
        yield "kind", self._by_kind(article)
        opening = opening_of(article)
        yield "leaders and leading bodies", self._by_leaders(opening)
        scores = self._vocabulary.scores(opening)
        yield "a place abroad in the dateline", self._by_abroad(article, scores)
        yield "the lead of the first page", self._by_lead(article)
        yield "vocabulary", self._by_vocabulary(scores)

    def words_for(self, article: Article, slug: str) -> tuple[str, ...]:
        """The words of a section's vocabulary that an article's opening holds."""
        return self._vocabulary.words_for(opening_of(article), slug)

    def _open(self, slug: str | None) -> str | None:
        """The slug, unless the operator switched its section off."""
        return slug if slug is not None and self._sections[slug].on else None

    def _by_front(self, front: FrontMatter) -> Filed | None:
        if front.section and (slug := self._open(self.named(front.section))):
            return Filed(slug=slug, rule=f"front matter says {front.section}")
        return None

    def _by_page(self, article: Article) -> Filed | None:
        if article.page and article.page.name and (slug := self._open(self._page_section(article.page.name))):
            number = f"page {article.page.number}" if article.page.number else "page head"
            return Filed(slug=slug, rule=f"{number} says {article.page.name}")
        return None

    def _by_folder(self, key: str) -> Filed | None:
        for folder in reversed(key.split("/")[:-1]):
            if slug := self._open(self._names.get(folder)):
                return Filed(slug=slug, rule=f"folder {folder}")
        return None

    def _by_rules(self, article: Article) -> Filed | None:
        for rule, slug in self._rules:
            if self._open(slug) and _holds(rule, article):
                told = {"headline": rule.headline, "place": rule.place, "agency": rule.agency}
                words = ", ".join(f"{name} {word}" for name, word in told.items() if word)
                return Filed(slug=slug, rule=f"configured rule: {words}")
        return None

    def _by_places(self, article: Article) -> Filed | None:
        for place in article.dateline.places if article.dateline and self._places else ():
            if configured := self._open(self._place(place)):
                return Filed(slug=configured, rule=f"configured place {place}")
        return None

    def _by_kind(self, article: Article) -> Filed | None:
        if article.kind != "article" and self._open("photos"):
            return Filed(slug="photos", rule=f"a {article.kind} by itself")
        return None

    def _by_leaders(self, opening: Opening) -> Filed | None:
        if self._open("top") and (leader := leader_in(opening)):
            return Filed(slug="top", rule=f"leaders or leading bodies: {leader}")
        return None

    def _by_abroad(self, article: Article, scores: dict[str, int]) -> Filed | None:
        for place in article.dateline.places if article.dateline else ():
            if is_abroad(place) and self._open("world") and not _is_sport(scores):
                return Filed(slug="world", rule=f"dateline from {place}, abroad")
        return None

    def _by_lead(self, article: Article) -> Filed | None:
        if article.page and article.page.first and article.lead and self._open("top"):
            return Filed(slug="top", rule=f"leads the first page ({article.page.number or '头版'})")
        return None

    def _by_vocabulary(self, scores: dict[str, int]) -> Filed | None:
        best, most, next_most = "", 0, 0
        for slug, score in scores.items():
            if score > next_most and self._sections[slug].on:
                if score > most:
                    best, most, next_most = slug, score, most
                else:
                    next_most = score
        lead = most - next_most
        return Filed(slug=best, rule=f"vocabulary of {best}: {most}, leading by {lead}") if lead >= _MARGIN else None

    def _place(self, place: str) -> str | None:
        return next((slug for configured, slug in self._places if configured in place), None)

    def named(self, name: str) -> str | None:
        """The slug of a section by its slug or one of its names; a Chinese name we don't know makes a section."""
        return self._known(name) if name.isascii() else self._page_section(name)

    def _known(self, name: str) -> str | None:
        return (
            self._names.get(name)
            or self._names.get(name.removesuffix("新闻"))
            or self._names.get(name.removesuffix("版"))
            or self._names.get(f"{name}版")
        )

    def _page_section(self, name: str) -> str:
        """A page head that names no section we know makes one of its own."""
        if found := self._known(name):
            return found
        slug = self._free_slug(name)
        self._sections[slug] = Section(slug=slug, title=name, order=len(self._sections))
        self._names[name] = slug
        return slug

    def _free_slug(self, name: str) -> str:
        from pypinyin import lazy_pinyin  # its dictionaries take a while to load

        spelled = re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(name)).lower()) or "section"
        slug, number = spelled, self._alike.get(spelled, 1)
        while slug in self._sections or slug in RESERVED:
            number += 1
            slug = f"{spelled}-{number}"
        self._alike[spelled] = number
        return slug


def _holds(rule: Rule, article: Article) -> bool:
    """Whether every condition a rule gives holds for an article."""
    line = article.dateline
    return (
        (rule.headline is None or rule.headline in (article.headline or ""))
        and (rule.place is None or rule.place in ((line.place if line else None) or ""))
        and (rule.agency is None or rule.agency == (line.agency if line else None))
    )


def section_problem(front: FrontMatter, catalogue: Catalogue) -> Problem | None:
    """A front matter that states a section there isn't."""
    name = front.section
    if not name or not name.isascii():
        return None
    if catalogue.named(name):
        return None
    slugs = [section.slug for section in catalogue.all()]
    near = difflib.get_close_matches(name, slugs, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(slugs)}"
    return Problem(
        line=1,
        level="warning",
        code="section-unknown",
        message=f"front matter names no section we know: `{name}`; {hint}",
    )


def _is_sport(scores: dict[str, int]) -> bool:
    sport = scores.get("sports", 0)
    return sport >= _SURE_OF_SPORT and sport == max(scores.values())


def _names(sections: Iterable[Section]) -> dict[str, str]:
    table = load("sections")
    # The usual names first: a section renamed by the operator still answers to them, unless another takes them.
    names = {row["title"]: slug for slug, row in table.items()}
    for section in sections:
        for name in (*table.get(section.slug, {}).get("also", ()), section.title, section.slug):
            names[name] = section.slug
    return names
