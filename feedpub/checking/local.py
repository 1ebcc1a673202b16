"""Check that the files which feeds and pages link to exist in their folder."""

import os
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from feedpub.checking.addresses import Page
from feedpub.checking.facts import Address
from feedpub.checking.feed import Finding
from feedpub.messages import message
from feedpub.patterns import regex

__all__ = ["NOWHERE", "Folder", "LinkCheck", "Place", "is_loopback"]

NOWHERE = "https://folder.invalid/"  # the address of a folder whose feeds do not name one (RFC 2606)
_PAGES = (".html", ".htm")
_OURS = regex(r"a/[0-9a-f]{16}\.html|d/\d{4}-\d\d-\d\d\.html|s/[^/]+\.html|p/[0-9a-f]{16}(-\d+)?\.[a-z]+")


def is_loopback(url: str) -> bool:
    """Whether an address names the computer it is read on: localhost (RFC 6761), 127.0.0.0/8 or ::1 (RFC 6890)."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or host.endswith(".localhost") or ip_address(host).is_loopback
    except ValueError:  # a name, or no address
        return False


class Place(NamedTuple):
    """A file below the folder, and a part of it; the part is empty for the whole file."""

    path: str
    fragment: str


class Folder:
    """A folder: its files, and its address."""

    def __init__(self, base: str, files: Iterable[str]) -> None:
        self.base = base
        self.files = frozenset(files)
        self._has_pages = any(path.endswith(_PAGES) for path in self.files)

    def address(self, path: str, base: str = "") -> str:
        """The address that those in a file are relative to: its own, or the `base` of a page."""
        own = self.base + quote(os.fsencode(path))
        try:
            return urljoin(own, base)
        except ValueError:  # browsers ignore one that is not valid
            return own

    def place(self, address: str, within: str) -> Place | None:
        """The file that an address means; None where it is outside the folder.

        Args:
            address: absolute, or relative to the file it is in.
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

    def has(self, path: str) -> bool:
        """Whether a file exists. A front page that is missing counts as there where the folder has no pages."""
        return path in self.files or (path == "index.html" and not self._has_pages)


class LinkCheck:
    """Checks addresses as files are read, and fragments after all pages were read."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._names: dict[str, frozenset[str]] = {}
        self._parts: list[tuple[str, int | None, Place]] = []
        self._reached: set[str] = set()

    def follow(self, path: str, addresses: Iterable[Address], base: str = "") -> Iterator[Finding]:
        """The addresses of a file that lead to a missing file."""
        within = self._folder.address(path, base)
        for line, address in addresses:
            place = self._folder.place(address, within)
            if place is None:
                continue
            if place.path != path:
                self._reached.add(place.path)
            if missing := self._missing(place, address, line):
                yield missing
            elif place.fragment and place.path.endswith(_PAGES):
                self._parts.append((path, line, place))

    def follow_list(self, path: str, addresses: Iterable[Address]) -> Iterator[Finding]:
        """The addresses of a list for robots that lead to a missing file; no reader gets anywhere by it."""
        within = self._folder.address(path)
        for line, address in addresses:
            if (place := self._folder.place(address, within)) and (missing := self._missing(place, address, line)):
                yield missing

    def _missing(self, place: Place, address: str, line: int | None) -> Finding | None:
        if self._folder.has(place.path):
            return None
        told = message("{address} leads nowhere: there is no {path}", address=address, path=place.path)
        return Finding(line=line, level="error", code="target-missing", message=told)

    def follow_page(self, path: str, page: Page) -> Iterator[Finding]:
        """The addresses of a page that lead to a missing file; its parts are remembered."""
        self._names[path] = page.names
        if page.says_gone:
            self._reached.add(path)
        yield from self.follow(path, (Address(*found) for found in page.addresses), page.base)

    def orphans(self) -> Iterator[tuple[str, Finding]]:
        """The pages and pictures in our folders that no other file leads to, after all files were read."""
        for path in sorted(self._folder.files - self._reached):
            if _OURS.fullmatch(path):
                told = message("no feed and no other page leads to this file")
                yield path, Finding(line=None, level="warning", code="orphan", message=told)

    def missing_fragments(self) -> Iterator[tuple[str, Finding]]:
        """Fragments that are not in their page, each with the path of the file that links to them."""
        for path, line, place in self._parts:
            names = self._names.get(place.path)
            if names is not None and place.fragment != "top" and place.fragment not in names:
                told = message("#{fragment} is no part of {path}", fragment=place.fragment, path=place.path)
                yield path, Finding(line=line, level="warning", code="fragment-missing", message=told)
