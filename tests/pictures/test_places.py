"""What is published of a picture says nothing of where it was taken, and is the same picture to the pixel."""

import json
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageSequence

from feedpub.pictures.places import format_of
from tests.pictures import composed
from tests.pictures.composed import AUTHOR, CAPTION, CREDIT, OWNER, PICTURES, PLACE
from tests.programs import need


def cleaned(data: bytes) -> bytes:
    found = format_of(data)
    assert found is not None
    return found.clean(data).data


def frames(data: bytes) -> list[bytes]:
    """The pixels of every frame."""
    with Image.open(BytesIO(data)) as opened:
        return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(opened)]


def told_by_exiftool(data: bytes, folder: Path) -> dict[str, Any]:
    """All that an independent program finds in a picture: every copy of every field, nested files too."""
    need("exiftool")
    path = folder / "picture"
    path.write_bytes(data)
    run = subprocess.run(
        ["exiftool", "-json", "-a", "-G1", "-ee", "-U", str(path)], capture_output=True, check=True, timeout=60
    )
    [found] = json.loads(run.stdout)
    return {name: value for name, value in found.items() if not name.startswith(("System:", "ExifTool:", "SourceFile"))}


def says_a_place(name: str, value: Any) -> bool:
    return "GPS" in name or PLACE in str(value) or "Thumbnail" in name or "LLQ" in str(value)


@pytest.mark.parametrize("kind", PICTURES)
def test_no_place_is_left_in_any_corner_of_the_file(kind: str, tmp_path: Path) -> None:
    before = PICTURES[kind]()
    assert PLACE.encode() in composed.unpacked(before)
    after = cleaned(before)
    assert PLACE.encode() not in composed.unpacked(after)
    assert PLACE.encode().hex().encode() not in composed.unpacked(after)
    assert any(says_a_place(*row) for row in told_by_exiftool(before, tmp_path).items())
    assert [row for row in told_by_exiftool(after, tmp_path).items() if says_a_place(*row)] == []


@pytest.mark.parametrize("kind", PICTURES)
def test_the_picture_is_the_same_to_the_pixel(kind: str) -> None:
    before = PICTURES[kind]()
    after = cleaned(before)
    count = 1 if kind == "mpo" else None  # its second picture goes
    assert frames(after) == frames(before)[:count]
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(after)) as two:
        assert two.info.get("icc_profile") == one.info.get("icc_profile")
        assert two.info.get("duration") == one.info.get("duration")
        assert two.getexif().get(0x0112) == one.getexif().get(0x0112)  # which way up it is


@pytest.mark.parametrize("kind", PICTURES)
def test_whose_it_is_stays(kind: str, tmp_path: Path) -> None:
    told = told_by_exiftool(cleaned(PICTURES[kind]()), tmp_path)
    expected = {
        "XMP-photoshop:Credit": CREDIT,
        "XMP-dc:Creator": AUTHOR,
        "XMP-dc:Rights": OWNER,
        "XMP-xmpRights:Marked": True,
        "XMP-iptcCore:CreatorCity": "Binjiang",  # where to write to, not where it was taken
    }
    if kind not in ("gif", "moving-avif"):
        expected |= {"IFD0:Artist": AUTHOR, "IFD0:Copyright": OWNER, "IFD0:ImageDescription": CAPTION}
        expected |= {"ExifIFD:DateTimeOriginal": "2026:01:25 10:00:00"}
    if kind in ("jpeg", "progressive", "png", "apng"):
        expected |= {"IPTC:By-line": AUTHOR, "IPTC:Credit": CREDIT, "IPTC:CopyrightNotice": OWNER}
        expected |= {"IPTC:Caption-Abstract": CAPTION, "IPTC:ObjectName": "Ferry"}
    if kind in ("png", "apng"):
        expected |= {"PNG:Copyright": OWNER, "PNG:Author": AUTHOR}
    assert {name: told.get(name) for name in expected} == expected


@pytest.mark.parametrize("kind", PICTURES)
def test_what_is_clean_stays_to_the_letter(kind: str) -> None:
    once = cleaned(PICTURES[kind]())
    assert cleaned(once) == once


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_without_a_place_is_not_touched(kind: str) -> None:
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = AUTHOR, 6
    xmp = composed.XMP[: composed.XMP.index(b"<exif:GPS")] + b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    for word in (b'core:CountryCode="', b'photoshop:City="', b'photoshop:State="', b'photoshop:Country="'):
        xmp = xmp.replace(word + PLACE.encode() + b'"', b"")
    xmp = xmp.replace(b'core:Location="' + PLACE.encode() + b'"', b"").replace(b'other:Spot="Linlan Quay"', b"")
    made = BytesIO()
    told: dict[str, Any] = {"exif": exif} if kind != "GIF" else {}
    if kind in ("JPEG", "WEBP", "AVIF"):
        told["xmp"] = xmp
    composed.drawing().save(made, kind, **told)
    assert cleaned(made.getvalue()) == made.getvalue()


@pytest.mark.parametrize("kind", PICTURES)
def test_half_a_file_is_refused_or_still_half_a_picture(kind: str) -> None:
    data = PICTURES[kind]()
    for part in (4, 3, 2):
        half = data[: len(data) // part]
        try:
            left = cleaned(half)
        except ValueError:
            continue
        assert len(left) <= len(half) + 1  # GIF's end


def test_frames_are_counted_and_not_believed() -> None:
    counts = {}
    for kind, make in PICTURES.items():
        data = make()
        found = format_of(data)
        assert found is not None
        counts[kind] = found.clean(data).frames
    moving = {"apng", "moving-webp", "gif", "moving-avif"}
    assert counts == {kind: 2 if kind in moving else 1 for kind in PICTURES}
    told = PICTURES["apng"]().replace(b"acTL\0\0\0\2", b"acTL\0\0\0\1")
    found = format_of(told)
    assert found is not None
    assert found.clean(told).frames == 2
