"""Store new and changed bulletins in the archive as received, and their articles as entries.

An article of a corrected bulletin keeps the entry it had there (design decision 4); `identity` finds the ids of the
others after all bulletins are read.
"""

from collections.abc import Iterable

from feedpub.archive import Archive
from feedpub.archive.bulletins import Known, NewBulletin
from feedpub.archive.entries import ArticleRow, Former
from feedpub.entries.text import title_of, wording_of
from feedpub.errors import UnreadableError
from feedpub.ingest.cache import BulletinCache, Read
from feedpub.ingest.parsed_problems import reading_problems
from feedpub.ingest.photo_desk import PhotoDesk
from feedpub.ingest.pictures import note_pictures
from feedpub.ingest.replaced import replacement
from feedpub.ingest.results import Stored
from feedpub.ingest.rows import rows_of
from feedpub.ingest.scan import Seen
from feedpub.ingest.wires import note_items
from feedpub.model import MOST_AHEAD, BulletinFile, Problem
from feedpub.model.build import Affected, BuildContext, FileProblem
from feedpub.model.parsed import ParsedBulletin
from feedpub.model.passed_over import PassedOver
from feedpub.model.states import Gone
from feedpub.reading.sources import located

__all__ = ["store"]

_UNREAD = ("no-article", "mojibake")  # codes of errors for which nothing of a bulletin is taken in


def store(
    changed: Iterable[Seen], context: BuildContext, archive: Archive, bulletins: BulletinCache, desk: PhotoDesk
) -> Stored:
    """Reads bulletins into the archive; one that can't be read is a problem, and the others go on.

    Args:
        changed: the bulletins, in order of path.
        context: of the build.
        archive: takes them in.
        bulletins: what reads them.
        desk: looks at their pictures.
    """
    storing = _Storing(context, archive, bulletins, desk)
    for read in bulletins.read_all(changed):
        storing.take(read)
    return storing.result()


class _Storing:
    """Stores bulletins in the archive, one after the other."""

    def __init__(self, context: BuildContext, archive: Archive, bulletins: BulletinCache, desk: PhotoDesk) -> None:
        self._context = context
        self._archive = archive
        self._bulletins = bulletins
        self._desk = desk
        self._looked = 0
        self._numbers: dict[str, int] = {}
        self._replaced: set[int] = set()
        self._entries: set[int] = set()
        self._sections: set[str] = set()
        self._days: set[str] = set()
        self._lost: list[int] = []
        self._problems: list[FileProblem] = []
        self._passed_over: list[PassedOver] = []
        self._left: list[Known] = []

    def take(self, read: Read) -> None:
        """Notes the articles of a bulletin; one that can't be read leaves what was known of it."""
        self._looked += 1
        seen, parsed, data = read
        config, known = self._context.config, seen.known
        if isinstance(parsed, UnreadableError):
            self._unread(seen.file, Problem.of(parsed))
            return
        if parsed.passed_over:
            self._passed_over.append(PassedOver(seen.file.name, parsed.passed_over))
            self._left += [known] if known else []
            return
        origins = parsed.bulletin.origins
        problems = tuple(located(problem, origins) for problem in reading_problems(parsed, strict=config.strict))
        if any(problem.code in _UNREAD and problem.level == "error" for problem in problems):
            self._unread(seen.file, *problems)
            return
        number = self._add(seen, parsed, problems)
        self._bulletins.remember(number, parsed, data)
        note_pictures(self._archive, number, seen.file, parsed.bulletin, seen.data, self._desk)
        rows = rows_of(number, parsed, config)
        note_items(self._archive, number, parsed, config)
        if known is None:
            self._archive.entries.add(rows)
        elif parsed.bulletin.items:
            self._replace_items(known, rows, number)
        else:
            self._replace(known, rows, parsed)

    def result(self) -> Stored:
        """What the reading came to."""
        return Stored(
            looked=self._looked,
            numbers=self._numbers,
            replaced=frozenset(self._replaced),
            affected=Affected(frozenset(self._entries), frozenset(self._sections), frozenset(self._days)),
            lost=tuple(self._lost),
            problems=tuple(self._problems),
            passed_over=tuple(self._passed_over),
            left=tuple(self._left),
        )

    def _unread(self, file: BulletinFile, *problems: Problem) -> None:
        self._problems += [(file.name, problem) for problem in problems]

    def _add(self, seen: Seen, parsed: ParsedBulletin, problems: tuple[Problem, ...]) -> int:
        known, issue = seen.known, parsed.issue
        if known:
            self._archive.bulletins.retire(known.number)
            self._replaced.add(known.number)
        number = self._archive.bulletins.add(
            NewBulletin(
                path=seen.path,
                key=seen.file.key,
                stat=seen.stat,
                looked=seen.looked,
                hash=seen.hash,
                issue=issue.day,
                told=issue.told or bool(known and known.told and issue.day == known.issue_day),
                seen=known.seen_day if known else self._context.today,
                publication=parsed.bulletin.front.publication,
                problems=problems,
            ),
            seen.data,
        )
        self._numbers[seen.file.name] = number
        return number

    def _replace(self, known: Known, rows: list[ArticleRow], parsed: ParsedBulletin) -> None:
        """A bulletin takes the place of what it was: its articles keep their entries."""
        entries = self._archive.entries
        old = entries.in_bulletin(known.number)

        def old_text(index: int) -> tuple[str, str]:
            row, before = old[index], self._bulletins.bulletin(known.number).articles
            same = before[row.place] if row.place < len(before) and before[row.place].line == row.line else None
            return row.title, wording_of(same) if same else ""

        def new_text(index: int) -> tuple[str, str]:
            article = parsed.bulletin.articles[index]
            return title_of(article), wording_of(article)

        pairs, lost, gone = replacement(old, rows, (known.issue_day, parsed.issue.day), old_text, new_text)
        entries.correct((self._with_day(rows[new], old[one]), old[one].number) for new, one in pairs.items())
        entries.add(row for index, row in enumerate(rows) if index not in pairs)
        self._archive.repeats.drop_of_bulletin(known.number)
        entries.mark(lost, gone)
        entries.drop_never_published(known.number)
        if self._context.draft:
            entries.begin_again(old[one].number for new, one in pairs.items() if _is_another(old[one], rows[new]))
            self._lost += [row.number for row in old]
        elif gone is not Gone.FINAL:
            self._lost += lost
        self._entries |= {old[one].number for one in pairs.values()}
        self._sections |= {row.slug for row in old} | {rows[new].slug for new in pairs}
        self._days |= {row.issue for row in old}

    def _replace_items(self, known: Known, rows: list[ArticleRow], number: int) -> None:
        """A file of a wire is another by now. Which entries its items are is decided with all others (`wires`)."""
        entries = self._archive.entries
        here = self._archive.wires.ranks_in(number)
        lost = [row.number for row in entries.in_bulletin(known.number) if row.base not in here]
        entries.add(rows)
        self._archive.repeats.drop_of_bulletin(known.number)
        entries.mark(lost, Gone.FROM_BULLETIN)
        entries.drop_never_published(known.number)
        self._lost += lost

    def _with_day(self, row: ArticleRow, former: Former) -> ArticleRow:
        """An article as corrected. One that readers have keeps its day where a slip of the finger moves it far ahead.

        So it is neither on top of the pages of issues and sections, nor does it make an issue of its own.
        """
        ahead = row.issue > (self._context.today + MOST_AHEAD).isoformat() and not self._context.draft
        return row._replace(day=former.day, issue=former.issue) if ahead and former.id is not None else row


def _is_another(former: Former, row: ArticleRow) -> bool:
    """Whether an article has another headline, day, place or issue than before."""
    return (former.base, former.day, former.issue) != (row.base, row.day, row.issue)
