"""`feedpub text`: print the text that a source format makes of a file, with the origin of each line."""

from pathlib import Path

from feedpub.commands.console import print_json, say, show_problem
from feedpub.errors import UnreadableError, UsageError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.scan import read_bytes_of
from feedpub.messages import message
from feedpub.model import Config, Problem
from feedpub.reading.reasons import in_words
from feedpub.reading.source_text import SourceText
from feedpub.reading.sources import located, read_source

__all__ = ["show_text"]


def show_text(path: Path, config: Config, *, as_json: bool) -> bool:
    """Print the text of a file; True if it cannot be read completely.

    Args:
        path: of the file, or of one within a zip.
        config: says how large a file may be.
        as_json: whether to print an object a line.

    Raises:
        UsageError: there is no such file, or it is a folder or a zip.
    """
    files = find_bulletins([path], config).files
    if len(files) != 1 or not files[0].by_name:
        raise UsageError(
            message("{path}: the text of one file is shown; name one of {number} in it", path=path, number=len(files))
        )
    (file,) = files
    try:
        source = read_source(read_bytes_of(file.place, config), file.key)
    except UnreadableError as error:
        show_problem(file.name, Problem.of(error))
        return True
    if as_json:
        _show_json(source)
    else:
        _show_lines(source)
    for problem in source.problems:
        show_problem(file.name, located(problem, source.origins))
    return any(problem.level == "error" for problem in source.problems)


def _show_json(source: SourceText) -> None:
    """Print an object for each line, then for each piece that was left out, and each picture."""
    for number, text in enumerate(source.text.splitlines(), 1):
        origin = source.origins[number - 1] if source.origins else None
        print_json({"kind": "line", "line": number, "origin": origin, "role": source.roles.get(number), "text": text})
    for discard in source.discards:
        print_json({"kind": "discard", "line": discard.line, "reason": discard.reason, "text": discard.text})
    for name, data in source.pictures.items():
        print_json({"kind": "picture", "name": name, "size": len(data)})


def _show_lines(source: SourceText) -> None:
    """Print each line with its number; above the lines of one origin, the origin with what it is said to be."""
    before = ""
    for number, text in enumerate(source.text.splitlines(), 1):
        if not text:
            continue
        origin = source.origins[number - 1] if source.origins else ""
        role = source.roles.get(number)
        above = f"{origin}: {role}" if role else origin
        if above and above != before:
            say(f"[{above}]", dim=True)
        before = above
        say(f"{number:6}  {text}")
    if source.discards or source.pictures:
        say()
    for discard in source.discards:
        say(
            message(
                "{line:6}  not in the text, {reason}: {text}",
                line=discard.line,
                reason=in_words(discard.reason),
                text=discard.text,
            )
        )
    for name, data in source.pictures.items():
        say(message("        picture {name}, {size} bytes", name=name, size=len(data)))
    if source.passed_over:
        say(message("this file is passed over: {reason}", reason=source.passed_over))
