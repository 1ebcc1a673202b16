"""With a target, hubs are notified by `feedpub publish`: when the feeds can be fetched, and not before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from feedpub.deploying import notify, run
from feedpub.errors import RefusedError
from feedpub.locking import holding
from feedpub.model.deploy import Deploy
from feedpub.publishing.ping import unserved
from tests.deploying.site import Site, contents
from tests.publishing.test_websub import Hub


class Web:
    """A web server that serves a folder, as it is told to."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self.down = False
        web = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *args: object) -> None:
                super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                web.asked.append(self.path)
                if web.down:
                    self.send_error(503)
                else:
                    super().do_GET()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "htdocs"


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    yield hub
    hub.server.shutdown()
    hub.server.server_close()


@pytest.fixture
def web(there: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setattr(notify, "unserved", partial(unserved, pauses=(0.0, 0.1)))
    web = Web(there)
    yield web
    web.server.shutdown()
    web.server.server_close()


@pytest.fixture
def site(tmp_path: Path, there: Path, hub: Hub, web: Web) -> Site:
    site = Site(tmp_path / "paper", Deploy("folder", str(there)), base_url=web.url, hubs=(hub.url,))
    site.issue()
    return site


def heard(hub: Hub, web: Web) -> list[str]:
    """The files that a hub was told of since."""
    told, hub.heard = hub.heard, []
    return sorted(topic.removeprefix(web.url) for topic in told)


FEEDS = sorted(f"{slug}.{suffix}" for slug in ("all", "world") for suffix in ("atom.xml", "json", "rss.xml"))


def test_a_build_leaves_hubs_to_the_copy_that_follows(site: Site, there: Path, hub: Hub, web: Web) -> None:
    site.build()
    assert hub.asked == 0
    seen: list[bool] = []
    hub.look = lambda topic: seen.append((there / topic.removeprefix(web.url)).is_file())
    done = site.publish()
    assert heard(hub, web) == FEEDS
    assert seen == [True] * len(FEEDS)
    assert [topic.removeprefix(web.url) for topic in done.notified] == FEEDS
    assert site.publish().notified == ()
    assert hub.asked == len(FEEDS)


def test_a_hub_that_asks_at_once_gets_the_new_feed(site: Site, there: Path, hub: Hub, web: Web) -> None:
    site.build()
    site.publish()
    heard(hub, web)
    site.issue()
    site.build()
    seen: list[bool] = []
    hub.look = lambda topic: seen.append("甲2".encode() in (there / topic.removeprefix(web.url)).read_bytes())
    site.publish()
    assert heard(hub, web) == FEEDS
    assert seen == [True] * len(FEEDS)


def test_what_cannot_be_fetched_yet_is_told_later(site: Site, hub: Hub, web: Web) -> None:
    web.down = True
    site.build()
    done = site.publish()
    assert hub.asked == 0
    [(where, problem)] = done.problems
    assert where.startswith(web.url)
    assert (problem.level, problem.code) == ("warning", "hub")
    assert "503" in problem.message
    assert "6 feeds" in problem.message
    assert done.notified == ()
    web.down = False
    assert site.publish().problems == ()
    assert heard(hub, web) == FEEDS


def test_an_old_feed_at_the_address_is_not_the_new_one(site: Site, there: Path, hub: Hub, web: Web) -> None:
    site.build()
    site.publish()
    heard(hub, web)
    site.issue()
    site.build()
    elsewhere = there.with_name("elsewhere")  # where the web server does not look
    site.config = site.to(Deploy("folder", str(elsewhere)))
    done = site.publish()
    assert heard(hub, web) == []
    assert "what is there is not what was uploaded" in done.problems[0][1].message


def test_after_a_copy_that_failed_hubs_hear_nothing(site: Site, there: Path, hub: Hub, web: Web) -> None:
    site.build()
    there.mkdir()
    (there / "world.rss.xml").mkdir()  # in the way of a feed
    with pytest.raises(RefusedError, match="hubs were not notified"):
        site.publish()
    assert (hub.asked, web.asked) == (0, [])
    (there / "world.rss.xml").rmdir()
    site.publish()
    assert heard(hub, web) == FEEDS


def test_a_feed_that_was_built_since_waits_for_the_next_copy(
    site: Site, there: Path, hub: Hub, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()

    @contextmanager
    def then_build(folder: Path, wait: float) -> Iterator[None]:
        with holding(folder, wait):
            yield
        site.issue()
        site.build()

    with monkeypatch.context() as patched:
        patched.setattr(run, "holding", then_build)
        site.publish()
    assert "甲1".encode() in (there / "all.json").read_bytes()
    assert heard(hub, web) == []
    site.publish()
    assert heard(hub, web) == FEEDS
    assert contents(there) == contents(site.config.out)


def test_a_hub_that_refuses_is_a_warning_and_told_by_a_later_copy(site: Site, hub: Hub, web: Web) -> None:
    hub.answer = 500
    site.build()
    done = site.publish()
    assert done.notified == ()
    [(where, problem)] = done.problems
    assert where == hub.url
    assert "by the first `feedpub publish` after" in problem.message
    hub.answer = 204
    site.build(later=timedelta(minutes=6))
    assert hub.asked == 1
    site.publish()
    assert heard(hub, web) == FEEDS
