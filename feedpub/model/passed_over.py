"""Files in the bulletins' folders that are no bulletins, or not yet: each is named with the reason."""

from typing import Literal, NamedTuple, TypeAlias

__all__ = ["PassedOver", "Reason"]

Reason: TypeAlias = Literal[
    "draft",  # its front matter, its name or its folder says so
    "copy",  # a sync tool's or a file manager's, of a file that is read
    "document",  # a text in a format that feedpub does not read, such as *.docx
    "template",  # by its name, or by placeholders in the place of its headlines
    "readme",  # for the people who work on the folder: README, LICENSE, CHANGELOG
    "index",  # a site's list of pages
    "excluded",  # by `exclude` in the configuration
    "lock",  # what a word processor keeps beside a file that is open
    "backup",  # what an editor keeps of an earlier version
    "trash",  # a folder of removed files
    "hidden",  # its name begins with a dot
    "link",  # a folder that is elsewhere
    "outside",  # a link to a file outside of the folder, without `linked_bulletins`
    "wire",  # an item of a news agency without text: a package, a plan, a film
    "format",  # any other file that is no text, no document and no picture
]


class PassedOver(NamedTuple):
    """A file or a folder that is not read.

    Attributes:
        path: as given on the command line or found below the folder given; that of a folder ends in `/`.
        reason: why.
        of: of a copy, the path of the file that is read in its place; else empty.
    """

    path: str
    reason: Reason
    of: str = ""
