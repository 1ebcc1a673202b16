"""The sections in effect: the defaults, changed by the configuration, and those that only a page head names."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from feedpub.data import load
from feedpub.data.words import language_of
from feedpub.messages import message
from feedpub.model import Filed, FrontMatter, Problem, Section
from feedpub.reading.text.characters import same_name

__all__ = [
    "BEFORE_FOLDERS",
    "BY_FOLDER",
    "BY_FRONT",
    "BY_PAGE",
    "BY_TAG",
    "PINNED",
    "RESERVED",
    "Catalogue",
    "StatedSections",
    "default_sections",
    "section_problem",
]

PINNED = message("pins")  # the step of an article that the configuration pins by its id
BY_FRONT = message("front matter")
BY_PAGE = message("page head")
BY_TAG = message("column tag")
BY_FOLDER = message("folder")
BEFORE_FOLDERS = frozenset({PINNED, BY_FRONT, BY_PAGE, BY_TAG})  # evidence that counts before the name of a folder

_TAG_MARKS = " 【】[]〔〕()（）〈〉《》■◆●▲│|·:："
_LONGEST_SLUG = 60  # it names files

# Names of files and folders of the output that no section may take.
RESERVED = frozenset({"all", "daily", "index", "a", "d", "p", "s", "archive", "feeds", "status"})


@cache
def default_sections(language: str = "zh") -> tuple[Section, ...]:
    """The twelve sections of the contract, in their order, with the titles of a paper's language (BCP 47)."""
    spoken = language_of(language)
    return tuple(
        Section(slug=slug, title=row["titles"].get(spoken, row["title"]), order=order)
        for order, (slug, row) in enumerate(load("sections").items())
    )


class StatedSections:
    """The sections that are stated: the defaults with the configured ones laid over them. They never change.

    Names are compared as `same_name` writes them: 体　育 is 体育, and Ａ股 is A股.

    Attributes:
        names: every slug and name a section answers to.
    """

    def __init__(self, configured: Iterable[Section] = (), language: str = "zh") -> None:
        """The sections in effect before any bulletin is read.

        Args:
            configured: the sections of the configuration.
            language: of the paper (BCP 47).
        """
        self._sections = {section.slug: section for section in default_sections(language)}
        self._sections.update({section.slug: section for section in configured})
        names = _names(self._sections.values())
        self.names = tuple(names)
        self._names = {same_name(name): slug for name, slug in names.items()}

    def __getitem__(self, slug: str) -> Section:
        return self._sections[slug]

    def get(self, slug: str) -> Section | None:
        """A section in effect, or None."""
        return self._sections.get(slug)

    def all(self) -> tuple[Section, ...]:
        """Every section in effect, in their order."""
        return tuple(sorted(self._sections.values(), key=lambda section: (section.order, section.slug)))

    def is_on(self, slug: str) -> bool:
        """Whether the operator left a section on."""
        return self._sections[slug].on

    def by_name(self, name: str) -> str | None:
        """The slug of a section by its slug or one of its names."""
        return self._names.get(same_name(name))

    def known(self, name: str) -> str | None:
        """The slug of a section by its slug or one of its names, 体育新闻 and 体育版 included; else None."""
        name = same_name(name)
        return (
            self._names.get(name)
            or self._names.get(name.removesuffix("新闻"))
            or self._names.get(name.removesuffix("版"))
            or self._names.get(f"{name}版")
        )

    def of_column(self, tag: str) -> str | None:
        """The slug of a section that a column tag names: 【国际】, 体育新闻, 财经观察; else None."""
        name = same_name(tag).strip(_TAG_MARKS)
        if found := self.known(name):
            return found
        column = next((end for end in load("columns")["endings"] if name.endswith(end)), None)
        return self.known(name.removesuffix(column)) if column else None


class Catalogue(StatedSections):
    """The stated sections, and those that only a page head names.

    Page heads may name sections we don't know; each becomes one of its own. So the catalogue grows as bulletins are
    stored, in the order they are stored.
    """

    def __init__(self, configured: Iterable[Section] = (), taken: Iterable[str] = (), language: str = "zh") -> None:
        """The stated sections.

        Args:
            configured: the sections of the configuration.
            taken: slugs that no section may have.
            language: of the paper (BCP 47).
        """
        super().__init__(configured, language)
        self.stated = frozenset(self._sections)
        self._taken = RESERVED.union(taken)
        self._alike: dict[str, int] = {}  # spelling → the last number that told sections apart that share it

    def remember(self, slug: str, title: str) -> None:
        """Adds a section that an earlier build made for a page head."""
        if slug not in self._sections and same_name(title) not in self._names:
            self._sections[slug] = Section(slug=slug, title=title, order=len(self._sections))
            self._names[same_name(title)] = slug

    def keep(self, section: Section) -> None:
        """Add a section that nothing names any more, while it has entries."""
        self._sections.setdefault(section.slug, section)

    def on_page(self, name: str) -> str:
        """The slug of the section that a page head names; a name that we don't know makes a section."""
        if found := self.known(name):
            return found
        title = unicodedata.normalize("NFKC", name)  # whichever of Ａ股 and A股 comes first
        slug = self._free_slug(title)
        self._sections[slug] = Section(slug=slug, title=title, order=len(self._sections))
        self._names[same_name(title)] = slug
        return slug

    def resolve(self, filed: Filed, key: str) -> Filed:
        """The choice of a section with its slug, where that depends on the bulletins that came before.

        A name that only a page head gives gets its slug here, in order; and a folder may have the name of a section
        that a page head made.

        Args:
            filed: as `Classifier.classify` returned it.
            key: of the bulletin (see `BulletinFile`).
        """
        if filed.named is not None:
            return filed._replace(slug=self.on_page(filed.named), named=None)
        if len(self._sections) > len(self.stated) and filed.step not in BEFORE_FOLDERS:
            for folder in reversed(key.split("/")[:-1]):
                if (slug := self.by_name(folder)) and self.is_on(slug):
                    return Filed(slug, message("folder {folder}", folder=folder), BY_FOLDER)
        return filed

    def _free_slug(self, name: str) -> str:
        from pypinyin import lazy_pinyin  # its dictionaries take a while to load

        spelled = re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(name)).lower())[:_LONGEST_SLUG] or "section"
        slug, number = spelled, self._alike.get(spelled, 1)
        while slug in self._sections or slug in self._taken:
            number += 1
            slug = f"{spelled}-{number}"
        self._alike[spelled] = number
        return slug


def section_problem(front: FrontMatter, sections: StatedSections) -> Problem | None:
    """The warning about a front matter that names a section that does not exist, or None."""
    name = front.section
    if not name or not name.isascii() or sections.known(name):
        return None
    slugs = [section.slug for section in sections.all()]
    near = difflib.get_close_matches(name, slugs, 1)
    hint = (
        message("did you mean `{near}`?", near=near[0])
        if near
        else message("known are {names}", names=", ".join(slugs))
    )
    told = message("front matter names no section we know: `{name}`; {hint}", name=name, hint=hint)
    return Problem(line=1, level="warning", code="section-unknown", message=told)


def _names(sections: Iterable[Section]) -> dict[str, str]:
    table = load("sections")
    # The usual names first: a section renamed by the operator still answers to them, unless another takes them.
    names = {row["title"]: slug for slug, row in table.items()}
    for section in sections:
        for name in (*table.get(section.slug, {}).get("also", ()), section.title, section.slug):
            names[name] = section.slug
    return names
