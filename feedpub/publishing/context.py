"""The context of rendering and staging, the same during one build."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedpub.archive import Archive
from feedpub.model import Config, Section
from feedpub.model.build import BuildContext
from feedpub.output import Output
from feedpub.sections.catalogue import Catalogue
from feedpub.writing.formats import Format

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache

__all__ = ["RenderContext", "section_of"]


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
    """

    build: BuildContext
    archive: Archive
    output: Output
    publication: str
    bulletins: "BulletinCache"
    formats: Sequence[Format]

    @property
    def catalogue(self) -> Catalogue:
        """The sections in effect, with those that only entries of the archive are filed under."""
        return self.bulletins.catalogue

    @property
    def config(self) -> Config:
        """Everything the operator set."""
        return self.build.config

    @property
    def now(self) -> int:
        """The moment of the build, in seconds since 1970."""
        return int(self.build.now.timestamp())


def section_of(slug: str, catalogue: Catalogue, archive: Archive) -> Section:
    """The section in effect; or one for a slug that only entries or a feed have, last in order, with its last title."""
    if (section := catalogue.get(slug)) is not None:
        return section
    return Section(slug=slug, title=archive.sections.title_of(slug), order=len(catalogue.all()))
