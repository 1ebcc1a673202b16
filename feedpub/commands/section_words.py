"""`feedpub sections --learn`: learn from bulletins that state their sections what words say of them in this paper."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from feedpub.commands.bar import Bar
from feedpub.commands.console import print_json, say, show_problem, show_table
from feedpub.errors import UnreadableError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.parse import Parser, ParseTask
from feedpub.ingest.scan import read_bytes_of
from feedpub.learning.section_words import LearnedWords, StatedArticle, learn_words
from feedpub.messages import joined, message, plural
from feedpub.model import BulletinFile, Config, Problem
from feedpub.model.parsed import ParsedBulletin
from feedpub.output import edit_file
from feedpub.sections.catalogue import BY_FRONT, BY_PAGE, StatedSections
from feedpub.sections.evidence import opening_of

__all__ = ["learn_section_words"]

_FILE = "section-words.tsv"  # beside the configuration
_STATED = frozenset({BY_FRONT, BY_PAGE})
_NOT_CHOSEN = frozenset({"general", "photos"})  # no word tells them
_SHOWN = 20


def learn_section_words(paths: Sequence[Path], config: Config, *, now: datetime, as_json: bool) -> bool:
    """Print what was learned and how much it helps, and write it if it does; True if a bulletin could not be read.

    Args:
        paths: files and folders; if empty, those of the configuration.
        config: the configuration.
        now: the current time in the paper's zone.
        as_json: whether to print a JSON object.

    Raises:
        UsageError: the bulletins were not found, or too few of their articles state a section.
        RefusedError: the file can't be written.
    """
    found, parser = find_bulletins(paths, config), Parser(config)
    progress = Bar(silent=as_json)
    articles: list[StatedArticle] = []
    unknown: Counter[str] = Counter()
    failed = list(found.unreadable_folders)
    sections = StatedSections(config.sections, config.language)
    for file in progress.files(found.files):
        try:
            parsed = _parsed(parser, file, config, now)
        except UnreadableError as error:
            failed.append((file.name, Problem.of(error)))
            continue
        if parsed.passed_over is None:
            _take(parsed, sections, articles, unknown)
    learned = learn_words(articles, config)
    helps = learned.right_after >= learned.right_before
    target = config.learned_words or (config.source.parent if config.source else Path()) / _FILE
    if helps:
        edit_file(target, lambda _: learned.table.encode())
    (_print_json if as_json else _show)(learned, unknown, target if helps else None, config)
    for name, problem in failed:
        show_problem(name, problem)
    return any(problem.level == "error" for _, problem in failed)


def _parsed(parser: Parser, file: BulletinFile, config: Config, now: datetime) -> ParsedBulletin:
    task = ParseTask(file=file, data=read_bytes_of(file.place, config), issue_date=None, today=now.date())
    return parser.parse(task)


def _take(
    parsed: ParsedBulletin, sections: StatedSections, articles: list[StatedArticle], unknown: Counter[str]
) -> None:
    """Take in the articles of a bulletin that state a section, and count the names that no section has."""
    for article, filed in zip(parsed.bulletin.articles, parsed.filed, strict=True):
        if filed.step not in _STATED or article.kind != "article":
            continue
        if filed.named is not None:
            unknown[filed.named] += 1
        elif sections.is_on(filed.slug) and filed.slug not in _NOT_CHOSEN:
            articles.append(StatedArticle(opening_of(article), filed.slug))


def _show(learned: LearnedWords, unknown: Counter[str], written: Path | None, config: Config) -> None:
    head = (message("section"), message("articles that state it"))
    show_table([head, *((slug, str(n)) for slug, n in learned.articles.most_common())])
    if unknown:
        names = joined(", ", [f"{name} {number}" for name, number in unknown.most_common()])
        say(
            message(
                "not learned, since no section has the name: {names}; a table [[sections]] makes it one", names=names
            )
        )
    say()
    columns = (message("word"), message("section"), message("weight"))
    show_table(
        [columns, *((word, slug, f"{n:+}") for word, slug, n in learned.strongest[:_SHOWN])],
        right=(2,),
    )
    say()
    say(
        plural(
            "of {n} article left out, a fifth, the words file {before} as stated without what was learned from the "
            "others, {after} with it",
            "of {n} articles left out, a fifth, the words file {before} as stated without what was learned from the "
            "others, {after} with it",
            learned.tested,
            before=learned.right_before,
            after=learned.right_after,
        )
    )
    if written is None:
        say(message("nothing is written: what was learned makes it worse"))
        return
    say(message("written to {path}", path=written))
    if config.learned_words is None:
        where = config.source.name if config.source else "feedpub.toml"
        say(
            message(
                'it does not count yet: add learned_words = "{name}" to {path}, above its first table',
                name=written.name,
                path=where,
            )
        )


def _print_json(learned: LearnedWords, unknown: Counter[str], written: Path | None, config: Config) -> None:
    print_json(
        {
            "articles": dict(learned.articles.most_common()),
            "unknown": dict(unknown.most_common()),
            "words": [
                {"word": word, "section": slug, "weight": weight} for word, slug, weight in learned.strongest[:_SHOWN]
            ],
            "left_out": learned.tested,
            "right_before": learned.right_before,
            "right_after": learned.right_after,
            "written": str(written) if written else None,
            "counts": config.learned_words is not None,
        }
    )
