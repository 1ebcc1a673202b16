"""Whether what feeds and pages lead to below their own folder is there."""

import os
from collections.abc import Iterable, Iterator
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from feedpub.check.addresses import Page
from feedpub.check.feed import Finding
from feedpub.check.told import Address

__all__ = ["NOWHERE", "Ground", "Place", "Signposts"]

NOWHERE = "https://folder.invalid/"  # where a folder is found whose feeds don't say (RFC 2606)
_PAGES = (".html", ".htm")


class Place(NamedTuple):
    """A file below the folder, and the part of it that is meant."""

    path: str
    fragment: str


class Ground:
    """The folder: its files, and the address it is found at."""

    def __init__(self, base: str, files: Iterable[str]) -> None:
        self.base = base
        self.files = frozenset(files)
        self._has_pages = any(path.endswith(_PAGES) for path in self.files)

    def address(self, path: str, base: str = "") -> str:
        """What addresses in a file are relative to: its own, or the `base` that a page says."""
        own = self.base + quote(os.fsencode(path))
        try:
            return urljoin(own, base)
        except ValueError:  # browsers pass over one that is no address
            return own

    def place(self, address: str, within: str) -> Place | None:
        """What an address means below the folder; None where it leads elsewhere.

        Args:
            address: absolute, or relative to where it stands.
            within: the address that it is relative to.
        """
        try:
            whole = urlsplit(urljoin(within, address))
        except ValueError:
            return None
        found = whole._replace(query="", fragment="").geturl()
        if found + "/" == self.base:
            found = self.base
        if not found.startswith(self.base):
            return None
        path = unquote(found[len(self.base) :])
        return Place(self._file(path), unquote(whole.fragment))

    def _file(self, path: str) -> str:
        """The file that a web server would send."""
        if path == "" or path.endswith("/"):
            return f"{path}index.html"
        path = normpath(path)
        return f"{path}/index.html" if path not in self.files and f"{path}/index.html" in self.files else path

    def stands(self, path: str) -> bool:
        """Whether a file is there. Without pages nothing is said of a front page: it may be somebody else's."""
        return path in self.files or (path == "index.html" and not self._has_pages)


class Signposts:
    """Follows addresses as files are read, and fragments once all pages are known."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._names: dict[str, frozenset[str]] = {}
        self._parts: list[tuple[str, int | None, Place]] = []

    def follow(self, path: str, addresses: Iterable[Address], base: str = "") -> Iterator[Finding]:
        """What of a file's addresses leads to nothing."""
        within = self._ground.address(path, base)
        for line, address in addresses:
            place = self._ground.place(address, within)
            if place is None:
                continue
            if not self._ground.stands(place.path):
                message = f"{address} leads nowhere: there is no {place.path}"
                yield Finding(line=line, level="error", code="target-missing", message=message)
            elif place.fragment and place.path.endswith(_PAGES):
                self._parts.append((path, line, place))

    def follow_page(self, path: str, page: Page) -> Iterator[Finding]:
        """What of a page's addresses leads to nothing; its parts are remembered."""
        self._names[path] = page.names
        yield from self.follow(path, (Address(*found) for found in page.addresses), page.base)

    def lost(self) -> Iterator[tuple[str, Finding]]:
        """Fragments that name no part of their page, each with the path of the file that says so."""
        for path, line, place in self._parts:
            names = self._names.get(place.path)
            if names is not None and place.fragment != "top" and place.fragment not in names:
                message = f"#{place.fragment} is no part of {place.path}"
                yield path, Finding(line=line, level="warning", code="fragment-missing", message=message)
