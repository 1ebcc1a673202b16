"""Archive documents (RFC 5005, section 4): written when they are full, and then left alone.

Each entry is made and checked once, and its bytes stand in every document that carries it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.archive.history import History
from feedpub.entries.feed import make_feed
from feedpub.entries.ids import entry_id
from feedpub.entries.text import MARK
from feedpub.model import Config, Section
from feedpub.output import Output
from feedpub.paths import document_path, feed_path
from feedpub.publishing.render import Press
from feedpub.writing.formats import ATOM
from feedpub.writing.rss_atom import split_atom

__all__ = ["Documents"]

_BATCH = 100  # entries that are made and checked together
_ID = re.compile(rb"<id>([^<]+)</id>")
_UPDATED = re.compile(rb"<updated>([^<]+)</updated>")
_TAKEN_BACK = b"<title>" + MARK.encode()

_Place = tuple[str, int]  # a feed's slug, and the number of a document of it


class _Member(NamedTuple):
    """An entry of a document."""

    number: int
    id: bytes
    withdrawn: str | None


class Documents:
    """Writes the documents that are owed."""

    def __init__(
        self,
        archive: Archive,
        history: History,
        press: Press,
        output: Output,
        config: Config,
        publication: str,
        section_of: Callable[[str], Section | None],
    ) -> None:
        """A writer for one build.

        Args:
            archive: where entries are.
            history: what stands in which document.
            press: makes the entries.
            output: where documents are staged.
            config: everything the operator set.
            publication: the paper's name.
            section_of: a section, by its slug; None for the feed of everything.
        """
        self._db = archive.db
        self._history = history
        self._press = press
        self._output = output
        self._config = config
        self._publication = publication
        self._section_of = section_of
        self.written: list[_Place] = []

    def write(self, *, anew: bool) -> None:
        """Stages all that is owed; what fails its check stays owed.

        Args:
            anew: whether nothing of what stands may be used once more.
        """
        due = []
        for place in self._history.owed():
            if anew or not self._reissue(place):
                due.append(place)
        if due:
            self._make(due)

    def _make(self, due: Sequence[_Place]) -> None:
        """Makes documents, in the order of first publication, so that few are unfinished at a time."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS due (slug TEXT, number INTEGER, PRIMARY KEY (slug, number))")
        self._db.execute("DELETE FROM due")
        self._db.executemany("INSERT INTO due VALUES (?, ?)", due)
        # CROSS: the few that are due first, then what stands in them.
        of_due = "due CROSS JOIN history ON history.slug = due.slug AND document = due.number"
        wanted: dict[_Place, int] = {
            (slug, number): count
            for slug, number, count in self._db.execute(
                f"""SELECT due.slug, due.number, count(*) FROM {of_due} JOIN entry ON entry.number = history.entry
                    WHERE withdrawn IS NOT '' GROUP BY 1, 2"""
            )
        }
        numbers = [
            number
            for number, _ in self._db.execute(
                f"""SELECT history.entry, published FROM {of_due} JOIN entry ON entry.number = history.entry
                    WHERE withdrawn IS NOT '' GROUP BY history.entry ORDER BY published"""
            )
        ]
        unfinished: dict[_Place, list[bytes]] = {place: [] for place in due if place not in wanted}
        for start in range(0, len(numbers), _BATCH):
            made = self._made(numbers[start : start + _BATCH])
            marks = ", ".join("?" * len(made))
            rows = self._db.execute(
                f"""SELECT due.slug, due.number, entry FROM history CROSS JOIN due
                    ON due.slug = history.slug AND due.number = document WHERE entry IN ({marks}) ORDER BY sequence""",
                list(made),
            ).fetchall()
            for slug, number, entry in rows:
                place = slug, number
                entries = unfinished.setdefault(place, [])
                entries.append(made[entry])
                if len(entries) == wanted[place]:
                    self._stage(place, unfinished.pop(place))
        for place, entries in unfinished.items():
            if place not in wanted:  # all it had was withdrawn
                self._stage(place, entries)

    def _made(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """Entries as they stand in documents, by number; none of those whose check failed."""
        entries = self._press.make_entries(numbers, set(numbers))
        feed = make_feed(None, entries.values(), self._config, self._publication)
        name = feed_path(feed.slug)
        document = ATOM.write(feed, name)
        if not self._press.passes(name, document, feed.base_url + name):
            return {}
        return dict(zip(entries, split_atom(document).entries, strict=True))

    def _stage(self, place: _Place, entries: Sequence[bytes]) -> None:
        slug, number = place
        path = document_path(slug, number)
        links = [("current", feed_path(slug))]
        links += [("prev-archive", document_path(slug, number - 1))] if number > 1 else []
        links += [("next-archive", document_path(slug, number + 1))] if number < self._history.last(slug) else []
        moments = (datetime.fromisoformat(_found(_UPDATED, entry)).astimezone(UTC) for entry in entries)
        feed = make_feed(self._section_of(slug), (), self._config, self._publication, max(moments, default=None))
        head, _, tail = split_atom(ATOM.write(replace(feed, links=tuple(links), document=path), path))
        if self._press.passes(path, head + tail, feed.base_url + path):
            self._output.stage(path, head + b"".join(reversed(entries)) + tail)
            self.written.append(place)

    def _reissue(self, place: _Place) -> bool:
        """A document that stands, with other links, and without what was withdrawn; False where it can't be used."""
        standing = self._output.read(document_path(*place))
        if standing is None:
            return False
        members = list(self._members(place))
        by_id = {_found(_ID, entry): entry for entry in split_atom(standing).entries}
        if not by_id.keys() <= {entry_id(member.id) for member in members}:
            return False
        entries = []
        for member in members:
            stands = by_id.get(entry_id(member.id))
            if member.withdrawn == "":
                continue
            if stands is None or member.withdrawn or _TAKEN_BACK in stands:
                stands = self._made([member.number]).get(member.number)
                if stands is None:
                    return False
            entries.append(stands)
        self._stage(place, entries)
        return True

    def _members(self, place: _Place) -> Iterator[_Member]:
        rows: Iterable[tuple[int, bytes, str | None]] = self._db.execute(
            """SELECT number, id, withdrawn FROM history JOIN entry ON number = entry
               WHERE history.slug = ? AND document = ? ORDER BY sequence""",
            place,
        ).fetchall()
        return (_Member(*row) for row in rows)


def _found(pattern: re.Pattern[bytes], entry: bytes) -> str:
    match = pattern.search(entry)
    assert match is not None  # every entry has an id and a moment
    return match[1].decode()
