"""Read a bulletin from bytes or from text.

source ─▶ front matter ─▶ lines with shapes ─▶ runs under headlines ─▶ continued ones joined ─▶ articles and pictures
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from feedpub.messages import joined, message
from feedpub.model import Bulletin, Discard, Problem
from feedpub.model.form import Source
from feedpub.reading.form_words import unclear_form
from feedpub.reading.lost import lost_text
from feedpub.reading.markup_left import find_markup
from feedpub.reading.phrases.date_patterns import Searched
from feedpub.reading.phrases.jumps import may_jump
from feedpub.reading.phrases.notices import OURS, Notices
from feedpub.reading.reasons import in_words
from feedpub.reading.source_text import Role
from feedpub.reading.sources import read_source
from feedpub.reading.stated import apply_stated, put_aside_ignored
from feedpub.reading.structure.articles import read_articles
from feedpub.reading.structure.continued import join_continued
from feedpub.reading.structure.form import apply_form, written_by_tool
from feedpub.reading.structure.grouping import group
from feedpub.reading.structure.lines import Line, Mark, Shape, classify
from feedpub.reading.structure.page_lines import may_name_page, move_page_lines
from feedpub.reading.structure.stated_days import masthead_days, with_stated_days
from feedpub.reading.structure.stated_heads import take_stated_heads, with_stated_heads
from feedpub.reading.structure.steps import keep_steps
from feedpub.reading.text.characters import without_radicals
from feedpub.reading.text.clean import clean
from feedpub.reading.text.frontmatter import split_front_matter
from feedpub.reading.wire_items import with_items

__all__ = ["read_bulletin", "read_bytes"]

_NO_ROLES: Mapping[int, Role] = MappingProxyType({})
_OF_TOOLS = ("<p", "<strong", "<span", "<div", "**")


# Zero-width space, word joiner, byte order mark within the text, soft hyphen. Joiners shape Indic scripts and emoji.
_NO_WIDTH = "\u200b\u2060\ufeff\u00ad"


def read_bytes(data: bytes, notices: Notices = OURS, *, name: str = "", stated: Source | None = None) -> Bulletin:
    """A bulletin from the bytes of a file.

    Args:
        data: the bytes.
        notices: says what is a notice and not an article.
        name: of the file, or any path that ends in it; its suffix says how the bytes become text.
        stated: what the operator says of the bulletin's source, or None.

    Raises:
        UnreadableError: see `sources.read_source`.
    """
    source = read_source(data, name)
    bulletin = read_bulletin(source.text, notices, name=name, stated=stated, roles=source.roles)
    if not (
        source.problems or source.discards or source.origins or source.pictures or source.items or source.passed_over
    ):
        return bulletin
    discards = sorted((*source.discards, *bulletin.discards), key=lambda discard: discard.line)
    bulletin = with_items(bulletin, source.items)
    return replace(
        bulletin,
        problems=(*source.problems, *bulletin.problems),
        discards=tuple(discards),
        origins=source.origins,
        pictures=tuple(source.pictures),
        passed_over=source.passed_over,
    )


def read_bulletin(
    text: str,
    notices: Notices = OURS,
    *,
    name: str = "",
    stated: Source | None = None,
    roles: Mapping[int, Role] = _NO_ROLES,
) -> Bulletin:
    """A bulletin from its text, with what its source says of its lines. Never raises, whatever the text.

    Other arguments are those of `read_bytes`.
    """
    text = without_radicals(text)
    if any(char in text for char in _NO_WIDTH):  # web pages leave them anywhere, within 本报 too
        text = text.translate(dict.fromkeys(map(ord, _NO_WIDTH)))
    front, rest, first, problems = split_front_matter(text)
    cleaned = clean(rest, first)
    lines = classify(cleaned)
    if stated is not None and stated.ignore:
        lines = put_aside_ignored(lines, rest, first, stated.ignore)
    lines, tool = _with_pages(lines, named=cleaned.marked or may_name_page(rest))
    heads = take_stated_heads(lines, text, roles) if "headline" in roles.values() else None
    formed = heads.formed if heads else apply_form(lines, front, first, tool=tool, stated=stated, name=name)
    by_hand = not tool and (not ("<" in rest or "*" in rest) or not any(mark in rest for mark in _OF_TOOLS))
    grouped = group(formed, notices, by_hand=by_hand)
    runs, found = grouped.runs, [*problems, *cleaned.problems, *grouped.problems]
    discards = [*cleaned.discards, *formed.discards, *grouped.discards]
    if may_jump(rest) or any(run.headline is None and run.page and run.lines for run in runs):
        joined = join_continued(runs)
        runs, found, discards = tuple(joined.runs), [*found, *joined.problems], [*discards, *joined.discards]
    articles, left_over, put_aside = read_articles(runs, grouped.usual_gap, discards)
    articles = with_stated_heads(articles, heads) if heads else articles
    found += left_over
    discards += put_aside
    if cleaned.marked or ("第" in rest and "\n第" in rest):  # one character is found far more quickly than two
        found += find_markup(articles, marked=cleaned.marked)
    if first > 1:
        discards.append(Discard(line=1, reason="front matter", text="\n".join(text.split("\n")[: first - 1])))
    if articles:
        found += [*lost_text(discards), *unclear_form(formed.form)]
    if not lines:
        found.append(
            Problem(
                line=None,
                level="warning",
                code="empty",
                message=message("the file has no text; write it, or delete the file"),
            )
        )
    elif not articles:
        found = [problem for problem in found if problem.code != "no-headline"]
        found.append(_no_article(lines[0].line, discards))
    discards.sort(key=lambda discard: discard.line)
    masthead, printed = masthead_days(articles, discards)
    bulletin = Bulletin(
        front=front,
        masthead=masthead or formed.day,
        printed=printed,
        articles=with_stated_days(articles, discards),
        problems=tuple(found),
        discards=tuple(discards),
        form=formed.form if lines else None,
    )
    if stated is None:
        return bulletin
    return apply_stated(bulletin, stated, Searched(name, text.split("\n")[: first - 1], rest.split("\n"), first))


def _with_pages(lines: list[Line], *, named: bool) -> tuple[list[Line], bool]:
    """The lines with each page above its headline, and whether a page-reading tool wrote them.

    Args:
        lines: as classified.
        named: whether a paragraph may name a page; most bulletins name none at all.
    """
    shapes = {line.shape for line in lines if type(line) is Mark}
    if not shapes.isdisjoint((Shape.PAGE_HEAD, Shape.FURNITURE)):
        lines = keep_steps(lines)
    if named or Shape.PAGE_HEAD in shapes:
        lines = move_page_lines(lines)
    return lines, not shapes.isdisjoint((Shape.FURNITURE, Shape.PICTURE)) and written_by_tool(lines)


def _no_article(line: int, discards: list[Discard]) -> Problem:
    """Text under no headline is a mistake; a file of notices is none."""
    if any(discard.reason == "under no headline" for discard in discards):
        told = message("there is text but no article: begin each headline with `# ` or `## `")
        return Problem(line=line, level="error", code="no-article", message=told)
    reasons = joined(", ", map(in_words, sorted({discard.reason for discard in discards})))
    told = message(
        "there is no article here: all of it was put aside ({reasons}); see feedpub inspect", reasons=reasons
    )
    return Problem(line=line, level="warning", code="no-article", message=told)
