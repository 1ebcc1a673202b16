"""Bulletins out of a bucket, feeds into a bucket: the real rclone, and a real object storage on loopback."""

import os
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from pathlib import Path

import feedparser
import pytest

from feedpub.errors import RefusedError
from feedpub.model.deploy import Deploy
from feedpub.writing.media_types import content_types, type_of
from tests.conftest import Feedpub
from tests.deploying.site import Site, assert_nothing_missing, contents, order
from tests.deploying.test_folder import NEXT_ORDER, ORDER
from tests.object_storage import PROGRAMS, Storage, object_storage
from tests.papers import FIRST_DAY, article
from tests.programs import need
from tests.publishing.test_websub import Hub

pytestmark = pytest.mark.xdist_group("object storage")  # one for all of them
FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    need(*PROGRAMS)
    with object_storage(tmp_path_factory.mktemp("storage")) as storage:
        yield storage


@pytest.fixture
def storage(running: Storage, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """The storage, which rclone knows in this test's environment."""
    for name in os.environ.keys() - running.env.keys():
        monkeypatch.delenv(name)
    for name, value in running.env.items():
        monkeypatch.setenv(name, value)
    return running


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    yield hub
    hub.server.shutdown()
    hub.server.server_close()


def fetched(address: str) -> tuple[Message, bytes]:
    """A file as a reader gets it."""
    with urllib.request.urlopen(address) as answer:
        return answer.headers, answer.read()


def there(storage: Storage, place: str, folder: Path) -> dict[str, bytes]:
    """Every file below a place of the storage."""
    storage.rclone("sync", f"storage:{place}", str(folder))
    return contents(folder)


def test_feeds_are_served_with_their_types_and_copied_last(storage: Storage, tmp_path: Path, hub: Hub) -> None:
    address = storage.bucket("typed") + "paper/"
    site = Site(tmp_path, Deploy("rclone", "storage:typed/paper"), base_url=address, hubs=(hub.url,))
    site.issue()
    site.build()
    assert hub.asked == 0
    done = site.publish()
    assert order(done.uploaded) == ORDER
    assert there(storage, "typed/paper", tmp_path / "there") == contents(site.config.out)
    assert sorted(done.notified) == sorted(hub.heard)
    assert hub.heard
    for name, data in contents(site.config.out).items():
        headers, body = fetched(address + name)
        assert body == data
        assert headers["Content-Type"] == type_of(name, content_types())
        assert headers["Cache-Control"] == (FOREVER if name.startswith("p/") else "no-cache")
    site.issue()
    site.build()
    done = site.publish()
    assert order(done.uploaded) == NEXT_ORDER
    assert there(storage, "typed/paper", tmp_path / "there") == contents(site.config.out)
    assert len(feedparser.parse(fetched(f"{address}all.atom.xml")[1]).entries) == 2
    assert site.publish().uploaded == ()


def test_what_is_gone_is_removed_and_nothing_else(storage: Storage, tmp_path: Path) -> None:
    site = Site(tmp_path, Deploy("rclone", "storage:gone"), base_url=storage.bucket("gone"))
    site.issue()
    site.build()
    site.publish()
    stranger = tmp_path / "robots.txt"
    stranger.write_text("mine")
    storage.rclone("copy", str(stranger), "storage:gone")
    ours = "d/2026-01-26.html"
    site.forget(ours)
    assert site.publish().removed == (ours,)
    assert there(storage, "gone", tmp_path / "there") == contents(site.config.out) | {"robots.txt": b"mine"}


def test_where_it_fails_half_way_the_next_run_goes_on(
    storage: Storage, tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = storage.bucket("half")
    site = Site(tmp_path, Deploy("rclone", "storage:half"), base_url=address, hubs=(hub.url,))
    site.issue()
    site.build()
    monkeypatch.setenv("PATH", f"{_failing(tmp_path / 'programs', at=8)}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(RefusedError, match=r"rclone failed \(status 1\): no more.*hubs were not notified"):
        site.publish()
    copied = there(storage, "half", tmp_path / "there")
    assert copied
    assert not any(name.endswith(".xml") and "/" not in name for name in copied)
    assert hub.asked == 0
    monkeypatch.setenv("PATH", storage.env["PATH"])
    done = site.publish()
    assert not set(done.uploaded) & {"style.css", "copy.js"}  # of the calls that went well
    assert there(storage, "half", tmp_path / "there") == contents(site.config.out)
    assert_nothing_missing(contents(tmp_path / "there"), address)
    assert hub.heard


def _failing(folder: Path, *, at: int) -> Path:
    """A folder with an rclone that fails from a certain call on."""
    folder.mkdir()
    (folder / "rclone").write_text(
        f"#!/bin/sh\necho >>{folder}/calls\n"
        f'[ $(wc -l <{folder}/calls) -lt {at} ] || {{ echo "no more" >&2; exit 1; }}\n'
        f'PATH={os.environ["PATH"]} exec rclone "$@"\n'
    )
    (folder / "rclone").chmod(0o755)
    return folder


def test_a_bucket_that_is_not_there_is_said_in_its_own_words(storage: Storage, tmp_path: Path) -> None:
    site = Site(tmp_path, Deploy("rclone", "storage:nowhere/feeds"))
    site.issue()
    site.build()
    with pytest.raises(RefusedError, match=r"rclone failed \(status \d\): (?s:.*)NoSuchBucket"):
        site.publish()
    site.config = site.to(Deploy("rclone", "unknown:feeds"))
    with pytest.raises(RefusedError, match="didn't find section in config file"):
        site.publish()


def test_bulletins_come_from_a_bucket_and_feeds_go_to_another(
    storage: Storage, tmp_path: Path, feedpub: Feedpub, hub: Hub
) -> None:
    storage.bucket("incoming")
    address = storage.bucket("outgoing")
    (tmp_path / "feedpub.toml").write_text(
        f'bulletins = ["news"]\nbase_url = "{address}"\nhub = "{hub.url}"\npublication = "滨江日报"\n'
        '[deploy]\nrclone = "storage:outgoing"\n',
        encoding="utf-8",
    )
    for number in range(2):
        day = FIRST_DAY + timedelta(days=number)
        written = tmp_path / f"{day}.md"
        written.write_text(article(f"甲{number}", day), encoding="utf-8")
        storage.rclone("copy", str(written), "storage:incoming/news")
        storage.rclone("sync", "storage:incoming/news", str(tmp_path / "news"))  # as docs/hosting says
        built = feedpub("build", "--publish", env=storage.env, today=f"{day}T20:00")
        assert (built.returncode, built.stderr) == (0, "")
        assert "hubs notified of " in built.stdout
        feed = feedparser.parse(fetched(f"{address}all.atom.xml")[1])
        assert {entry.title[-2:] for entry in feed.entries} == {f"甲{before}" for before in range(number + 1)}
        assert all(fetched(entry.link)[0]["Content-Type"] == "text/html; charset=utf-8" for entry in feed.entries)
        assert f"{address}all.atom.xml" in hub.heard
        hub.heard.clear()
