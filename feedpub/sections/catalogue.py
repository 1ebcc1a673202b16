"""The sections in effect: the defaults, the configuration's laid over them, and those only a page head names."""

import difflib
import re
from collections.abc import Iterable
from functools import cache

from feedpub.data import load
from feedpub.model import FrontMatter, Problem, Section

__all__ = ["RESERVED", "Catalogue", "default_sections", "section_problem"]

_LONGEST_SLUG = 60  # it names files

# Names of files and folders of the output that no section may take.
RESERVED = frozenset({"all", "daily", "index", "a", "d", "p", "s", "archive", "feeds", "status"})


@cache
def default_sections() -> tuple[Section, ...]:
    """The twelve sections of the contract, in their order."""
    return tuple(
        Section(slug=slug, title=row["title"], order=order)
        for order, (slug, row) in enumerate(load("sections").items())
    )


class Catalogue:
    """The sections in effect, by slug and by name; the slugs of those that are not made for a page head are `stated`.

    Page heads may name sections we don't know; each becomes one of its own, so that the catalogue grows as bulletins
    are read, in the order they are read.
    """

    def __init__(self, configured: Iterable[Section] = (), taken: Iterable[str] = ()) -> None:
        """The default sections with the configured ones laid over them; slugs that are `taken` are no section's."""
        self._taken = RESERVED.union(taken)
        self._sections = {section.slug: section for section in default_sections()}
        self._sections.update({section.slug: section for section in configured})
        self.stated = frozenset(self._sections)
        self._names = _names(self._sections.values())
        self._alike: dict[str, int] = {}  # spelling → the last number that told sections apart that share it

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
        """The slug of a section by exactly its slug or one of its names."""
        return self._names.get(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every slug and name a section answers to."""
        return tuple(self._names)

    def named(self, name: str) -> str | None:
        """The slug of a section by its slug or one of its names; a Chinese name we don't know makes a section."""
        return self.known(name) if name.isascii() else self.on_page(name)

    def known(self, name: str) -> str | None:
        """The slug of a section by its slug or one of its names; None where it is none of ours."""
        return (
            self._names.get(name)
            or self._names.get(name.removesuffix("新闻"))
            or self._names.get(name.removesuffix("版"))
            or self._names.get(f"{name}版")
        )

    def remember(self, slug: str, title: str) -> None:
        """A section that an earlier build made for a page head."""
        if slug not in self._sections and title not in self._names:
            self._sections[slug] = Section(slug=slug, title=title, order=len(self._sections))
            self._names[title] = slug

    def keep(self, slug: str, title: str) -> None:
        """A section that nothing names any more, while entries stand in it."""
        self._sections.setdefault(slug, Section(slug=slug, title=title, order=len(self._sections)))

    def on_page(self, name: str) -> str:
        """A page head that names no section we know makes one of its own."""
        if found := self.known(name):
            return found
        slug = self._free_slug(name)
        self._sections[slug] = Section(slug=slug, title=name, order=len(self._sections))
        self._names[name] = slug
        return slug

    def _free_slug(self, name: str) -> str:
        from pypinyin import lazy_pinyin  # its dictionaries take a while to load

        spelled = re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(name)).lower())[:_LONGEST_SLUG] or "section"
        slug, number = spelled, self._alike.get(spelled, 1)
        while slug in self._sections or slug in self._taken:
            number += 1
            slug = f"{spelled}-{number}"
        self._alike[spelled] = number
        return slug


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


def _names(sections: Iterable[Section]) -> dict[str, str]:
    table = load("sections")
    # The usual names first: a section renamed by the operator still answers to them, unless another takes them.
    names = {row["title"]: slug for slug, row in table.items()}
    for section in sections:
        for name in (*table.get(section.slug, {}).get("also", ()), section.title, section.slug):
            names[name] = section.slug
    return names
