"""`feedpub check`: print what is wrong with a folder of feeds, for people or for scripts."""

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from feedpub.checking.feed import Finding
from feedpub.checking.folder import FolderCheck, check_folder
from feedpub.checking.rules import ruling_of
from feedpub.commands.bar import Bar
from feedpub.commands.console import print_json, say, show_finding
from feedpub.errors import UsageError
from feedpub.messages import Message, joined, message, plural
from feedpub.model import Config
from feedpub.paths import shown
from feedpub.writing.formats import FORMATS, Format, checkers

__all__ = ["prove"]

_Found = Iterable[tuple[str, Finding]]

_ALL_WELL = message("all well")


def prove(
    folder: Path | None,
    config: Config,
    *,
    now: datetime,
    as_json: bool,
    archive: bool = False,
    formats: Sequence[Format] = FORMATS,
) -> bool:
    """Prints what is wrong with a folder of feeds, or with the archive; True where anything breaks a rule.

    Args:
        folder: None takes the one that builds write to.
        config: everything the operator set.
        now: the moment of this run.
        as_json: for a script.
        archive: whether the archive is checked too.
        formats: of feeds, whose suffixes and checkers are known.

    Raises:
        UsageError: there is no such folder, or no feed in it, or no archive.
        RefusedError: the archive can't be read.
    """
    folder = shown(folder or config.out)
    if not os.path.isdir(folder):  # noqa: PTH112  # false for a name too long, too
        raise UsageError(message("{path}: there is no such folder; name one, or run feedpub build first", path=folder))
    ours = folder.resolve() == config.out.resolve()
    base_url = config.base_url if ours else None
    checked = check_folder(folder, base_url=base_url, now=now, checkers=checkers(formats), progress=Bar(silent=as_json))
    if not checked.feeds:
        raise UsageError(message("{path}: there is no feed in this folder (*.xml, *.json, *.opml)", path=folder))
    findings = [(str(folder / path), finding) for path, finding in checked.findings]
    if archive:
        from feedpub.commands.check_archive import prove_archive  # a folder alone needs no archive

        of_archive = prove_archive(config, out=config.out if ours else None)
        findings += of_archive
    if as_json:
        _show_rows(findings)
    else:
        _show(findings)
        say(_summary(checked))
        if archive:
            errors = plural("{n} error", "{n} errors", len(of_archive))
            say(message("archive: {result}", result=errors if of_archive else _ALL_WELL))
    return any(finding.level == "error" for _, finding in findings)


def _show_rows(findings: _Found) -> None:
    for path, finding in findings:
        row = {"path": path, "line": finding.line, "level": finding.level, "rule": finding.code}
        print_json({**row, "message": finding.message, **ruling_of(finding.code)._asdict()})


def _show(findings: _Found) -> None:
    """As compilers write it, so that editors can jump there; below the first of a rule, its source and its remedy."""
    known: set[str] = set()
    for path, finding in findings:
        show_finding(path, finding.line, finding.level, finding.message, finding.code)
        if finding.code not in known:
            known.add(finding.code)
            ruling = ruling_of(finding.code)
            say(message("    source: {source}\n    remedy: {remedy}", source=ruling.source, remedy=ruling.remedy))


def _summary(checked: FolderCheck) -> Message:
    levels = [finding.level for _, finding in checked.findings]
    result = joined(
        ", ",
        [
            plural("{n} error", "{n} errors", levels.count("error")),
            plural("{n} warning", "{n} warnings", levels.count("warning")),
        ],
    )
    return plural("{n} file: {result}", "{n} files: {result}", checked.files, result=result if levels else _ALL_WELL)
