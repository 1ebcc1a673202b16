"""Write what sections know of Chinese: words that may tell a section, and traditional characters.

    python -m venv /tmp/words && /tmp/words/bin/pip install jieba opencc-python-reimplemented
    .venv/bin/python scripts/dictionary.py /tmp/words/lib/python3*/site-packages ../shared/data/sections/*.jsonl

Writes tests/scores/candidates.txt: the words of jieba's dictionary that stand, as whole words, in four of the openings
or more, of two sources at least, whatever their labels; the most frequent in the language first. And
feedpub/data/traditional.toml: OpenCC's traditional characters, each with its simplified form.
Run it once for each new set of openings; then weigh the words again (`tests/scores/vocabulary.py`).
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from feedpub.sections.words import WholeWords  # noqa: E402 (it is found only from here on)

CANDIDATES = ROOT / "tests" / "scores" / "candidates.txt"
TRADITIONAL = ROOT / "feedpub" / "data" / "traditional.toml"
LEAST_ROWS, LEAST_SOURCES = 4, 2
OPENING = 100  # characters of the text that are looked at, and as many of a dateline


def words_of(dictionary: Path) -> list[str]:
    """The words of jieba's dictionary, of two to eight Han characters, the most frequent first."""
    rows = (line.split(" ") for line in dictionary.read_text(encoding="utf-8").splitlines())
    counted = [(word, int(number)) for word, number, *_ in rows if re.fullmatch("[\u3400-\u9fff]{2,8}", word)]
    return [word for word, _ in sorted(counted, key=lambda row: (-row[1], row[0]))]


def characters_of(dictionary: Path) -> dict[str, str]:
    """Traditional character → its simplified form, the most usual one."""
    pairs = (line.split("\t") for line in dictionary.read_text(encoding="utf-8").splitlines())
    return {
        char: forms.split(" ")[0]
        for char, forms in pairs
        if len(char) == 1 and len(forms.split(" ")[0]) == 1 and max(char + forms) <= "\uffff" and char not in forms
    }


def openings(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """The source and the text of each row."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield path.stem, f"{row['title']}\n{row['text'][: 2 * OPENING]}"


def main(site_packages: str, *names: str) -> None:
    """Write both files."""
    site = Path(site_packages)
    finder = WholeWords(words_of(site / "jieba" / "dict.txt"))
    simple = characters_of(site / "opencc" / "dictionary" / "TSCharacters.txt")
    table = str.maketrans(simple)
    rows: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for source, text in openings([Path(name) for name in names]):
        for word in set(finder.find(text.translate(table))):
            rows[word] += 1
            sources[word].add(source)
    kept = [
        word
        for word in words_of(site / "jieba" / "dict.txt")
        if rows[word] >= LEAST_ROWS and len(sources[word]) >= LEAST_SOURCES
    ]
    CANDIDATES.write_text("\n".join(kept) + "\n", encoding="utf-8")
    pairs = sorted(simple.items())
    TRADITIONAL.write_text(
        "# Traditional characters, and in the same place of the other line the simplified form of each: OpenCC's\n"
        "# TSCharacters, as opencc-python-reimplemented 0.1.7 packs it, by scripts/dictionary.py.\n"
        "# Copyright © 2010-2014 BYVoid and the contributors of OpenCC. Apache License 2.0, in LICENSE.opencc here.\n"
        f'traditional = "{"".join(char for char, _ in pairs)}"\n'
        f'simplified = "{"".join(form for _, form in pairs)}"\n',
        encoding="utf-8",
    )
    print(f"{len(kept)} words, {len(pairs)} characters")


if __name__ == "__main__":
    main(*sys.argv[1:])
