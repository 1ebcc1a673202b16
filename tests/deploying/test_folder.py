"""`feedpub publish` to a folder of this machine: what is copied, in which order, what is removed, and what never is."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from feedpub.archive.deployed import Deployed
from feedpub.config import load_config
from feedpub.deploying import plan
from feedpub.errors import RefusedError, UsageError
from feedpub.locking import holding
from feedpub.model.deploy import Deploy
from feedpub.output import Output
from tests.deploying.site import Site, assert_nothing_missing, contents, order

ORDER = ["asset", "article", "page", "index", "feed"]
NEXT_ORDER = ["asset", "article", "page", "article", "page", "index", "feed"]  # new ones, then those that lead to them


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "paper", Deploy("folder", str(tmp_path / "htdocs")))


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "htdocs"


def test_what_was_built_is_there_and_feeds_came_last(site: Site, there: Path) -> None:
    site.issue()
    site.build()
    done = site.publish()
    assert contents(there) == contents(site.config.out)
    assert sorted(done.uploaded) == sorted(contents(there))
    assert order(done.uploaded) == ORDER
    assert (done.removed, done.problems) == ((), ())


def test_the_next_time_only_what_changed_is_copied(site: Site, there: Path) -> None:
    site.issue()
    site.build()
    site.publish()
    before = {name: (there / name).stat().st_ino for name in contents(there)}
    assert site.publish().uploaded == ()
    site.issue()
    site.build()
    done = site.publish()
    assert order(done.uploaded) == NEXT_ORDER
    assert contents(there) == contents(site.config.out)
    after = {name: (there / name).stat().st_ino for name in contents(there)}
    assert {name for name in after if after[name] != before.get(name)} <= set(done.uploaded)
    assert "style.css" not in done.uploaded


def test_a_file_that_changed_and_changed_back_is_harmless(site: Site, there: Path) -> None:
    day = site.issue()
    site.build()
    site.publish()
    bulletin = site.news / f"{day}.md"
    text = bulletin.read_text(encoding="utf-8")
    for changed in (text.replace("甲1", "丙1"), text):
        bulletin.write_text(changed, encoding="utf-8")
        site.build()
    site.publish()
    assert contents(there) == contents(site.config.out)


def test_what_is_gone_is_removed_last_and_nothing_else_is(site: Site, there: Path) -> None:
    for _ in range(3):
        site.issue()
    site.build()
    site.publish()
    strangers = {"robots.txt": b"robots", "a/mine.html": b"mine", "p/x.jpg": b"x"}
    for name, data in strangers.items():
        (there / name).write_bytes(data)
    forgotten = _forget_pages(site)
    done = site.publish()
    assert sorted(done.removed) == forgotten
    assert contents(there) == contents(site.config.out) | strangers


def _forget_pages(site: Site) -> list[str]:
    names = sorted(f"d/{path.name}" for path in (site.config.out / "d").glob("2026-*.html"))
    site.forget(*names)
    return names


def test_a_file_that_somebody_changed_there_stays_with_a_warning(site: Site, there: Path) -> None:
    for _ in range(3):
        site.issue()
    site.build()
    site.publish()
    first, *others = _forget_pages(site)
    (there / first).write_text("mine")
    done = site.publish()
    assert [(path, problem.level, problem.code) for path, problem in done.problems] == [
        (str(there / first), "warning", "orphan-kept")
    ]
    assert (there / first).read_text() == "mine"
    assert not any((there / name).exists() for name in others)
    assert site.publish().problems == ()


def test_what_came_and_went_between_is_neither_copied_nor_removed(site: Site, there: Path) -> None:
    for _ in range(3):
        site.issue()
    site.build()
    site.publish()
    site.issue()
    site.build()
    last = "d/2026-01-29.html"
    site.forget(last)
    (there / last).write_text("a stranger's")
    done = site.publish()
    assert last not in (*done.uploaded, *done.removed)
    assert (there / last).read_text() == "a stranger's"


def test_what_a_killed_copy_brought_there_is_removed_when_it_goes(
    site: Site, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.issue()
    site.build()

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Deployed, "note", die)
        with pytest.raises(Killed):
            site.publish()
    picture = next((site.config.out / "p").iterdir())
    assert (there / "p" / picture.name).exists()
    site.forget(f"p/{picture.name}")
    assert site.publish().removed == (f"p/{picture.name}",)
    assert not (there / "p" / picture.name).exists()
    assert contents(there) == contents(site.config.out)


def test_all_copies_what_the_target_lost(site: Site, there: Path) -> None:
    site.issue()
    site.build()
    site.publish()
    (there / "all.atom.xml").unlink()
    (there / "index.html").write_text("broken")
    assert site.publish().uploaded == ()
    site.publish(everything=True)
    assert contents(there) == contents(site.config.out)


def test_another_target_gets_everything_and_the_first_keeps_what_it_has(site: Site, there: Path) -> None:
    site.issue()
    site.build()
    site.publish()
    other = there.with_name("other")
    site.config = replace(site.config, deploy=Deploy("folder", str(other)))
    site.publish()
    assert contents(other) == contents(there) == contents(site.config.out)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(site: Site, there: Path) -> None:
    site.issue()
    site.build()
    would = site.publish(dry=True)
    assert not there.exists()
    assert site.publish() == would


def test_the_status_of_builds_is_published_where_it_is_in_the_output(site: Site, there: Path) -> None:
    site.config = replace(site.config, status=site.config.out / "status.json")
    site.issue()
    site.build()
    site.config.status_file.write_text("{}")
    site.publish()
    site.config.status_file.write_text('{"a": 1}')
    assert site.publish().uploaded == ("status.json",)
    assert (there / "status.json").read_text() == '{"a": 1}'


@pytest.mark.parametrize("to", ["paper/feeds", "paper/feeds/below", "paper", "paper/news", "paper/news/below"])
def test_a_folder_that_overlaps_with_the_output_or_the_bulletins_is_refused(
    site: Site, tmp_path: Path, to: str
) -> None:
    site.issue()
    site.build()
    site.config = replace(
        site.config, bulletins=(site.news,), deploy=Deploy("folder", str(tmp_path / to)), archive=site.config.archive
    )
    before = contents(tmp_path)
    with pytest.raises(UsageError, match="must be apart"):
        site.publish()
    assert contents(tmp_path).keys() == before.keys()


def test_a_draft_is_not_published(site: Site, there: Path) -> None:
    public = site.config
    site.config = replace(site.config, base_url="http://127.0.0.1:8000/")
    site.issue()
    site.build()
    with pytest.raises(UsageError, match="is a draft"):
        site.publish()
    site.config = public  # not built at that address yet
    with pytest.raises(UsageError, match="is a draft"):
        site.publish()
    assert not there.exists()
    site.build()
    site.publish()
    assert contents(there) == contents(site.config.out)


def test_an_output_that_is_not_whole_is_not_published(site: Site, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.issue()
    site.build()
    site.publish()
    before = contents(there)

    class Killed(BaseException):
        pass

    def die(_: Output) -> None:
        raise Killed

    site.issue()
    with monkeypatch.context() as patched:
        patched.setattr(Output, "publish", die)
        with pytest.raises(Killed):
            site.build()
    with pytest.raises(RefusedError, match="the last build was stopped"):
        site.publish()
    assert contents(there) == before
    site.build()
    site.publish()
    assert contents(there) == contents(site.config.out)


def test_a_page_that_is_missing_stops_it_before_anything_is_copied(site: Site, there: Path) -> None:
    site.issue()
    site.build()
    page = min((site.config.out / "a").iterdir())
    page.unlink()
    with pytest.raises(RefusedError, match="run `feedpub build`"):
        site.publish()
    assert not there.exists()
    site.build()
    site.publish()
    assert contents(there) == contents(site.config.out)


def test_where_a_folder_cannot_be_written_the_next_run_goes_on(
    site: Site, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", 2)
    site.issue()
    site.issue()
    site.build()
    there.mkdir()
    (there / "d").write_text("in the way")
    with pytest.raises(RefusedError, match=r"\d+ of \d+ files are at the target.*hubs were not notified"):
        site.publish()
    assert not any("/" not in name and name.endswith("xml") for name in contents(there))
    (there / "d").unlink()
    copied = contents(there)
    done = site.publish()
    assert contents(there) == contents(site.config.out)
    assert copied
    assert not set(done.uploaded) & copied.keys()


def test_a_build_with_something_new_waits_and_commands_that_look_do_not(site: Site) -> None:
    site.issue()
    site.build()
    with holding(site.config.out, 0):  # as while it copies
        assert site.build().new == 0
        site.issue()
        with pytest.raises(RefusedError, match="feedpub publish"):
            site.build()
        with pytest.raises(RefusedError, match="feedpub publish"):
            site.publish()
    assert site.build().new == 2


def test_copies_that_are_killed_show_no_feed_before_its_pages(tmp_path: Path) -> None:
    paper, there = tmp_path / "paper", tmp_path / "htdocs"
    site = Site(paper, Deploy("folder", str(there)), source=paper / "feedpub.toml")
    (paper / "feedpub.toml").write_text(
        f'bulletins = ["news"]\npublication = "滨江日报"\nbase_url = "{site.config.base_url}"\nmargin = 99\n'
        'days = 1\nlimit = 2\narchive_size = 2\n[deploy]\nfolder = "../htdocs"\n',
        encoding="utf-8",
    )
    assert load_config(paper / "feedpub.toml").deploy == Deploy("folder", str(paper / "../htdocs"))
    site.config = load_config(paper / "feedpub.toml")
    chance = random.Random(21)
    killed = 0
    for _ in range(12):
        site.issue()
        site.build()
        process = subprocess.Popen(
            [sys.executable, "-c", _SLOWLY], cwd=paper, stderr=subprocess.PIPE, env={**os.environ, "LANG": "C.UTF-8"}
        )
        assert process.stderr is not None
        process.stderr.readline()  # it begins to copy
        time.sleep(chance.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        process.stderr.close()
        assert_nothing_missing(contents(there), site.config.base_url)
    assert killed > 3
    site.publish()
    assert contents(there) == contents(site.config.out)


# The command, which takes a moment for each file, and says when it begins to copy.
_SLOWLY = """
import os, sys, time
from feedpub import output
from feedpub.cli import main

really, begun = os.replace, []

def slowly(*paths):
    if not begun:
        print("copying", file=sys.stderr, flush=True)
    begun.append(1)
    time.sleep(0.004)
    really(*paths)

output.os.replace = slowly
sys.argv[1:] = ["publish"]
main()
"""
