"""Print how a bulletin was read, for an editor to check, or for a script."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from feedpub.commands.console import padded, print_json, say
from feedpub.commands.passed_over import as_rows
from feedpub.entries.text import title_of
from feedpub.ingest.cache import BulletinCache
from feedpub.ingest.explain import Words, deciding_words, explain
from feedpub.messages import Message, joined, message, plural, translated
from feedpub.model import Article, Coverage, Table
from feedpub.model.parsed import ParsedBulletin
from feedpub.model.passed_over import PassedOver
from feedpub.reading.form_words import words_of
from feedpub.reading.reasons import in_words
from feedpub.reading.sources import located, origin_of
from feedpub.terminal import visible

__all__ = ["show_account", "show_coverage", "show_explained", "show_reading", "show_rows"]

_INDENT = " " * 8
_WIDTH = 10
_SHOWN = 60  # characters of a discard that are shown
# The names of what is shown of an article, and of the words that decided.
_NAMES = {
    "headline": message("headline"),
    "kicker": message("kicker"),
    "deck": message("deck"),
    "column": message("column"),
    "day": message("day"),
    "issue date": message("issue date"),
    "section": message("section"),
    "reporters": message("reporters"),
    "credit": message("credit"),
    "item": message("item"),
    "text": message("text"),
}


def show_rows(
    parsed: ParsedBulletin,
    ids: Sequence[str],
    cache: BulletinCache,
    only: int | None,
) -> None:
    """Print the articles of a bulletin for `inspect --json`: one object per line.

    Args:
        parsed: the bulletin as read.
        ids: the ids of its articles, in order.
        cache: parsed it.
        only: the 1-based position of the only article to explain; None prints all articles.
    """
    for index, identity in enumerate(ids):
        if only is None:
            print_json(_row(parsed, index, identity))
        elif index == only - 1:
            rows = explain(parsed, index, cache.classifier, cache.catalogue)
            print_json({**_row(parsed, index, identity), "explanation": [row._asdict() for row in rows]})


def show_account(parsed: ParsedBulletin, coverage: Coverage, passed_over: Sequence[PassedOver] = ()) -> None:
    """Print where the characters of a bulletin went, for `inspect --json`; the last object has the files not read."""
    print_json(
        {
            "kind": "coverage",
            "bulletin": parsed.file.name,
            "source": parsed.source.match if parsed.source else None,
            "form": parsed.bulletin.form._asdict() if parsed.bulletin.form else None,
            "characters": coverage.characters,
            "in_articles": coverage.in_articles,
            "discarded": coverage.discarded,
            "reasons": coverage.reasons,
            "discards": [
                {"line": discard.line, "reason": discard.reason, "text": discard.text} for discard in coverage.discards
            ],
            **({"passed_over": as_rows(passed_over)} if passed_over else {}),
        }
    )


def _row(parsed: ParsedBulletin, index: int, identity: str) -> dict[str, Any]:
    """The object of an article; its keys are described in docs/reference.md."""
    article, dated, filed = parsed.bulletin.articles[index], parsed.dated[index], parsed.filed[index]
    line = article.dateline
    problems = [*article.problems, *dated.problems, *(parsed.problems if index == 0 else ())]
    return {
        "id": identity,
        "bulletin": parsed.file.name,
        "position": article.position,
        "line": article.line,
        "kind": article.kind,
        "kicker": article.kicker,
        "headline": article.headline,
        "title": title_of(article),
        "deck": article.deck,
        "byline": article.byline,
        "reporters": [person.name for person in article.people],
        "contributors": [person._asdict() for person in article.contributors],
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
        "item": _item(article),
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
        "problems": [asdict(located(problem, parsed.bulletin.origins)) for problem in problems],
    }


def _item(article: Article) -> dict[str, Any] | None:
    item = article.item
    if item is None:
        return None
    moments = {"created": item.created, "versioned": item.versioned, "embargoed": item.embargoed}
    return {
        "guid": item.guid,
        "version": item.version,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "language": item.language,
        "topics": list(item.topics),
    }


def _credit(article: Article) -> dict[str, str | None] | None:
    credit = article.credit
    return {"agency": credit.agency, "name": credit.name, "role": credit.role} if credit else None


def show_reading(parsed: ParsedBulletin, cache: BulletinCache, lines: Sequence[str]) -> None:
    """Print a bulletin for an editor: each article, with the words that decided its day, section and so on."""
    rules = [parsed.issue.rule]
    if parsed.source:
        rules.append(message("read by [[sources]] {match}", match=parsed.source.match))
    rule = joined("; ", rules)
    say(f"{visible(parsed.file.name)}{_aside(rule)}", fg="cyan")
    if form := parsed.bulletin.form:
        say(translated(message("form: {form}", form=words_of(form))) + (_aside(form.why) if form.why else ""))
    for index in range(len(parsed.bulletin.articles)):
        words = deciding_words(parsed, index, cache.classifier, lines)
        for name, value in _facts(parsed, index, cache).items():
            if name == "headline":
                say(value or "", bold=True)
            elif value:
                say(f"{_INDENT}{padded(_NAMES[name], _WIDTH)}{value}")
            if name in words and words[name].text and not _is_shown(words[name], value):
                say(f"{_INDENT}{'':<{_WIDTH}}{_place(words[name], parsed.bulletin.origins)}", dim=True)
    say()


def _is_shown(words: Words, value: str | None) -> bool:
    """Whether the line above already shows the words."""
    return bool(value) and words.text.lstrip("# ") in (value or "") and words.line is None


def _place(words: Words, origins: Sequence[str]) -> str:
    if not words.line:
        return translated(message("by: {words}", words=words.text))
    line = translated(message("line {n}", n=words.line)) + translated(origin_of(origins, words.line))
    return _named(line, words.text)


def _named(name: str, text: str) -> str:
    return translated(message("{name}: {text}", name=name, text=text))


def _aside(text: str) -> str:
    return translated(message("  ({text})", text=text))


def _facts(parsed: ParsedBulletin, index: int, cache: BulletinCache) -> dict[str, str | None]:
    article, dated, filed = parsed.bulletin.articles[index], parsed.dated[index], parsed.filed[index]
    mark = {"article": "", "photo": "[图片] ", "cartoon": "[漫画] "}[article.kind]
    return {
        "headline": f"{article.position:>3}  {mark}{title_of(article)}" + (_aside(article.why) if article.why else ""),
        "kicker": article.kicker,
        "deck": f"——{article.deck}" if article.deck else None,
        "column": article.tag,
        "day": f"{dated.day}{_aside(dated.rule)}",
        "section": f"{filed.slug} {cache.catalogue[filed.slug].title}{_aside(filed.rule)}",
        "reporters": "、".join(person.name for person in article.people) or article.byline,
        "credit": article.credit.text if article.credit else None,
        "item": _item_words(article),
        "text": _measure(article),
    }


def _item_words(article: Article) -> str | None:
    """The item of a wire: `urn:…, version 2, embargoed until 2026-01-27T06:00:00+08:00`."""
    item = article.item
    if item is None:
        return None
    version = message("version {n}", n=item.version) if item.version else None
    until = message("embargoed until {moment}", moment=item.embargoed.isoformat()) if item.embargoed else None
    return translated(joined(", ", [words for words in (item.guid, version, until) if words]))


def _measure(article: Article) -> str:
    tables = [block for block in article.body if isinstance(block, Table)]
    numbers: list[Message] = []
    if article.paragraphs:
        numbers.append(plural("{n} paragraph", "{n} paragraphs", len(article.paragraphs)))
    if article.subheads:
        numbers.append(plural("{n} subhead", "{n} subheads", len(article.subheads)))
    if article.figures:
        numbers.append(plural("{n} figure", "{n} figures", len(article.figures)))
    if tables:
        numbers.append(plural("{n} table", "{n} tables", len(tables)))
    return translated(joined(", ", numbers) or message("none"))


def show_explained(parsed: ParsedBulletin, index: int, cache: BulletinCache, lines: Sequence[str]) -> None:
    """Print one article in full: every rule tried with its result (→: it decided), and the text as read."""
    article = parsed.bulletin.articles[index]
    line = f"{article.line}{translated(origin_of(parsed.bulletin.origins, article.line))}"
    say(f"{visible(parsed.file.name)}:{line}  {title_of(article)}", bold=True)
    about = ""
    for row in explain(parsed, index, cache.classifier, cache.catalogue):
        if row.about != about:
            about = row.about
            say(f"\n{translated(about)}", fg="cyan")
        say(f"  {'→' if row.decided else ' '} {_named(row.rule, row.said or '–')}", dim=row.said is None)
    say()
    say(message("words"), fg="cyan")
    for name, words in deciding_words(parsed, index, cache.classifier, lines).items():
        if words.text:
            say(f"    {_named(_NAMES[name], _place(words, parsed.bulletin.origins))}")
    say()
    say(message("text"), fg="cyan")
    for block in article.body:
        say(f"    {block.line:>4}  {getattr(block, 'text', None) or getattr(block, 'caption', '')}")


def show_coverage(coverage: Coverage, origins: Sequence[str]) -> None:
    """Print the text that belongs to no article, line by line, and how many characters that is."""
    for discard in coverage.discards:
        if text := " ".join(discard.text.split()):
            line = f"{discard.line:>6}{translated(origin_of(origins, discard.line))}"
            shown = f"{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}"
            say(f"{line}  {_named(in_words(discard.reason), shown)}")
    say(
        message(
            "{n} characters: {in_articles} in articles, {discarded} discarded",
            n=coverage.characters,
            in_articles=coverage.in_articles,
            discarded=coverage.discarded,
        )
    )
    say()
