"""Fetch the feeds that a paper publishes into its output folder, for a build whose archive was lost.

    python -P scripts/fetch_feeds.py OUT [CONFIG]

The GitHub Action (action.yml) runs it where its cache is gone. The next build takes ids and moments from these feeds,
so that nothing looks new to a subscriber. Nothing is fetched where there is an archive, where the output folder has
feeds, or while the configuration has no base_url. Only a clear “not found” means that nothing is published yet: any
other answer ends it with status 1, since a build without ids and moments would be worse than none.
"""

import re
import sys
from pathlib import Path

import httpx2
from lxml import etree

import feedpub

# The names are written out: the feedpub that is installed may be of another version than this file.
_ALL, _LIST = "all.atom.xml", "feeds.opml"
_ADDRESS = re.compile(r"(?:archive/[\w-]+/)?[\w-]+\.atom\.xml")  # of a feed or archive document, below base_url
_SECONDS = 60  # for one file
_NOT_FOUND = (404, 410)
_ATOM = "{http://www.w3.org/2005/Atom}"


def main() -> None:
    """Fetch the feeds, unless there is a reason not to; say which."""
    out, config = Path(sys.argv[1]), feedpub.load_config(sys.argv[2] if sys.argv[2:] and sys.argv[2] else None)
    if config.archive.exists():
        print(f"the archive is there: {config.archive}")
    elif any(out.glob("*.atom.xml")):
        print(f"{out} has feeds already")
    elif not config.base_url_stated:
        print("the configuration has no base_url, so that nothing is published yet")
    else:
        try:
            found = fetch_feeds(config.base_url, out)
        except httpx2.HTTPError as error:
            sys.exit(f"what is published cannot be fetched, so nothing is built: {error}")
        print(f"no archive: fetched {found} published feeds and documents from {config.base_url}")


def fetch_feeds(base_url: str, out: Path) -> int:
    """Write every feed and archive document that is published below an address into a folder; how many there are.

    Raises:
        httpx2.HTTPError: there was no answer, or one that is neither the file nor that there is none.
    """
    found = 0
    with httpx2.Client(timeout=_SECONDS, follow_redirects=True) as client:
        wanted = [_ALL]
        wanted += (path for path in _addresses(_get(client, base_url + _LIST), base_url) if path not in wanted)
        seen = set(wanted)
        while wanted:
            path = wanted.pop(0)
            body = _get(client, base_url + path)
            if body is None:
                continue
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(body)
            found += 1
            for linked in _addresses(body, base_url):
                if linked not in seen:
                    seen.add(linked)
                    wanted.append(linked)
    return found


def _get(client: httpx2.Client, address: str) -> bytes | None:
    """The bytes at an address; None if there are none."""
    answer = client.get(address)
    if answer.status_code in _NOT_FOUND:
        return None
    return answer.raise_for_status().content


def _addresses(body: bytes | None, base_url: str) -> list[str]:
    """The paths below an address that a list of feeds, or a feed with earlier documents, leads to."""
    if body is None:
        return []
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:  # no file of feedpub's; the build makes nothing of it either
        return []
    found = [str(one.get("xmlUrl")) for one in root.iter("outline")]
    found += [str(one.get("href")) for one in root.iterfind(f"{_ATOM}link[@rel='prev-archive']")]
    paths = (address.removeprefix(base_url) for address in found if address.startswith(base_url))
    return [path for path in paths if _ADDRESS.fullmatch(path)]


if __name__ == "__main__":
    main()
