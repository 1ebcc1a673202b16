"""The bundles of the search index: which issue days each has, and whether any is to be made.

Pagefind cannot add an article to an index. So there are several, which the search page reads one after the other, the
newest first: one for each year, each month of the newest year, and every five days of the newest month. An issue
changes only the last, and a year that is over changes no more. A year of very many articles has one for each quarter or
month: Pagefind takes a quarter of a megabyte of memory for each article, and a phone loads ten bytes.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from feedpub.archive import Archive
from feedpub.model import Config
from feedpub.output import Output
from feedpub.paths import SEARCH, SEARCH_FOLDER, SEARCH_SCRIPT

__all__ = ["OWED", "bundle_path", "bundles_of", "entry_of", "is_search_owed", "stop_search"]

OWED = ""  # the fingerprint of a bundle that could not be made
_MOST = 4000  # articles of a bundle that has more than a month


def bundles_of(counts: Mapping[str, int], newest: str) -> dict[str, list[str]]:
    """The issue days of each bundle, by its name; the newest bundle is first.

    Args:
        counts: how many articles each issue day has (ISO).
        newest: the newest issue day; one far ahead, mistyped, may be no newest.
    """
    sizes: Counter[str] = Counter()
    for day, count in counts.items():
        sizes.update(dict.fromkeys((day[:4], _quarter(day)), count))
    found: dict[str, list[str]] = {}
    for day in sorted(counts, reverse=True):
        month = day[:7]
        if month == newest[:7]:
            name = f"{month}-{min(5, (int(day[8:]) - 1) // 5) + 1}"
        elif day[:4] == newest[:4]:
            name = month
        else:
            name = next((name for name in (day[:4], _quarter(day)) if sizes[name] <= _MOST), month)
        found.setdefault(name, []).append(day)
    return found


def _quarter(day: str) -> str:
    return f"{day[:4]}-q{(int(day[5:7]) + 2) // 3}"


def bundle_path(bundle: str, file: str) -> str:
    """A file of a bundle, below the output folder."""
    return f"{SEARCH_FOLDER}/{bundle}/{file}"


def entry_of(bundle: str) -> str:
    """The file that leads to all others of a bundle."""
    return bundle_path(bundle, "pagefind-entry.json")


def is_search_owed(config: Config, archive: Archive, disk: Output) -> bool:
    """Whether the search is to be made though nothing else changed: it failed, or files of it were lost."""
    if not config.search:
        return False
    known = archive.settings.search_bundles
    return OWED in known.values() or disk.lacks([SEARCH, SEARCH_SCRIPT, *(entry_of(name) for name in known)])


def stop_search(archive: Archive, today: date) -> None:
    """Note that the search is off, and that its files are removed."""
    if archive.settings.search_bundles:
        archive.settings.search_bundles = {}
        for file in archive.files.of_search():
            archive.files.let_leave(file.path, today.isoformat())
