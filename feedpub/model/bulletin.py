"""What a bulletin holds: bulletin, article, dateline, blocks."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from feedpub.errors import RefusedError, UnreadableError
from feedpub.model.coverage import Discard

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
    "Problem",
    "Subhead",
    "Table",
]

Kind: TypeAlias = Literal["article", "photo", "cartoon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something an editor should look at.

    Attributes:
        line: 1-based line of the bulletin, or None where it concerns the whole file.
        level: `error` when something could not be read whole, else `warning`.
        code: a stable word for scripts; those about the day begin with `date-`.
        message: what was found and what was done about it.
    """

    line: int | None
    level: Literal["error", "warning"]
    code: str
    message: str

    @classmethod
    def of(cls, error: UnreadableError) -> "Problem":
        """The problem a bulletin is that can't be read."""
        return cls(line=error.line, level="error", code=error.code, message=str(error))

    @classmethod
    def refused(cls, error: RefusedError) -> "Problem":
        """The problem it is that a build would be refused, where it is only tried."""
        return cls(line=None, level="error", code="refused", message=f"a build would stop: {error}")


class Person(NamedTuple):
    """A name as printed and the role it stands under (`记者`, `通讯员`, `摄`)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who drew or took a picture: `新华社发 张三 作`, `(张三 摄)`.

    Attributes:
        agency: canonical name of the agency, or None.
        name: the person as printed, or None.
        role: as printed: 作, 摄.
        text: the credit verbatim.
    """

    agency: str | None
    name: str | None
    role: str | None
    text: str


class Dateline(NamedTuple):
    """The 电头 of an article: who sent it, from where, on which day.

    Attributes:
        text: verbatim, the bracket with the reporters included.
        agency: canonical name (新华社 also for 新華社), or None.
        place: as printed, or None; `places` lists it (two where two are printed).
        year, month, day: what is stated; None where it isn't.
        at: where it stands in the article.
        via: 据 or 综合 where the text goes on with one of them.
        theme: what follows 题:.
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
    """A body paragraph, kept to the letter. A tuple, since a large folder of bulletins has millions.

    Attributes:
        line: where it begins.
        gap: how many blank lines stand before it.
        plain: it opens and closes as prose does, so that it is no caption, no credit and no half of a cut paragraph.
    """

    text: str
    line: int
    gap: int = 0
    plain: bool = False


class Subhead(NamedTuple):
    """小标题: a heading inside the body; its fields are a paragraph's."""

    text: str
    line: int
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture printed within an article: its caption (图说) without the credit, and the credit."""

    caption: str
    credit: Credit | None
    line: int
    src: str | None = None


class Table(NamedTuple):
    """A table printed within an article: its rows, each of its cells' texts."""

    rows: tuple[tuple[str, ...], ...]
    line: int
    gap: int = 0

    @property
    def text(self) -> str:
        """Its cells in order, a space apart, a row a line."""
        return "\n".join(" ".join(row) for row in self.rows)


Block: TypeAlias = Paragraph | Subhead | Figure | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """版头, `第03版:国际`: the page an article stands on.

    Attributes:
        number: as printed, `03` or `A03`; None where only a name is given.
        name: the section printed beside it, or None.
        first: whether it is the paper's first page.
    """

    number: str | None
    name: str | None
    first: bool
    line: int


class Article(NamedTuple):
    """One article of a bulletin, or a picture that stands by itself.

    Attributes:
        position: 1-based place in the bulletin.
        line: line of its headline, or of its caption where it has none.
        kicker, headline, deck: 引题, 主题, 副题 (without its ——); None where there is none.
        byline: 署名 without its □.
        people: everyone who reported or wrote, in printed order.
        contributors: 参与记者 and the like.
        credit: of a photo or cartoon that stands by itself.
        body: paragraphs, subheads, figures and tables in printed order.
        others: further datelines in printed order: the closing one where another opens the article; in a roundup, the
            one each brief closes with but the first, which is `dateline`.
        closing: the closing dateline and 参与记者 as printed, in order.
        tail: lines at the end that are no text: (完), 责编…, 来源….
        signed: the day an editor signed it off with, as 中央社 does ((編輯:張三)1151002), or None.
        page: the page head it stands under; `lead` says it is the first article there.
        tag: the column it stands in (两会观察), or None.
        source: where a sign-off says it came from (来源:…), or None.
        src: the file of a photo or cartoon that stands by itself, as the bulletin names it, or None.
        why: what made its heading a headline, where that had to be weighed; else empty.
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
    """What the YAML between `---` says of the whole bulletin."""

    issue_date: date | None = None
    section: str | None = None
    publication: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A bulletin as read: pure text in, no path and no clock.

    Attributes:
        masthead: the issue date its masthead line states, or None.
        discards: what is no article's text, in order of line. All other characters are an article's.
        origins: where each line of the text comes from in its source; empty where the text is the file itself.
    """

    front: FrontMatter
    masthead: date | None
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    discards: tuple[Discard, ...] = ()
    origins: tuple[str, ...] = ()
