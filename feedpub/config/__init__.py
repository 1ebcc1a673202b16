"""Find and load the configuration: `feedpub.toml`, or `[tool.feedpub]` in `pyproject.toml`.

`schema` validates the file; all other modules see only `Config`.
"""

import contextlib
import tomllib
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedpub.config.faults import explained
from feedpub.data import agencies
from feedpub.errors import ConfigError
from feedpub.files import read_regular, reason_of
from feedpub.messages import joined, message
from feedpub.model import Config, Follow, Reader, Rule, Section, Terms
from feedpub.model.deploy import Deploy
from feedpub.model.form import Source
from feedpub.sections.catalogue import default_sections

if TYPE_CHECKING:
    from feedpub.config.deploy_schema import DeployTable
    from feedpub.config.schema import AgencyTable, ConfigFile, FollowTable, SectionTable
    from feedpub.config.source_schema import SourceTable

__all__ = ["find_config", "load_config", "parse_toml", "read_settings"]

_FILE = "feedpub.toml"
_PROJECT = "pyproject.toml"


def find_config(start: Path) -> Path | None:
    """The nearest configuration at or above a folder, or None."""
    for folder in (start, *start.parents):
        with contextlib.suppress(OSError):  # skip a folder that can't be read
            if (own := folder / _FILE).is_file():
                return own
            project = folder / _PROJECT
            if project.is_file() and b"feedpub" in project.read_bytes() and _table(project) is not None:
                return project  # a broken pyproject.toml without feedpub's table is ignored
    return None


def load_config(path: Path | None) -> Config:
    """Load the configuration from a file; without one, all defaults.

    Raises:
        ConfigError: it can't be read, or a key or value is wrong; the message names the file, the key, what was
            found, what is allowed, and the nearest known key.
    """
    if path is None:
        return Config()
    table = _table(path)
    if table is None:
        raise ConfigError(message("{path}: has no table [tool.feedpub]", path=path))
    config = _validated(path, table)
    if config.rules:
        from feedpub.sections.classify import Classifier  # imported late: it is not needed without rules

        Classifier(config)  # raises if a rule names an unknown section
    return config


def read_settings(path: Path, *, missing_ok: bool = False) -> bytes:
    """The bytes of an operator's settings file; with `missing_ok`, a missing file is empty.

    Raises:
        ConfigError: it can't be read.
    """
    try:
        return read_regular(path)
    except OSError as error:
        if missing_ok and isinstance(error, FileNotFoundError):
            return b""
        raise ConfigError(message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))) from error


def parse_toml(path: Path, data: bytes) -> dict[str, Any]:
    """The values of a TOML file; a byte order mark, which Windows' Notepad writes, is no part of it.

    Raises:
        ConfigError: it is not valid TOML.
    """
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    try:
        data.decode("utf-8-sig")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        from feedpub.config.toml_mistakes import explained

        raise ConfigError(explained(path, text, error)) from error


def _table(path: Path) -> dict[str, Any] | None:
    table = parse_toml(path, read_settings(path))
    if path.name == _PROJECT:
        tool = table.get("tool")
        found = tool.get("feedpub") if isinstance(tool, dict) else None
        return found if isinstance(found, dict) else None
    return table


def _validated(path: Path, table: dict[str, Any]) -> Config:
    from pydantic import ValidationError  # imported late: it is slow, and not needed without a configuration

    from feedpub.config.schema import WEEKDAYS, ConfigFile
    from feedpub.config.site import site_settings

    try:
        found = ConfigFile.model_validate(table)
    except ValidationError as error:
        raise ConfigError(joined("\n", (explained(path, fault) for fault in error.errors()))) from error
    home = path.parent
    base_url = (found.base_url or Config().base_url).removesuffix("/") + "/"
    return Config(
        source=path,
        bulletins=tuple(home / name for name in found.bulletins),
        linked_bulletins=found.linked_bulletins,
        largest_bulletin=found.largest_bulletin,
        exclude=tuple(found.exclude),
        out=home / found.out,
        publication=found.publication,
        description=found.description,
        base_url=base_url,
        base_url_stated=found.base_url is not None,
        language=found.language,
        language_of_messages=found.language_of_messages,
        timezone=found.timezone,
        days=found.days,
        limit=found.limit,
        pages=found.pages,
        search=found.search,
        strict=found.strict,
        margin=found.margin,
        learned_words=_learned_words(path, found.learned_words),
        discard_also=tuple(found.discard_also),
        discard_never=tuple(found.discard_never),
        id_name=found.id_name,
        archive=home / found.archive,
        history=found.history,
        archive_size=found.archive_size,
        tombstones=found.tombstones,
        **_further_feeds(found),
        content=found.content,
        rights=found.rights,
        agencies=tuple(_terms(path, row) for row in found.agencies),
        **site_settings(path, found, base_url),
        ttl=found.ttl,
        hubs=tuple(found.hub),
        publishes=frozenset(WEEKDAYS.index(day) for day in found.publishes),
        no_issue=frozenset(found.no_issue),
        release=time.fromisoformat(found.release) if found.release else None,
        status=home / found.status if found.status else None,
        templates=_templates(path, found.templates),
        removed=found.removed,
        entry_time=found.entry_time,
        sections=tuple(_section(path, row, found.language) for row in found.sections),
        rules=tuple(Rule(**row.model_dump()) for row in found.rules),
        readers=tuple(Reader(**row.model_dump()) for row in found.readers),
        sources=tuple(_source(row) for row in found.sources),
        **found.model_dump(include={"jobs", "executor"}),
        deploy=_deploy(home, found.deploy) if found.deploy else None,
    )


def _section(path: Path, row: "SectionTable", language: str) -> Section:
    """A configured section, with the missing values from the default of the same slug."""
    default = next((section for section in default_sections(language) if section.slug == row.slug), None)
    if row.slug == "general" and not row.on:
        raise ConfigError(
            message(
                "{path}: sections: `general` takes all articles without other evidence, and cannot be switched off",
                path=path,
            )
        )
    order = row.order if row.order is not None else default.order if default else len(default_sections())
    return Section(
        slug=row.slug,
        title=row.title or (default.title if default else row.slug),
        order=order,
        on=row.on,
        named=True,
        words=tuple(row.words),
        places=tuple(row.places),
        agencies=tuple(row.agencies),
    )


def _further_feeds(found: "ConfigFile") -> dict[str, Any]:
    """The settings of feeds beside those of sections."""
    return {
        "daily": found.daily,
        "follows": tuple(_follow(row) for row in found.follow),
        "by": tuple(found.by),
        "by_from": found.by_from,
        "corrections": found.corrections,
        "corrections_in_all": found.corrections_in_all,
    }


def _follow(row: "FollowTable") -> Follow:
    title = row.title or row.tag or row.reporter or row.place or row.keyword or row.slug
    return Follow(**row.model_dump() | {"title": title})


def _source(row: "SourceTable") -> Source:
    agency = agencies().get(row.agency, row.agency) if row.agency else None
    headline = row.headline or ("one" if row.title else None)  # a title elsewhere is that of one article
    return Source(**row.model_dump() | {"headline": headline, "ignore": tuple(row.ignore), "agency": agency})


def _deploy(home: Path, table: "DeployTable") -> Deploy:
    if table.rsync:
        return Deploy("rsync", table.rsync)
    if table.rclone:
        return Deploy("rclone", table.rclone)
    assert table.folder
    return Deploy("folder", str(home / table.folder))


def _terms(path: Path, row: "AgencyTable") -> Terms:
    canonical = agencies().get(row.name, row.name)
    return Terms(agency=canonical, content=row.content, rights=row.rights)


def _templates(path: Path, name: str | None) -> Path | None:
    folder = path.parent / name if name else None
    if folder and not folder.is_dir():
        raise ConfigError(message("{path}: key `templates`: there is no folder {folder}", path=path, folder=folder))
    return folder


def _learned_words(path: Path, name: str | None) -> Path | None:
    file = path.parent / name if name else None
    if file and not file.is_file():
        raise ConfigError(
            message(
                "{path}: key `learned_words`: there is no file {file}; remove the key, then write the file again with "
                "`feedpub sections --learn`",
                path=path,
                file=file,
            )
        )
    return file
