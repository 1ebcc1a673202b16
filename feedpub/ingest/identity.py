"""Which entry each new article is: one that moved or was corrected, one another bulletin has too, or a new one.

Design decision 4. What an article of the same bulletin became is settled before (`survey`); here the others are looked
at, in this order: an article that is gone from elsewhere, by headline, day and place, then by likeness; another
bulletin's same dispatch; else a new entry, with an ordinal where its id is taken.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any

from feedpub.archive import Archive
from feedpub.entries.ids import entry_key, id_fields, key_of
from feedpub.entries.text import MARK, wording_of
from feedpub.ingest.cache import BulletinCache
from feedpub.ingest.duplicates import is_same, repeats_of_days
from feedpub.ingest.matching import Piece, pair_off
from feedpub.ingest.rows import INSERT, TAKE, evidence_of, rows_of
from feedpub.ingest.scan import News
from feedpub.model import Article, Config

__all__ = ["identify"]

_FRESH = "id IS NULL AND NOT held"
_TOLD = "number, base, place, day, title, bulletin, line"


def identify(
    news: News, archive: Archive, desk: Callable[[], BulletinCache], config: Config, also: Mapping[str, str]
) -> None:
    """Gives every article that was read its id.

    Args:
        news: what was read; entries that articles turn out to be join its `touched`, and leave its `lost`.
        archive: where it stands.
        desk: makes what opens bulletins once more.
        config: everything the operator set.
        also: the ids that articles had when they were withdrawn, and those they are published under.
    """
    _Identity(news, archive, desk, config).run(also)


class _Identity:
    def __init__(self, news: News, archive: Archive, desk: Callable[[], BulletinCache], config: Config) -> None:
        self._news = news
        self._archive = archive
        self._db = archive.db
        self._desk = desk
        self._config = config

    def run(self, also: Mapping[str, str]) -> None:
        self._repeats_of_lost()
        if self._db.execute(f"SELECT 1 FROM entry WHERE {_FRESH} LIMIT 1").fetchone():
            rows = self._db.execute(f"SELECT DISTINCT slug FROM entry WHERE {_FRESH}")
            self._news.slugs |= {slug for (slug,) in rows}
            for made, identity in also.items():
                self._claim_made(key_of(made), key_of(identity))
            if self._db.execute("SELECT 1 FROM entry WHERE gone LIMIT 1").fetchone():
                self._claim_numbered()
                self._claim_alike()
                self._claim_like()
            self._tell_apart()
            self._find_repeats()
            self._db.execute(f"UPDATE entry SET id = base WHERE {_FRESH}")
        self._pin()
        self._news.lost = [number for number in self._news.lost if self._is_gone(number)]
        self._archive.forget_texts()

    def _is_gone(self, number: int) -> bool:
        return bool(self._db.execute("SELECT gone FROM entry WHERE number = ?", (number,)).fetchone()[0])

    def _pin(self) -> None:
        """Articles that the configuration files by their id."""
        filing = self._desk().classifier
        for identity in filing.pins:
            row = self._db.execute("SELECT number, slug, issue FROM entry WHERE id = ?", (key_of(identity),)).fetchone()
            if row and (pin := filing.pinned(identity)):
                told = (pin.slug, evidence_of(pin), row[0])
                self._db.execute("UPDATE entry SET slug = ?, evidence = ? WHERE number = ?", told)
                self._news.slugs |= {row[1], pin.slug}
                self._news.days.add(row[2])

    def _repeats_of_lost(self) -> None:
        """An article that is gone, but stands in another bulletin too, is looked for there."""
        for number in self._news.lost:
            for bulletin, place in self._db.execute(
                "DELETE FROM repeat WHERE entry = ? RETURNING bulletin, place", (number,)
            ).fetchall():
                self._db.execute(INSERT, rows_of(bulletin, self._desk().reopen(bulletin), self._config)[place])

    def _claim_made(self, made: bytes, identity: bytes) -> None:
        """An article that was corrected before, as only its withdrawal still knows, has the id it had."""
        new = self._db.execute(f"SELECT number FROM entry WHERE base = ? AND {_FRESH}", (made,)).fetchone()
        old = self._db.execute("SELECT number, gone FROM entry WHERE id = ?", (identity,)).fetchone()
        if new and old is None:
            self._db.execute("UPDATE entry SET id = ? WHERE number = ?", (identity, new[0]))
        elif new and old[1]:
            self._claim(new[0], old[0])

    def _claim_numbered(self) -> None:
        """Articles of one headline, day and place, which ordinals tell apart: each takes the entry of its own text."""
        bases = self._db.execute(f"SELECT base FROM entry WHERE {_FRESH} GROUP BY base HAVING count(*) > 1").fetchall()
        for (base,) in bases:
            new = self._db.execute(f"SELECT {_TOLD} FROM entry WHERE base = ? AND {_FRESH}", (base,)).fetchall()
            keys = list(islice(self._keys(new[0][5], new[0][2]), len(new)))
            marks = ", ".join("?" * len(keys))
            old = self._db.execute(
                f"SELECT {_TOLD} FROM entry WHERE gone AND (base = ? OR id IN ({marks}))", (base, *keys)
            ).fetchall()
            pieces = [Piece(base, row[2]) for row in old], [Piece(base, row[2]) for row in new]
            for one, other in pair_off(*pieces, self._told(old), self._told(new)).items():
                self._claim(new[one][0], old[other][0])

    def _claim_alike(self) -> None:
        """Articles that moved: under the id, or of the headline, day and place, of one that is gone."""
        taken: set[int] = set()
        claimed: set[int] = set()
        for new, old in self._db.execute(
            """SELECT fresh.number, old.number FROM entry fresh JOIN entry old ON old.base = fresh.base
                WHERE fresh.id IS NULL AND NOT fresh.held AND old.id IS NOT NULL AND old.gone
                UNION SELECT fresh.number, old.number FROM entry fresh JOIN entry old ON old.id = fresh.base
                WHERE fresh.id IS NULL AND NOT fresh.held AND old.gone ORDER BY 1, 2"""
        ).fetchall():
            if new not in claimed and old not in taken:
                claimed.add(new)
                taken.add(old)
                self._claim(new, old)

    def _claim_like(self) -> None:
        """Articles whose headline was corrected on the way: the likest of those of their day that are gone."""
        lost = self._db.execute(f"SELECT {_TOLD} FROM entry WHERE bulletin IS NULL AND gone").fetchall()
        for number in self._news.lost:
            lost += self._db.execute(f"SELECT {_TOLD} FROM entry WHERE number = ? AND gone", (number,)).fetchall()
        # One that left its bulletin in an earlier build may come back under another headline.
        lost += self._db.execute(
            f"""SELECT {_TOLD} FROM entry WHERE gone = 1 AND withdrawn IS NULL AND bulletin IN
                (SELECT was.number FROM entry JOIN bulletin AS now ON now.number = bulletin
                 JOIN bulletin AS was ON was.path = now.path AND NOT was.current WHERE {_FRESH})"""
        ).fetchall()
        by_day: defaultdict[str, list[Any]] = defaultdict(list)
        for row in {row[0]: row for row in lost}.values():
            by_day[row[3]].append(row)
        for day, old in by_day.items():
            # What a feed alone knows may have been dated by its issue.
            by_issue = "OR issue = ?1" if any(row[5] is None for row in old) else ""
            new = self._db.execute(
                f"SELECT {_TOLD} FROM entry WHERE (day = ?1 {by_issue}) AND {_FRESH}", (day,)
            ).fetchall()
            if new:
                pairs = pair_off(_pieces(old), _pieces(new), self._told(old), self._told(new))
                for one, other in pairs.items():
                    self._claim(new[one][0], old[other][0])

    def _told(self, rows: Sequence[Any]) -> Callable[[int], tuple[str, str]]:
        def told(index: int) -> tuple[str, str]:
            number, _, place, _, title, bulletin, line = rows[index]
            if bulletin is None:
                return title.removeprefix(MARK), self._seen_in_feed(number)
            article = self._desk().article(bulletin, place, line)
            return title, wording_of(article) if article else ""

        return told

    def _seen_in_feed(self, number: int) -> str:
        (seen,) = self._db.execute("SELECT standing ->> 'seen' FROM taken WHERE entry = ?", (number,)).fetchone()
        return "" if str(seen).startswith(MARK) else str(seen)  # a notice says nothing of what its article was

    def _claim(self, new: int, old: int) -> None:
        """The entry of an article that is gone goes on with a new one."""
        slug, day = self._db.execute("SELECT slug, issue FROM entry WHERE number = ?", (old,)).fetchone()
        self._news.slugs.add(slug)
        self._news.days.add(day)
        self._db.execute(TAKE, (new, old))
        self._db.execute("DELETE FROM entry WHERE number = ?", (new,))
        self._db.execute("DELETE FROM taken WHERE entry = ?", (old,))
        self._news.touched.add(old)

    def _tell_apart(self) -> None:
        """What would share an id is one entry if the texts are alike, and gets an ordinal otherwise."""
        shared = self._db.execute(
            f"""SELECT base FROM entry WHERE base IN (SELECT base FROM entry WHERE {_FRESH}) AND NOT held
                GROUP BY base HAVING count(*) > 1
                UNION SELECT fresh.base FROM entry fresh JOIN entry old ON old.id = fresh.base
                WHERE fresh.id IS NULL AND NOT fresh.held"""
        ).fetchall()
        for (base,) in shared:
            self._number(base)

    def _number(self, base: bytes) -> None:
        rows = self._db.execute(
            """SELECT entry.number, entry.id, entry.bulletin, entry.place, entry.line FROM entry
               LEFT JOIN bulletin ON bulletin.number = entry.bulletin WHERE base = ? AND NOT held
               ORDER BY entry.id IS NULL, entry.issue, bulletin.key, place""",
            (base,),
        ).fetchall()
        kept: list[tuple[int, int, Article]] = []
        for number, identity, bulletin, place, line in rows:
            article = self._desk().article(bulletin, place, line) if bulletin is not None else None
            if identity is not None:
                if article:
                    kept.append((number, bulletin, article))
                continue
            assert article is not None  # it was read just now
            twin = next((row for row in kept if is_same(article, row[2], apart=bulletin != row[1])), None)
            if twin:
                self._repeat(number, bulletin, place, line, twin[0], same=wording_of(article) == wording_of(twin[2]))
                continue
            kept.append((number, bulletin, article))
            self._db.execute("UPDATE entry SET id = ? WHERE number = ?", (self._free(bulletin, place), number))

    def _free(self, bulletin: int, place: int) -> bytes:
        """The id of the first ordinal that is free."""
        keys = self._keys(bulletin, place)
        return next(key for key in keys if not self._db.execute("SELECT 1 FROM entry WHERE id = ?", (key,)).fetchone())

    def _keys(self, bulletin: int, place: int) -> Iterator[bytes]:
        """The ids an article may have: without an ordinal, with the second, the third…"""
        reading = self._desk().reopen(bulletin)
        fields = id_fields(self._config.id_publication, reading.bulletin.articles[place], reading.dated[place])
        return (entry_key(fields, ordinal) for ordinal in count(1))

    def _repeat(self, number: int, bulletin: int, place: int, line: int, entry: int, *, same: bool) -> None:
        self._db.execute("DELETE FROM entry WHERE number = ?", (number,))
        self._db.execute("INSERT INTO repeat VALUES (?,?,?,?,?)", (bulletin, place, line, entry, same))

    def _find_repeats(self) -> None:
        """The same dispatch under another headline, in another bulletin."""
        for fresh, other in repeats_of_days(self._db, self._desk().article):
            self._repeat(fresh.number, fresh.bulletin, fresh.place, fresh.line, other.number, same=False)


def _pieces(rows: Iterable[Any]) -> list[Piece]:
    return [Piece(row[1], row[2]) for row in rows]
