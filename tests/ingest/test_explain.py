"""What `inspect` says decided: words with their line, and what each rule said, for articles of several kinds."""

from datetime import date

import pytest

from feedpub.ingest.explain import deciding_words, explain
from feedpub.ingest.parse import Parser, ParseTask, resolve
from feedpub.model import BulletinFile, Config, Rule
from feedpub.model.parsed import ParsedBulletin
from feedpub.sections.catalogue import Catalogue

DAY = date(2026, 1, 26)
MASTHEAD = "滨江日报\n2026年1月26日 星期一\n\n"
CLOSED = MASTHEAD + "# 老码头改成江边书房\n\n三号码头重新开门。\n\n（本报滨江1月25日电 记者林知夏）\n"
PAGED = "第03版：体育\n\n# 江心洲夜跑开跑\n\n□本报记者 周远\n\n夜跑队绕洲一圈。\n\n（参与记者：沈青禾、何庆余）\n"
PHOTO = "# 江上初雪\n\n![1月25日，渡船在雪里靠岸。沈青禾 摄](ferry.jpg)\n"


def _parsed(text: str, config: Config) -> ParsedBulletin:
    file = BulletinFile(name="a.txt", key="a.txt", place="/a.txt")
    parsed = Parser(config).parse(ParseTask(file=file, data=text.encode(), issue_date=None, today=DAY))
    return resolve(parsed, Catalogue(config.sections))


def _said(text: str, config: Config | None = None) -> dict[tuple[str, str], str | None]:
    """(about, rule) → what was found, of the first article."""
    settings = config or Config()
    rows = explain(_parsed(text, settings), 0, Parser(settings).classifier, Catalogue(settings.sections))
    return {(row.about, row.rule): row.said for row in rows}


def _words(text: str) -> dict[str, tuple[int | None, str]]:
    parsed = _parsed(text, Config())
    words = deciding_words(parsed, 0, Parser(Config()).classifier, text.split("\n"))
    return {name: (found.line, found.text) for name, found in words.items()}


def test_a_closing_dateline_and_the_masthead() -> None:
    said = _said(CLOSED)
    assert said["dateline", "closing line"] == "（本报滨江1月25日电 记者林知夏）"
    assert said["people", "记者, an author"] == "林知夏"
    words = _words(CLOSED)
    assert words["day"] == (8, "（本报滨江1月25日电 记者林知夏）")
    assert words["issue date"] == (2, "2026年1月26日 星期一")


def test_a_page_head_a_byline_and_contributors() -> None:
    said = _said(PAGED)
    assert said["people", "记者, an author"] == "周远"
    assert said["people", "参与记者, no author"] == "何庆余"  # the last of them
    words = _words(PAGED)
    assert words["section"] == (1, "第03版：体育")
    assert words["reporters"][0] == 5


def test_a_picture_is_dated_by_its_caption() -> None:
    line, text = _words(PHOTO)["day"]
    assert (line, text.startswith("1月25日，渡船")) == (3, True)


@pytest.mark.parametrize(("place", "slug"), [("江心洲", "culture"), (None, "sports")])
def test_the_first_evidence_of_a_section_decides(place: str | None, slug: str) -> None:
    rules = (Rule(section="culture", headline=place),) if place else ()
    text = PAGED.replace("第03版：体育\n\n", "") if place else PAGED
    parsed = _parsed(text, Config(rules=rules))
    rows = list(explain(parsed, 0, Parser(Config(rules=rules)).classifier, Catalogue()))
    (decided,) = [row.said for row in rows if row.about == "section" and row.decided]
    assert decided is not None
    assert decided.split(":")[0] == slug == parsed.filed[0].slug
