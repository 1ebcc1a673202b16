"""How well datelines are read, by form: right, wrong, missed, false alarms.

    python -m tests.scores.datelines FILE...

A file has one JSON object a line: `text`, `at` (start or end), `issue_date`, `date` (the day the dateline states, null
where there is none) and `form`; where they are given, `agency`, `place`, `reporters` and `dateline` (false where there
is none, true also where it states no day) are judged as well.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from feedpub.dating.articles import date_articles
from feedpub.dating.issue import issue_date
from feedpub.reading.bulletin import read_bulletin

HEADLINE = "# 江北大桥合龙\n\n"
TEXT = "全桥长三千米，今天起通车。\n\n"


@dataclass
class Score:
    """Counts of verdicts, by form; and every row that was not read as labelled."""

    by_form: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    def total(self, verdict: str) -> int:
        """How many rows got a verdict: right, wrong, missed, none, false alarm; agency, place, reporters."""
        return sum(counts[verdict] for counts in self.by_form.values())

    @property
    def share_right(self) -> float:
        """Of the rows that state a day, how many were read with that very day."""
        dated = sum(self.total(verdict) for verdict in ("right", "wrong", "missed"))
        return self.total("right") / dated if dated else 1.0


def score(rows: Iterable[dict[str, Any]]) -> Score:
    """Reads every row as an article of a bulletin of its issue date."""
    found = Score()
    for row in rows:
        text = HEADLINE + row["text"] if row["at"] == "start" else HEADLINE + TEXT + row["text"]
        bulletin = read_bulletin(text)
        issue = issue_date(bulletin, "bulletin.txt", date.fromisoformat(row["issue_date"]))
        article = bulletin.articles[0]
        dated = date_articles(bulletin, issue, date.fromisoformat(row["issue_date"]))[0]
        line = article.dateline
        states_a_day = line is not None and line.day is not None
        if row["date"]:
            verdict = "missed" if not states_a_day else "right" if _own_day(line, dated.day) == row["date"] else "wrong"
        else:
            verdict = "false alarm" if states_a_day else "none"
        found.by_form[row["form"]][verdict] += 1
        if verdict not in ("right", "none"):
            found.misses.append((verdict, row["form"], row["text"]))
        for key, value in _details(row, article, line):
            found.by_form[row["form"]][key] += 1
            found.misses.append((f"{key} {value!r}", row["form"], row["text"]))
    return found


def _own_day(line: Any, day: date) -> str:
    """The day a dateline states: a reprint's own, older one too, which is published on the issue date."""
    return f"{line.year}-{line.month:02}-{line.day:02}" if line.year and line.month else day.isoformat()


def _details(row: dict[str, Any], article: Any, line: Any) -> Iterable[tuple[str, object]]:
    """What of a dateline was read otherwise than labelled, but for its day."""
    if "dateline" not in row:
        return
    if row["dateline"] != (line is not None):
        yield "undated", line and line.text
        return
    if line and line.agency != row["agency"]:
        yield "agency", line.agency
    if line and line.place != row["place"]:
        yield "place", line.place
    if (people := [person.name for person in article.people]) != row["reporters"]:
        yield "reporters", people


def load(path: Path) -> list[dict[str, Any]]:
    """The rows of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(paths: list[str]) -> None:
    """Prints a table for each file, and every row that was not read as labelled."""
    verdicts = ("right", "wrong", "missed", "none", "false alarm", "undated", "agency", "place", "reporters")
    for path in paths:
        found = score(load(Path(path)))
        print(path)
        print(f"{'form':<60}" + "".join(f"{verdict:>12}" for verdict in verdicts))
        for form, counts in sorted(found.by_form.items()):
            print(f"{form[:59]:<60}" + "".join(f"{counts[verdict] or '':>12}" for verdict in verdicts))
        print(f"{'all':<60}" + "".join(f"{found.total(verdict):>12}" for verdict in verdicts))
        print(f"{found.share_right:.2%} of the rows that state a day are right")
        for verdict, form, text in found.misses:
            print(f"  {verdict}\t{form}\t{text[:90]}")


if __name__ == "__main__":
    main(sys.argv[1:])
