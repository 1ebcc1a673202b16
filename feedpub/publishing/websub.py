"""WebSub (W3C Recommendation): hubs are told which feeds changed, so that subscribers need not ask.

How a publisher tells is left open by WebSub (section 5); the customary way is that of PubSubHubbub 0.4, section 7.1:
`hub.mode=publish` and the feed's address. What a hub did not take is owed, and later builds try again.
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
from feedpub.model import Config, Problem

__all__ = ["owe_pings", "ping_hubs"]

_TIMEOUT = 5.0  # seconds a hub has to answer
_PATIENCE = 15.0  # seconds for all pings of a build, since another build may wait for this one
_FIRST_WAIT = timedelta(minutes=5)  # doubled each time
_LONGEST_WAIT = timedelta(days=1)


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows nobody: urllib would make a GET of our POST, and tell the new place nothing."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Staying)
_TRIES = 12  # for some days; then subscribers have asked by themselves


def owe_pings(archive: Archive, config: Config, names: Iterable[str]) -> None:
    """Notes that hubs are to be told of feeds; before these are published, so that no ping is lost.

    Args:
        archive: keeps what is owed.
        config: names the hubs. Without an address of the site's own there is nothing to tell.
        names: of the files that change.
    """
    if not config.base_url_stated:
        return
    rows = [(hub, config.base_url + name) for name in names for hub in config.hubs]
    archive.db.executemany(  # where a hub does not answer, what is new waits with the rest
        """INSERT INTO ping SELECT ?1, ?2, coalesce(max(tries), 0), coalesce(max(due), 0) FROM ping WHERE hub = ?1
           ON CONFLICT DO NOTHING""",
        rows,
    )


def ping_hubs(archive: Archive, config: Config, now: datetime | None) -> Iterator[tuple[str, Problem]]:
    """Tells hubs what is due; a hub that does not answer is a warning, and the rest of its pings wait with it.

    Args:
        archive: keeps what is owed.
        config: names the hubs; what is owed to others is dropped.
        now: the build's moment.
    """
    db = archive.db
    moment = int(now.timestamp()) if now else 0
    until = time.monotonic() + _PATIENCE
    for (hub,) in db.execute("SELECT DISTINCT hub FROM ping").fetchall():
        if hub not in config.hubs:
            db.execute("DELETE FROM ping WHERE hub = ?", (hub,))
            continue
        due = db.execute("SELECT topic FROM ping WHERE hub = ? AND due <= ? ORDER BY topic", (hub, moment)).fetchall()
        for (topic,) in due:
            if time.monotonic() > until:  # the next build goes on
                return
            fault = _ping(hub, topic)
            if fault:
                yield hub, _wait(archive, hub, fault, moment)
                break
            db.execute("DELETE FROM ping WHERE hub = ? AND topic = ?", (hub, topic))


def _ping(hub: str, topic: str) -> str | None:
    """Tells a hub of a feed; what went wrong, or None."""
    body = urllib.parse.urlencode({"hub.mode": "publish", "hub.url": topic}).encode()
    request = urllib.request.Request(hub, data=body, headers={"User-Agent": f"feedpub/{__version__}"})
    try:
        with _OPENER.open(request, timeout=_TIMEOUT):
            return None
    except urllib.error.HTTPError as error:
        return f"it answered {error.code} {error.reason}"
    except (OSError, HTTPException, ValueError) as error:  # ValueError: a Location that is no address
        reason = getattr(error, "reason", error)
        return f"no answer: {reason}"


def _wait(archive: Archive, hub: str, fault: str, moment: int) -> Problem:
    """All that is owed to a hub waits, each time twice as long, and is dropped in the end."""
    db = archive.db
    (tries,) = db.execute("SELECT max(tries) + 1 FROM ping WHERE hub = ?", (hub,)).fetchone()
    (left,) = db.execute("SELECT count(*) FROM ping WHERE hub = ?", (hub,)).fetchone()
    feeds = "1 feed" if left == 1 else f"{left} feeds"
    if tries >= _TRIES:
        db.execute("DELETE FROM ping WHERE hub = ?", (hub,))
        then = f"it is not told of {feeds}, after {tries} tries; is its address right?"
    else:
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (tries - 1))
        due = moment + int(wait.total_seconds())
        db.execute("UPDATE ping SET tries = ?, due = ? WHERE hub = ?", (tries, due, hub))
        when = datetime.fromtimestamp(due, UTC).strftime("%Y-%m-%d %H:%M UTC")
        then = f"{feeds} wait to be told, in the first build after {when}"
    return Problem(line=None, level="warning", code="hub", message=f"{fault}; {then}")
