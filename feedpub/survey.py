"""The first reading of all bulletins: what is in them, under which day, section and id, in printed order.

Only that is kept in memory, some hundred bytes an article, so that fifty thousand articles cost little more than five
thousand; what a feed or a page shows is read again when it is written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from feedpub.desk import Desk, Reading
from feedpub.entries import entry_id, id_fields, title_of, wording_of
from feedpub.errors import UnreadableError
from feedpub.filing import PINNED, RULED
from feedpub.model import Article, BulletinFile, Config, Dated, Filed, Problem
from feedpub.placing import place
from feedpub.standing import Standing, keep_ids

__all__ = ["Listed", "Progress", "Survey", "article_of", "survey"]

Progress = Callable[[Iterable[BulletinFile]], Iterable[BulletinFile]]

_DISPATCH = 100  # characters; shorter texts are one only if they are the same but for punctuation
_ALIKE = 90.0  # of 100: below it two texts under one headline are two dispatches


@dataclass(slots=True, eq=False)
class Listed:
    """An article as the survey remembers it.

    Attributes:
        file: number of its bulletin, in order of path.
        index: its place among the bulletin's articles, from 0.
        issue: the bulletin's issue date; the day of its latest article where none is stated.
        page: number of its page, for the printed order.
        slug: its section's; `evidence` is the kind of evidence that chose it, or the configured rule.
        fields: what its id is made of.
        ordinal: which of those that would share that id, in order of issue date, path and position.
        wording: its text, where its bulletin repeats a headline.
        kept_id: the id it stands under since before its headline was corrected, or None.
        published: its moment; given when all bulletins were read.
    """

    file: int
    index: int
    line: int
    issue: date
    day: date
    page: str
    slug: str
    evidence: str
    fields: tuple[str, ...]
    ordinal: int = 1
    wording: str | None = None
    kept_id: str | None = None
    published: datetime | None = None

    @property
    def id(self) -> str:
        """Made when it is asked for: most articles of a large folder stand in no feed."""
        return self.kept_id or self.made_id

    @property
    def made_id(self) -> str:
        """The id of the article as it is now, whatever it stands under."""
        return entry_id(self.fields, self.ordinal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What all bulletins hold, newest first; and the problems met, each with its bulletin's name.

    Attributes:
        repeated: dispatches that stand in another bulletin too, under the same id; they are published once.
        held: held back, since their day was inferred; each is a problem.
        unread: whether a bulletin could not be read, so that its articles are missing.
    """

    files: tuple[BulletinFile, ...]
    listed: tuple[Listed, ...]
    repeated: tuple[Listed, ...]
    held: tuple[Listed, ...]
    unread: bool
    publications: tuple[str, ...]
    problems: tuple[tuple[str, Problem], ...]


def survey(
    files: tuple[BulletinFile, ...],
    config: Config,
    desk: Desk,
    progress: Progress,
    *,
    strict: bool = False,
    standing: Mapping[str, Standing] = MappingProxyType({}),
    also: Mapping[str, str] = MappingProxyType({}),
    now: datetime | None = None,
) -> Survey:
    """Reads every bulletin once; one that can't be read is a problem, and the others go on.

    Args:
        files: in order of path.
        config: everything the operator set.
        desk: what reads them.
        progress: wraps the files while they are read.
        strict: whether articles whose day was inferred are held back.
        standing: what the last build published, by id.
        also: the ids that articles had when they were withdrawn, and those they are published under.
        now: the build's moment, after which nothing is dated; None where nothing is to be published.
    """
    listed: list[Listed] = []
    held: list[Listed] = []
    problems: list[tuple[str, Problem]] = []
    publications: set[str] = set()
    unread = False
    for number, file in enumerate(progress(files)):
        try:
            reading = desk.read(file)
        except UnreadableError as error:
            problems.append((file.name, Problem.of(error)))
            unread = True
            continue
        if reading.bulletin.front.publication:
            publications.add(reading.bulletin.front.publication)
        unread = unread or any(problem.code == "no-article" for problem in reading.problems if problem.level == "error")
        rows = _list(number, reading, config)
        if strict:
            held += [row for row in rows if reading.dated[row.index].inferred]
            rows = [row for row in rows if not reading.dated[row.index].inferred]
        listed += rows
        problems += [(file.name, problem) for problem in _problems_of(reading, strict=strict)]
    kept, repeated = _tell_apart(listed, files, desk, problems)
    zone = ZoneInfo(config.timezone)
    if standing:
        keep_ids(kept, standing, lambda row: _headed(row, files, desk), zone)
    if also:
        for row in kept:
            row.kept_id = row.kept_id or also.get(row.made_id)
    if desk.filing.has_pins:
        for row in kept:
            if pin := desk.filing.pinned(row.id):
                row.slug, row.evidence = pin.slug, _evidence(pin)
    place(kept, zone, standing, now)
    return Survey(
        files=files,
        listed=tuple(kept),
        repeated=tuple(repeated),
        held=tuple(held),
        unread=unread,
        publications=tuple(sorted(publications)),
        problems=tuple(problems),
    )


def _list(number: int, reading: Reading, config: Config) -> list[Listed]:
    articles = reading.bulletin.articles
    issue = reading.issue.day or max((dated.day for dated in reading.dated), default=date.min)
    rows = [
        Listed(
            file=number,
            index=index,
            line=article.line,
            issue=issue,
            day=dated.day,
            page=(article.page.number or "").rjust(4) if article.page else "",
            slug=filed.slug,
            evidence=_evidence(filed),
            fields=id_fields(config.id_publication, article, dated),
        )
        for index, (article, dated, filed) in enumerate(zip(articles, reading.dated, reading.filed, strict=True))
    ]
    if len({row.fields for row in rows}) < len(rows):  # 简讯, 更正: told apart by their texts, while these are at hand
        for row in rows:
            row.wording = wording_of(articles[row.index])
    return rows


def _evidence(filed: Filed) -> str:
    return filed.rule if filed.step in (RULED, PINNED) else filed.step


def _problems_of(reading: Reading, *, strict: bool) -> Iterator[Problem]:
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


def _tell_apart(
    listed: list[Listed], files: tuple[BulletinFile, ...], desk: Desk, problems: list[tuple[str, Problem]]
) -> tuple[list[Listed], list[Listed]]:
    """What would share an id is one entry if the texts are alike, and gets an ordinal otherwise.

    Returns those to publish, and those that repeat one of them.
    """
    sharing: defaultdict[tuple[str, ...], list[Listed]] = defaultdict(list)
    for row in listed:
        sharing[row.fields].append(row)
    repeated: list[Listed] = []
    for rows in sharing.values():
        if len(rows) > 1:
            rows.sort(key=lambda row: (row.issue, row.file, row.index))
        kept = rows[:1]
        for row in rows[1:]:
            twin = next((other for other in kept if _is_same(row, other, files, desk)), None)
            if twin is None:
                kept.append(row)
                row.ordinal = len(kept)
                continue
            row.ordinal = twin.ordinal
            repeated.append(row)
            same = _wording(row, files, desk) == _wording(twin, files, desk)
            what = "published once" if same else "its text differs a little; that one is published"
            message = f"is the same dispatch as {files[twin.file].name}:{twin.line}; {what}"
            problem = Problem(line=row.line, level="warning", code="same-dispatch", message=message)
            problems.append((files[row.file].name, problem))
    dropped = set(repeated)
    return [row for row in listed if row not in dropped], repeated


def _is_same(row: Listed, other: Listed, files: tuple[BulletinFile, ...], desk: Desk) -> bool:
    """Likeness counts between bulletins, and for longer texts: notices, weather and lottery recur nearly alike."""
    one, two = _wording(row, files, desk), _wording(other, files, desk)
    if one == two or row.file == other.file:
        return one == two
    if min(len(one), len(two)) < _DISPATCH:
        return _letters(one) == _letters(two)
    from rapidfuzz import fuzz  # only bulletins that repeat a headline need it

    return fuzz.ratio(one, two) >= _ALIKE


def _letters(text: str) -> str:
    """A text without its punctuation, which one paper sets full-width and the next half-width."""
    return "".join(filter(str.isalnum, text))


def article_of(row: Listed, files: tuple[BulletinFile, ...], desk: Desk) -> Article | None:
    """The article of a row, its bulletin opened once more; None where it vanished or changed meanwhile."""
    try:
        articles = desk.read(files[row.file]).bulletin.articles
    except UnreadableError:  # that is said when it is to be written
        return None
    return articles[row.index] if row.index < len(articles) else None


def _wording(row: Listed, files: tuple[BulletinFile, ...], desk: Desk) -> str:
    if row.wording is not None:
        return row.wording
    article = article_of(row, files, desk)
    return wording_of(article) if article else ""


def _headed(row: Listed, files: tuple[BulletinFile, ...], desk: Desk) -> tuple[str, str]:
    """An article's headline and text."""
    article = article_of(row, files, desk)
    return (title_of(article), wording_of(article)) if article else ("", "")
