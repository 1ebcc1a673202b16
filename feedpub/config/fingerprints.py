"""Fingerprints of the settings a build used: if one changed, bulletins must be read or files written again."""

import os
from hashlib import blake2b
from pathlib import Path

from feedpub.data.words import language_of
from feedpub.errors import ConfigError
from feedpub.files import read_regular, reason_of
from feedpub.messages import message
from feedpub.model import Config

__all__ = ["PRINTING", "READING", "output_fingerprint", "reading_fingerprint"]

# Raised, by scripts/release_numbers.py, when a release reads bulletins, or makes feeds and pages, in another way than
# the one before: then all is read, or made, again. A release that does neither leaves both alone.
READING = 1
PRINTING = 1


def reading_fingerprint(config: Config) -> str:
    """The fingerprint of everything the reading of bulletins depends on, apart from their bytes.

    `exclude` is not in it: it says which files are looked for, and every build looks anew.
    """
    return _fingerprint(
        READING,
        (config.discard_also, config.discard_never),
        (config.sections, config.rules, config.margin, config.follows),
        (config.strict, config.id_publication),
        *([spoken] if (spoken := language_of(config.language)) != "zh" else []),  # it names the sections
        *([config.sources] if config.sources else []),
        *([config.by] if config.by else []),
        *([_bytes_of(config.learned_words)] if config.learned_words else []),
    )


def output_fingerprint(config: Config, home: Path, publication: str) -> str:
    """The fingerprint of everything feeds and pages depend on, apart from the entries.

    Args:
        config: the configuration.
        home: the archive's folder; the output folder counts relative to it.
        publication: the paper's name.
    """
    return _fingerprint(
        PRINTING,
        os.path.relpath(config.out, home),
        (config.base_url, config.language, config.timezone, publication, config.description, config.sections),
        (config.pages, config.history, config.tombstones, config.days, config.limit, config.daily, config.follows),
        (config.content, config.rights, config.agencies, config.icon, config.logo, config.ttl, config.hubs),
        (config.accent, config.links, config.icp),
        [_bytes_of(path) for path in (config.icon_file, config.logo_file, config.extra_css) if path],
        (config.corrections, config.corrections_in_all, config.by, config.by_from),
        _templates_of(config),
        *(["search"] if config.search else []),
        *([config.readers] if config.readers else []),
    )


def _bytes_of(path: Path) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise ConfigError(message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))) from error


def _templates_of(config: Config) -> list[tuple[str, bytes]]:
    """The operator's templates: name and bytes, sorted."""
    if config.templates is None:
        return []
    files = (path for path in config.templates.rglob("*") if path.is_file())
    try:
        return sorted((path.relative_to(config.templates).as_posix(), path.read_bytes()) for path in files)
    except OSError as error:
        path = error.filename
        raise ConfigError(message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))) from error


def _fingerprint(*settings: object) -> str:
    return blake2b(repr(settings).encode(), digest_size=16).hexdigest()
