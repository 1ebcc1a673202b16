"""Files that are broken or meant to do harm: a clear error each, and the rest of the paper is published."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from feedpub.errors import UnreadableError
from feedpub.reading.bulletin import read_bytes
from tests.conftest import Feedpub
from tests.formats import zipped
from tests.papers import Paper, words
from tests.press_releases import RELEASES
from tests.word import document, package, paragraph

GOOD = document(paragraph("江上有雾今日停航", size=22, align="center"), paragraph(f"本报1月26日讯 {words('雾', 60)}。"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _with(parts: Mapping[str, str | bytes], data: bytes = GOOD) -> bytes:
    """A package with some of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        whole: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
    return package({**whole, **parts})


def _xml(inner: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<w:document xmlns:w="{_W}"><w:body>{inner}</w:body></w:document>'


def _laughs() -> str:
    lines = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    return _xml("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY a0 "ha">{lines}]>')


def _file_of_machine() -> str:
    return _xml("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>')


def _from_the_net() -> str:
    return _xml("<w:p/>", '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>')


def _lying(data: bytes = GOOD) -> bytes:
    """A package whose list says that a large part is small."""
    part = _xml("<w:p/>" * 200_000).encode()
    written = bytearray(_with({"word/document.xml": part}, data))
    size, says = struct.pack("<L", len(part)), struct.pack("<L", 1000)
    at = written.find(size)
    while at >= 0:
        written[at : at + 4] = says
        at = written.find(size, at + 4)
    return bytes(written)


def _encrypted_zip() -> bytes:
    """A zip whose member says that it is encrypted."""
    data = bytearray(zipped({"a.txt": b"x" * 40}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + place] |= 1
    return bytes(data)


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "encrypted": (".docx", lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "without a password"),
    "doc": (".docx", lambda: _OLE + "WordDocument".encode("utf-16-le"), "Word 2003 or older"),
    "wps": (".docx", lambda: _OLE, "old document of Office or WPS"),
    "cut-off": (".docx", lambda: GOOD[: len(GOOD) // 2], "is cut off or damaged"),
    "damaged": (".docx", lambda: GOOD[:60] + b"\xff" * 40 + GOOD[100:], "cannot be unpacked"),
    "bomb": (".docx", lambda: _with({"word/media/a.bmp": bytes(50_000_000)}), "over 100 times its packed size"),
    "bomb-in-pieces": (".docx", lambda: _with({f"word/{n}": bytes(1_000_000) for n in range(70)}), "more than 64 MiB"),
    "many-members": (".docx", lambda: _with({f"word/{n}": b"" for n in range(2_500)}), "more than 2000 files"),
    "lying": (".docx", _lying, "is cut off or damaged"),
    "xxe": (".docx", lambda: _with({"word/document.xml": _file_of_machine()}), "declares entities"),
    "dtd": (".docx", lambda: _with({"word/document.xml": _from_the_net()}), "declares entities"),
    "laughs": (".docx", lambda: _with({"word/document.xml": _laughs()}), "declares entities"),
    "laughs-in-styles": (".docx", lambda: _with({"word/styles.xml": _laughs()}), "declares entities"),
    "deep": (".docx", lambda: _with({"word/document.xml": _xml("<w:sdt>" * 400)}), "no well-formed XML"),
    "no-xml": (".docx", lambda: _with({"word/document.xml": "nothing"}), "no well-formed XML"),
    "workbook": (".docx", lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}), "Excel"),
    "odt": (".docx", lambda: zipped({"mimetype": b"x", "content.xml": b"<c/>"}), "OpenDocument"),
    "zip-of-files": (".docx", lambda: zipped({"a.txt": b"x"}), r"call it \*.zip"),
    "text": (".docx", lambda: "# 江上有雾".encode(), "is no Word document"),
    "pdf": (".docx", lambda: b"%PDF-1.7\n", "is a PDF"),
    "pdf-as-text": (".txt", lambda: b"%PDF-1.7\n", "is a PDF"),
    "rtf": (".docx", lambda: b"{\\rtf1\\ansi }", "Rich Text"),
    "picture": (".docx", lambda: b"\xff\xd8\xff\xe0 JFIF", "is no Word document"),
    "zip-encrypted": (".zip", _encrypted_zip, "is encrypted"),
    "zip-outside": (".zip", lambda: zipped({"../a.txt": b"x"}), "leads out of it"),
    "zip-bzip2": (".zip", lambda: zipped({"a.txt": b"x" * 99}, method=zipfile.ZIP_BZIP2), "method 12"),
    "zip-bomb": (".zip", lambda: zipped({"a.txt": bytes(50_000_000)}), "over 100 times its packed size"),
    "zip-cut-off": (".zip", lambda: zipped({"a.txt": b"x" * 99})[:60], "is cut off or damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_is_one_clear_error_and_the_rest_is_published(tmp_path: Path, name: str) -> None:
    suffix, make, message = BAD[name]
    paper = Paper(tmp_path, timezone="Asia/Shanghai")
    (paper.news / "2026-01-26.docx").write_bytes(GOOD)
    (paper.news / f"2026-01-26-{name}{suffix}").write_bytes(make())
    built = paper.build()
    assert paper.ids().keys() == {"江上有雾今日停航"}
    [(path, problem)] = built.problems
    assert path.startswith(str(paper.news / f"2026-01-26-{name}{suffix}"))
    assert (problem.level, problem.code) == ("error", "unreadable")
    assert re.search(message, problem.message), problem.message


def test_the_command_says_so_and_its_status_is_1(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.docx").write_bytes(GOOD)
    for name in ("encrypted", "bomb", "laughs", "zip-bomb", "zip-outside"):
        suffix, make, _ = BAD[name]
        (tmp_path / "news" / f"{name}{suffix}").write_bytes(make())
    done = feedpub("build", "news", today="2026-01-26")
    assert done.returncode == 1
    assert done.stderr.count("[unreadable]") == 5
    assert "without a password" in done.stderr
    shown = feedpub("text", "news/laughs.docx")
    assert (shown.returncode, shown.stderr.count("declares entities")) == (1, 1)


def test_a_file_of_200_megabytes_is_not_read(feedpub: Feedpub, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "2026-01-26.docx").write_bytes(GOOD)
    for name in ("large.docx", "large.zip"):
        with (tmp_path / "news" / name).open("wb") as file:
            file.write(b"PK\x03\x04")
            file.truncate(200_000_000)
    done = feedpub("build", "news", today="2026-01-26")
    assert done.returncode == 1
    assert "large.docx: error: has more than 16 MB" in done.stderr
    assert "large.zip: error: is cut off or damaged" in done.stderr


def test_a_word_document_called_txt_is_one_and_macros_are_a_warning(tmp_path: Path) -> None:
    paper = Paper(tmp_path, timezone="Asia/Shanghai")
    (paper.news / "2026-01-26.txt").write_bytes(GOOD)
    text = paragraph(f"本报1月26日讯 {words('桥', 60)}。")
    macros = document(paragraph("桥上有人在等", size=22, align="center"), text, macros=True)
    (paper.news / "2026-01-26.docm").write_bytes(macros)
    built = paper.build()
    assert paper.ids().keys() == {"江上有雾今日停航", "桥上有人在等"}
    assert [(problem.level, problem.code) for _, problem in built.problems] == [("warning", "macros")]


def test_one_damaged_member_of_a_zip_leaves_the_others(tmp_path: Path) -> None:
    paper = Paper(tmp_path, timezone="Asia/Shanghai")
    stored = zipped({"a.docx": GOOD, "b.txt": b"# " + b"x" * 400}, method=zipfile.ZIP_STORED)
    (paper.news / "2026-01-26.zip").write_bytes(stored.replace(b"x" * 400, b"x" * 399 + b"y"))
    built = paper.build()
    assert [(Path(path).name, problem.code) for path, problem in built.problems] == [("b.txt", "unreadable")]
    assert paper.ids().keys() == {"江上有雾今日停航"}


def test_a_document_with_anything_changed_in_its_xml_is_read_or_refused() -> None:
    """No other error, whatever is missing or has another value."""
    chance = random.Random(20)
    parts = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels")
    for release in RELEASES:
        data = release.make()
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            whole = {name: packed.read(name).decode() for name in parts}
        for _ in range(25):
            name = chance.choice(parts)
            pieces = whole[name].split(">")
            for _ in range(chance.randint(1, 6)):
                at = chance.randrange(len(pieces))
                pieces[at] = chance.choice(
                    ["", pieces[chance.randrange(len(pieces))], pieces[at].replace('"1"', '"-99999999"'),
                     pieces[at].replace("w:val=", "w:wal="), pieces[at] + chance.choice(["\0", "￿", "9" * 5000])]
                )  # fmt: skip
            try:
                read_bytes(_with({name: ">".join(pieces)}, data), name="a.docx")
            except UnreadableError:
                continue
