"""What the earlier stages of a build hand to publishing."""

from collections.abc import Mapping
from typing import NamedTuple

from feedpub.model.build import Affected
from feedpub.model.withdrawal import Withdrawal

__all__ = ["Work"]


class Work(NamedTuple):
    """What became of bulletins and entries, as publishing needs it.

    Attributes:
        affected: what changed in the archive.
        changed: numbers of the entries that were withdrawn (True), restored or dropped (False).
        withdrawals: all of them, by the id of their entry.
        failed: whether anything could not be read.
    """

    affected: Affected
    changed: Mapping[int, bool]
    withdrawals: Mapping[str, Withdrawal]
    failed: bool
