"""Print what `feedpub learn` found: TOML with remarks for people, one object for scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from feedpub.commands.console import print_json, say, show_table
from feedpub.config.append import table_text
from feedpub.learning.proposals import Group
from feedpub.learning.samples import Outcome, Sample
from feedpub.learning.verdicts import Figures, Verdict, figures_of, is_changed
from feedpub.messages import Message, joined, message, plural, translated
from feedpub.reading.form_words import words_of

__all__ = ["Learned", "show_learned", "show_learned_json"]

_SHOWN = 3  # bulletins that are named
_NO_DATE = message("no date")
_VERDICTS: dict[Verdict, str] = {
    "same": message("nothing changes: no table is needed"),
    "helps": "",
    "doubtful": message("look before you use it: something is lost, or some bulletins are clearly of another form"),
}


class Learned(NamedTuple):
    """A group, what is read of its bulletins with the tables proposed, and whether that helps."""

    group: Group
    after: Sequence[Outcome]
    verdict: Verdict


def show_learned(learned: Sequence[Learned], covered: Mapping[str, int], written: Path | None) -> None:
    """Print the groups as TOML, and on standard error what was done.

    Args:
        learned: the groups.
        covered: by the `match` of each table of the configuration, how many bulletins it fits.
        written: the file that tables were appended to, or None.
    """
    for row in learned:
        _show(row)
    for match, number in covered.items():
        _remark(
            plural(
                "{match}: has its table, which fits {n} bulletin",
                "{match}: has its table, which fits {n} bulletins",
                number,
                match=match,
            ),
            "",
        )
    helpful = sum(row.verdict == "helps" for row in learned)
    bulletins = sum(len(row.group.samples) for row in learned) + sum(covered.values())
    told = [
        plural(
            "{bulletins}, {groups}: {n} table would help",
            "{bulletins}, {groups}: {n} tables would help",
            helpful,
            bulletins=plural("{n} bulletin", "{n} bulletins", bulletins),
            groups=plural("{n} group", "{n} groups", len(learned)),
        )
    ]
    if written:
        told.append(message("appended to {path}", path=written))
    elif helpful:
        told.append(message("nothing was written, --write appends them"))
    say(joined("; ", told), err=True)


def _show(row: Learned) -> None:
    group = row.group
    number = len(group.samples)
    _remark(plural("{match}: {n} bulletin", "{match}: {n} bulletins", number, match=group.match), "", bold=True)
    for form, times in group.forms:
        _remark(f"{times} × {translated(words_of(form))}")
    if group.unclear:
        _remark(plural("unclear by itself: {n} bulletin", "unclear by itself: {n} bulletins", group.unclear))
    for line, times in group.repeated:
        _remark(message("in {n} bulletins, perhaps to `ignore`: {line}", n=times, line=line))
    if group.table is None:
        _remark(message("nothing in common that a table could say"))
        say()
        return
    if group.table.date:
        _remark(message("the date fits {dated} of {n}", dated=group.dated, n=number))
    before = [sample.outcome for sample in group.samples]
    head = (
        "#",
        message("articles"),
        message("days"),
        message("datelines"),
        message("without a date"),
        message("left out"),
        message("errors"),
        message("warnings"),
    )
    rows = [head, _cells(message("today"), figures_of(before))]
    if row.verdict != "same":
        rows.append(_cells(message("with the table"), figures_of(row.after)))
    show_table(rows, right=range(1, len(head)))
    changed = _changed(row)
    for sample, after in changed[:_SHOWN]:
        _remark(f"{sample.name}: {translated(_change(sample.outcome, after))}")
    if len(changed) > _SHOWN:
        _remark(message("… and {n} more", n=len(changed) - _SHOWN))
    if words := _VERDICTS[row.verdict]:
        _remark(words, "", fg="yellow" if row.verdict == "doubtful" else None)
    text = table_text(group.table)
    say(text if row.verdict == "helps" else "".join(f"# {line}\n" for line in text.splitlines()))


def _remark(text: str, indent: str = "  ", *, bold: bool = False, fg: str | None = None) -> None:
    """Print a comment of TOML, which has no control characters; names of files may."""
    printable = "".join(char if char.isprintable() else "?" for char in translated(text))
    say(f"# {indent}{printable}", bold=bold, fg=fg)


def _cells(name: Message, figures: Figures) -> tuple[str, ...]:
    cells = (
        figures.articles,
        figures.days,
        figures.datelines,
        figures.undated,
        figures.left_out,
        figures.errors,
        figures.warnings,
    )
    return (f"# {translated(name)}", *(str(cell) for cell in cells))


def _changed(row: Learned) -> list[tuple[Sample, Outcome]]:
    pairs = zip(row.group.samples, row.after, strict=True)
    return [(sample, after) for sample, after in pairs if is_changed(sample.outcome, after)]


def _change(before: Outcome, after: Outcome) -> Message:
    """What is different in a bulletin, in a few words."""
    changes: list[Message] = []
    if len(before.headlines) != len(after.headlines):
        numbers = {"before": len(before.headlines), "after": len(after.headlines)}
        changes.append(message("{before} → {after} articles", **numbers))
    elif before.headlines != after.headlines:
        changes.append(message("other headlines"))
    if before.issue != after.issue:
        days = {"before": before.issue or _NO_DATE, "after": after.issue or _NO_DATE}
        changes.append(message("{before} → {after}", **days))
    elif before.days != after.days and len(before.days) == len(after.days):
        changes.append(message("other days"))
    return joined(", ", changes)


def show_learned_json(learned: Sequence[Learned], covered: Mapping[str, int], written: Path | None) -> None:
    """Print one object; its keys are described in docs/reference.md. The arguments are those of `show_learned`."""
    print_json(
        {
            "groups": [_object(row) for row in learned],
            "covered": [{"match": match, "bulletins": number} for match, number in covered.items()],
            "written": str(written) if written else None,
        }
    )


def _object(row: Learned) -> dict[str, object]:
    group = row.group
    table = group.table
    return {
        "match": group.match,
        "bulletins": len(group.samples),
        "forms": [
            {
                **{key: value for key, value in form._asdict().items() if key not in ("why", "rival")},
                "bulletins": number,
            }
            for form, number in group.forms
        ],
        "alike": group.alike,
        "unclear": group.unclear,
        "dated": group.dated,
        "repeated": [{"line": line, "bulletins": number} for line, number in group.repeated],
        "today": figures_of([sample.outcome for sample in group.samples])._asdict(),
        "with_table": figures_of(row.after)._asdict() if table else None,
        "changed": [
            {
                "path": sample.name,
                "articles": [len(sample.outcome.headlines), len(after.headlines)],
                "issue": [day.isoformat() if day else None for day in (sample.outcome.issue, after.issue)],
            }
            for sample, after in _changed(row)
        ],
        "verdict": row.verdict if table else "none",
        "table": {key: value for key, value in asdict(table).items() if value} if table else None,
        "toml": table_text(table) if table else None,
    }
