"""IPTC-IIM, and the resources of Photoshop that carry it."""

import struct
from collections.abc import Iterator

__all__ = ["clean_iptc", "clean_photoshop"]

# Content location (code, name), city, sublocation, province, country (code, name); rasterised caption; preview.
_LEFT_OUT = {26, 27, 90, 92, 95, 100, 101, 125, 200, 201, 202}
_IIM = 0x0404
_KEPT = (0x03ED, 0x0406, 0x040A, 0x040B)  # resolution, quality, whether there is a copyright, address of its owner


def clean_photoshop(data: bytes) -> bytes:
    """Photoshop's resources (`8BIM`): IPTC without places, resolution, quality and copyright, and no others."""
    kept = []
    for kind, whole, content in _resources(data):
        if kind == _IIM and (cleaned := clean_iptc(content)):
            size = len(cleaned)
            kept.append(struct.pack(">4sHHI", b"8BIM", _IIM, 0, size) + cleaned + bytes(size % 2))
        elif kind in _KEPT:
            kept.append(whole)
    return b"".join(kept)


def _resources(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each resource: its kind, all its bytes, its content. One that is cut off is none."""
    place = 0
    while data[place : place + 4] == b"8BIM" and place + 7 <= len(data):
        [kind] = struct.unpack_from(">H", data, place + 4)
        name = 1 + data[place + 6]
        start = place + 6 + name + name % 2 + 4
        if start > len(data):
            return
        [size] = struct.unpack_from(">I", data, start - 4)
        if start + size > len(data):
            return
        end = start + size + size % 2
        yield kind, data[place:end], data[start : start + size]
        place = end


def clean_iptc(data: bytes) -> bytes:
    """Records of IPTC-IIM (version 4.2) without the fields that name a place; what is cut off is removed."""
    kept = []
    place = 0
    while place + 5 <= len(data) and data[place] == 0x1C:
        record, field, size = struct.unpack_from(">BBH", data, place + 1)
        start = place + 5
        if size & 0x8000:  # an extended field says how many bytes its length has
            wide = size & 0x7FFF
            if wide > 4:
                break
            size = int.from_bytes(data[start : start + wide], "big")
            start += wide
        end = start + size
        if end > len(data):
            break
        if record == 1 or (record == 2 and field not in _LEFT_OUT):
            kept.append(data[place:end])
        place = end
    return b"".join(kept)
