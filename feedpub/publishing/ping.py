"""Send pings to hubs over HTTP, all hubs at once, within a budget of wall-clock time; see whether feeds are served.

The time-outs of an HTTP client count from one byte to the next, so that a hub which sends a little now and then is
waited for without end. Here each request has a deadline, and so has all of it.
"""

import asyncio
import contextlib
from collections.abc import Coroutine, Mapping, Sequence
from threading import Thread
from typing import NamedTuple

import httpx2

from feedpub import __version__
from feedpub.messages import message
from feedpub.output import digest

__all__ = ["BUDGET", "PAUSES", "TIMEOUT", "Outcome", "send_pings", "unserved"]

TIMEOUT = 5.0  # seconds a hub has to answer
BUDGET = 15.0  # seconds for all pings of a build
PAUSES = (0.0, 2.0, 5.0)  # seconds before each time that feeds are fetched: a storage may take a moment
_AT_ONCE = 8  # feeds fetched
_HEADERS = {"User-Agent": f"feedpub/{__version__}"}
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
    _run(_send_all(due, done, faults, timeout), budget)
    return Outcome(tuple(done), dict(faults))


def unserved(
    wanted: Mapping[str, bytes], *, timeout: float = TIMEOUT, pauses: Sequence[float] = PAUSES
) -> dict[str, str]:
    """Fetch feeds at their address, as a hub would; those that are not there as they should be, with the reason.

    Args:
        wanted: by the address of each feed, the hash of its bytes.
        timeout: seconds a server has for each answer, as a whole.
        pauses: seconds before each try.
    """
    faults: dict[str, str] = {}
    for pause in pauses:
        again = faults or wanted
        faults = dict.fromkeys(again, message("no answer within {seconds:g} seconds", seconds=timeout))
        budget = pause + timeout * (1 + len(again) // _AT_ONCE)
        _run(_fetch_all({url: wanted[url] for url in again}, faults, timeout, pause), budget)
        if not faults:
            break
    return dict(faults)


def _run(work: Coroutine[None, None, None], budget: float) -> None:
    """Run something for so many seconds at most.

    In a thread of its own: the caller may have an event loop, and a name server that hangs can't be interrupted.
    """
    thread = Thread(target=lambda: asyncio.run(_within(work, budget)), daemon=True)
    thread.start()
    thread.join(budget + _CLOSING)


async def _within(work: Coroutine[None, None, None], budget: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(budget):
            await work


async def _fetch_all(wanted: Mapping[str, bytes], faults: dict[str, str], timeout: float, pause: float) -> None:
    await asyncio.sleep(pause)
    turn = asyncio.Semaphore(_AT_ONCE)
    async with httpx2.AsyncClient(timeout=timeout, headers=_HEADERS, follow_redirects=True) as client:
        await asyncio.gather(*(_fetch(client, turn, url, known, faults, timeout) for url, known in wanted.items()))


async def _fetch(
    client: httpx2.AsyncClient,
    turn: asyncio.Semaphore,
    url: str,
    known: bytes,
    faults: dict[str, str],
    timeout: float,
) -> None:
    """Fetch one feed; it is no fault any more where it is as it should be."""
    try:
        async with turn, asyncio.timeout(timeout):
            response = await client.get(url)
        if not response.is_success:
            answer = f"{response.status_code} {response.reason_phrase}".rstrip()
            faults[url] = message("it answered {answer}", answer=answer)
        elif digest(response.content) == known:
            del faults[url]
        else:
            faults[url] = message("what is there is not what was uploaded")
    except (TimeoutError, httpx2.TimeoutException):
        pass
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
        faults[url] = message("no answer: {error}", error=error)


async def _send_all(
    due: Mapping[str, Sequence[str]],
    done: list[tuple[str, str]],
    faults: dict[str, str],
    timeout: float,
) -> None:
    await asyncio.gather(*(_send(hub, topics, done, faults, timeout) for hub, topics in due.items()))


async def _send(
    hub: str, topics: Sequence[str], done: list[tuple[str, str]], faults: dict[str, str], timeout: float
) -> None:
    """Notify one hub, until it fails."""
    try:
        async with httpx2.AsyncClient(timeout=timeout, headers=_HEADERS) as client:
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
