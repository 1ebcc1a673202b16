"""The types of what is read: bulletin, article, dateline, blocks, problems."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias

from feedpub.model.coverage import Discard
from feedpub.model.days import PrintedDay
from feedpub.model.form import Form
from feedpub.model.passed_over import Reason
from feedpub.model.problem import Problem
from feedpub.model.table import Table
from feedpub.model.wire import WireItem

__all__ = [
    "Article",
    "Block",
    "Bulletin",
    "Credit",
    "Dateline",
    "Figure",
    "FrontMatter",
    "Kind",
    "PageHead",
    "Paragraph",
    "Person",
    "StatedDate",
    "Subhead",
]

Kind: TypeAlias = Literal["article", "photo", "cartoon"]


class Person(NamedTuple):
    """A name as printed, and the role it is printed with (`记者`, `通讯员`, `摄`)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who drew or took a picture: `新华社发 张三 作`, `(张三 摄)`.

    Attributes:
        agency: canonical name of the agency, or None.
        name: the person as printed, or None.
        role: the role as printed (作, 摄), or None.
        text: the credit verbatim.
    """

    agency: str | None
    name: str | None
    role: str | None
    text: str


class Dateline(NamedTuple):
    """The dateline (电头) of an article: who sent it, from where, on which day.

    Attributes:
        text: the dateline verbatim, including the bracket with the reporters.
        agency: canonical name (新华社 also for 新華社), or None.
        place: the place as printed, or None.
        places: the places in it, one by one.
        year: the stated year, or None.
        month: the stated month, or None.
        day: the stated day of the month, or None.
        at: whether it opens or closes the article.
        via: 据 or 综合, if the dateline or the words after it say so; else None.
        theme: the theme after 题:, or None.
        people: the reporters named in it, with their roles.
    """

    text: str
    agency: str | None
    place: str | None
    places: tuple[str, ...]
    year: int | None
    month: int | None
    day: int | None
    at: Literal["start", "end"]
    via: str | None = None
    theme: str | None = None
    people: tuple[Person, ...] = ()


class Paragraph(NamedTuple):
    """A body paragraph, verbatim. A NamedTuple, since a large folder of bulletins has millions.

    Attributes:
        text: the paragraph.
        line: the line it begins on.
        gap: how many blank lines precede it.
        plain: whether it opens and ends like prose, so that it can't be a caption, a credit or part of a cut paragraph.
    """

    text: str
    line: int
    gap: int = 0
    plain: bool = False


class Subhead(NamedTuple):
    """A heading within the body (小标题); its fields are those of a paragraph."""

    text: str
    line: int
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture printed within an article.

    Attributes:
        caption: its caption (图说) without the credit; may be empty.
        credit: its credit, or None.
        line: its line.
        src: its file as the bulletin names it, or None.
    """

    caption: str
    credit: Credit | None
    line: int
    src: str | None = None


Block: TypeAlias = Paragraph | Subhead | Figure | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """A page head (版头), `第03版:国际`: the page an article is on.

    Attributes:
        number: the page number as printed, `03` or `A03`; None if only a name is printed.
        name: the section printed beside it, or None.
        first: whether it is the paper's first page.
        line: its line.
    """

    number: str | None
    name: str | None
    first: bool
    line: int


class Article(NamedTuple):
    """An article of a bulletin, or a picture with an entry of its own.

    Attributes:
        position: 1-based position in the bulletin.
        line: the line of its headline, or of its caption if it has no headline.
        kind: whether it is an article, a photo or a cartoon.
        kicker: 引题, or None.
        headline: 主题, or None.
        deck: 副题 without its ——, or None.
        byline: 署名 without its □, or None.
        people: everyone who reported or wrote, in printed order.
        contributors: 参与记者 and the like.
        credit: the credit of a photo or cartoon, or None.
        dateline: its dateline, or None; of a roundup, the latest of its briefs.
        body: paragraphs, subheads, figures and tables in printed order.
        closing: the closing dateline and 参与记者 as printed, in order.
        tail: lines at the end that are not text: (完), 责编…, 来源….
        signed: the day in an editor's sign-off, as 中央社 prints it ((編輯:張三)1151002), or None.
        page: the page head above it, or None.
        lead: whether it is the first article below that page head.
        problems: the problems found while reading it.
        others: further datelines in printed order: the closing one if another opens the article; in a roundup, those
            of the other briefs.
        tag: its column (两会观察), or None.
        source: the source named in a sign-off (来源:…), or None.
        src: the file of a photo or cartoon, as the bulletin names it, or None.
        why: the evidence that its heading is a headline, in words; empty if it was clear.
        stated: the day on the line of paper, page and day below its headline, or None.
        item: what the file of a news agency states of it, or None.
    """

    position: int
    line: int
    kind: Kind
    kicker: str | None
    headline: str | None
    deck: str | None
    byline: str | None
    people: tuple[Person, ...]
    contributors: tuple[Person, ...]
    credit: Credit | None
    dateline: Dateline | None
    body: tuple[Block, ...]
    closing: tuple[str, ...]
    tail: tuple[str, ...]
    signed: date | None
    page: PageHead | None
    lead: bool
    problems: tuple[Problem, ...]
    others: tuple[Dateline, ...] = ()
    tag: str | None = None
    source: str | None = None
    src: str | None = None
    why: str = ""
    stated: date | None = None
    item: WireItem | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body paragraphs, in order."""
        return tuple(block.text for block in self.body if isinstance(block, Paragraph))

    @property
    def subheads(self) -> tuple[str, ...]:
        """The subheads, in order."""
        return tuple(block.text for block in self.body if isinstance(block, Subhead))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, in order."""
        return tuple(block for block in self.body if isinstance(block, Figure))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The YAML between `---` lines at the top of a bulletin; it applies to the whole bulletin.

    `draft`: it says that the bulletin is not to be published yet.
    `content_id`: the number that the site of the paper gave it; what is on one page stands in its order.
    `moment` is that of `issue_date` where an hour and a zone are stated: in the paper's zone it may be another day.
    """

    issue_date: date | None = None
    moment: datetime | None = None
    section: str | None = None
    publication: str | None = None
    title: str | None = None
    draft: bool = False
    content_id: int | None = None


class StatedDate(NamedTuple):
    """The issue date that the pattern of a bulletin's source finds (`date` of `[[sources]]`), and where, in words."""

    day: date
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A bulletin as read from its text alone, without its path or the clock.

    Attributes:
        front: its front matter.
        masthead: the issue date in its masthead line, or None.
        printed: the day its masthead prints without the year, with the weekday, if it states no full date; or None.
        articles: its articles and standalone pictures, in printed order.
        problems: the problems of the bulletin; an article's are in the article.
        discards: the text that belongs to no article, by line; all other characters belong to an article.
        origins: where each line of the text comes from in its source; empty if the text is the file itself.
        pictures: the names of the pictures that the source itself holds.
        form: which mark begins an article in it; None for a bulletin without text.
        stated: the issue date that its source's pattern finds, or None.
        passed_over: why its file says itself that it is no bulletin, or None.
        items: what a wire states of its items, those that may not be published included.
    """

    front: FrontMatter
    masthead: date | None
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    discards: tuple[Discard, ...] = ()
    origins: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    form: Form | None = None
    printed: PrintedDay | None = None
    stated: StatedDate | None = None
    passed_over: Reason | None = None
    items: tuple[WireItem, ...] = ()
