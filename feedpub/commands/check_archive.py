"""`feedpub check --archive`: prove the archive itself, and that the feeds show what it keeps."""

from collections.abc import Iterator
from pathlib import Path

from feedpub.archive import PATIENCE, Archive, open_archive
from feedpub.archive.proof import Proof
from feedpub.checking.feed import Finding
from feedpub.entries.feed import DAILY
from feedpub.entries.ids import key_of
from feedpub.entries.leaving import is_last_entry
from feedpub.errors import UsageError
from feedpub.ingest.published import from_json, read_published
from feedpub.messages import message
from feedpub.model import Config
from feedpub.paths import shown

__all__ = ["prove_archive"]


def prove_archive(config: Config, *, out: Path | None) -> list[tuple[str, Finding]]:
    """Everything wrong with the archive, each with the path of the file it concerns; it is not changed.

    Args:
        config: says where it is.
        out: the folder whose feeds must agree with it, or None.

    Raises:
        UsageError: there is no archive.
        RefusedError: it can't be opened, or is so damaged that it can't be read.
    """
    path = config.archive
    if not path.exists():
        raise UsageError(message("{path}: there is no archive yet; run feedpub build first", path=shown(path)))
    with open_archive(path, wait=PATIENCE, dry=True, language=config.language) as archive:
        proof = Proof(archive.db)
        found = [
            (str(shown(path)), _error("archive-structure", text)) for text in (*proof.structure(), *proof.values())
        ]
        found += _bulletins(archive)
        for text in archive.taken.all():
            from_json(text)
        if out and not found:  # of an archive that is damaged, nothing is proved by comparing
            found += [(str(shown(path)), row) for row in _feeds(archive, proof, out, config)]
    return found


def _bulletins(archive: Archive) -> Iterator[tuple[str, Finding]]:
    for number in archive.bulletins.damaged():
        place = archive.place_of(archive.bulletins.source(number).path)
        text = message("what the archive keeps of this bulletin is not what came in")
        yield str(shown(place)), _error("archive-bulletin", text)


def _feeds(archive: Archive, proof: Proof, out: Path, config: Config) -> Iterator[Finding]:
    """Entries of the feeds that the archive does not know, or knows otherwise."""
    known = proof.entries()
    for entry in read_published(out).values():
        if (
            entry.feeds == {DAILY}
            or archive.corrections.is_one(key_of(entry.id))
            or is_last_entry(entry.id, entry.feeds, entry.published, config)
        ):
            continue
        row = known.get(key_of(entry.id))
        if row is None:
            said = message("{id} “{title}” is in a feed, and not in the archive", id=entry.id, title=entry.title)
        elif row.published != int(entry.published.timestamp()):
            said = message(
                "{id} “{title}” has another moment of publication in its feeds", id=entry.id, title=entry.title
            )
        elif row.title != entry.title:
            said = message(
                "{id} has the headline “{title}” in its feeds, here “{other}”",
                id=entry.id,
                title=entry.title,
                other=row.title,
            )
        else:
            continue
        yield _error("archive-entry", said)


def _error(code: str, text: str) -> Finding:
    return Finding(line=None, level="error", code=code, message=text)
