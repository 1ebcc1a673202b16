"""Entries whose article is not at hand any more: published again as they are, from the feeds, or as a notice."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from feedpub.commands.entries import withdraw
from feedpub.model import Follow
from tests.papers import FIRST_DAY, Paper, article

NAME, LATER = "2026-01-26.txt", "2026-01-27.txt"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """A paper with one article whose bulletin is gone from its folder."""
    follow = Follow(slug="ferry", title="渡口", keyword="渡口")
    paper = Paper(tmp_path, pages=True, history=True, archive_size=1, limit=1, days=1, follows=(follow,))
    paper.write(NAME, article("渡口甲", FIRST_DAY))
    paper.build()
    (paper.news / NAME).unlink()
    paper.write(LATER, article("乙", FIRST_DAY + timedelta(days=1)))
    return paper


def _forget_where_it_is(paper: Paper) -> None:
    """As if a later version read the old bulletin in another way: the article is at no line that the archive knows."""
    with closing(sqlite3.connect(paper.config.archive)) as db, db:
        db.execute("UPDATE entry SET line = 99, place = 99")


def test_an_article_that_is_not_found_in_its_old_bulletin_stays_as_published(paper: Paper) -> None:
    title, before = next(iter(paper.feed().items()))
    _forget_where_it_is(paper)
    paper.config = replace(paper.config, description="每日见报", limit=9)  # all feeds and pages are made again
    assert not paper.build().failed
    after = paper.feed()[title]
    assert (after.id, after.updated, after.content[0].value) == (before.id, before.updated, before.content[0].value)


def test_one_that_only_a_document_still_has_stays_as_published(paper: Paper) -> None:
    paper.build()
    (title,) = set(paper.ids("ferry"))
    before = {entry.title: entry for entry in paper.history().values()}[title]
    _forget_where_it_is(paper)
    for feed in paper.config.out.glob("*.atom.xml"):
        feed.unlink()
    paper.config = replace(paper.config, description="每日见报")
    assert not paper.build().failed
    after = {entry.title: entry for entry in paper.history().values()}[title]
    assert (after.id, after.content[0].value) == (before.id, before.content[0].value)


def test_a_lost_archive_knows_from_the_feeds_what_it_had_and_what_each_carried(paper: Paper) -> None:
    paper.build()
    (paper.news / LATER).unlink()
    paper.write("2026-01-28.txt", article("丙", FIRST_DAY + timedelta(days=2)))
    followed = paper.ids("ferry")
    paper.config.archive.unlink()
    assert not paper.build().failed
    assert paper.ids("ferry") == followed
    assert followed.items() <= {entry.title: entry.id for entry in paper.history().values()}.items()


def test_an_entry_that_only_feeds_know_can_be_withdrawn(paper: Paper) -> None:
    ((title, identity),) = paper.ids("ferry").items()
    paper.config.archive.unlink()
    paper.config = replace(paper.config, limit=9)
    paper.build()
    withdraw([identity], "消息来源有误", paper.config, now=paper.now)
    assert paper.build().withdrawn == 1
    entry = paper.feed()[f"【撤稿】{title}"]
    assert (entry.id, entry.author, entry.content[0].value) == (identity, "滨江日报", "<p>消息来源有误</p>")
