"""Render pages with Jinja2; the only module that uses it. An operator's own templates come before ours."""

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from feedpub.data import any_of
from feedpub.data.words import words_in
from feedpub.errors import ConfigError
from feedpub.messages import message
from feedpub.model.follow_page import FollowPage
from feedpub.model.search import SearchPage
from feedpub.model.site import (
    ArchivePage,
    ArticlePage,
    FrontPage,
    GonePage,
    IssuePage,
    SectionPage,
    Site,
    SiteFeed,
)
from feedpub.model.topic_page import TopicPage
from feedpub.paths import FEED_STYLE, FOLLOW, NOT_FOUND, SEARCH, article_path, issue_path, section_path
from feedpub.writing.formats import FORMATS, Format, in_page_order
from feedpub.writing.images import image, thumbnail
from feedpub.writing.structured import news_article, web_site

__all__ = ["Page", "Pages"]

_GAP = re.compile(r"(?<=[\u2010-\U0010ffff])[ \u3000]+(?=[\u2010-\U0010ffff])")  # U+2010 begins the marks CJK shares
_CSS_MARKS = re.compile(r"[\x00-\x1f\x7f\"'\\<>&]")
_NEAR = 1000  # headlines kept in mind: articles come issue by issue, and those of an issue lead to each other
_OPENS = "“‘「『《〈【（"  # a headline that begins so hangs its mark into the margin

Page: TypeAlias = FrontPage | FollowPage | SectionPage | IssuePage | ArchivePage | SearchPage | GonePage | TopicPage


class Pages:
    """Renders the pages of one site."""

    def __init__(self, site: Site, own: Path | None, formats: Iterable[Format] = FORMATS) -> None:
        """Prepare for one build.

        Args:
            site: what every page shows.
            own: the operator's folder of templates; ours are used for those it does not have.
            formats: of the feeds that pages name.
        """
        self._site = site
        self._own = own
        self._formats = in_page_order(formats)
        self._words = words_in(site.language)
        self._parts: dict[tuple[str, str, str, str], Markup] = {}

    def article(self, page: ArticlePage) -> bytes:
        """An article's page.

        Raises:
            ConfigError: the operator's template can't be used.
        """
        structured = news_article(page, self._site)
        return self._render(self._article, page, article_path(page.entry.short_id), structured=structured)

    def page(self, page: Page) -> bytes:
        """Any other page; it raises what `article` does."""
        match page:
            case FrontPage():
                return self.front(page)
            case FollowPage():
                return self.follow(page)
            case SectionPage():
                return self.section(page)
            case IssuePage():
                return self.issue(page)
            case ArchivePage():
                return self.archive(page)
            case TopicPage():
                return self.topic(page)
            case SearchPage():
                return self.search(page)
            case GonePage():
                return self.gone(page)

    def front(self, page: FrontPage) -> bytes:
        """The front page; it raises what `article` does."""
        return self._render(self._template("front.html"), page, "", structured=web_site(self._site, self._search()))

    def follow(self, page: FollowPage) -> bytes:
        """The page for those who want to follow the paper; it raises what `article` does."""
        # In 0.1.0, `follow.html` was a part of other pages: an operator's own must not be taken for this one.
        return self._render(self._template("subscribe.html"), page, FOLLOW)

    def _search(self) -> str | None:
        """The address of a search, as search engines take it."""
        return f"{self._site.base_url}{SEARCH}?q={{search_term_string}}" if self._site.search else None

    def section(self, page: SectionPage) -> bytes:
        """A section's page; it raises what `article` does."""
        return self._render(self._template("section.html"), page, section_path(page.feed.slug))

    def topic(self, page: TopicPage) -> bytes:
        """The page of a reporter, a column or a `[[follow]]`; it raises what `article` does."""
        return self._render(self._template("topic.html"), page, page.feed.page)

    def issue(self, page: IssuePage) -> bytes:
        """The page of an issue day; it raises what `article` does."""
        return self._render(self._template("issue.html"), page, issue_path(page.day))

    def archive(self, page: ArchivePage) -> bytes:
        """The page of a year's issues; it raises what `article` does."""
        return self._render(self._template("archive.html"), page, page.path)

    def search(self, page: SearchPage) -> bytes:
        """The page to search; it raises what `article` does."""
        return self._render(self._template("search.html"), page, SEARCH)

    def gone(self, page: GonePage) -> bytes:
        """The page in the place of one that is no longer there; it raises what `article` does."""
        return self._render(self._template("gone.html"), page, page.path)

    def not_found(self) -> bytes:
        """The page that hosts answer with where there is none, at any depth; it raises what `article` does."""
        root = urlsplit(self._site.base_url).path
        return self._render(self._template("404.html"), None, NOT_FOUND, root=root)

    def asset(self, name: str) -> bytes:
        """The style sheet of pages, or of feeds, or the script; it raises what `article` does."""
        if name == FEED_STYLE:
            return str(self._part(name)).encode()
        loader = self._environment.loader
        assert loader is not None
        try:
            text, _, _ = loader.get_source(self._environment, name)
        except Exception as error:
            raise self._unusable(name, error) from error
        return text.encode()

    def _render(self, template: Template, page: Page | ArticlePage | None, path: str, **more: str) -> bytes:
        values = {"root": "../" * path.count("/"), "structured": "", **more}
        try:
            return template.render(site=self._site, page=page, path=path, **values).encode()
        except Exception as error:
            raise self._unusable(template.filename or template.name or "", error) from error

    def _part(self, name: str, feed: SiteFeed | None = None, *, root: str = "../", current: str = "") -> Markup:
        """A part that many pages share, rendered once.

        Args:
            name: of its template.
            feed: of the section that it is about, or None.
            root: the way from the pages to the output folder.
            current: which of the pages that it leads to is shown.
        """
        key = (name, feed.slug if feed else "", root, current)
        if key not in self._parts:
            template = self._template(name)
            try:
                text = template.render(site=self._site, feed=feed, root=root, current=current)
            except Exception as error:
                raise self._unusable(template.filename or name, error) from error
            self._parts[key] = Markup(text)  # noqa: S704  # a template escaped it
        return self._parts[key]

    def _moment(self, moment: datetime) -> str:
        return self._words.say("moment", date=self._words.dated(moment), time=f"{moment:%H:%M}")

    def _template(self, name: str) -> Template:
        try:
            return self._environment.get_template(name)
        except Exception as error:
            line = getattr(error, "lineno", None)
            where = f"{getattr(error, 'filename', None) or name}" + (f":{line}" if line else "")
            raise self._unusable(where, error) from error

    def _unusable(self, where: str, error: Exception) -> Exception:
        """The error to raise about a template: ConfigError where it is the operator's, else the error itself."""
        if isinstance(error, ConfigError) or self._own is None:
            return error
        reason = getattr(error, "message", None) or error
        return ConfigError(message("{where}: cannot be used: {reason}", where=where, reason=reason))

    @cached_property
    def _article(self) -> Template:
        return self._template("article.html")

    @cached_property
    def _environment(self) -> Environment:
        ours = PackageLoader("feedpub.writing")
        environment = _Environment(
            loader=ChoiceLoader([FileSystemLoader(self._own), ours]) if self._own else ours,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # they do not change during a build, and each page asked the disk
            cache_size=-1,  # a plain dict
        )
        words = self._words
        environment.globals |= {"part": self._part, "formats": self._formats, "say": words.say, "words": words}
        environment.globals |= {"words_in": words_in, "once": lru_cache(_NEAR)(_called)}
        environment.globals |= {"image": image, "thumbnail": thumbnail, "follow": FOLLOW}
        environment.filters |= {"dated": lru_cache(_NEAR)(words.dated), "lines": words.lines, "moment": self._moment}
        environment.filters |= {"in_lines": _in_lines, "linked": _linked, "css": _in_css}
        environment.tests |= {"opening": _opens}
        return environment


class _Template(Template):
    """Leaves as it is what is escaped already, a third of what a page shows: `escape` would copy it twice."""

    @classmethod
    def from_code(cls, environment: Environment, code: CodeType, *more: Any) -> Template:
        template = super().from_code(environment, code, *more)
        template.root_render_func.__globals__["escape"] = _escaped
        return template


class _Environment(Environment):
    """Gives templates a plain dict of what all know: each page goes through it, and a chain of two is slow to read."""

    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def _escaped(value: object) -> Markup:
    return value if type(value) is Markup else escape(value)


def _called(macro: Callable[..., Markup], *values: Any) -> Markup:
    """What a macro makes of values; as `once`, it makes that a single time for all pages that show it."""
    return macro(*values)


@lru_cache(_NEAR)
def _in_lines(headline: str) -> Markup:
    """A headline that may break only where the source had a space between Chinese characters."""
    parts = _GAP.split(headline)
    if len(parts) == 1:
        return escape(headline)
    gaps = _GAP.findall(headline)
    lines = (Markup("<i>{}</i>{}").format(part, gap) for part, gap in zip(parts, [*gaps, ""], strict=True))
    return Markup("").join(lines)


def _linked(text: str, pages: Mapping[str, str], root: str) -> Markup:
    """A text in which the names are links that have pages.

    Args:
        text: with the names.
        pages: the paths of pages, by name.
        root: the way to the output folder.
    """
    if not pages:
        return escape(text)
    parts = re.split(f"({any_of(pages)})", text)
    link = Markup('<a href="{}{}">{}</a>')
    return Markup("").join(link.format(root, pages[part], part) if part in pages else part for part in parts)


def _in_css(text: str) -> Markup:
    """A text as a string of CSS (CSS Syntax 3, section 4.3.7): marks and control characters by their number."""
    return Markup('"{}"').format(Markup(_CSS_MARKS.sub(lambda mark: f"\\{ord(mark[0]):x} ", text)))  # noqa: S704


def _opens(headline: str) -> bool:
    """Whether a headline begins with an opening mark."""
    return headline[:1] in _OPENS
