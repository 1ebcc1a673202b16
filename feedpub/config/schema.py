"""The schema of `feedpub.toml` and `withdrawn.toml` for pydantic; imported only if there is such a file."""

import difflib
import re
from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator

from feedpub.config.deploy_schema import DeployTable
from feedpub.config.fields import (
    STRICT,
    Address,
    Addresses,
    Colour,
    Count,
    Hour,
    Id,
    InSchema,
    Margin,
    Order,
    OwnSlug,
    Patterns,
    Picture,
    Scheduler,
    Text,
    Texts,
    Word,
    Xml,
    absolute,
    needs_one_of,
)
from feedpub.config.source_schema import SourceTable
from feedpub.messages import message
from feedpub.sections.catalogue import default_sections

__all__ = [
    "WEEKDAYS",
    "AgencyTable",
    "ConfigFile",
    "FollowTable",
    "LinkTable",
    "ReaderTable",
    "RuleTable",
    "SectionTable",
    "WithdrawnFile",
    "WithdrawnTable",
]


WEEKDAYS: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = (
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
)  # fmt: skip


# What JSON Schema can say of an address of a folder, and of a language tag; the validators say the rest.
_FOLDER = r"^https?://[^/?#@]+(/[^?#]*)?$"
_TAG = "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"


def _names_a_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # the port is not a number, or an IPv6 address is not closed
        return False


class SectionTable(BaseModel):
    """A `[[sections]]` table: a new section, or changes of a default one."""

    model_config = STRICT
    slug: OwnSlug
    title: Text | None = None
    order: Order | None = None
    on: bool = True
    words: list[Word] = []
    places: list[Text] = []
    agencies: list[Text] = []


class FollowTable(BaseModel):
    """A `[[follow]]` table: a further feed. At least one condition is given, and all given conditions must hold."""

    model_config = STRICT | needs_one_of("tag", "reporter", "place", "keyword")
    slug: OwnSlug
    title: Text | None = None
    tag: Text | None = None
    reporter: Text | None = None
    place: Text | None = None
    keyword: Word | None = None

    @model_validator(mode="after")
    def _conditional(self) -> Self:
        if not any((self.tag, self.reporter, self.place, self.keyword)):
            raise ValueError(message("needs a condition: tag, reporter, place or keyword"))
        return self


class AgencyTable(BaseModel):
    """An `[[agencies]]` table: what may be published of an agency's articles."""

    model_config = STRICT
    name: Text
    content: Literal["full", "summary"] | None = None
    rights: Text | None = None


class LinkTable(BaseModel):
    """A `[[links]]` table: a link in the foot of every page."""

    model_config = STRICT
    title: Text
    url: Address


class ReaderTable(BaseModel):
    """A `[[readers]]` table: a program that the page for followers names."""

    model_config = STRICT
    name: Text
    device: Literal["phone", "desktop", "web"]
    url: Address
    note: Text = ""


class WithdrawnTable(BaseModel):
    """A `[[withdrawn]]` table of `withdrawn.toml`: an entry, and the day it was withdrawn."""

    model_config = STRICT
    id: Id
    day: date
    title: Xml = ""
    reason: Xml | None = None
    made: Id | None = None
    removed: bool = False
    unpublished: bool = False


class WithdrawnFile(BaseModel):
    """The whole of `withdrawn.toml`."""

    model_config = STRICT
    withdrawn: list[WithdrawnTable] = []


class RuleTable(BaseModel):
    """A `[[rules]]` table. At least one condition is given, and all given conditions must hold."""

    model_config = STRICT | needs_one_of("headline", "place", "agency", "tag", "id")
    section: str
    headline: Text | None = None
    place: Text | None = None
    agency: Text | None = None
    tag: Text | None = None
    id: Id | None = None

    @model_validator(mode="after")
    def _conditional(self) -> Self:
        conditions = (self.headline, self.place, self.agency, self.tag)
        if self.id is not None and any(conditions):
            raise ValueError(message("pins one article by its id: give no other condition with it"))
        if self.id is None and not any(conditions):
            raise ValueError(message("needs a condition: headline, place, agency, tag or id"))
        return self


class ConfigFile(BaseModel):
    """Every key of a configuration; all are optional."""

    model_config = STRICT
    bulletins: Texts = []
    linked_bulletins: bool = False
    largest_bulletin: Annotated[int, Field(ge=1, le=500)] = 16  # SQLite keeps no more than 1,000 MB in a value
    exclude: Patterns = []
    out: Text = "feeds"
    publication: Text | None = None
    description: Text | None = None
    base_url: Annotated[str, InSchema({"pattern": _FOLDER})] | None = None
    language: Annotated[str, InSchema({"pattern": _TAG})] = "zh-CN"
    language_of_messages: Literal["en", "zh"] | None = None
    timezone: str = "Asia/Shanghai"
    days: Count = 3
    limit: Count = 50
    pages: bool = True
    search: bool = False
    strict: bool = False
    margin: Margin = 35
    learned_words: Text | None = None
    discard_also: list[Word] = []
    discard_never: list[Text] = []
    id_name: Text | None = None
    archive: Text = ".feedpub/archive.sqlite3"
    history: bool = True
    archive_size: Count = 100
    tombstones: bool = False
    daily: bool = False
    corrections: bool = True
    corrections_in_all: bool = False
    by: list[Literal["reporter", "column"]] = []
    by_from: Count = 10
    content: Literal["full", "summary"] = "full"
    rights: Text | None = None
    icon: Picture | None = None
    logo: Picture | None = None
    accent: Colour | None = None
    extra_css: Text | None = None
    links: list[LinkTable] = []
    icp: Text | None = None
    ttl: Count | None = None
    hub: Addresses = []
    publishes: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = list(WEEKDAYS)
    no_issue: list[date] = []
    release: Hour | None = None
    status: Text | None = None
    templates: Text | None = None
    removed: Literal["keep", "withdraw"] = "keep"
    entry_time: Literal["dateline", "issue"] = "dateline"
    jobs: Annotated[int, Field(ge=1, le=256)] | None = None
    executor: Scheduler | None = None
    sections: list[SectionTable] = []
    rules: list[RuleTable] = []
    follow: list[FollowTable] = []
    agencies: list[AgencyTable] = []
    readers: list[ReaderTable] = []
    sources: list[SourceTable] = []
    deploy: DeployTable | None = None

    @field_validator("discard_never")
    @classmethod
    def _ours(cls, words: list[str]) -> list[str]:
        if not words:
            return words
        from feedpub.reading.phrases.notices import Notices

        known = Notices().words
        if unknown := next((word for word in words if word not in known), None):
            near = difflib.get_close_matches(unknown, known, 1)
            raise ValueError(
                message(
                    "`{word}` is not a word that opens a notice; did you mean `{name}`?", word=unknown, name=near[0]
                )
                if near
                else message("`{word}` is not a word that opens a notice", word=unknown)
            )
        return words

    @field_validator("search")
    @classmethod
    def _finds_pages(cls, search: bool, others: ValidationInfo) -> bool:
        if search and others.data.get("pages") is False:
            raise ValueError(message("what is found are pages: it needs pages = true"))
        return search

    @field_validator("sections")
    @classmethod
    def _once(cls, sections: list[SectionTable]) -> list[SectionTable]:
        slugs = [section.slug for section in sections]
        if twice := next((slug for slug in slugs if slugs.count(slug) > 1), None):
            raise ValueError(message("`{slug}` is given twice; put all of it into one [[sections]]", slug=twice))
        return sections

    @field_validator("follow")
    @classmethod
    def _apart(cls, follows: list[FollowTable], others: ValidationInfo) -> list[FollowTable]:
        taken = [section.slug for section in (*default_sections(), *others.data.get("sections", ()))]
        for follow in follows:
            if follow.slug in taken:
                raise ValueError(message("`{slug}` is the slug of another feed; choose another", slug=follow.slug))
            taken.append(follow.slug)
        return follows

    @field_validator("base_url")
    @classmethod
    def _absolute(cls, url: str | None) -> str | None:
        if url is not None and (re.search(r"[?#<>\"{}|\\^`]", absolute(url)) or not _names_a_host(url)):
            raise ValueError(message("must be the address of a folder on a host, without ? or #"))
        return url

    @field_validator("language")
    @classmethod
    def _tag(cls, tag: str) -> str:
        from feedpub.checking.language import (
            is_language_tag,
        )  # imported late: it is slow, and most configurations need none of these

        if not is_language_tag(tag):
            raise ValueError(message("must be a language tag of BCP 47 such as zh-CN"))
        return tag

    @field_validator("timezone")
    @classmethod
    def _zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError) as error:
            raise ValueError(message("must be a time zone of the IANA database such as Asia/Shanghai")) from error
        return name
