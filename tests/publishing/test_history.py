"""The history of feeds (RFC 5005): a program that follows the chain gets every entry ever published, once."""

import random
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree

from feedpub.commands.entries import restore, withdraw
from feedpub.entries.ids import short_id
from tests.papers import FIRST_DAY, Paper, article, assert_valid, words

FH = "{http://purl.org/syndication/history/1.0}archive"
NEXT = re.compile(rb'  <link href="[^"]*" rel="next-archive"[^>]*/>\n')


def _issue(paper: Paper, back: int, count: int) -> None:
    day = FIRST_DAY - timedelta(days=back)
    paper.write(f"{day}.txt", "".join(article(f"{back}之{number}", day) for number in range(count)))


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """Ten issues of four articles; the feed carries the newest, documents five each."""
    made = Paper(tmp_path, days=1, limit=2, archive_size=5)
    for back in range(10):
        _issue(made, back, 4)
    made.build()
    return made


def _documents(paper: Paper) -> dict[str, bytes]:
    """The archive documents as published, without the one link that may come later."""
    return {name: NEXT.sub(b"", data) for name, (_, data) in paper.files().items() if name.startswith("archive/")}


def test_the_chain_leads_from_the_feed_to_the_first_document_and_back(paper: Paper) -> None:
    chain = list(paper.documents())
    assert [name for name, _ in chain] == ["all.atom.xml", *(f"archive/all/{n:04}.atom.xml" for n in range(7, 0, -1))]
    later = "all.atom.xml"
    for name, document in chain[1:]:
        links = {link.rel: link.href.removeprefix(paper.config.base_url) for link in document.feed.links}
        assert links["self"] == name
        assert links["current"] == "all.atom.xml"
        assert links.get("next-archive", "all.atom.xml") == later
        assert len(document.entries) == 5
        assert etree.parse(str(paper.config.out / name)).getroot().find(FH) is not None
        later = name
    assert etree.parse(str(paper.config.out / "all.atom.xml")).getroot().find(FH) is None
    assert b"prev-archive" not in (paper.config.out / "all.rss.xml").read_bytes()
    assert_valid(paper.config.out, paper.config.base_url)


def test_documents_are_filled_in_the_order_of_publication_and_only_when_full(paper: Paper) -> None:
    published = [
        entry.published for _, document in reversed(list(paper.documents())) for entry in document.entries[::-1]
    ]
    assert published == sorted(published)
    assert len(published) == 40
    assert len(paper.feed()) == 5  # four of the window, and one that waits


def test_an_entry_is_the_same_in_every_document(paper: Paper) -> None:
    one = {entry.id: entry for _, document in paper.documents() for entry in document.entries}
    assert one[next(iter(one))].tags[0].term == "综合"
    for _, document in paper.documents("general"):
        assert all(entry == one[entry.id] for entry in document.entries)


def test_a_program_that_follows_the_chain_keeps_every_entry_once(tmp_path: Path) -> None:
    chance = random.Random(5005)
    paper = Paper(tmp_path, days=2, limit=3, archive_size=4)
    texts: dict[str, str] = {}
    ids: dict[str, str] = {}
    withdrawn: set[str] = set()
    full: dict[str, bytes] = {}
    for turn in range(25):
        day = FIRST_DAY + timedelta(days=turn)
        for number in range(chance.randint(1, 4)):
            texts[f"{turn}之{number}"] = words(f"{turn}之{number}文", 160)
        for name in chance.sample(sorted(texts), k=min(len(texts), chance.randint(0, 2))):
            texts[name] = texts[name][:-1] + chance.choice("甲乙丙丁戊己庚辛")
        for back in range(turn + 1):
            issue = FIRST_DAY + timedelta(days=back)
            named = [name for name in texts if name.startswith(f"{back}之")]
            paper.write(f"{issue}.txt", "".join(article(name, issue, texts[name]) for name in named))
        if turn % 5 == 4:
            name = chance.choice(sorted(ids))
            withdraw([ids[name]], "有误", paper.config, now=paper.now)
            withdrawn.add(ids[name])
        paper.now = max(paper.now, paper.now.replace(year=2026, month=day.month, day=day.day))
        assert not paper.build().failed
        kept = paper.history()
        for identity, entry in kept.items():
            title = entry.title.removeprefix("【撤稿】")
            assert ids.setdefault(title[8:], identity) == identity
        assert kept.keys() == set(ids.values())
        assert ids.keys() == texts.keys()
        for name, text in texts.items():
            content = kept[ids[name]].content[0].value
            assert ("有误" if ids[name] in withdrawn else text) in content, name
        documents = _documents(paper)
        gone = {name for name in documents if "撤稿" in documents[name].decode()}
        assert {name: documents[name] for name in full if name not in gone} == {
            name: full[name] for name in full if name not in gone
        }
        full = documents
        assert_valid(paper.config.out, paper.config.base_url)
    assert len(list(paper.documents())) > 8


def test_a_withdrawal_reaches_into_documents_and_is_dropped_from_them(paper: Paper) -> None:
    name, document = list(paper.documents())[-1]
    entry = document.entries[0]
    withdraw([entry.id], "有误", paper.config, now=paper.now)
    paper.build()
    assert entry.title not in {row.title for row in dict(paper.documents())[name].entries}
    assert paper.history()[entry.id].title == f"【撤稿】{entry.title}"
    others = paper.history().keys() - {entry.id}
    restore([short_id(entry.id)], paper.config)
    paper.build()
    assert dict(paper.documents())[name].entries[0].title == entry.title
    withdraw([entry.id], "有误", paper.config, now=paper.now)
    paper.build()
    paper.build(later=timedelta(days=31))
    assert paper.history().keys() == others


def test_a_dropped_entry_may_leave_a_tombstone(tmp_path: Path) -> None:
    paper = Paper(tmp_path, tombstones=True)
    _issue(paper, 0, 2)
    paper.build()
    title, identity = next(iter(paper.ids().items()))
    withdraw([identity], "有误", paper.config, now=paper.now)
    paper.build()
    feed = paper.config.out / "all.atom.xml"
    assert b"deleted-entry" not in feed.read_bytes()
    paper.build(later=timedelta(days=31))
    tombstone = etree.parse(str(feed)).getroot().find("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert tombstone is not None
    assert tombstone.get("ref") == identity
    assert "".join(map(str, tombstone.itertext())).strip() == "有误"
    assert title not in paper.feed()
    assert_valid(paper.config.out, paper.config.base_url)


def test_documents_that_somebody_cleared_away_come_back(paper: Paper) -> None:
    before = {name: data for name, (_, data) in paper.files().items()}
    shutil.rmtree(paper.config.out / "archive")
    paper.build()
    assert {name: data for name, (_, data) in paper.files().items()} == before


def test_another_address_stands_in_every_document(paper: Paper) -> None:
    paper.config = replace(paper.config, base_url="https://other.example.org/")
    ids = paper.history  # follows the new address
    paper.build()
    assert len(ids()) == 40
    assert not [name for name, (_, data) in paper.files().items() if b"news.example.org" in data]


def test_an_article_that_is_filed_otherwise_comes_into_the_history_of_its_new_section(paper: Paper) -> None:
    day = FIRST_DAY - timedelta(days=9)
    path = paper.news / f"{day}.txt"
    before = paper.history()
    path.write_text("第05版：文化\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    paper.build()
    assert len(paper.history("culture")) == 4
    assert paper.history().keys() == before.keys()


def test_without_history_there_are_no_documents(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=2, archive_size=5, history=False)
    for back in range(5):
        _issue(paper, back, 4)
    paper.build()
    assert not (paper.config.out / "archive").exists()
    assert len(paper.feed()) == 4
    paper.config = replace(paper.config, history=True)
    paper.build()
    assert len(paper.history()) == 20


def test_late_news_comes_in_at_the_end(paper: Paper) -> None:
    documents = _documents(paper)
    old = date(2026, 1, 2)
    paper.write(f"{old}.txt", article("迟到", old))
    paper.build()
    assert any("迟到" in title for title in paper.feed())
    assert _documents(paper) == documents


def test_a_corrected_entry_comes_back_into_the_feed_though_it_fills_a_document(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=1, archive_size=1)
    for back in range(4):
        _issue(paper, back, 1)
    paper.build()
    day = FIRST_DAY - timedelta(days=3)
    paper.write(f"{day}.txt", article("3之0", day, words("更正", 20) + words("3之0文", 140)))
    tried = paper.build(dry=True)
    assert [(change.kind, change.words) for change in tried.changes] == [("corrected", ())]
    paper.build()
    assert any(title.endswith("3之0") for title in paper.feed())
    assert len(paper.history()) == 4
    _issue(paper, -1, 1)
    paper.build()
    assert not any(title.endswith("3之0") for title in paper.feed())
    assert words("更正", 20) in "".join(entry.content[0].value for entry in paper.history().values())
