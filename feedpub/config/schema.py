"""The schema of `feedpub.toml` and `withdrawn.toml` for pydantic; imported only if there is such a file."""

import difflib
import re
from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, field_validator, model_validator

from feedpub.config.fields import STRICT, Text, Word
from feedpub.config.source_schema import SourceTable
from feedpub.sections.catalogue import RESERVED, default_sections

__all__ = [
    "WEEKDAYS",
    "AgencyTable",
    "ConfigFile",
    "FollowTable",
    "RuleTable",
    "SectionTable",
    "WithdrawnFile",
    "WithdrawnTable",
]


_Slug = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
_Count = Annotated[int, Field(ge=1, le=1_000_000_000)]  # SQLite and C have no numbers beyond 64 bits
_Order = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
WEEKDAYS: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = (
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
)  # fmt: skip


def _unreserved(slug: str) -> str:
    if slug in RESERVED:
        raise ValueError(f"`{slug}` is a name of feedpub's own output; choose another")
    return slug


_OwnSlug = Annotated[_Slug, AfterValidator(_unreserved)]


def _names_a_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # the port is not a number, or an IPv6 address is not closed
        return False


def _absolute(url: str) -> str:
    if not re.fullmatch(r"https?://[!-~]+", url):
        raise ValueError("must be an absolute address in ASCII such as https://news.example.org/feeds/")
    if re.match(r"https?:/*[^/?#]*@", url):
        raise ValueError("must have no user name or password: it is published, and everybody can read it")
    return url


_Address = Annotated[str, AfterValidator(_absolute)]

_LEAST_MARGIN, _MOST_MARGIN = 25, 99
_OLD_DEFAULT = 45
# What `margin` was before it was a probability, and what files about as many articles now.
_OLD_MARGINS = {8: 42, 16: 57, 24: 70, 32: 81, _OLD_DEFAULT: 92, 64: 97}


def _hundredths(margin: int) -> int:
    """A margin, unless it must be one of the old scale: it went from 1 upwards, and had 45 written in its example."""
    if margin == _OLD_DEFAULT or not _LEAST_MARGIN <= margin <= _MOST_MARGIN:
        old = ", ".join(f"{old} is {new}" for old, new in _OLD_MARGINS.items())
        raise ValueError(
            f"must be {_LEAST_MARGIN} (files nearly every article) to {_MOST_MARGIN}: how likely a section must be, in "
            f"hundredths. Values of the old scale, of scores, are written anew: {old}; if you mean 45 of 100, write 44 "
            "or 46; without the key it is 35"
        )
    return margin


def _below(pattern: str) -> str:
    if pattern.startswith(("!", "/", "~/", "../")):
        raise ValueError("must be a name or a path below the bulletins' folder, such as archive/* or *-old.md")
    if not pattern.strip("*/. "):
        raise ValueError("fits every file: name some of them, such as archive/* or *-old.md")
    return pattern


_Pattern = Annotated[Text, AfterValidator(_below)]


class SectionTable(BaseModel):
    """A `[[sections]]` table: a new section, or changes of a default one."""

    model_config = STRICT
    slug: _OwnSlug
    title: Text | None = None
    order: _Order | None = None
    on: bool = True
    words: list[Word] = []
    places: list[Text] = []
    agencies: list[Text] = []


def _whole_id(identity: str) -> str:
    if not re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identity):
        raise ValueError("must be an id as feedpub inspect --json prints it: urn:uuid:…")
    return identity


def _xml(text: str) -> str:
    from feedpub.reading.text.decode import FORBIDDEN

    if FORBIDDEN.search(text):
        raise ValueError("must have no control characters")
    return text


_Id = Annotated[str, AfterValidator(_whole_id)]


class FollowTable(BaseModel):
    """A `[[follow]]` table: a further feed. At least one condition is given, and all given conditions must hold."""

    model_config = STRICT
    slug: _OwnSlug
    title: Text | None = None
    tag: Text | None = None
    reporter: Text | None = None
    place: Text | None = None
    keyword: Word | None = None

    @model_validator(mode="after")
    def _conditional(self) -> Self:
        if not any((self.tag, self.reporter, self.place, self.keyword)):
            raise ValueError("needs a condition: tag, reporter, place or keyword")
        return self


class AgencyTable(BaseModel):
    """An `[[agencies]]` table: what may be published of an agency's articles."""

    model_config = STRICT
    name: Text
    content: Literal["full", "summary"] | None = None
    rights: Text | None = None


class WithdrawnTable(BaseModel):
    """A `[[withdrawn]]` table of `withdrawn.toml`: an entry, and the day it was withdrawn."""

    model_config = STRICT
    id: _Id
    day: date
    title: Annotated[str, AfterValidator(_xml)] = ""
    reason: Annotated[str, AfterValidator(_xml)] | None = None
    made: _Id | None = None
    removed: bool = False


class WithdrawnFile(BaseModel):
    """The whole of `withdrawn.toml`."""

    model_config = STRICT
    withdrawn: list[WithdrawnTable] = []


class RuleTable(BaseModel):
    """A `[[rules]]` table. At least one condition is given, and all given conditions must hold."""

    model_config = STRICT
    section: str
    headline: Text | None = None
    place: Text | None = None
    agency: Text | None = None
    tag: Text | None = None
    id: _Id | None = None

    @model_validator(mode="after")
    def _conditional(self) -> Self:
        conditions = (self.headline, self.place, self.agency, self.tag)
        if self.id is not None and any(conditions):
            raise ValueError("pins one article by its id: give no other condition with it")
        if self.id is None and not any(conditions):
            raise ValueError("needs a condition: headline, place, agency, tag or id")
        return self


class ConfigFile(BaseModel):
    """Every key of a configuration; all are optional."""

    model_config = STRICT
    bulletins: list[Text] = []
    linked_bulletins: bool = False
    largest_bulletin: Annotated[int, Field(ge=1, le=500)] = 16  # SQLite keeps no more than 1,000 MB in a value
    exclude: list[_Pattern] = []
    out: Text = "feeds"
    publication: Text | None = None
    description: Text | None = None
    base_url: str | None = None
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    days: _Count = 3
    limit: _Count = 50
    pages: bool = True
    strict: bool = False
    margin: Annotated[int, AfterValidator(_hundredths)] = 35
    learned_words: Text | None = None
    discard_also: list[Word] = []
    discard_never: list[Text] = []
    id_name: Text | None = None
    archive: Text = ".feedpub/archive.sqlite3"
    history: bool = True
    archive_size: _Count = 100
    tombstones: bool = False
    daily: bool = False
    content: Literal["full", "summary"] = "full"
    rights: Text | None = None
    icon: _Address | None = None
    logo: _Address | None = None
    ttl: _Count | None = None
    hub: list[_Address] = []
    publishes: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = list(WEEKDAYS)
    no_issue: list[date] = []
    release: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None
    status: Text | None = None
    templates: Text | None = None
    removed: Literal["keep", "withdraw"] = "keep"
    entry_time: Literal["dateline", "issue"] = "dateline"
    sections: list[SectionTable] = []
    rules: list[RuleTable] = []
    follow: list[FollowTable] = []
    agencies: list[AgencyTable] = []
    sources: list[SourceTable] = []

    @field_validator("discard_never")
    @classmethod
    def _ours(cls, words: list[str]) -> list[str]:
        if not words:
            return words
        from feedpub.reading.phrases.notices import Notices

        known = Notices().words
        if unknown := next((word for word in words if word not in known), None):
            near = difflib.get_close_matches(unknown, known, 1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            raise ValueError(f"`{unknown}` is not a word that opens a notice{hint}")
        return words

    @field_validator("sections")
    @classmethod
    def _once(cls, sections: list[SectionTable]) -> list[SectionTable]:
        slugs = [section.slug for section in sections]
        if twice := next((slug for slug in slugs if slugs.count(slug) > 1), None):
            raise ValueError(f"`{twice}` is given twice; put all of it into one [[sections]]")
        return sections

    @field_validator("follow")
    @classmethod
    def _apart(cls, follows: list[FollowTable], others: ValidationInfo) -> list[FollowTable]:
        taken = [section.slug for section in (*default_sections(), *others.data.get("sections", ()))]
        for follow in follows:
            if follow.slug in taken:
                raise ValueError(f"`{follow.slug}` is the slug of another feed; choose another")
            taken.append(follow.slug)
        return follows

    @field_validator("bulletins", "exclude", "hub", mode="before")
    @classmethod
    def _one_or_many(cls, paths: object) -> object:
        return [paths] if isinstance(paths, str) else paths

    @field_validator("base_url")
    @classmethod
    def _absolute(cls, url: str | None) -> str | None:
        if url is not None and (re.search(r"[?#<>\"{}|\\^`]", _absolute(url)) or not _names_a_host(url)):
            raise ValueError("must be the address of a folder on a host, without ? or #")
        return url

    @field_validator("language")
    @classmethod
    def _tag(cls, tag: str) -> str:
        from feedpub.checking.language import (
            is_language_tag,
        )  # imported late: it is slow, and most configurations need none of these

        if not is_language_tag(tag):
            raise ValueError("must be a language tag of BCP 47 such as zh-CN")
        return tag

    @field_validator("timezone")
    @classmethod
    def _zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError) as error:
            raise ValueError("must be a time zone of the IANA database such as Asia/Shanghai") from error
        return name
