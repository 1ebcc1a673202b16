"""The types of the configuration: its values, with sections, rules, further feeds and the terms of agencies."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Literal, NamedTuple

from feedpub.model.deploy import Deploy
from feedpub.model.form import Source

__all__ = ["DEVICES", "Accent", "Config", "Follow", "Link", "Reader", "Rule", "Section", "Terms"]

DEVICES = ("phone", "desktop", "web")  # in the order of pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section (版, 栏目).

    Attributes:
        slug: the name of its feeds: `world` → `world.atom.xml`.
        title: the name readers see: 国际.
        order: its position: smaller comes first wherever sections are listed.
        on: False if no article may be put into it.
        named: whether the configuration names it; then it has feeds even if empty.
        words: words that the operator takes as evidence for it.
        places: places that the operator takes as evidence for it.
        agencies: agencies that the operator takes as evidence for it.
    """

    slug: str
    title: str
    order: int
    on: bool = True
    named: bool = False
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An operator's rule that puts articles into a section; every given condition must hold.

    Attributes:
        section: the slug of the section.
        headline: a part of the headline.
        place: a part of the dateline's place.
        agency: the canonical name of the dateline's agency, or the source a sign-off names.
        tag: a part of the column tag.
        id: the id of a single article; given without other conditions.
    """

    section: str
    headline: str | None = None
    place: str | None = None
    agency: str | None = None
    tag: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A further feed; every given condition must hold.

    Attributes:
        slug: the name of its files.
        title: the name readers see.
        tag: a part of the column tag.
        reporter: the name of somebody who reported or wrote.
        place: a part of one of the dateline's places.
        keyword: a word in headline or text.
    """

    slug: str
    title: str
    tag: str | None = None
    reporter: str | None = None
    place: str | None = None
    keyword: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What may be published of an agency's articles.

    Attributes:
        agency: the canonical name of the agency, from dateline, credit or sign-off.
        content: the full text or only a summary; None if not configured.
        rights: the copyright notice of entries (RFC 4287, section 4.2.10), or None.
    """

    agency: str
    content: Literal["full", "summary"] | None = None
    rights: str | None = None


class Link(NamedTuple):
    """A link in the foot of every page."""

    title: str
    url: str


class Accent(NamedTuple):
    """The colour of the paper's name, of headings and buttons, as `#rrggbb`.

    Attributes:
        light: on the light ground, with white text on it.
        dark: on the dark ground: the same hue, as light as text must be there.
        on_dark: of text on `dark`.
    """

    light: str
    dark: str
    on_dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A program that shows feeds, as a page names it to those who have none.

    Attributes:
        name: its name.
        device: one of `DEVICES`: what it runs on.
        url: the address where it can be had.
        note: what there is to know of it: systems, price. May be empty.
    """

    name: str
    device: Literal["phone", "desktop", "web"]
    url: str
    note: str = ""


_PREVIEW = "http://127.0.0.1:8000/"  # where `feedpub serve` shows feeds that have no address yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The configuration; every value has a default that works.

    Attributes:
        source: the configuration file, or None without one.
        bulletins: the files and folders to read.
        linked_bulletins: whether bulletins are read that are links to files outside of the folders to read.
        largest_bulletin: how large a bulletin may be, in megabytes (10⁶ bytes).
        exclude: patterns of files and folders in these that are not read (`ingest.names.is_excluded`).
        out: the output folder.
        publication: the paper's name, or None.
        description: the description of the feed of all sections, or None.
        base_url: the address of the published output; ends in `/`.
        base_url_stated: whether it is configured; False for the preview's default.
        language: the language of feeds and pages (BCP 47).
        language_of_messages: one of `messages.LANGUAGES`, or None: as the environment says.
        timezone: the paper's time zone.
        days: how many issue days a feed covers (design decision 10).
        limit: how many entries a feed has at least, if there are so many.
        pages: whether article pages are published.
        search: whether readers can search them.
        strict: whether entries with an inferred day are held back.
        archive: the archive's file.
        history: whether older entries are published in archive documents (RFC 5005).
        archive_size: the number of entries in each archive document.
        tombstones: whether Atom feeds name withdrawn entries that were dropped (RFC 6721).
        daily: whether there is a feed with one entry per issue.
        corrections: whether it is told what corrections changed, on pages and in a feed of their own.
        corrections_in_all: whether the feed of everything tells of corrections too.
        follows: the further feeds.
        by: the kinds of topics (`entries.topics`) that have feeds.
        by_from: how many entries a topic needs for that.
        content: whether entries have their full text or only a summary, unless `agencies` says differently.
        rights: the copyright notice of feeds (RFC 4287, section 4.2.10), or None.
        agencies: the terms of agencies.
        icon: the address of a small square picture, or None.
        icon_file: the file that the pictures of that kind are made of, or None: `icon` is somewhere else.
        logo: the address of a wide picture, or None.
        logo_file: as `icon_file`.
        accent: the colour of the paper's name and of headings, or None for ours.
        extra_css: a style sheet that is added to that of the pages, or None.
        links: further links in the foot of pages.
        icp: the number under which the site is registered in mainland China (备案号), or None.
        ttl: for how many minutes a copy of an RSS feed is valid, or None.
        hubs: the addresses of WebSub hubs that feeds name and that are notified of changes.
        publishes: the weekdays on which the paper appears; 0 is Monday.
        no_issue: the days on which it does not appear.
        release: the time from which a day's issue is published; None publishes it at once.
        status: the status file of builds; None: beside the archive.
        templates: the operator's folder of page templates, or None.
        removed: whether an entry whose article is gone from its bulletin is kept or withdrawn.
        entry_time: whether an entry is dated by its dateline's day or by its issue's morning.
        id_name: the publication's name in ids; None: `publication`.
        margin: how likely a section must be by an article's words to get it, in hundredths.
        learned_words: the weights of words that `feedpub sections --learn` wrote, or None.
        discard_also: further words that open a notice.
        discard_never: built-in words that do not open a notice.
        sections: the configured sections.
        rules: the operator's rules.
        readers: what the page for followers names, in the place of feedpub's own list; empty for that list.
        sources: what the operator says of sources; the first whose `match` fits a bulletin counts.
        jobs: how many processes read bulletins and write pages; None: as many as there are cores.
        executor: the address of a Dask scheduler whose workers do it instead, or None.
        deploy: where `feedpub publish` copies the output folder to; None: nowhere.
    """

    source: Path | None = None
    bulletins: tuple[Path, ...] = ()
    linked_bulletins: bool = False
    largest_bulletin: int = 16
    exclude: tuple[str, ...] = ()
    out: Path = Path("feeds")
    publication: str | None = None
    description: str | None = None
    base_url: str = _PREVIEW
    base_url_stated: bool = False
    language: str = "zh-CN"
    language_of_messages: str | None = None
    timezone: str = "Asia/Shanghai"
    days: int = 3
    limit: int = 50
    pages: bool = True
    search: bool = False
    strict: bool = False
    archive: Path = Path(".feedpub/archive.sqlite3")
    history: bool = True
    archive_size: int = 100
    tombstones: bool = False
    daily: bool = False
    corrections: bool = True
    corrections_in_all: bool = False
    follows: tuple[Follow, ...] = ()
    by: tuple[Literal["reporter", "column"], ...] = ()
    by_from: int = 10
    content: Literal["full", "summary"] = "full"
    rights: str | None = None
    agencies: tuple[Terms, ...] = ()
    icon: str | None = None
    icon_file: Path | None = None
    logo: str | None = None
    logo_file: Path | None = None
    accent: Accent | None = None
    extra_css: Path | None = None
    links: tuple[Link, ...] = ()
    icp: str | None = None
    ttl: int | None = None
    hubs: tuple[str, ...] = ()
    publishes: frozenset[int] = frozenset(range(7))
    no_issue: frozenset[date] = frozenset()
    release: time | None = None
    status: Path | None = None
    templates: Path | None = None
    removed: Literal["keep", "withdraw"] = "keep"
    entry_time: Literal["dateline", "issue"] = "dateline"
    id_name: str | None = None
    margin: int = 35
    learned_words: Path | None = None
    discard_also: tuple[str, ...] = ()
    discard_never: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    rules: tuple[Rule, ...] = ()
    readers: tuple[Reader, ...] = ()
    sources: tuple[Source, ...] = ()
    jobs: int | None = None
    executor: str | None = None
    deploy: Deploy | None = None

    @property
    def has_address(self) -> bool:
        """Whether the output has an address at which it can be followed."""
        return self.base_url_stated or self.base_url != _PREVIEW

    @property
    def status_file(self) -> Path:
        """The file in which builds record what they did."""
        return self.status or self.archive.with_name("status.json")

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs that the operator gave to sections and further feeds."""
        return frozenset([*(row.slug for row in self.sections), *(row.slug for row in self.follows)])

    @property
    def id_publication(self) -> str:
        """The publication's name in ids: never the masthead's, which can change."""
        return self.id_name or self.publication or "feedpub"
