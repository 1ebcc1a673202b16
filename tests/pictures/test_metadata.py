"""Metadata by themselves: forms that no composed picture has."""

import struct

import pytest
from PIL import Image

from feedpub.pictures.avif import clean_avif
from feedpub.pictures.container import BrokenPictureError
from feedpub.pictures.exif import clean_exif
from feedpub.pictures.iptc import clean_iptc, clean_photoshop
from feedpub.pictures.places import format_of
from feedpub.pictures.xmp import clean_xmp
from tests.pictures.composed import PLACE, XMP


def _field(record: int, number: int, text: bytes, *, extended: bool = False) -> bytes:
    size = struct.pack(">HI", 0x8004, len(text)) if extended else struct.pack(">H", len(text))
    return struct.pack(">BBB", 0x1C, record, number) + size + text


def test_iptc_with_long_fields_loses_its_places_alone() -> None:
    credit, city = _field(2, 110, b"Riverside", extended=True), _field(2, 90, PLACE.encode(), extended=True)
    preview = _field(8, 10, b"a picture")
    assert clean_iptc(city + credit + preview) == credit


@pytest.mark.parametrize("end", [b"\x1c\x02\x50\xff\xff", b"\x1c\x02\x50\x80\x09", b"\x1c\x02\x50\x00\x10short", b"x"])
def test_iptc_that_is_cut_off_keeps_what_is_whole(end: bytes) -> None:
    credit = _field(2, 110, b"Riverside")
    assert clean_iptc(credit + end) == credit


@pytest.mark.parametrize("end", [b"8BIM\x04\x04\xff", b"8BIM\x04\x04\0\0\xff\xff\xff\xff", b"8BIM"])
def test_resources_that_are_cut_off_keep_what_is_whole(end: bytes) -> None:
    copyrighted = b"8BIM\x04\x0a\0\0\0\0\0\1\1\0"
    assert clean_photoshop(copyrighted + end) == copyrighted


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_of_either_byte_order_is_written_in_its_own(order: str) -> None:
    exif = Image.Exif()
    exif.endian = order
    exif[0x013B], exif[0x8825], exif[0x8769] = "Shen", {1: "N", 2: (31.0, 14.0, 10.5)}, {0x829D: 2.8}
    before = exif.tobytes().removeprefix(b"Exif\0\0")
    after = clean_exif(before)
    assert after[:2] == before[:2] == {"<": b"II", ">": b"MM"}[order]
    read = Image.Exif()
    read.load(after)
    assert dict(read.get_ifd(0x8825)) == {}
    assert (read[0x013B], read.get_ifd(0x8769)[0x829D]) == ("Shen", pytest.approx(2.8))


def test_coordinates_of_maps_are_no_fields_of_a_picture() -> None:
    rows = [(0x013B, 2, b"Shen"), (0x83BB, 1, b"City"), (0x8830, 3, b"\2\0\0\0"), (0x87AF, 3, b"\1\0\0\0")]
    packed = b"".join(struct.pack("<HHI", tag, kind, 4 if kind < 3 else 1) + value for tag, kind, value in rows)
    left = clean_exif(b"II*\0" + struct.pack("<IH", 8, len(rows)) + packed + bytes(4))
    read = Image.Exif()
    read.load(left)
    assert set(read) == {0x013B, 0x8830}


def test_xmp_that_says_nothing_but_places_is_removed() -> None:
    opening = XMP[: XMP.index(b"photoshop:City")]
    packet = opening + b'photoshop:City="x"/></rdf:RDF></x:xmpmeta>'
    assert clean_xmp(packet) == b""
    assert clean_xmp(b" " * 1_000_001) == b""


def _box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", len(content) + 8, name) + content


def _avif(method: int, *, version: int) -> bytes:
    """An AVIF whose XMP is in the box that describes it."""
    names = b"xmp\0application/rdf+xml\0\0"
    told = struct.pack(">B3xHH", version, 1, 0) + (b"mime" if version == 2 else b"") + names
    where = struct.pack(">B3xHHHHHHII", 1, 0x4400, 1, 1, method, 0, 1, 0, len(XMP))
    infos = _box(b"iinf", struct.pack(">IH", 0, 1), _box(b"infe", told))
    meta = _box(b"meta", bytes(4), infos, _box(b"iloc", where), _box(b"idat", XMP))
    return _box(b"ftyp", b"avif\0\0\0\0avifmif1") + meta + _box(b"mdat", b"pixels")


@pytest.mark.parametrize("version", [0, 2])
def test_metadata_within_the_box_that_describes_them_are_cleaned(version: int) -> None:
    before = _avif(1, version=version)
    after = clean_avif(before).data
    assert PLACE.encode() in before
    assert PLACE.encode() not in after
    assert b"Riverside Pictures" in after
    assert len(after) == len(before)


def test_metadata_that_cannot_be_reached_are_refused() -> None:
    with pytest.raises(BrokenPictureError, match="reached"):
        clean_avif(_avif(2, version=2))


@pytest.mark.parametrize(
    "opening", [b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"\0\0\0\x18ftypheic", b"<svg", b"BM", b""]
)
def test_formats_that_not_every_browser_shows_are_none(opening: bytes) -> None:
    assert format_of(opening + bytes(100)) is None
