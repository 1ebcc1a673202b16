"""Check that a program can follow the archive documents of a feed in both directions (RFC 5005, section 4)."""

from collections.abc import Iterator, Mapping

from feedpub.checking.facts import Address, FeedFacts
from feedpub.checking.feed import Finding
from feedpub.checking.local import Folder
from feedpub.messages import message

__all__ = ["chain_findings"]

Located = tuple[str, Finding]


def chain_findings(feeds: Mapping[str, FeedFacts], folder: Folder) -> Iterator[Located]:
    """What breaks the chains of documents, each finding with the path of its file.

    Args:
        feeds: every Atom feed and document that could be read, by path.
        folder: that they are in.
    """
    reached: set[str] = set()
    for path, feed in feeds.items():
        if not feed.archived and not path.startswith("archive/"):
            yield from _Walk(feeds, folder, path, reached).go()
    for path in feeds:
        if path.startswith("archive/") and path not in reached:
            yield path, _finding(None, "warning", "stray-document", message("no feed's chain leads to this document"))


class _Walk:
    """Follows a feed back to its first document."""

    def __init__(self, feeds: Mapping[str, FeedFacts], folder: Folder, start: str, reached: set[str]) -> None:
        self._feeds = feeds
        self._folder = folder
        self._start = start
        self._reached = reached
        self._seen = {start}

    def go(self) -> Iterator[Located]:
        later = self._start
        while (link := self._feeds[later].links.get("prev-archive")) is not None:
            place = self._place(link)
            if place is None:  # the chain continues on another server
                return
            if place in self._seen:
                yield (
                    later,
                    _finding(
                        link.line, "error", "chain-cycle", message("prev-archive leads back to {place}", place=place)
                    ),
                )
                return
            if place not in self._feeds:
                told = message("prev-archive leads to {place}, which is no document here", place=place)
                yield later, _finding(link.line, "error", "chain-missing", told)
                return
            self._seen.add(place)
            self._reached.add(place)
            for finding in self._check(self._feeds[place], later):
                yield place, finding
            later = place

    def _check(self, document: FeedFacts, later: str) -> Iterator[Finding]:
        if not document.archived:
            yield _finding(document.line, "warning", "not-archive", message("the document does not say fh:archive"))
        yield from self._leads(document, "current", self._start)
        newest = later == self._start
        link = document.links.get("next-archive")
        if not newest:
            yield from self._leads(document, "next-archive", later)
        elif link is not None and self._place(link) != later:
            told = message("next-archive leads to {link}, but the feed's prev-archive to this document", link=link.text)
            yield _finding(link.line, "error", "chain-broken", told)

    def _leads(self, document: FeedFacts, relation: str, wanted: str) -> Iterator[Finding]:
        """Check a link: one that is missing is a warning, one that leads elsewhere an error."""
        link = document.links.get(relation)
        if link is None:
            yield _finding(
                document.line,
                "warning",
                "chain-broken",
                message("{relation} to {wanted} is missing", relation=relation, wanted=wanted),
            )
        elif self._place(link) != wanted:
            told = message(
                "{relation} leads to {link}, not to {wanted}", relation=relation, link=link.text, wanted=wanted
            )
            yield _finding(link.line, "error", "chain-broken", told)

    def _place(self, link: Address) -> str | None:
        place = self._folder.place(link.text, self._folder.base)
        return place.path if place else None


def _finding(line: int | None, level: str, code: str, message: str) -> Finding:
    return Finding(line=line, level="error" if level == "error" else "warning", code=code, message=message)
