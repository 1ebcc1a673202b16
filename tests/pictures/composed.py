"""Pictures that say where they were taken in every place that their format has for it, and whose they are."""

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

PLACE = "Linlan Quay"  # in every text that names the place
OWNER, AUTHOR, CREDIT, CAPTION = "Riverside Daily 2026", "Shen Qinghe", "Riverside Pictures", "A ferry leaves"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
  xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
  xmlns:other="https://camera.example/ns/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
  photoshop:City="{PLACE}" photoshop:State="{PLACE}" photoshop:Country="{PLACE}" core:CountryCode="{PLACE}"
  photoshop:Credit="{CREDIT}" xmpRights:Marked="True" core:Location="{PLACE}" other:Spot="{PLACE}">
<exif:GPSLatitude>31,14.17N</exif:GPSLatitude><exif:GPSLongitude>121,29.05E</exif:GPSLongitude>
<dc:creator><rdf:Seq><rdf:li>{AUTHOR}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{OWNER}</rdf:li></rdf:Alt></dc:rights>
<dc:coverage>{PLACE}</dc:coverage><!-- {PLACE} -->
<ext:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><ext:City>{PLACE}</ext:City>
  <ext:Sublocation>{PLACE}</ext:Sublocation></rdf:li></rdf:Bag></ext:LocationCreated>
<core:CreatorContactInfo rdf:parseType="Resource"><core:CiAdrCity>Binjiang</core:CiAdrCity></core:CreatorContactInfo>
<xmpMM:History><rdf:Seq><rdf:li>{PLACE}</rdf:li></rdf:Seq></xmpMM:History>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def drawing(size: tuple[int, int] = (64, 48), shift: int = 0) -> Image.Image:
    """A picture with colours and edges, which no lossy encoder leaves as they are."""
    image = Image.merge("RGB", [Image.linear_gradient("L").resize(size).rotate(turn) for turn in (0, 90, 180)])
    ImageDraw.Draw(image).ellipse((8 + shift, 8, 40 + shift, 40), "red", "white")
    return image


@cache
def exif(*, thumbnail: bool = True) -> bytes:
    """EXIF with coordinates, a maker's note, a comment and, behind all other fields, a thumbnail."""
    made = Image.Exif()
    made[0x010E], made[0x0112], made[0x013B], made[0x8298] = CAPTION, 6, AUTHOR, OWNER
    made[0x8769] = {0x9003: "2026:01:25 10:00:00", 0x927C: PLACE.encode(), 0x9286: b"ASCII\0\0\0" + PLACE.encode()}
    made[0x8825] = {1: "N", 2: (31.0, 14.0, 10.5), 3: "E", 4: (121.0, 29.0, 3.0), 28: PLACE.encode()}
    made[0x9C9C] = PLACE.encode("utf-16-le")
    data = made.tobytes().removeprefix(b"Exif\0\0")
    if not thumbnail:
        return data
    order = "<" if data[:2] == b"II" else ">"
    [first] = struct.unpack_from(f"{order}I", data, 4)
    [count] = struct.unpack_from(f"{order}H", data, first)
    small = BytesIO()
    drawing((16, 12)).save(small, "JPEG", comment=PLACE.encode())
    start = len(data)
    rows = [(0x0103, 3, 6), (0x0201, 4, start + 42), (0x0202, 4, len(small.getvalue()))]
    table = struct.pack(f"{order}H", 3)
    for tag, kind, value in rows:
        table += struct.pack(f"{order}HHI", tag, kind, 1) + struct.pack(f"{order}{'H2x' if kind == 3 else 'I'}", value)
    following = first + 2 + 12 * count
    head = data[:following] + struct.pack(f"{order}I", start) + data[following + 4 :]
    return head + table + bytes(4) + small.getvalue()


def iptc() -> bytes:
    """Photoshop's resources: IPTC with places, author, credit and copyright; and a thumbnail's resource."""
    fields = {5: "Ferry", 26: PLACE, 27: PLACE, 80: AUTHOR, 90: PLACE, 92: PLACE, 95: PLACE, 100: "LLQ", 101: PLACE}
    fields |= {110: CREDIT, 116: OWNER, 120: CAPTION}
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for number, text in fields.items():
        records += struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text.encode()
    return _resource(0x0404, records) + _resource(0x040C, PLACE.encode()) + _resource(0x0422, exif())


def _resource(kind: int, content: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", kind, 0, len(content)) + content + bytes(len(content) % 2)


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def jpeg(**options: Any) -> bytes:
    """A JPEG."""
    plain = BytesIO()
    drawing().save(plain, "JPEG", icc_profile=_profile(), **options)
    data = plain.getvalue()
    return data[:2] + _metadata() + data[2:] + PLACE.encode()


def _metadata() -> bytes:
    """All segments of metadata: two of EXIF, of XMP the whole and an extension, of IPTC, a comment, one unknown."""
    extension = b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + PLACE.encode()
    return b"".join(
        [
            _segment(0xE1, b"Exif\0\0" + exif()),
            _segment(0xE1, b"Exif\0\0" + exif(thumbnail=False)),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
            _segment(0xE1, extension),
            _segment(0xED, b"Photoshop 3.0\0" + iptc()),
            _segment(0xE5, b"camera " + PLACE.encode()),
            _segment(0xFE, PLACE.encode()),
        ]
    )


def _profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def progressive() -> bytes:
    """A JPEG in several scans."""
    return jpeg(progressive=True)


def mpo() -> bytes:
    """Two JPEGs in one file, the second with coordinates of its own."""
    made = BytesIO()
    first, second = drawing(), drawing(shift=4)
    second.encoderinfo = {"exif": b"Exif\0\0" + exif()}
    first.save(made, "MPO", save_all=True, append_images=[second], exif=b"Exif\0\0" + exif(), xmp=XMP)
    return made.getvalue() + PLACE.encode()


def png(**options: Any) -> bytes:
    """A PNG."""
    told = PngInfo()
    told.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    told.add_text("Copyright", OWNER)
    told.add_text("Author", AUTHOR)
    told.add_text("Comment", PLACE)
    told.add_text("Location", PLACE, zip=True)
    told.add_itxt("Comment", PLACE, zip=True)
    told.add_text("Raw profile type exif", _raw(b"exif", b"Exif\0\0" + exif()), zip=True)
    told.add_text("Raw profile type iptc", _raw(b"iptc", iptc()), zip=True)
    told.add_text("Raw profile type APP1", _raw(b"generic", XMP))
    told.add(b"plCe", PLACE.encode())
    made = BytesIO()
    drawing().save(made, "PNG", pnginfo=told, exif=exif(), **options)
    return made.getvalue() + PLACE.encode()


def _raw(kind: bytes, data: bytes) -> str:
    shown = data.hex()
    rows = [shown[start : start + 72] for start in range(0, len(shown), 72)]
    return "\n".join(["", kind.decode(), f"{len(data):8}", *rows, ""])


def apng() -> bytes:
    """A PNG that moves."""
    return png(save_all=True, append_images=[drawing(shift=4)], duration=200)


def webp(**options: Any) -> bytes:
    """A WebP, without loss."""
    made = BytesIO()
    drawing().save(made, "WEBP", exif=exif(), xmp=XMP, lossless=True, icc_profile=_profile(), **options)
    data = made.getvalue() + _riff(b"plCe", PLACE.encode())
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:] + PLACE.encode()


def _riff(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def moving_webp() -> bytes:
    """A WebP that moves."""
    return webp(save_all=True, append_images=[drawing(shift=4)], duration=200)


def gif() -> bytes:
    """A GIF that moves, with XMP and a comment."""
    made = BytesIO()
    drawing().save(made, "GIF", save_all=True, append_images=[drawing(shift=4)], loop=0, comment=PLACE.encode())
    end = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    other = b"\x21\xff\x0bCAMERA  1.0" + bytes([len(PLACE)]) + PLACE.encode() + b"\0"
    return made.getvalue()[:-1] + b"\x21\xff\x0bXMP DataXMP" + XMP + end + other + b";" + PLACE.encode()


def avif(**options: Any) -> bytes:
    """An AVIF, with a box of its own at the end and something behind it."""
    made = BytesIO()
    drawing().save(made, "AVIF", **{"exif": exif(), "xmp": XMP, "icc_profile": _profile(), **options})
    text = bytes(16) + PLACE.encode()
    return made.getvalue() + struct.pack(">I4s", len(text) + 8, b"uuid") + text + PLACE.encode() * 3


def moving_avif() -> bytes:
    """An AVIF that moves; without EXIF, with which Pillow 13 can't write one."""
    return avif(save_all=True, append_images=[drawing(shift=4)], duration=200, exif=b"")


PICTURES: Mapping[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "progressive": progressive,
    "mpo": mpo,
    "png": png,
    "apng": apng,
    "webp": webp,
    "moving-webp": moving_webp,
    "gif": gif,
    "avif": avif,
    "moving-avif": moving_avif,
}
SUFFIXES = {
    "progressive": "jpg",
    "jpeg": "jpg",
    "mpo": "jpg",
    "apng": "png",
    "moving-webp": "webp",
    "moving-avif": "avif",
}


def unpacked(data: bytes) -> bytes:
    """The bytes of a file with the texts of its PNG chunks inflated, to search for a word."""
    found = [data]
    for chunk in data.split(b"zTXt")[1:] + data.split(b"iTXt")[1:]:
        start = chunk.find(b"x\x9c")
        if start >= 0:
            found.append(zlib.decompressobj().decompress(chunk[start:]))
    return b"\n".join(found)
