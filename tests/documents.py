"""The documentation as tests see it: which files there are, and what is in them."""

import re
from pathlib import Path

from PIL import Image

from tests.paths import ROOT

_ENGLISH = (
    "README.md",
    "docs/tutorial.md",
    "docs/how-to.md",
    "docs/reference.md",
    "docs/explanation.md",
    "docs/hosting/README.md",
    "docs/python.md",
    "docs/upgrading.md",
)
PAIRS = tuple((name, name.replace(".md", ".zh-CN.md")) for name in _ENGLISH)  # each in English and in Chinese
README, TUTORIAL, HOW_TO, REFERENCE, _, HOSTING, PYTHON, UPGRADING = PAIRS
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOTHING_LEARNED = "# nothing\nword\ttop\n"  # what the examples' `learned_words` names
_CUT = "…"  # where an example is shortened


def text(name: str) -> str:
    """A file, whole."""
    return (ROOT / name).read_text(encoding="utf-8")


def prose(name: str) -> str:
    """A file without its code blocks."""
    return _FENCE.sub("", text(name))


def blocks(name: str, *kinds: str) -> list[str]:
    """The code blocks of some kinds, in order."""
    return [block for kind, block in all_blocks(name) if kind in kinds]


def all_blocks(name: str) -> list[tuple[str, str]]:
    """Every code block with its kind, in order."""
    return _FENCE.findall(text(name))


def headings(name: str) -> list[str]:
    """The marks of all headings."""
    return re.findall(r"^(#+) ", prose(name), re.MULTILINE)


def anchors(name: str) -> list[str]:
    """What a link may name after `#`, as GitHub makes it of each heading."""
    titles = re.findall(r"^#+ (.+)$", prose(name), re.MULTILINE)
    return [re.sub(r"[^\w\s-]", "", title).strip().lower().replace(" ", "-") for title in titles]


def links(name: str) -> list[str]:
    """Where its links lead."""
    return re.findall(r"\]\(([^)]+)\)", re.sub(r"`[^`\n]+`", "", prose(name)))


def code(name: str) -> set[str]:
    """Everything set as code in the running text, word by word: `--out DIR` is `--out` and `DIR`."""
    spans = re.findall(r"`([^`\n]+)`", prose(name))
    return {word for span in spans for word in (span, *span.split())}


def shows(shown: str, real: str) -> bool:
    """Whether every line shown stands in the real output, in that order, indents aside; … stands for what was cut."""
    at = 0
    for line in filter(None, map(str.strip, shown.splitlines())):
        if line == _CUT:
            continue
        pattern = r"[^\n]*?".join(map(re.escape, line.split(_CUT)))
        found = re.compile(rf"^[ \t]*{pattern}[ \t]*$", re.MULTILINE).search(real, at)
        if found is None:
            return False
        at = found.end()
    return True


def speaks(name: str) -> dict[str, str]:
    """The environment of a reader of a file: what it shows of feedpub is in its own language."""
    return {"LANG": "zh_CN.UTF-8" if name.endswith(".zh-CN.md") else "C.UTF-8"}


def example_paper(folder: Path, name: str) -> Path:
    """The README's bulletin under the name it gives, and the reference's feedpub.toml, in the language of a file."""
    language = next(pair.index(name) for pair in PAIRS if name in pair)
    bulletin = re.search(r"`(news/\S+\.md)`", text(README[language]))
    assert bulletin
    target = folder / bulletin[1]
    target.parent.mkdir()
    target.write_text(blocks(README[language], "markdown")[0], encoding="utf-8")
    (folder / "templates").mkdir()
    (folder / "section-words.tsv").write_text(NOTHING_LEARNED, encoding="utf-8")
    put_site_files(folder)
    config = blocks(REFERENCE[language], "toml")[0]
    config = re.sub(r"^language_of_messages = .*\n", "", config, flags=re.MULTILINE)  # the environment chooses
    (folder / "feedpub.toml").write_text(config, encoding="utf-8")
    return folder


def put_site_files(folder: Path) -> None:
    """Puts the pictures and the style sheet there that the example configurations name."""
    for picture in ("icon.png", "logo.png"):
        Image.new("RGB", (512, 512), "teal").save(folder / picture)
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"/>', encoding="utf-8")
    (folder / "extra.css").write_text(".foot { text-align: left; }\n", encoding="utf-8")
