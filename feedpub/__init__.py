"""feedpub turns newspaper bulletins into feeds anyone can follow.

A parser turns each bulletin article into a feed entry, dated from its dateline, and feedgen
writes valid RSS 2.0 and Atom 1.0 files per section. The command is `feedpub build`.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
