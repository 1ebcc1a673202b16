"""`feedpub learn`: look at many bulletins, and propose a table `[[sources]]` for each source among them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from feedpub.commands.bar import Bar
from feedpub.commands.console import show_passed_over, show_problem
from feedpub.commands.learn_output import Learned, show_learned, show_learned_json
from feedpub.config.append import append_tables
from feedpub.errors import UnreadableError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.parse import Parser, ParseTask
from feedpub.ingest.scan import read_bytes_of
from feedpub.ingest.stated import StatedSources
from feedpub.learning.proposals import Group, propose
from feedpub.learning.samples import Outcome, Sample, outcome_of, sample_of
from feedpub.learning.verdicts import verdict_on
from feedpub.model import BulletinFile, Config, Coverage, Problem
from feedpub.model.build import FileProblem
from feedpub.model.form import Source
from feedpub.model.parsed import ParsedBulletin
from feedpub.model.passed_over import PassedOver
from feedpub.progress import SILENT, Progress
from feedpub.reading.coverage import measure
from feedpub.reading.sources import read_source

__all__ = ["learn"]

_FILE = Path("feedpub.toml")  # where tables go if there is no configuration


class _Read(NamedTuple):
    parsed: ParsedBulletin
    coverage: Coverage
    text: str


def learn(paths: Sequence[Path], config: Config, *, now: datetime, as_json: bool, write: bool) -> bool:
    """Print what is common to the bulletins of each source, and the tables; True if a bulletin could not be read.

    Args:
        paths: files and folders; if empty, those of the configuration.
        config: the configuration; bulletins that a table of it fits are only counted.
        now: the current time in the paper's zone.
        as_json: whether to print JSON.
        write: whether to append the tables that help to the configuration.

    Raises:
        UsageError: no bulletins are given or found.
        ConfigError: the configuration can't take tables.
        RefusedError: it can't be written.
    """
    found = find_bulletins(paths, config)
    parser, stated = Parser(config), StatedSources(config)
    progress = Bar(silent=as_json)
    samples: list[Sample] = []
    files: dict[str, BulletinFile] = {}
    covered: Counter[str] = Counter()
    problems: list[FileProblem] = list(found.unreadable_folders)
    passed_over = list(found.passed_over)
    for file in progress.files(found.files):
        path = stated.path_of(file)
        if table := stated.of(path):
            covered[table.match] += 1
            continue
        try:
            read = _read(parser, file, config, now)
        except UnreadableError as error:
            problems.append((file.name, Problem.of(error)))
            continue
        if reason := read.parsed.passed_over:
            passed_over.append(PassedOver(file.name, reason))
            continue
        samples.append(sample_of(read.parsed, read.coverage, read.text, path))
        files[file.name] = file
    learned = _tried(propose(samples), files, config, now, progress)
    written = config.source or _FILE
    tables = [row.group.table for row in learned if row.verdict == "helps" and row.group.table]
    if write and tables:
        append_tables(written, tables)
    target = written if write and tables else None
    fitting = [
        table.match for table in config.sources if covered[table.match] or not paths
    ]  # of all, none is a mistake
    counts = {match: covered[match] for match in fitting}
    (show_learned_json if as_json else show_learned)(learned, counts, target)
    show_passed_over(passed_over, err=True)
    for name, problem in problems:
        show_problem(name, problem)
    return any(problem.level == "error" for _, problem in problems)


def _tried(
    groups: Sequence[Group], files: Mapping[str, BulletinFile], config: Config, now: datetime, progress: Progress
) -> list[Learned]:
    """The groups, each with what is read of its bulletins if all the tables proposed were in the configuration.

    Where a form and a date do harm together, the date is tried alone.
    """
    learned = _judged(groups, files, config, now, progress)
    alone = [_without_form(row.group) if row.verdict == "doubtful" else row.group for row in learned]
    if alone == [row.group for row in learned]:
        return learned
    again = _judged(alone, files, config, now, SILENT)
    return [second if second.verdict == "helps" else first for first, second in zip(learned, again, strict=True)]


def _without_form(group: Group) -> Group:
    if group.table is None or group.table.date is None:
        return group
    return group._replace(table=Source(match=group.match, date=group.table.date))


def _judged(
    groups: Sequence[Group], files: Mapping[str, BulletinFile], config: Config, now: datetime, progress: Progress
) -> list[Learned]:
    tables = [group.table for group in groups if group.table]
    parser = Parser(replace(config, sources=(*config.sources, *tables)))
    wanted = [files[sample.name] for group in groups if group.table for sample in group.samples]
    after: dict[str, Outcome] = {}
    for file in progress.files(wanted):
        read = _read(parser, file, config, now)
        after[file.name] = outcome_of(read.parsed, read.coverage)
    learned = []
    for group in groups:
        given = [after.get(sample.name, sample.outcome) for sample in group.samples]
        learned.append(Learned(group, given, verdict_on(group.samples, given, group.table)))
    return learned


def _read(parser: Parser, file: BulletinFile, config: Config, now: datetime) -> _Read:
    """A bulletin, read and dated; a file may have changed since it was read first.

    Raises:
        UnreadableError: it can't be read.
    """
    data = read_bytes_of(file.place, config)
    parsed = parser.parse(ParseTask(file=file, data=data, issue_date=None, today=now.date()))
    text = read_source(data, file.key).text
    return _Read(parsed, measure(text, parsed.bulletin), text)
