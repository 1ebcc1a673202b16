"""The values that everything that renders and stages needs; they are the same during one build."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedpub.archive import Archive
from feedpub.model import Config
from feedpub.model.build import BuildContext
from feedpub.output import Output
from feedpub.sections.catalogue import Catalogue
from feedpub.writing.formats import Format

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache

__all__ = ["RenderContext"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """The archive that entries come from, the output that bytes go to, and the paper's name.

    Attributes:
        build: the configuration, the moment, and what this run is asked to do.
        archive: where entries and feeds are.
        output: where files are staged.
        publication: the paper's name.
        bulletins: opens the bulletins of the archive.
        catalogue: the sections in effect, with those that only entries of the archive are filed under.
        formats: that feeds are written in.
    """

    build: BuildContext
    archive: Archive
    output: Output
    publication: str
    bulletins: "BulletinCache"
    catalogue: Catalogue
    formats: Sequence[Format]

    @property
    def config(self) -> Config:
        """Everything the operator set."""
        return self.build.config

    @property
    def now(self) -> int:
        """The moment of the build, in seconds since 1970."""
        return int(self.build.now.timestamp())
