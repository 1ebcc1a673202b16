"""What feedpub tells: tables and lines for people, JSON for scripts."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from feedpub.build import Built
from feedpub.desk import Reading
from feedpub.entries import title_of
from feedpub.model import Article, BulletinFile, Dated, Problem

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["article_row", "built_json", "progress_on", "show_article", "show_built", "show_problem"]

_SHOWN = 50  # problems; the rest is counted, and -v shows them all
_LONG = 20  # bulletins; fewer are read before a progress bar could be seen


def built_json(built: Built) -> str:
    """The one object of `build --json`, its keys as in the contract."""
    return json.dumps(
        {
            "bulletins": built.bulletins,
            "articles": built.articles,
            "new": built.new,
            "corrected": built.corrected,
            "unchanged": built.unchanged,
            "problems": [{"path": path, **asdict(problem)} for path, problem in built.problems],
            "files": [{"path": file.path, "entries": file.entries, "written": file.written} for file in built.files],
        },
        ensure_ascii=False,
    )


def article_row(reading: Reading, index: int, identity: str) -> dict[str, Any]:
    """An article as `inspect --json` prints it, its keys as in the contract."""
    article, dated, filed = reading.bulletin.articles[index], reading.dated[index], reading.filed[index]
    line = article.dateline
    problems = [*article.problems, *dated.problems, *(reading.problems if index == 0 else ())]
    return {
        "id": identity,
        "bulletin": reading.file.name,
        "position": article.position,
        "line": article.line,
        "kind": article.kind,
        "kicker": article.kicker,
        "headline": article.headline,
        "title": title_of(article),
        "deck": article.deck,
        "byline": article.byline,
        "reporters": [person.name for person in article.people],
        "contributors": [asdict(person) for person in article.contributors],
        "credit": _credit(article),
        "dateline": None
        if line is None
        else {
            "text": line.text,
            "agency": line.agency,
            "place": line.place,
            "places": list(line.places),
            "year": line.year,
            "month": line.month,
            "day": line.day,
            "at": line.at,
            "via": line.via,
            "theme": line.theme,
        },
        "date": dated.day.isoformat(),
        "date_rule": dated.rule,
        "section": filed.slug,
        "section_rule": filed.rule,
        "subheads": list(article.subheads),
        "paragraphs": list(article.paragraphs),
        "figures": [
            {
                "caption": figure.caption,
                "agency": figure.credit.agency if figure.credit else None,
                "name": figure.credit.name if figure.credit else None,
                "role": figure.credit.role if figure.credit else None,
                "src": figure.src,
            }
            for figure in article.figures
        ],
        "problems": [asdict(problem) for problem in problems],
    }


def _credit(article: Article) -> dict[str, str | None] | None:
    credit = article.credit
    return {"agency": credit.agency, "name": credit.name, "role": credit.role} if credit else None


def show_problem(console: "Console", path: str, problem: Problem) -> None:
    """`PATH:LINE: warning: message [code]`, as compilers write it, so that editors can jump there."""
    where = f"{path}:{problem.line}" if problem.line else path
    style = "red" if problem.level == "error" else "yellow"
    console.print(f"{where}: ", end="", markup=False, highlight=False, soft_wrap=True)
    console.print(f"{problem.level}: ", end="", style=style, markup=False, highlight=False, soft_wrap=True)
    console.print(f"{problem.message} [{problem.code}]", markup=False, highlight=False, soft_wrap=True)


def show_article(console: "Console", article: Article, dated: Dated, slug: str, rule: str) -> None:
    """An article as an editor wants to see it was read: a line for each thing read, with its reason."""
    mark = {"article": "", "photo": "[图片] ", "cartoon": "[漫画] "}[article.kind]
    told = {
        "deck": f"——{article.deck}" if article.deck else None,
        "day": f"{dated.day}  ({dated.rule})",
        "section": f"{slug}  ({rule})",
        "reporters": "、".join(person.name for person in article.people) or article.byline,
        "credit": article.credit.text if article.credit else None,
        "text": _measure(article),
    }
    console.print(f"{article.line:>6}  {mark}{title_of(article)}", style="bold", markup=False, highlight=False)
    for name, value in told.items():
        if value:
            console.print(f"        {name:<10}{value}", markup=False, highlight=False, soft_wrap=True)


def _measure(article: Article) -> str:
    parts = [f"{len(article.paragraphs)} paragraphs"]
    parts += [f"{len(article.subheads)} subheads"] if article.subheads else []
    parts += [f"{len(article.figures)} figures"] if article.figures else []
    return ", ".join(parts)


def show_built(console: "Console", errors: "Console", built: Built, *, verbose: bool) -> None:
    """The summary of a build, at a glance: sections with their articles and feeds, then what went wrong where."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_edge=False)
    for heading in ("section", "", "articles", "in feed", "feeds"):
        table.add_column(heading, justify="right" if heading in ("articles", "in feed") else "left")
    files = {file.slug: file for file in built.files}
    rows = [("all", "全部", built.articles)]
    rows += [(section.slug, section.title, count) for section, count in built.by_section]
    for slug, title, count in rows:
        if slug in files:
            written = any(file.written for file in built.files if file.slug == slug)
            table.add_row(slug, title, str(count), str(files[slug].entries), "written" if written else "unchanged")
    if built.files:
        console.print(table, highlight=False)
    shown = built.problems if verbose else built.problems[:_SHOWN]
    for path, problem in shown:
        show_problem(errors, path, problem)
    if len(shown) < len(built.problems):
        errors.print(f"… and {len(built.problems) - len(shown)} more; -v shows them all", highlight=False)
    console.print(_summary(built), highlight=False, soft_wrap=True)


def _summary(built: Built) -> str:
    written = sum(file.written for file in built.files)
    levels = [problem.level for _, problem in built.problems]
    parts = [
        f"{_count(built.articles, 'article')} from {_count(built.bulletins, 'bulletin')}: "
        f"{built.new} new, {built.corrected} corrected, {built.unchanged} unchanged",
        f"{written} of {_count(len(built.files), 'feed file')} written"
        + (f", {_count(built.pages, 'page')}" if built.pages else ""),
    ]
    if levels:
        told = [_count(levels.count(level), level) for level in ("error", "warning") if level in levels]
        parts.append(", ".join(told))
    return "; ".join(parts)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def progress_on(console: "Console") -> Callable[[Iterable[BulletinFile]], Iterable[BulletinFile]]:
    """Shows how far the reading is, on a terminal, where there is enough of it to wait for."""

    def show(files: Iterable[BulletinFile]) -> Iterator[BulletinFile]:
        listed = list(files)
        if len(listed) < _LONG or not console.is_terminal:
            yield from listed
            return
        from rich.progress import track

        yield from track(listed, description="reading bulletins", console=console, transient=True)

    return show
