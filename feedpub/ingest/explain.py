"""Explain why an article was read as it was: the words that decided, and each rule that was tried with its result."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from feedpub.messages import joined, message
from feedpub.model import Article, Paragraph
from feedpub.model.parsed import ParsedBulletin
from feedpub.reading.phrases.dateline import explain_opening, read_closing, read_inline_closing
from feedpub.reading.phrases.mastheads import day_of_masthead
from feedpub.sections.catalogue import BY_TAG, PINNED, Catalogue
from feedpub.sections.classify import Classifier

__all__ = ["Said", "Words", "deciding_words", "explain"]

_OPENING = 3  # paragraphs in which a dateline is looked for
_SHOWN = 60  # characters of the bulletin's words
_HEADLINE, _DATELINE, _PEOPLE = message("headline"), message("dateline"), message("people")
_PROBLEM, _ISSUE, _DAY, _SECTION = message("problem"), message("issue date"), message("day"), message("section")


class Words(NamedTuple):
    """Words of a bulletin as printed, and their line; None if they are in no line of it (a file's name)."""

    line: int | None
    text: str


class Said(NamedTuple):
    """The result of a rule for an article.

    Attributes:
        about: what it was asked: headline, dateline, day, section, people.
        rule: the rule, in an editor's words.
        said: what it found, or None.
        decided: whether that was taken.
    """

    about: str
    rule: str
    said: str | None
    decided: bool


def deciding_words(
    parsed: ParsedBulletin, index: int, classifier: Classifier, lines: Sequence[str]
) -> dict[str, Words]:
    """For headline, day, section and reporters: the words that decided, with their line.

    Args:
        parsed: the bulletin.
        index: of the article, from 0.
        classifier: what chose the sections.
        lines: the bulletin's lines as decoded.
    """
    article, filed = parsed.bulletin.articles[index], parsed.filed[index]
    found = {"headline": _words(lines, article.line)}
    line = article.dateline
    if line is not None and line.text:
        found["day"] = _find(lines, article.line, line.text)
    elif article.kind != "article" and article.paragraphs:
        found["day"] = _find(lines, article.line, article.paragraphs[0])
    if any(row.source == "the masthead" and row.day == parsed.issue.day for row in parsed.issue.statements if row.day):
        heads = (row for row in parsed.bulletin.discards if row.reason == "masthead")
        masthead = next((row for row in heads if day_of_masthead(row.text)), None)
        found["issue date"] = _words(lines, masthead.line) if masthead else Words(None, "")
    if article.page and filed.rule.startswith(("page", "leads")):
        found["section"] = _words(lines, article.page.line)
    elif filed.step == BY_TAG and article.tag:
        found["section"] = Words(None, article.tag)
    elif words := classifier.words_for(article, filed.slug):
        found["section"] = Words(None, "、".join(words))
    if article.byline:
        found["reporters"] = _find(lines, article.line, article.byline)
    elif line is not None and line.people and "day" in found:
        found["reporters"] = found["day"]
    return found


def _words(lines: Sequence[str], line: int) -> Words:
    return Words(line, lines[line - 1].strip()[:_SHOWN]) if 0 < line <= len(lines) else Words(None, "")


def _find(lines: Sequence[str], start: int, text: str) -> Words:
    """The line from `start` on that holds the first letters of a text."""
    wanted = "".join(text.split())[:8]
    for number in range(max(1, start), len(lines) + 1):
        if wanted in "".join(lines[number - 1].replace("\u200b", "").split()):
            return Words(number, text[:_SHOWN])
    return Words(None, text[:_SHOWN])


def explain(parsed: ParsedBulletin, index: int, classifier: Classifier, catalogue: Catalogue) -> Iterator[Said]:
    """Every rule that was tried on an article, in order, and what it found.

    Args:
        parsed: the bulletin.
        index: of the article, from 0.
        classifier: what chose the sections.
    """
    article, dated = parsed.bulletin.articles[index], parsed.dated[index]
    why = article.why or message("a heading with no article open above it")
    yield Said(_HEADLINE, message("what begins an article"), why, True)
    yield from _of_the_dateline(article)
    yield from _of_the_people(article)
    for problem in (*article.problems, *(row for row in parsed.problems if row.line == article.line)):
        yield Said(_PROBLEM, problem.code, problem.message, False)
    decided = False
    for day, source, _ in parsed.issue.statements:
        taken = day is not None and day == parsed.issue.day and not decided
        yield Said(_ISSUE, source, day.isoformat() if day else None, taken)
        decided = decided or taken
    yield Said(_DAY, dated.rule, dated.day.isoformat(), True)
    for problem in dated.problems:
        yield Said(_DAY, problem.code, problem.message, False)
    chosen = parsed.filed[index]
    decided = chosen.step == PINNED
    if decided:
        yield Said(_SECTION, PINNED, message("{section}: {rule}", section=chosen.slug, rule=chosen.rule), True)
    for step, filed in classifier.steps(article, parsed.bulletin.front, parsed.file.key):
        filed = catalogue.resolve(filed, parsed.file.key) if filed and filed.named else filed
        said = message("{section}: {rule}", section=filed.slug, rule=filed.rule) if filed else None
        yield Said(_SECTION, step, said, filed is not None and not decided)
        decided = decided or filed is not None
    if not decided:
        yield Said(_SECTION, chosen.step, message("{section}: {rule}", section=chosen.slug, rule=chosen.rule), True)


def _of_the_dateline(article: Article) -> Iterator[Said]:
    own = article.dateline
    opening = [block for block in article.body if isinstance(block, Paragraph)][:_OPENING]
    for number, block in enumerate(opening, 1):
        tried = explain_opening(block.text)
        if all(words is None for _, words in tried):
            forms = joined("; ", [form for form, _ in tried])
            rule = message("paragraph {n}, none of {forms} ({names})", n=number, forms=len(tried), names=forms)
            yield Said(_DATELINE, rule, None, False)
            continue
        for form, words in tried:
            taken = words is not None and own is not None and own.at == "start"
            yield Said(_DATELINE, message("paragraph {n}, {form}", n=number, form=form), words, taken)
            if words is not None:
                return
    for text in article.closing:
        closes = read_closing(text) or read_inline_closing(text)
        said = closes.dateline.text if closes else None
        yield Said(_DATELINE, message("closing line"), said, bool(own and said == own.text))
    for other in article.others:
        yield Said(_DATELINE, message("a further one"), other.text, False)


def _of_the_people(article: Article) -> Iterator[Said]:
    yield Said(_PEOPLE, message("byline"), article.byline, article.byline is not None)
    for person in article.people:
        yield Said(_PEOPLE, message("{role}, an author", role=person.role), person.name, True)
    for person in article.contributors:
        yield Said(_PEOPLE, message("{role}, no author", role=person.role), person.name, False)
