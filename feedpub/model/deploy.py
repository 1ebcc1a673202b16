"""Where `feedpub publish` copies the output folder to."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Deploy"]


@dataclass(frozen=True, slots=True)
class Deploy:
    """The target of `feedpub publish`.

    Attributes:
        kind: the program that copies; with `folder`, feedpub itself.
        to: the target as that program names it; of a folder, its path.
    """

    kind: Literal["rsync", "rclone", "folder"]
    to: str
