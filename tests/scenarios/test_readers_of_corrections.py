"""Readers that never show a corrected entry again, visit before and after: they show the correction."""

import re
import sqlite3
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.scenarios.test_corrections import correct, make
from tests.scenarios.test_readers import need, run, served

FEEDS = ("all", "corrections")
pytestmark = pytest.mark.xdist_group("readers")


def _by_mail(home: Path, *arguments: str) -> None:
    run(home, "r2e", "-c", home / "r2e.cfg", "-d", home / "r2e.json", *arguments)


def _mailed(home: Path) -> dict[str, str]:
    """Subject → text of all messages."""
    found = {}
    for path in (home / "mail").rglob("*"):
        if path.is_file():
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = message.get_body(("html", "plain"))
            assert body is not None
            found[str(message["Subject"])] = str(body.get_content())
    return found


@pytest.mark.parametrize("slug", FEEDS)
def test_rss2email_mails_a_correction(tmp_path: Path, slug: str) -> None:
    need("r2e")
    paper = make(tmp_path / "paper", corrections_in_all=slug == "all")
    home = tmp_path / "home"
    for folder in ("tmp", "new", "cur"):
        (home / "mail" / folder).mkdir(parents=True)
    _by_mail(home, "new", "me@localhost.localdomain")
    settings = {"email-protocol": "maildir", "maildir-path": str(home / "mail"), "maildir-mailbox": ""}
    text = (home / "r2e.cfg").read_text(encoding="utf-8")
    for key, value in settings.items():
        text = re.sub(rf"^{key} = ?.*\n", "", text, flags=re.MULTILINE)
        text = text.replace("[DEFAULT]\n", f"[DEFAULT]\n{key} = {value}\n", 1)
    (home / "r2e.cfg").write_text(text, encoding="utf-8")
    with served(paper.config.out) as url:
        _by_mail(home, "add", "paper", f"{url}{slug}.atom.xml")
        if slug == "all":  # the feed of corrections is not there yet
            _by_mail(home, "run")
            assert set(_mailed(home)) == set(paper.feed())
        correct(paper)
        _by_mail(home, "run")
    assert "“八”应为“六”。" in _mailed(home)["更正：全市八人获奖"]


def test_newsboat_has_a_correction_as_news(tmp_path: Path) -> None:
    need("newsboat")
    paper = make(tmp_path / "paper", corrections_in_all=True)
    home = tmp_path / "home"
    home.mkdir()
    (home / "config").touch()
    with served(paper.config.out) as url:
        (home / "urls").write_text(f"{url}all.rss.xml\n", encoding="utf-8")
        reload = ("newsboat", "-u", home / "urls", "-C", home / "config", "-c", home / "cache.db", "-x", "reload")
        run(home, *reload)
        with sqlite3.connect(home / "cache.db") as cache:
            cache.execute("UPDATE rss_item SET unread = 0")
        cache.close()
        correct(paper)
        run(home, *reload)
    with sqlite3.connect(home / "cache.db") as cache:
        unread = [title for (title,) in cache.execute("SELECT title FROM rss_item WHERE unread")]
    cache.close()
    assert unread == ["更正：全市八人获奖"]
