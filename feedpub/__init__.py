"""feedpub turns newspaper bulletins into feeds anyone can follow.

A parser turns each bulletin article into a feed entry, dated from its dateline, and feedgen writes valid RSS 2.0 and
Atom 1.0 files per section. The command is `feedpub build`; a Python program calls `feedpub.read`, `feedpub.build`,
`feedpub.check` and `feedpub.load_config` (docs/python.md).

`__all__` is what is public, and nothing else is. All of it is imported when it is first asked for (PEP 562), so that
`import feedpub` costs next to nothing.
"""

TYPE_CHECKING = False  # as typing has it, whose import would take longer than all the rest

__all__ = [
    "Article",
    "Block",
    "BuildOptions",
    "BuildResult",
    "Bulletin",
    "BulletinFile",
    "Change",
    "CheckedFinding",
    "Config",
    "ConfigError",
    "Credit",
    "Dated",
    "Dateline",
    "Discard",
    "FeedFile",
    "FeedpubError",
    "Figure",
    "Filed",
    "Follow",
    "Form",
    "FrontMatter",
    "IssueDate",
    "PageHead",
    "Paragraph",
    "ParsedBulletin",
    "Person",
    "PictureError",
    "Problem",
    "RefusedError",
    "Rule",
    "Section",
    "Source",
    "StatedDate",
    "Subhead",
    "Table",
    "Terms",
    "TooLargeError",
    "UndecodableError",
    "UnreadableError",
    "UsageError",
    "__version__",
    "build",
    "check",
    "load_config",
    "read",
]

__version__ = "0.2.0"

if TYPE_CHECKING:
    from feedpub.api import CheckedFinding, build, check, load_config, read
    from feedpub.errors import (
        ConfigError,
        FeedpubError,
        PictureError,
        RefusedError,
        TooLargeError,
        UndecodableError,
        UnreadableError,
        UsageError,
    )
    from feedpub.model import (
        Article,
        Block,
        Bulletin,
        BulletinFile,
        Config,
        Credit,
        Dated,
        Dateline,
        Discard,
        Figure,
        Filed,
        Follow,
        Form,
        FrontMatter,
        IssueDate,
        PageHead,
        Paragraph,
        Person,
        Problem,
        Rule,
        Section,
        Source,
        StatedDate,
        Subhead,
        Table,
        Terms,
    )
    from feedpub.model.build import BuildOptions, BuildResult, Change, FeedFile
    from feedpub.model.parsed import ParsedBulletin

_HOMES = ("feedpub.api", "feedpub.errors", "feedpub.model", "feedpub.model.build", "feedpub.model.parsed")


if not TYPE_CHECKING:  # else a type checker would believe that every name exists

    def __getattr__(name):
        """Imports a public name when it is first asked for."""
        if name in __all__:
            from importlib import import_module

            for home in map(import_module, _HOMES):
                if name in home.__all__:
                    found = globals()[name] = getattr(home, name)
                    return found
        raise AttributeError(f"module 'feedpub' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
