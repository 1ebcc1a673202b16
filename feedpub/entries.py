"""Article to entry: its id, author, summary and HTML. Every character of a bulletin reaches a feed escaped."""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from feedpub.body import body_of, escaped, is_item, plain_of
from feedpub.model import Article, Config, Dated, Entry, Figure, Illustration, Picture, Section
from feedpub.places import article_path

__all__ = [
    "COLUMN_SCHEME",
    "MARK",
    "NAMESPACE",
    "NO_TEXT",
    "SECTION_SCHEME",
    "author_of",
    "authors_of",
    "column_of",
    "entry_id",
    "entry_key",
    "feed_id",
    "html_of",
    "id_fields",
    "key_of",
    "make_entry",
    "moments",
    "mornings",
    "page_address",
    "summary_of",
    "title_of",
    "wording_of",
]

# Ours alone (RFC 9562, section 6.6), made once; every id ever published depends on it.
NAMESPACE = uuid.UUID("6f2d7c1e-58a4-4c0b-9f3e-2b1d0a9c7e55")
SECTION_SCHEME = f"urn:uuid:{uuid.uuid5(NAMESPACE, 'section')}"
MARK = "【撤稿】"  # opens the headline of an entry that is withdrawn
NO_TEXT = "<p></p>"  # the content of an entry without any: Atom asks for some
COLUMN_SCHEME = f"urn:uuid:{uuid.uuid5(NAMESPACE, 'column')}"
_BRACKETS = "（）()【】〔〕[]《》■◆●▲★☆□◎○◇△|｜▍▌█ 　"
_UNIT = "\x1f"  # U+001F, information separator one: no text holds it, XML forbids it
_TITLE_LENGTH = 60  # a caption's first sentence as a title
_SUMMARY_LENGTH = 120
_NAMED_AUTHORS = 5
_FIRST_OF_MANY = 3
_SENTENCES = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+$")


def title_of(article: Article) -> str:
    """What the feed shows: the headline alone; a picture without one shows its caption's first sentence."""
    if article.headline:
        return article.headline
    text = next(iter(article.paragraphs), "") or (article.credit.text if article.credit else "") or "图片"
    sentence = _first_sentence(text)
    if len(sentence) <= _TITLE_LENGTH:
        return sentence.rstrip("。") or sentence
    cut = sentence[:_TITLE_LENGTH]
    clause = max(cut.rfind(mark) for mark in ",，;；、")
    return (cut[:clause] if clause >= _TITLE_LENGTH // 3 else cut) + "…"


def _first_sentence(text: str) -> str:
    found = _SENTENCES.match(text)
    return (found[0] if found else text).strip()


def id_fields(publication: str, article: Article, dated: Dated) -> tuple[str, ...]:
    """What an id is made of: publication, day, headline and place; a caption's first sentence for its headline.

    Never body, section, position, file name or base URL, for those are corrected, or move.
    """
    headline = article.headline or _first_sentence(next(iter(article.paragraphs), ""))
    place = article.dateline.place if article.dateline else None
    return _bare(publication), dated.printed, _bare(headline), _bare(place or "")


def _bare(text: str) -> str:
    return "".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def entry_key(fields: Iterable[str], ordinal: int = 1) -> bytes:
    """The 16 bytes of the version 5 UUID (RFC 9562, section 5.5) of the fields; from the second on, of its ordinal."""
    name = _UNIT.join((*fields, str(ordinal)) if ordinal > 1 else fields)
    return uuid.uuid5(NAMESPACE, name).bytes


def entry_id(key: bytes) -> str:
    """An entry's id as feeds have it: `urn:uuid:` and the UUID."""
    return f"urn:uuid:{uuid.UUID(bytes=key)}"


def key_of(identity: str) -> bytes:
    """The 16 bytes of an id as feeds have it.

    Raises:
        ValueError: it is no id of ours.
    """
    return uuid.UUID(identity.removeprefix("urn:uuid:")).bytes


def feed_id(publication: str, slug: str) -> str:
    """A feed's own id, of publication and section."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, _UNIT.join(('feed', _bare(publication), slug)))}"


def short_id(identity: str) -> str:
    """The part of an id that names its page: 64 of its bits."""
    return identity.removeprefix("urn:uuid:").replace("-", "")[:16]


def page_address(identity: str, config: Config) -> str | None:
    """Where the page of an entry will be found; None without pages."""
    return config.base_url + article_path(short_id(identity)) if config.pages else None


def wording_of(article: Article) -> str:
    """An article's text without white space: what tells a repeated dispatch from another of the same headline."""
    texts = (block.caption if isinstance(block, Figure) else block.text for block in article.body)
    return "".join("".join(texts).split())


def moments(day: date, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    """When the entries of a day count as published: 12:00 UTC, each place a second earlier.

    That is the same calendar day for nearly every reader, keeps the printed order, and gives no two entries one
    timestamp. It is kept within the paper's own day: in zones far from Greenwich noon there may lie outside it.

    Args:
        day: the entries' day.
        count: how many there are.
        zone: the paper's.
    """
    return _within(day, datetime.combine(day, time(12), UTC), count, zone)


def mornings(day: date, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    """When the entries of an issue count as published where they are dated by it: 08:00 in the paper's zone.

    Args:
        day: the issue's.
        count: how many there are; each place is a second earlier.
        zone: the paper's.
    """
    return _within(day, datetime.combine(day, time(8), zone).astimezone(UTC), count, zone)


def _within(day: date, hour: datetime, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    first = datetime.combine(day, time(), zone).astimezone(UTC)
    last = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) - timedelta(seconds=1)
    base = max(min(hour, last), first + timedelta(seconds=count))
    return (base - timedelta(seconds=place) for place in range(count))


def author_of(article: Article, publication: str | None) -> str:
    """One string, since many readers keep only one author (design decision 6).

    The reporters; else who made the picture; else the printed byline; else the agency, or the source a sign-off names;
    else the publication. 本报 is the publication's name.
    """
    names = list(dict.fromkeys(person.name for person in article.people))
    if len(names) > _NAMED_AUTHORS:
        return "、".join(names[:_FIRST_OF_MANY]) + "等"
    if names:
        return "、".join(names)
    if article.credit and article.credit.name:
        return article.credit.name
    own = publication or "feedpub"
    dateline, credit = article.dateline, article.credit
    agency = (dateline.agency if dateline else None) or (credit.agency if credit else None) or article.source
    printed = article.byline or agency or own
    return printed.replace("本报", own).replace("本報", own)


def authors_of(article: Article, author: str) -> tuple[str, ...]:
    """Everyone who reported or wrote, one by one; where nobody is named, the one string that stands for them."""
    return tuple(dict.fromkeys(person.name for person in article.people)) or (author,)


def column_of(entry: Entry) -> str | None:
    """The column an entry stands in, as readers see it: without brackets, and only where it isn't the section."""
    name = (entry.tag or "").strip(_BRACKETS)
    return name if name and name != entry.section.title else None


def summary_of(article: Article) -> str:
    """The first sentences as plain text, without the dateline."""
    text = ""
    for paragraph in article.paragraphs:
        if text and is_item(paragraph):
            return text
        body = _without_dateline(article, paragraph) if not text else paragraph
        sentences: list[str] = _SENTENCES.findall(plain_of(body))
        for sentence in sentences:
            if text and len(text) + len(sentence) > _SUMMARY_LENGTH:
                return text
            text += sentence.strip()
            if len(text) >= _SUMMARY_LENGTH:
                return text if len(text) <= 2 * _SUMMARY_LENGTH else text[: 2 * _SUMMARY_LENGTH - 1] + "…"
    return text


def _without_dateline(article: Article, paragraph: str) -> str:
    line = article.dateline
    if line is None or line.at != "start" or not paragraph.startswith(line.text):
        return paragraph
    rest = paragraph[len(line.text) :].strip(" \u3000")
    return "" if line.theme and rest.endswith(line.theme) else rest


def html_of(article: Article, pictures: Mapping[str, Picture], base_url: str) -> str:
    """The content: kicker, deck, paragraphs with the dateline as printed, subheads, figures, closing dateline.

    Args:
        article: as read.
        pictures: those that can be shown, by the name the bulletin gives them.
        base_url: where the output will be found.
    """
    parts: list[str] = []
    if article.kicker:
        parts.append(f"<p>{escaped(article.kicker)}</p>")
    if article.deck:
        parts.append(f"<p>——{escaped(article.deck)}</p>")
    parts += body_of(article, pictures, base_url)
    return "\n".join(parts)


def make_entry(
    article: Article,
    *,
    identity: str,
    day: date,
    section: Section,
    published: datetime,
    publication: str | None,
    config: Config,
    pictures: Mapping[str, Picture] = MappingProxyType({}),
) -> Entry:
    """The entry of an article, the same in every feed that carries it."""
    short = short_id(identity)
    author = author_of(article, publication)
    return Entry(
        id=identity,
        short_id=short,
        title=title_of(article),
        section=section,
        day=day,
        published=published,
        updated=published,
        author=author,
        authors=authors_of(article, author),
        summary=summary_of(article),
        html=html_of(article, pictures, config.base_url),
        link=page_address(identity, config),
        tag=article.tag,
        article=article,
        pictures=tuple(_illustrations(article, pictures)) if pictures else (),
    )


def _illustrations(article: Article, pictures: Mapping[str, Picture]) -> Iterator[Illustration]:
    if alone := pictures.get(article.src or ""):
        yield Illustration(alone, " ".join(article.paragraphs), article.credit.text if article.credit else None)
    for figure in article.figures:
        if shown := pictures.get(figure.src or ""):
            yield Illustration(shown, plain_of(figure.caption), figure.credit.text if figure.credit else None)
