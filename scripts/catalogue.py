"""Keep the catalogues of messages, `feedpub/data/locale/*/LC_MESSAGES/feedpub.po`.

    .venv/bin/python -m scripts.catalogue           take in new messages, drop those that are no more, compile
    .venv/bin/python -m scripts.catalogue FILE.po   the same, with the translations of another catalogue
    .venv/bin/python -m scripts.catalogue --left    print what is not translated yet, as a catalogue to fill in

Messages are the literals given to `message`, `plural` and `joined` of `feedpub/messages.py`, and the help of the
command line. `tests/project/test_catalogue.py` fails while a catalogue lacks one.
"""

import ast
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from feedpub.cli import app
from feedpub.cli.translation import texts_of_help
from feedpub.data import load

PACKAGE = Path(__file__).resolve().parent.parent / "feedpub"
LOCALE = PACKAGE / "data" / "locale"

Text: TypeAlias = "str | tuple[str, str]"  # of one and of more than one thing
Translations: TypeAlias = "Mapping[Text, tuple[str, ...]]"

_LITERALS = {"message": 1, "plural": 2, "joined": 1}  # by the name of the function, how many it begins with
# Babel's own has the moment, by which a catalogue would change at every run.
_HEADER = """# Kept by scripts/catalogue.py.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"

"""
_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def texts() -> set[Text]:
    """Every text that catalogues translate."""
    files = sorted(PACKAGE.rglob("*.py"))
    remedies = {rule["remedy"] for rule in load("rules").values()}  # of the findings of `feedpub check`
    return {text for file in files for text in _texts_in(file)} | set(texts_of_help(app)) | remedies


def _texts_in(file: Path) -> Iterator[Text]:
    """The literals in calls of a file. Babel's extractor misses calls within calls.

    Raises:
        SystemExit: a call has no literal.
    """
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _LITERALS:
            literals = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            wanted = _LITERALS[node.func.id]
            if len(literals) < wanted or not all(isinstance(text, str) for text in literals[:wanted]):
                sys.exit(f"{file}:{node.lineno}: {node.func.id} takes literals, for they are what is translated")
            yield (str(literals[0]), str(literals[1])) if wanted > 1 else str(literals[0])


def kept(language: str) -> Path:
    """The file of a catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "feedpub.po"


def translations(path: Path) -> Translations:
    """What a catalogue translates, each text with its forms."""
    with path.open("rb") as file:
        return {row: forms for row, forms in _rows(read_po(file)) if all(forms)}


def compiled(language: str, known: Translations) -> bytes:
    """A catalogue as programs read it."""
    catalogue = _catalogue(language, known, known.keys())
    catalogue.creation_date = _NO_MOMENT
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _rows(catalogue: Catalog) -> Iterator[tuple[Text, tuple[str, ...]]]:
    for row in catalogue:
        if row.id:
            yield (
                cast(Text, row.id),
                cast("tuple[str, ...]", (row.string,) if isinstance(row.string, str) else row.string),
            )


def _catalogue(language: str, known: Translations, wanted: Iterable[Text]) -> Catalog:
    made = Catalog(locale=language)
    for text in wanted:
        forms = known.get(text, ())
        made.add(text, forms if isinstance(text, tuple) else "".join(forms))
    return made


def _print(catalogue: Catalog, language: str, file: BinaryIO) -> None:
    file.write(_HEADER.format(language=language, plural=catalogue.plural_forms).encode())
    write_po(file, catalogue, width=118, omit_header=True, no_location=True, sort_output=True)


def main(arguments: list[str]) -> int:
    """Update every catalogue, or print what they lack."""
    wanted = texts()
    for language in sorted(path.name for path in LOCALE.iterdir()):
        known = dict(translations(kept(language)))
        for name in arguments:
            known |= {} if name == "--left" else translations(Path(name))
        left = wanted - known.keys()
        if "--left" in arguments:
            _print(_catalogue(language, {}, left), language, sys.stdout.buffer)
            continue
        with kept(language).open("wb") as file:
            _print(_catalogue(language, known, wanted), language, file)
        kept(language).with_suffix(".mo").write_bytes(compiled(language, translations(kept(language))))
        print(f"{language}: {len(wanted)} messages, {len(left)} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
