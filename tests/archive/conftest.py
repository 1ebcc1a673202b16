"""What tests of the archive share: one in memory."""

from collections.abc import Iterator

import pytest

from feedpub.archive import Archive, open_archive


@pytest.fixture
def archive() -> Iterator[Archive]:
    with open_archive(None) as opened:
        yield opened
