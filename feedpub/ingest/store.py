"""The reading of what is new: changed bulletins go into the archive as they came in, and their articles as entries.

An article of a corrected bulletin keeps the entry it had there (design decision 4); `identity` finds the ids of the
others, once all bulletins were read.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date

from feedpub.archive import Archive, storable
from feedpub.entries.text import title_of, wording_of
from feedpub.errors import UnreadableError
from feedpub.ingest.cache import BulletinCache
from feedpub.ingest.matching import Piece, pair_off
from feedpub.ingest.pictures import note_pictures
from feedpub.ingest.rows import INSERT, MOVE, Row, rows_of
from feedpub.ingest.scan import Known, News, Seen
from feedpub.model import Article, Config, Dated, Problem
from feedpub.model.parsed import ParsedBulletin, Pins

__all__ = ["survey"]


def survey(
    changed: Iterable[Seen],
    news: News,
    config: Config,
    desk: BulletinCache,
    archive: Archive,
    *,
    told: date | None,
    today: date,
) -> None:
    """Reads bulletins; one that can't be read is a problem, and the others go on.

    Args:
        changed: the bulletins, in order of path.
        news: takes in what they have.
        config: everything the operator set.
        desk: what reads them.
        archive: what is known.
        told: `--date`.
        today: the build's own day.
    """
    reader = _Reader(news, config, desk, archive, told, today)
    for seen in changed:
        reader.take(seen)


class _Reader:
    """Reads bulletins into the archive, one after the other."""

    def __init__(
        self, news: News, config: Config, desk: BulletinCache, archive: Archive, told: date | None, today: date
    ) -> None:
        self._news = news
        self._config = config
        self._desk = desk
        self._archive = archive
        self._db = archive.db
        self._told = told
        self._today = today
        self._last: int = self._db.execute("SELECT coalesce(max(number), 0) FROM bulletin").fetchone()[0]

    def take(self, seen: Seen) -> None:
        """Reads a bulletin, and notes its articles; one that can't be read leaves what was known of it."""
        known = seen.known
        pins = Pins(issue=_day(known.issue), seen=date.fromisoformat(known.seen)) if known else None
        try:
            reading = self._desk.read(seen.file, seen.data, self._told, pins)
        except UnreadableError as error:
            self._news.unread(seen.file, Problem.of(error))
            return
        problems = list(_problems_of(reading, strict=self._config.strict))
        if any(problem.code == "no-article" and problem.level == "error" for problem in problems):
            self._news.unread(seen.file, *problems)
            return
        number = self._insert_bulletin(seen, reading, problems)
        self._desk.remember(number, reading)
        note_pictures(self._archive, number, seen.file.place, reading.bulletin.articles)
        rows = rows_of(number, reading, self._config)
        if known is None:
            self._db.executemany(INSERT, rows)
        else:
            self._replace(known, rows, reading)

    def _insert_bulletin(self, seen: Seen, reading: ParsedBulletin, problems: list[Problem]) -> int:
        known, issue = seen.known, reading.issue
        if known:
            self._db.execute("UPDATE bulletin SET current = 0 WHERE number = ?", (known.number,))
            self._news.replaced.add(known.number)
        told = issue.told or bool(known and known.told and issue.day == _day(known.issue))
        self._last += 1
        self._db.execute(
            "INSERT INTO bulletin VALUES (?,?,?,1,?,?,?,?,?,?,?,?,?,?,?)",
            (
                self._last,
                storable(seen.path),
                storable(seen.file.key),
                *seen.marks,
                seen.looked,
                seen.hash,
                issue.day.isoformat() if issue.day else None,
                told,
                known.seen if known else self._today.isoformat(),
                reading.bulletin.front.publication,
                json.dumps([asdict(problem) for problem in problems]) if problems else "",
            ),
        )
        self._db.execute("INSERT INTO text VALUES (?, ?)", (self._last, seen.data))
        self._news.numbers[seen.file.name] = self._last
        return self._last

    def _replace(self, known: Known, rows: list[Row], reading: ParsedBulletin) -> None:
        """A bulletin takes the place of what it was: its articles keep their entries."""
        old = self._db.execute(
            """SELECT number, base, place, line, title, slug, day, id, issue FROM entry WHERE bulletin = ? AND NOT gone
               ORDER BY place""",
            (known.number,),
        ).fetchall()

        def old_text(index: int) -> tuple[str, str]:
            _, _, place, line, title, *_ = old[index]
            before = self._desk.bulletin(known.number).articles
            same = before[place] if place < len(before) and before[place].line == line else None
            return title, wording_of(same) if same else ""

        def new_text(index: int) -> tuple[str, str]:
            article = reading.bulletin.articles[index]
            return title_of(article), wording_of(article)

        # A day may be corrected too; but only within one issue, for a file may be written anew every day.
        same_issue = known.issue is not None and reading.issue.day == _day(known.issue)
        old_pieces = [Piece(row[1], row[2], "" if same_issue else row[6]) for row in old]
        new_pieces = [Piece(row.base, row.place, "" if same_issue else row.day) for row in rows]
        pairs = pair_off(old_pieces, new_pieces, old_text, new_text, by_order=False)
        self._db.executemany(MOVE, [(*rows[new], old[one][0]) for new, one in pairs.items()])
        self._db.executemany(INSERT, [row for index, row in enumerate(rows) if index not in pairs])
        self._db.execute("DELETE FROM repeat WHERE bulletin = ?", (known.number,))
        kept = set(pairs.values())
        lost = [row[0] for index, row in enumerate(old) if index not in kept and row[7] is not None]
        # In a file of the same name there may be another issue: that of before is in it no longer as a whole.
        stated = known.issue is not None and reading.issue.day is not None
        another_issue = not same_issue and (stated or not kept)
        gone = 3 if another_issue else 1
        self._db.executemany("UPDATE entry SET gone = ? WHERE number = ?", [(gone, number) for number in lost])
        if not another_issue:
            self._news.lost += lost
        self._db.execute("DELETE FROM entry WHERE bulletin = ? AND id IS NULL", (known.number,))  # never published
        self._news.touched |= {old[one][0] for one in kept}
        self._news.slugs |= {row[5] for row in old} | {rows[new].slug for new in pairs}
        self._news.days |= {row[8] for row in old}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _problems_of(reading: ParsedBulletin, *, strict: bool) -> Iterator[Problem]:
    yield from reading.problems
    inferred: list[Problem] = []
    for article, dated in zip(reading.bulletin.articles, reading.dated, strict=True):
        yield from article.problems
        if strict and dated.inferred:
            yield _held_back(article, dated)
        for problem in dated.problems:
            if problem.code == "date-inferred":
                if strict:  # the article is held back for it, which says as much
                    continue
                inferred.append(problem)
            else:
                yield problem
    if inferred:  # said once a bulletin, not once an article
        more = f" (and {len(inferred) - 1} more in this bulletin)" if len(inferred) > 1 else ""
        yield replace(inferred[0], message=inferred[0].message + more)


def _held_back(article: Article, dated: Dated) -> Problem:
    title = title_of(article)
    message = f"“{title}” is held back, for its day would be inferred ({dated.day}); state the issue date"
    return Problem(line=article.line, level="error", code="held-back", message=message)
