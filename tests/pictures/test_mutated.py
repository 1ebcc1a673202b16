"""Whatever is wrong with a picture's bytes, it is cleaned or refused, in time and memory that go with its size."""

import struct

import pytest

from feedpub.pictures.boxes import boxes_in
from feedpub.pictures.container import BrokenPictureError
from feedpub.pictures.exif import clean_exif
from feedpub.pictures.places import format_of
from feedpub.pictures.xmp import clean_xmp
from tests.pictures import composed
from tests.pictures.mutated import mutated


@pytest.mark.parametrize("kind", composed.PICTURES)
def test_a_mutated_picture_is_cleaned_or_refused(kind: str) -> None:
    whole = composed.PICTURES[kind]()
    cleaned = 0
    for seed in range(300):
        data = mutated(whole, seed)
        found = format_of(data)
        try:
            left = found.clean(data).data if found else b""
        except BrokenPictureError:
            continue
        cleaned += 1
        assert len(left) <= len(data) + 300  # the wrapping of XMP
    assert cleaned > 30


def test_fields_that_share_a_value_do_not_grow() -> None:
    count = 900
    rows = b"".join(struct.pack("<HHII", 0xA300 + number % 300, 7, 50_000, 100) for number in range(count))
    data = b"II*\0" + struct.pack("<IH", 8, count) + rows + bytes(4) + bytes(60_000)
    assert len(clean_exif(data)) <= len(data)


def test_tables_within_each_other_come_to_an_end() -> None:
    """Each of a thousand rows leads to the table of a thousand rows itself."""
    rows = b"".join(struct.pack("<HHII", (0x8769, 0xA005)[number % 2], 4, 1, 8) for number in range(1_000))
    assert clean_exif(b"II*\0" + struct.pack("<IH", 8, 1_000) + rows + bytes(4)) == b""


def test_xmp_with_entities_or_of_a_bomb_is_removed() -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><x>&a11;</x>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    deep = "<x>" * 100_000
    wide = "<x " + " ".join(f'a{number}=""' for number in range(1_000)) + "/>"
    assert [clean_xmp(text.encode()) for text in (bomb, outside, deep, wide, "", "no XML")] == [b""] * 6


def test_boxes_that_do_not_get_on_are_refused() -> None:
    for data in (struct.pack(">I4s", 4, b"mdat"), struct.pack(">I4s", 8, b"free") * 30_000):
        with pytest.raises(BrokenPictureError):
            list(boxes_in(data, 0, len(data)))


def test_a_gif_that_ends_in_its_colours_is_refused() -> None:
    """Found by mutation: what was cut off was taken for colours, and each cleaning made it longer."""
    data = b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0x87, 0, 0) + bytes(300)
    found = format_of(data)
    assert found is not None
    with pytest.raises(BrokenPictureError):
        found.clean(data)
