"""Send pings to hubs over HTTP, all hubs at once, within a budget of wall-clock time.

The time-outs of an HTTP client count from one byte to the next, so that a hub which sends a little now and then is
waited for without end. Here each request has a deadline, and so has all of it.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from threading import Thread
from typing import NamedTuple

import httpx2

from feedpub import __version__
from feedpub.messages import message

__all__ = ["BUDGET", "TIMEOUT", "Outcome", "send_pings"]

TIMEOUT = 5.0  # seconds a hub has to answer
BUDGET = 15.0  # seconds for all pings of a build
_CLOSING = 0.5  # seconds more to close the connections that the deadline cut


class Outcome(NamedTuple):
    """What became of pings; those that are in neither were not sent for want of time.

    Attributes:
        done: hub and topic of each ping that a hub took.
        faults: by hub, why it did not take one; it was asked no further.
    """

    done: Sequence[tuple[str, str]]
    faults: Mapping[str, str]


def send_pings(due: Mapping[str, Sequence[str]], *, timeout: float = TIMEOUT, budget: float = BUDGET) -> Outcome:
    """Notify hubs of topics; no redirect is followed, for it would make a GET of the POST, or name another host.

    Args:
        due: by the address of each hub, the addresses of the feeds that changed.
        timeout: seconds a hub has for each answer, as a whole.
        budget: seconds for everything.
    """
    done: list[tuple[str, str]] = []
    faults: dict[str, str] = {}
    # In a thread of its own: the caller may have an event loop, and a name server that hangs can't be interrupted.
    thread = Thread(target=lambda: asyncio.run(_send_all(due, done, faults, timeout, budget)), daemon=True)
    thread.start()
    thread.join(budget + _CLOSING)
    return Outcome(tuple(done), dict(faults))


async def _send_all(
    due: Mapping[str, Sequence[str]],
    done: list[tuple[str, str]],
    faults: dict[str, str],
    timeout: float,
    budget: float,
) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(budget):
            await asyncio.gather(*(_send(hub, topics, done, faults, timeout) for hub, topics in due.items()))


async def _send(
    hub: str, topics: Sequence[str], done: list[tuple[str, str]], faults: dict[str, str], timeout: float
) -> None:
    """Notify one hub, until it fails."""
    try:
        async with httpx2.AsyncClient(timeout=timeout, headers={"User-Agent": f"feedpub/{__version__}"}) as client:
            for topic in topics:
                form = {"hub.mode": "publish", "hub.url": topic}
                # What it says beside the status is not read: it may be of any length.
                async with asyncio.timeout(timeout), client.stream("POST", hub, data=form) as response:
                    if not response.is_success:
                        answer = f"{response.status_code} {response.reason_phrase}".rstrip()
                        faults[hub] = message("it answered {answer}", answer=answer)
                        return
                done.append((hub, topic))
    except (TimeoutError, httpx2.TimeoutException):
        faults[hub] = message("no answer within {seconds:g} seconds", seconds=timeout)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:  # ValueError: a proxy's address
        faults[hub] = message("no answer: {error}", error=error)
