"""Find the entry of each new article: one that moved or was corrected, one that another bulletin has too, or a new one.

Design decision 4. Articles of the same bulletin are matched before (`store`); here the others are compared, in this
order: an item of a wire, by its guid; an article that is gone from elsewhere, by headline, day and place, then by
likeness; another bulletin's same dispatch; else a new entry, with an ordinal where its id is taken.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice

from feedpub.archive import Archive
from feedpub.archive.entries import Placed
from feedpub.archive.identities import Candidate
from feedpub.archive.repeats import Repeat
from feedpub.archive.values import DamagedError
from feedpub.entries.ids import entry_key, id_fields, key_of
from feedpub.entries.text import wording_of
from feedpub.entries.withdrawn import marks_of_withdrawal, unmarked
from feedpub.errors import UnreadableError
from feedpub.ingest.cache import BulletinCache
from feedpub.ingest.duplicates import repeats, tell_apart
from feedpub.ingest.matching import Piece, TextOf, first_pairs, match_articles
from feedpub.ingest.results import Identified
from feedpub.ingest.rows import evidence_of, rows_of
from feedpub.ingest.wires import settle_items
from feedpub.model import Config
from feedpub.model.build import Affected

__all__ = ["identify", "restore_repeats"]


def identify(
    archive: Archive,
    bulletins: Callable[[], BulletinCache],
    config: Config,
    *,
    lost: Sequence[int],
    earlier_ids: Mapping[str, str],
    now: int,
) -> Identified:
    """Gives every article that was read its id.

    Args:
        archive: where it is.
        bulletins: makes the cache of parsed bulletins.
        config: everything the operator set.
        lost: numbers of entries whose article is gone since the last build.
        earlier_ids: of withdrawn articles (`config.withdrawn.earlier_ids`).
        now: the moment of the build, seconds since 1970.
    """
    return _Identity(archive, bulletins, config, lost).run(earlier_ids, now)


def restore_repeats(
    archive: Archive, bulletins: Callable[[], BulletinCache], config: Config, lost: Iterable[int]
) -> None:
    """An article that is gone, but is in another bulletin too, is looked for there.

    Args:
        archive: where it was.
        bulletins: makes the cache of parsed bulletins.
        config: everything the operator set.
        lost: numbers of the entries.
    """
    for number in lost:
        for bulletin, place in archive.repeats.take_of_entry(number):
            with contextlib.suppress(UnreadableError, IndexError):  # the archive is damaged there: nothing is added
                rows = rows_of(bulletin, bulletins().reopen(bulletin), config)
                archive.entries.add([rows[place]])


class _Identity:
    def __init__(
        self, archive: Archive, bulletins: Callable[[], BulletinCache], config: Config, lost: Sequence[int]
    ) -> None:
        self._archive = archive
        self._rows = archive.identities
        self._bulletins = bulletins
        self._config = config
        self._lost = lost
        self._entries: set[int] = set()
        self._sections: set[str] = set()
        self._days: set[str] = set()

    def run(self, earlier_ids: Mapping[str, str], now: int) -> Identified:
        restore_repeats(self._archive, self._bulletins, self._config, self._lost)
        settle_items(self._archive, lambda *where: self._bulletins().article(*where), self._claim, now)
        if sections := self._rows.sections():
            self._sections |= sections
            for made, identity in earlier_ids.items():
                self._claim_made(key_of(made), key_of(identity))
            if self._rows.any_gone():
                self._claim_numbered()
                for new, old in first_pairs(self._rows.moved()).items():
                    self._claim(new, old)
                self._claim_like()
            self._tell_apart()
            self._find_repeats()
            self._rows.give_all()
        self._pin()
        self._archive.bulletins.drop_unused()
        return Identified(
            affected=Affected(frozenset(self._entries), frozenset(self._sections), frozenset(self._days)),
            lost=tuple(number for number in self._lost if self._archive.entries.is_gone(number)),
        )

    def _pin(self) -> None:
        """Articles that the configuration files by their id."""
        classifier = self._bulletins().classifier
        for identity in classifier.pins:
            entry = self._archive.entries.by_id(key_of(identity))
            if entry and (pin := classifier.pinned(identity)):
                self._rows.set_section(entry.number, pin.slug, evidence_of(pin))
                self._shows(entry.placed)
                self._sections.add(pin.slug)

    def _claim_made(self, made: bytes, identity: bytes) -> None:
        """An article that was corrected before, as only its withdrawal still knows, has the id it had."""
        new = self._rows.with_base(made)
        old = self._archive.entries.by_id(identity)
        if new is not None and old is None:
            self._rows.give(new, identity)
        elif new is not None and old and old.gone:
            self._claim(new, old.number)

    def _claim_numbered(self) -> None:
        """Articles of one headline, day and place, which ordinals tell apart: each takes the entry of its own text."""
        for new in self._rows.same_id_groups():
            keys = list(islice(self._keys(new[0].bulletin, new[0].place), len(new)))
            old = self._rows.gone_of(new[0].base, keys)
            pieces = [Piece(new[0].base, row.place) for row in old], [Piece(row.base, row.place) for row in new]
            self._claim_pairs(new, old, match_articles(*pieces, self._texts(old), self._texts(new)))

    def _claim_like(self) -> None:
        """Articles that moved and got another headline: the most similar of the entries of their day that are gone."""
        by_day: defaultdict[str, list[Candidate]] = defaultdict(list)
        for row in self._rows.gone(self._lost):
            by_day[row.day].append(row)
        for day, old in by_day.items():
            # What a feed alone knows may have been dated by its issue.
            new = self._rows.of_day(day, or_issue=any(row.bulletin is None for row in old))
            if new:
                self._claim_pairs(
                    new, old, match_articles(_pieces(old), _pieces(new), self._texts(old), self._texts(new))
                )

    def _texts(self, rows: Sequence[Candidate]) -> TextOf:
        def texts(index: int) -> tuple[str, str]:
            row = rows[index]
            if row.bulletin is None:
                words = self._archive.taken.words_of(row.number)
                # A notice says nothing of what its article was.
                return unmarked(row.title), "" if words.startswith(marks_of_withdrawal()) else words
            article = self._bulletins().article(row.bulletin, row.place, row.line)
            return row.title, wording_of(article) if article else ""

        return texts

    def _claim_pairs(self, new: Sequence[Candidate], old: Sequence[Candidate], pairs: Mapping[int, int]) -> None:
        for one, other in pairs.items():
            self._claim(new[one].number, old[other].number)

    def _claim(self, new: int, old: int) -> None:
        """The entry of an article that is gone goes on with a new one."""
        self._shows(self._rows.replace_article(new, old))
        self._entries.add(old)

    def _shows(self, entry: Placed) -> None:
        self._sections.add(entry.slug)
        self._days.add(entry.issue)

    def _tell_apart(self) -> None:
        """What would share an id is one entry if the texts are alike, and else gets an ordinal."""
        for rows in self._rows.same_bases():
            free: Iterator[bytes] = iter(())
            for row, twin, same in tell_apart(rows, self._bulletins().article):
                assert row.bulletin is not None  # it was read just now
                if twin is None:
                    # All make the same ids: each goes on where the one before found the first that is free.
                    key = next(free, None) or next(free := self._free_keys(row.bulletin, row.place))
                    self._rows.give(row.number, key)
                else:
                    self._repeat(row.number, Repeat(row.bulletin, row.place, row.line, twin, same))

    def _free_keys(self, bulletin: int, place: int) -> Iterator[bytes]:
        return (key for key in self._keys(bulletin, place) if self._archive.entries.by_id(key) is None)

    def _find_repeats(self) -> None:
        """The same dispatch under another headline, in another bulletin."""
        for day in self._rows.days():
            for row, twin in repeats(self._rows.dispatches(day), self._bulletins().article):
                self._repeat(row.number, Repeat(row.bulletin, row.place, row.line, twin.number, same=False))

    def _repeat(self, number: int, repeat: Repeat) -> None:
        self._rows.drop(number)
        self._archive.repeats.add(repeat)

    def _keys(self, bulletin: int | None, place: int) -> Iterator[bytes]:
        """The ids an article may have: without an ordinal, with the second, the third…"""
        assert bulletin is not None  # it was read just now
        try:
            parsed = self._bulletins().reopen(bulletin)
            fields = id_fields(self._config.id_publication, parsed.bulletin.articles[place], parsed.dated[place])
        except (UnreadableError, IndexError) as error:
            raise DamagedError("an article that has no id yet is lost") from error
        return (entry_key(fields, ordinal) for ordinal in count(1))


def _pieces(rows: Iterable[Candidate]) -> list[Piece]:
    return [Piece(row.base, row.place) for row in rows]
