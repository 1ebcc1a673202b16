"""The first reading of all bulletins: what is in them, under which day, section and id, in printed order.

Only that is kept in memory, some hundred bytes an article, so that fifty thousand articles cost little more than five
thousand; the few an issue shows are read again when they are written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from feedpub.dating import date_articles, issue_date
from feedpub.entries import entry_id, id_fields, moment, wording_of
from feedpub.errors import FeedpubError, UnreadableError
from feedpub.model import Article, Bulletin, BulletinFile, Config, Dated, Filed, IssueDate, Problem
from feedpub.reading import read_bytes
from feedpub.sections import Catalogue, section_problem

__all__ = ["Listed", "Reading", "Survey", "open_bulletin", "read_file", "survey"]

_ALIKE = 90.0  # of 100: below it two texts under one headline are two dispatches


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A bulletin as read, dated and filed: an article, its day and its section stand at the same place."""

    file: BulletinFile
    bulletin: Bulletin
    issue: IssueDate
    dated: tuple[Dated, ...]
    filed: tuple[Filed, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Listed:
    """An article as the survey remembers it.

    Attributes:
        file: number of its bulletin, in order of path.
        index: its place among the bulletin's articles, from 0.
        issue: the bulletin's issue date; the day of its latest article where none is stated.
        page: number of its page, for the printed order.
        id: empty until all bulletins were read, for ids that would be alike are told apart by their order.
    """

    file: int
    index: int
    line: int
    issue: date
    day: date
    page: str
    slug: str
    fields: tuple[str, ...]
    id: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What all bulletins hold, newest first; and the problems met, each with its bulletin's name."""

    files: tuple[BulletinFile, ...]
    listed: tuple[Listed, ...]
    publications: tuple[str, ...]
    problems: tuple[tuple[str, Problem], ...]


def open_bulletin(file: BulletinFile) -> Bulletin:
    """A bulletin from its file.

    Raises:
        UnreadableError: it vanished, may not be read, or is in no encoding we know.
    """
    try:
        data = file.path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("vanished while it was to be read") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from error
    return read_bytes(data)


def read_file(file: BulletinFile, catalogue: Catalogue, told: date | None, today: date) -> Reading:
    """A bulletin read, dated and filed.

    Args:
        file: where it stands.
        catalogue: the sections in effect.
        told: `--date`.
        today: the build's own day.

    Raises:
        UnreadableError: see `open_bulletin`.
    """
    bulletin = open_bulletin(file)
    issue = issue_date(bulletin, file.key, told)
    dated = date_articles(bulletin, issue, today)
    filed = tuple(catalogue.file(article, bulletin.front, file.key) for article in bulletin.articles)
    unknown = section_problem(bulletin.front, catalogue)
    problems = (*bulletin.problems, *issue.problems, *((unknown,) if unknown else ()))
    return Reading(file=file, bulletin=bulletin, issue=issue, dated=dated, filed=filed, problems=problems)


def survey(
    files: tuple[BulletinFile, ...],
    config: Config,
    catalogue: Catalogue,
    told: date | None,
    today: date,
    progress: Callable[[Iterable[BulletinFile]], Iterable[BulletinFile]],
) -> Survey:
    """Reads every bulletin once; one that can't be read is a problem, and the others go on."""
    listed: list[Listed] = []
    problems: list[tuple[str, Problem]] = []
    publications: set[str] = set()
    for number, file in enumerate(progress(files)):
        try:
            reading = read_file(file, catalogue, told, today)
        except UnreadableError as error:
            problem = Problem(line=error.line, level="error", code=error.code, message=str(error))
            problems.append((file.name, problem))
            continue
        if reading.bulletin.front.publication:
            publications.add(reading.bulletin.front.publication)
        listed += _list(number, reading, config)
        problems += [(file.name, problem) for problem in _problems_of(reading)]
    listed.sort(key=lambda row: (row.issue, row.file, row.index))
    kept = _identify(listed, files, problems)
    _place(kept, ZoneInfo(config.timezone))
    return Survey(files=files, listed=tuple(kept), publications=tuple(sorted(publications)), problems=tuple(problems))


def _list(number: int, reading: Reading, config: Config) -> Iterator[Listed]:
    rows = zip(reading.bulletin.articles, reading.dated, reading.filed, strict=True)
    issue = reading.issue.day or max((dated.day for dated in reading.dated), default=date.min)
    for index, (article, dated, filed) in enumerate(rows):
        yield Listed(
            file=number,
            index=index,
            line=article.line,
            issue=issue,
            day=dated.day,
            page=(article.page.number or "").rjust(4) if article.page else "",
            slug=filed.slug,
            fields=id_fields(config.id_publication, article, dated),
        )


def _problems_of(reading: Reading) -> Iterator[Problem]:
    yield from reading.problems
    inferred: list[Problem] = []
    for article, dated in zip(reading.bulletin.articles, reading.dated, strict=True):
        yield from article.problems
        for problem in dated.problems:
            if problem.code == "date-inferred":
                inferred.append(problem)
            else:
                yield problem
    if inferred:  # said once a bulletin, not once an article
        more = f" (and {len(inferred) - 1} more in this bulletin)" if len(inferred) > 1 else ""
        yield replace(inferred[0], message=inferred[0].message + more)


def _identify(
    listed: list[Listed], files: tuple[BulletinFile, ...], problems: list[tuple[str, Problem]]
) -> list[Listed]:
    """Gives ids. What would share one is one entry if the texts are alike, and told apart by an ordinal otherwise."""
    standing: defaultdict[tuple[str, ...], list[Listed]] = defaultdict(list)
    for row in listed:
        standing[row.fields].append(row)
    dropped: set[int] = set()
    for fields, rows in standing.items():
        kept: list[Listed] = []
        for row in rows:
            twin = next((other for other in kept if _is_same(row, other, files)), None) if kept else None
            if twin is None:
                kept.append(row)
                row.id, row.fields = entry_id(fields, len(kept)), ()
                continue
            dropped.add(id(row))
            message = f"is the same dispatch as {files[twin.file].name}:{twin.line}; published once"
            problem = Problem(line=row.line, level="warning", code="same-dispatch", message=message)
            problems.append((files[row.file].name, problem))
    return [row for row in listed if id(row) not in dropped] if dropped else listed


def _is_same(row: Listed, other: Listed, files: tuple[BulletinFile, ...]) -> bool:
    """Within one bulletin only the very same words are one; weather and lottery recur, nearly alike."""
    from rapidfuzz import fuzz  # only bulletins that repeat a headline need it

    one, two = _wording(row, files), _wording(other, files)
    if row.file == other.file:
        return one == two
    return one == two or fuzz.ratio(one, two) >= _ALIKE


def _wording(row: Listed, files: tuple[BulletinFile, ...]) -> str:
    article = _article_again(row, files)
    return wording_of(article) if article else ""


def _article_again(row: Listed, files: tuple[BulletinFile, ...]) -> Article | None:
    try:
        articles = open_bulletin(files[row.file]).articles
    except FeedpubError:
        return None
    return articles[row.index] if row.index < len(articles) else None


def _place(listed: list[Listed], zone: ZoneInfo) -> None:
    """Gives every entry its second: newest issue first, then page, path, position; and sorts by it."""
    listed.sort(key=lambda row: (-row.day.toordinal(), -row.issue.toordinal(), row.page, row.file, row.index))
    for day, rows in groupby(listed, key=lambda row: row.day):
        same_day = list(rows)
        for place, row in enumerate(same_day):
            row.published = moment(day, place, len(same_day), zone)
