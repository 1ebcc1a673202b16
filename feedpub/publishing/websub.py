"""WebSub (W3C Recommendation): hubs are notified of the feeds that changed, so that subscribers need not ask.

WebSub leaves open how a publisher notifies a hub (section 5); the customary way is that of PubSubHubbub 0.4 (section
7.1), `hub.mode=publish` and the feed's address. What a hub did not take is owed, and later builds try again.
"""

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPException

from feedpub import __version__
from feedpub.archive import Archive
from feedpub.archive.pings import Pings
from feedpub.model import Config, Problem
from feedpub.model.build import BuildContext, FileProblem

__all__ = ["TIMEOUT", "owe_pings", "ping_hubs"]

TIMEOUT = 5.0  # seconds a hub has to answer
_PATIENCE = 15.0  # seconds for all pings of a build, since another build may wait for this one
_FIRST_WAIT = timedelta(minutes=5)  # doubled each time
_LONGEST_WAIT = timedelta(days=1)


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: urllib would make a GET of our POST, and notify the new address of nothing."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Staying)
_TRIES = 12  # for some days; then subscribers have asked by themselves


def owe_pings(archive: Archive, config: Config, names: Iterable[str]) -> None:
    """Note that hubs are to be notified of feeds, before these are published, so that no ping is lost.

    Args:
        archive: keeps what is owed.
        config: names the hubs. Where the site has no address of its own there is nothing to notify of.
        names: of the files that change.
    """
    if not config.base_url_stated:
        return
    archive.pings.owe((hub, config.base_url + name) for name in names for hub in config.hubs)


def ping_hubs(archive: Archive, context: BuildContext, *, timeout: float = TIMEOUT) -> Iterator[FileProblem]:
    """Notify hubs of what is due; a hub that does not answer is a warning, and the rest of its pings wait.

    Args:
        archive: keeps what is owed.
        context: of the build; its configuration names the hubs, and what is owed to others is dropped.
        timeout: seconds a hub has to answer.
    """
    pings = archive.pings
    now = int(context.now.timestamp())
    until = time.monotonic() + _PATIENCE
    for hub in pings.hubs():
        if hub not in context.config.hubs:
            pings.drop(hub)
            continue
        for topic in pings.due(hub, now):
            if time.monotonic() > until:  # the next build goes on
                return
            fault = _ping(hub, topic, timeout)
            if fault:
                yield hub, _wait(pings, hub, fault, now)
                break
            pings.done(hub, topic)


def _ping(hub: str, topic: str, timeout: float) -> str | None:
    """Notify a hub of a feed; return what went wrong, or None."""
    body = urllib.parse.urlencode({"hub.mode": "publish", "hub.url": topic}).encode()
    request = urllib.request.Request(hub, data=body, headers={"User-Agent": f"feedpub/{__version__}"})
    try:
        with _OPENER.open(request, timeout=timeout):
            return None
    except urllib.error.HTTPError as error:
        return f"it answered {error.code} {error.reason}"
    except (OSError, HTTPException, ValueError) as error:  # ValueError: a Location that is not an address
        reason = getattr(error, "reason", error)
        return f"no answer: {reason}"


def _wait(pings: Pings, hub: str, fault: str, now: int) -> Problem:
    """Postpone all pings of a hub, each time twice as long, and drop them after the last try."""
    owing = pings.owing(hub)
    tries = owing.tries + 1
    feeds = "1 feed" if owing.feeds == 1 else f"{owing.feeds} feeds"
    if tries >= _TRIES:
        pings.drop(hub)
        then = f"it was not notified of {feeds}, after {tries} tries; is its address right?"
    else:
        due = now + int(min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (tries - 1)).total_seconds())
        pings.postpone(hub, tries, due)
        when = datetime.fromtimestamp(due, UTC).strftime("%Y-%m-%d %H:%M UTC")
        then = f"it will be notified of {feeds} in the first build after {when}"
    return Problem(line=None, level="warning", code="hub", message=f"{fault}; {then}")
