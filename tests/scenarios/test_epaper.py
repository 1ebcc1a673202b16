"""The pages of a paper's own site: a mirrored issue is read, watched, corrected, withdrawn, and lost, as text is."""

from pathlib import Path

import pytest

from tests.epaper.issue import DAY, ISSUE, markdown, pictures
from tests.epaper.site import LAYOUTS, mirror
from tests.papers import Paper

ENCODINGS = ("utf-8", "gb18030")


def _published(paper: Paper) -> dict[str, bytes]:
    """Every file that is published, by its name."""
    return {name: data for name, (_, data) in paper.files().items()}


@pytest.fixture(scope="module")
def as_markdown(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    paper = Paper(tmp_path_factory.mktemp("markdown"), pages=True)
    for file, data in pictures().items():
        path = paper.news / "res" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    paper.write(f"{DAY}.md", markdown())
    assert paper.build().problems == ()
    return paper


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_mirrored_issue_gives_the_entries_of_its_bulletin(
    as_markdown: Paper, tmp_path: Path, layout: str, encoding: str
) -> None:
    paper = Paper(tmp_path, pages=True)
    mirror(paper.news, layout, encoding)
    built = paper.build()
    assert built.problems == ()
    assert built.new == sum(len(page.items) for page in ISSUE)
    assert {row.reason for row in built.passed_over} == {"index"}
    assert len(built.passed_over) == len(ISSUE)
    ours, theirs = _published(paper), _published(as_markdown)
    assert ours.keys() == theirs.keys()
    for name, data in theirs.items():
        assert ours[name] == data, name
