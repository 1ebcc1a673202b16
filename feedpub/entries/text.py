"""Make the plain text of an entry: title, author, summary, and the wording that distinguishes articles."""

from functools import cache

from feedpub.data import load
from feedpub.data.words import language_of, words_in
from feedpub.entries.html import is_item, plain_of
from feedpub.entries.sentences import SENTENCES, first_sentence
from feedpub.model import Article, Entry, Figure
from feedpub.sections.words import simplified

__all__ = [
    "NO_TEXT",
    "SUMMARY_LENGTH",
    "author_of",
    "authors_of",
    "bare_column",
    "column_of",
    "summary_of",
    "title_of",
    "wording_of",
]

NO_TEXT = "<p></p>"  # the content of an entry without text: Atom requires some
_BRACKETS = "（）()【】〔〕[]《》■◆●▲★☆□◎○◇△|｜▍▌█ 　"
_TITLE_LENGTH = 60  # a caption's first sentence as a title
SUMMARY_LENGTH = 120  # characters
_NAMED_AUTHORS = 5
_FIRST_OF_MANY = 3


def title_of(article: Article, language: str = "zh-CN") -> str:
    """The title in feeds: the headline alone, or for a picture without one the first sentence of its caption.

    Args:
        article: as read.
        language: of the paper (BCP 47), for a picture of which nothing is said.
    """
    if article.headline:
        return article.headline
    text = next(iter(article.paragraphs), "") or (article.credit.text if article.credit else "")
    text = text or words_in(language)["picture"]
    sentence = first_sentence(text)
    if len(sentence) <= _TITLE_LENGTH:
        return sentence.rstrip("。") or sentence
    cut = sentence[:_TITLE_LENGTH]
    clause = max(cut.rfind(mark) for mark in ",，;；、")
    return (cut[:clause] if clause >= _TITLE_LENGTH // 3 else cut) + "…"


def wording_of(article: Article) -> str:
    """An article's text without white space, to distinguish repetitions from others with the same headline."""
    texts = (block.caption if isinstance(block, Figure) else block.text for block in article.body)
    return "".join("".join(texts).split())


def author_of(article: Article, publication: str | None, language: str = "zh-CN") -> str:
    """The author as one string, since many readers keep only one author (design decision 6).

    The reporters; else the photographer or cartoonist; else the printed byline; else the agency or the source named in
    a sign-off; else the publication. 本报 is replaced by the publication's name.

    Args:
        article: as read.
        publication: the paper's name.
        language: of the paper (BCP 47), in which an agency is named.
    """
    names = list(dict.fromkeys(person.name for person in article.people))
    english = all(name[:1].isascii() for name in names)
    if len(names) > _NAMED_AUTHORS:
        few = names[:_FIRST_OF_MANY]
        return ", ".join(few) + " and others" if english else "、".join(few) + "等"
    if names:
        return (", " if english else "、").join(names)
    if article.credit and article.credit.name:
        return article.credit.name
    own = publication or "feedpub"
    dateline, credit = article.dateline, article.credit
    agency = (dateline.agency if dateline else None) or (credit.agency if credit else None) or article.source
    printed = article.byline or (_agency_in(language, agency) if agency else own)
    return printed.replace("本报", own).replace("本報", own)


@cache
def _agency_in(language: str, agency: str) -> str:
    """What a paper in some language calls an agency."""
    spoken = language_of(language)
    if spoken == "en":
        return next((name for name, canonical in load("agencies_english").items() if canonical == agency), agency)
    forms = load("agencies").get(agency, ()) if spoken == "zh-Hant" else ()
    return next((form for form in forms if simplified(form) == agency), agency)


def authors_of(article: Article, author: str) -> tuple[str, ...]:
    """Everyone who reported or wrote, one by one; if nobody is named, only `author`."""
    return tuple(dict.fromkeys(person.name for person in article.people)) or (author,)


def column_of(entry: Entry) -> str | None:
    """An entry's column as readers see it, without brackets; None without one, or if it is the section's name."""
    name = bare_column(entry.tag or "")
    return name if name and name != entry.section.title else None


def bare_column(tag: str) -> str:
    """The name of a column in its tag: 热点问答 of 【热点问答】."""
    return tag.strip(_BRACKETS)


def summary_of(article: Article) -> str:
    """The first sentences as plain text, without the dateline."""
    text = ""
    for paragraph in article.paragraphs:
        if text and is_item(paragraph):
            return text
        body = _without_dateline(article, paragraph) if not text else paragraph
        sentences: list[str] = SENTENCES.findall(plain_of(body))
        apart = True  # a paragraph ends, or a space was printed
        for sentence in sentences:
            if text and len(text) + len(sentence) > SUMMARY_LENGTH:
                return text
            gap = " " if text and (apart or sentence[0].isspace()) and _are_latin(text, sentence.strip()) else ""
            text += gap + sentence.strip()
            apart = sentence[-1].isspace()
            if len(text) >= SUMMARY_LENGTH:
                return text if len(text) <= 2 * SUMMARY_LENGTH else _cut(text)
    return text


def _are_latin(above: str, below: str) -> bool:
    """Whether Latin letters meet where two sentences are put together: these need a space."""
    last = next((char for char in reversed(above[-4:]) if char.isalnum()), "")
    first = next((char for char in below[:3] if char.isalnum()), "")
    return last != "" != first and last.isascii() and first.isascii() and above[-1].isascii() and below[0].isascii()


def _cut(text: str) -> str:
    """The beginning of a text, not within a word in Latin letters."""
    part = text[: 2 * SUMMARY_LENGTH - 1]
    if part[-1].isascii() and part[-1].isalnum() and text[len(part)].isascii() and text[len(part)].isalnum():
        part = part[: part.rfind(" ")].rstrip() if " " in part[SUMMARY_LENGTH:] else part
    return part + "…"


def _without_dateline(article: Article, paragraph: str) -> str:
    line = article.dateline
    if line is None or line.at != "start" or not paragraph.startswith(line.text):
        return paragraph
    rest = paragraph[len(line.text) :].strip(" \u3000")
    return "" if line.theme and rest.endswith(line.theme) else rest
