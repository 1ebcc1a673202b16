"""The context of rendering and staging, the same during one build."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.archive import Archive
from feedpub.entries.feed import site_of
from feedpub.model import Config, Section
from feedpub.model.build import BuildContext
from feedpub.model.look import NO_LOOK, SiteLook
from feedpub.model.site import Site, SiteFeed
from feedpub.output import Output
from feedpub.paths import section_path
from feedpub.publishing.plan import PaperState, tells_corrections
from feedpub.sections.catalogue import Catalogue
from feedpub.workers import Workers
from feedpub.writing.formats import Format

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache
    from feedpub.ingest.photo_desk import PhotoDesk

__all__ = ["Press", "RenderContext", "open_context", "section_of", "with_sections"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What rendering needs that is the same for all of a build, without the archive: any process may have it.

    Attributes:
        config: everything the operator set.
        publication: the paper's name.
        site: what every page shows.
        formats: that feeds are written in.
        folder: the output folder, as it is named.
        has_folder: whether files can be written there; where not, their bytes are returned.
        dry: whether files are only compared.
        draft: whether nobody follows the paper yet, so that no entry counts as updated.
        topics: the pages that article pages lead to (`publishing.topics`).
    """

    config: Config
    publication: str
    site: Site
    formats: tuple[Format, ...]
    folder: Path
    has_folder: bool
    dry: bool
    draft: bool
    topics: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """The source of entries, the target of files, and the name of the paper.

    Attributes:
        build: the configuration, the moment, and what this run is asked to do.
        archive: where entries and feeds are.
        output: where files are staged.
        publication: the paper's name.
        bulletins: opens the bulletins of the archive.
        formats: that feeds are written in.
        sections: the feeds of sections after this build, in order.
        desk: makes smaller pictures; None in a dry build.
        look: the pictures of the site.
        tells: whether it is told of corrections.
    """

    build: BuildContext
    archive: Archive
    output: Output
    publication: str
    bulletins: "BulletinCache"
    formats: Sequence[Format]
    sections: tuple[SiteFeed, ...] = ()
    desk: "PhotoDesk | None" = None
    look: SiteLook = NO_LOOK
    tells: bool = False

    @property
    def catalogue(self) -> Catalogue:
        """The sections in effect, with those that only entries of the archive are filed under."""
        return self.bulletins.catalogue

    @property
    def workers(self) -> Workers:
        """What does the work of which there is much."""
        return self.bulletins.workers

    @property
    def config(self) -> Config:
        """Everything the operator set."""
        return self.build.config

    @property
    def site(self) -> Site:
        """What every page shows."""
        return site_of(self.config, self.publication, self.sections, self.look)

    @property
    def press(self) -> Press:
        """What workers need of it."""
        return Press(
            config=self.config,
            publication=self.publication,
            site=self.site,
            formats=tuple(self.formats),
            folder=self.output.folder,
            has_folder=not self.workers.are_elsewhere,
            dry=self.output.is_dry,
            draft=self.build.draft,
        )

    @property
    def now(self) -> int:
        """The moment of the build, in seconds since 1970."""
        return int(self.build.now.timestamp())


def section_of(slug: str, catalogue: Catalogue, archive: Archive) -> Section:
    """The section in effect; or one for a slug that only entries or a feed have, last in order, with its last title."""
    if (section := catalogue.get(slug)) is not None:
        return section
    return Section(slug=slug, title=archive.sections.title_of(slug), order=len(catalogue.all()))


def open_context(
    build: BuildContext,
    archive: Archive,
    output: Output,
    paper: PaperState,
    bulletins: "BulletinCache",
    formats: Sequence[Format],
) -> RenderContext:
    """What rendering needs; sections that only entries of the archive are filed under join the catalogue."""
    for slug in paper.sections:
        bulletins.catalogue.keep(section_of(slug, bulletins.catalogue, archive))
    return RenderContext(
        build=build,
        archive=archive,
        output=output,
        publication=paper.publication,
        bulletins=bulletins,
        formats=formats,
        tells=tells_corrections(build.config, paper),
    )


def with_sections(context: RenderContext, slugs: Iterable[str], desk: "PhotoDesk | None") -> RenderContext:
    """The context with the sections that pages lead to, in the order of the catalogue, and what makes smaller pictures.

    Args:
        context: without them.
        slugs: of the sections.
        desk: None in a dry build.
    """
    found = [section_of(slug, context.catalogue, context.archive) for slug in slugs]
    found.sort(key=lambda section: (section.order, section.slug))
    pages = context.config.pages
    feeds = tuple(SiteFeed(row.slug, row.title, section_path(row.slug) if pages else "") for row in found)
    return replace(context, sections=feeds, desk=desk)
