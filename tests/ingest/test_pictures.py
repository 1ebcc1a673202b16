"""Pictures: copied under a name of their own, measured, shown on pages, given in feeds; or a problem."""

import json
import os
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import feedparser
import pytest
from lxml import etree, html
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from feedpub.commands.entries import find_entries, restore, withdraw
from feedpub.ingest.photo_desk import PhotoDesk
from feedpub.model.build import BuildResult
from tests.papers import Paper, article, assert_valid

BASE = "https://news.example.org/"
TEXT = """# 两条渡轮复航

本报滨江1月25日电（记者林知夏）停航的渡轮25日复航。

![图为渡轮离岸。（沈青禾 摄）](ferry.jpg)

乘客排起长队。
"""


def draw(path: Path, kind: str = "JPEG", size: tuple[int, int] = (320, 200), colour: str = "navy") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path, kind)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    paper = Paper(tmp_path, pages=True)
    paper.write("2026-01-26.md", TEXT)
    draw(paper.news / "ferry.jpg")
    return paper


def _codes(built: BuildResult) -> list[str]:
    return [problem.code for _, problem in built.problems]


def _tree(page: str | bytes) -> Any:
    return html.fromstring(page)


def _page(paper: Paper) -> str:
    [page] = (paper.config.out / "a").glob("*.html")
    return page.read_text(encoding="utf-8")


def _entry(paper: Paper, suffix: str = "atom.xml") -> Any:
    return feedparser.parse(str(paper.config.out / f"all.{suffix}")).entries[0]


def _copies(paper: Paper) -> list[Path]:
    """The copies as they are; the smaller ones have their width in their name."""
    return [copy for copy in sorted((paper.config.out / "p").glob("*")) if "-" not in copy.name]


def _smaller(paper: Paper) -> list[str]:
    """The names of the smaller copies; each is as wide as its name says."""
    found = sorted((paper.config.out / "p").glob("*-*"))
    for copy in found:
        with Image.open(copy) as shown:
            assert (shown.format, f"-{shown.width}.webp") == ("WEBP", copy.name[16:])
    return [copy.name for copy in found]


def test_a_picture_is_copied_and_shown_with_caption_and_credit(paper: Paper) -> None:
    assert paper.build().problems == ()
    [copy] = _copies(paper)
    assert copy.read_bytes() == (paper.news / "ferry.jpg").read_bytes()
    figure = 'width="320" height="200" alt="图为渡轮离岸。"/><figcaption>图为渡轮离岸。<br/>（沈青禾 摄）</figcaption>'
    [shown] = _tree(_page(paper)).xpath("//div[@class='body']/figure")
    assert shown.xpath("a/@href") == shown.xpath("a/img/@src") == [f"../p/{copy.name}"]  # it opens in full
    assert shown.xpath("a/img/@alt") == ["图为渡轮离岸。"]
    assert "".join(shown.itertext()) == "图为渡轮离岸。（沈青禾 摄）"
    [item] = json.loads((paper.config.out / "all.json").read_bytes())["items"]
    assert f'<figure><img src="{BASE}p/{copy.name}" {figure}</figure>' in item["content_html"]
    assert_valid(paper.config.out, BASE)


GPS, ARTIST, ORIENTATION = 0x8825, 0x013B, 0x0112
NORTH = {1: "N", 2: (31.0, 14.0, 10.5), 3: "E", 4: (121.0, 29.0, 3.0)}
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>31,14.17N</exif:GPSLatitude></x:xmpmeta>"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "MPO"])
@pytest.mark.parametrize("xmp", [b"", XMP])
def test_where_a_photo_was_taken_is_not_published(paper: Paper, kind: str, xmp: bytes) -> None:
    photo = Image.radial_gradient("L").convert("RGB")
    exif = Image.Exif()
    exif[ARTIST], exif[ORIENTATION] = "Shen", 6
    if not xmp:
        exif[GPS] = NORTH
    more = [Image.new("RGB", photo.size, "red")] if kind == "MPO" else []
    told = PngInfo()
    told.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
    beside: dict[str, Any] = {"pnginfo": told} if kind == "PNG" and xmp else {"xmp": xmp}
    photo.save(paper.news / "ferry.jpg", kind, exif=exif, append_images=more, save_all=bool(more), **beside)
    assert _tells_a_place(paper.news / "ferry.jpg")
    assert paper.build().problems == ()
    [copy] = _copies(paper)
    assert not _tells_a_place(copy)
    assert b"GPSLatitude" not in copy.read_bytes()
    with Image.open(copy) as shown, Image.open(paper.news / "ferry.jpg") as whole:
        assert {shown.getexif()[ARTIST], shown.getexif()[ORIENTATION]} == {"Shen", 6}
        assert shown.tobytes() == whole.tobytes()  # to the pixel
    [enclosure] = _entry(paper).enclosures
    assert int(enclosure.length) == copy.stat().st_size
    assert [file.path for file in paper.build().files if file.written] == []


def _tells_a_place(path: Path) -> bool:
    with Image.open(path) as shown:
        shown.load()
        return bool(shown.getexif().get_ifd(GPS)) or b"GPSLatitude" in shown.info.get("xmp", b"")


def test_a_photo_that_says_nothing_of_a_place_is_published_to_the_letter(paper: Paper) -> None:
    exif = Image.Exif()
    exif[ARTIST] = "Shen"
    Image.new("RGB", (64, 48), "navy").save(paper.news / "ferry.jpg", "JPEG", exif=exif)
    paper.build()
    [copy] = _copies(paper)
    assert copy.read_bytes() == (paper.news / "ferry.jpg").read_bytes()


@pytest.mark.parametrize("suffix", ["atom.xml", "rss.xml"])
def test_feeds_give_it_as_media_and_enclosure(paper: Paper, suffix: str) -> None:
    paper.build()
    [copy] = _copies(paper)
    entry = _entry(paper, suffix)
    [enclosure] = entry.enclosures
    size = str(copy.stat().st_size)
    assert (enclosure.href, enclosure.type, enclosure.length) == (f"{BASE}p/{copy.name}", "image/jpeg", size)
    [media] = entry.media_content
    assert media["url"] == f"{BASE}p/{copy.name}"
    assert (media["type"], media["medium"], media["width"], media["height"]) == ("image/jpeg", "image", "320", "200")
    root = etree.fromstring((paper.config.out / f"all.{suffix}").read_bytes())
    names = {"m": "http://search.yahoo.com/mrss/"}
    assert root.xpath("string(//m:content/m:description)", namespaces=names) == "图为渡轮离岸。"
    assert root.xpath("string(//m:content/m:credit)", namespaces=names) == "（沈青禾 摄）"


def _with_smaller(paper: Paper) -> str:
    """A build with a picture of 1000 pixels; the name of its copy without the suffix."""
    draw(paper.news / "ferry.jpg", size=(1000, 600))
    paper.build()
    [copy] = _copies(paper)
    return copy.stem


def test_a_wide_picture_is_published_in_smaller_widths_too(paper: Paper) -> None:
    name = _with_smaller(paper)
    assert _smaller(paper) == [f"{name}-1000.webp", f"{name}-320.webp", f"{name}-760.webp"]
    [image] = _tree(_page(paper)).xpath("//div[@class='body']//img")
    assert image.get("srcset") == f"../p/{name}-320.webp 320w, ../p/{name}-760.webp 760w, ../p/{name}-1000.webp 1000w"
    assert (image.get("src"), image.get("width"), image.get("height")) == (f"../p/{name}.jpg", "1000", "600")
    assert image.get("loading") is None  # it is on the first screen
    front = _tree((paper.config.out / "index.html").read_bytes())
    assert front.xpath("//article//img/@src") == [f"p/{name}.jpg"]
    rows = _tree((paper.config.out / "s" / "general.html").read_bytes()).xpath("//li/img")
    assert [(row.get("src"), row.get("width"), row.get("loading")) for row in rows] == [
        (f"../p/{name}-320.webp", "320", "lazy")
    ]


def test_the_link_of_a_picture_without_words_has_a_name(paper: Paper) -> None:
    text, _, caption = TEXT.partition("![图为渡轮离岸。（沈青禾 摄）](ferry.jpg)\n\n")
    paper.write("2026-01-26.md", f"{text}{caption}\n![](ferry.jpg)\n")
    paper.build()
    [link] = _tree(_page(paper)).xpath("//a[@class='full']")
    assert (link.get("aria-label"), link.xpath("img/@alt")) == ("图片", [""])
    paper.write("2026-01-26.md", TEXT)
    paper.build()
    [link] = _tree(_page(paper)).xpath("//a[@class='full']")
    assert (link.get("aria-label"), link.xpath("img/@alt")) == (None, ["图为渡轮离岸。"])


@pytest.mark.parametrize("suffix", ["atom.xml", "rss.xml"])
def test_feeds_name_a_thumbnail_beside_the_original(paper: Paper, suffix: str) -> None:
    name = _with_smaller(paper)
    entry = _entry(paper, suffix)
    assert entry.media_thumbnail == [{"url": f"{BASE}p/{name}-760.webp", "width": "760", "height": "456"}]
    assert [media["url"] for media in entry.media_content] == [f"{BASE}p/{name}.jpg"]
    assert [enclosure.href for enclosure in entry.enclosures] == [f"{BASE}p/{name}.jpg"]
    assert_valid(paper.config.out, BASE)


def test_smaller_copies_are_made_once(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_smaller(paper)

    def never(*_: object) -> list[bytes]:
        raise AssertionError("they exist")

    monkeypatch.setattr(PhotoDesk, "scale", never)
    paper.write("2026-01-26.md", TEXT.replace("长队", "长长的队"))
    paper.write("2026-01-27.md", TEXT.replace("两条", "三条"))
    assert paper.build().corrected == 1


def test_a_smaller_copy_that_somebody_took_away_comes_back(paper: Paper) -> None:
    name = _with_smaller(paper)
    before = paper.files()
    (paper.config.out / "p" / f"{name}-760.webp").unlink()
    paper.build()
    assert {path: data for path, (_, data) in paper.files().items()} == {
        path: data for path, (_, data) in before.items()
    }


def test_smaller_copies_go_with_their_picture(paper: Paper) -> None:
    _with_smaller(paper)
    draw(paper.news / "ferry.jpg", size=(900, 600), colour="red")
    paper.build()
    paper.build(later=timedelta(days=40))
    [copy] = _copies(paper)
    assert {name[:16] for name in _smaller(paper)} == {copy.stem}
    [row] = find_entries(paper.config, now=paper.now)
    withdraw([row.id], "有人不愿上报", paper.config, now=paper.now)
    paper.build()
    assert list((paper.config.out / "p").glob("*")) == []


@pytest.mark.parametrize("moving", [True, False])
def test_one_that_moves_is_never_made_to_stand_still(paper: Paper, moving: bool) -> None:
    frames = [Image.new("RGB", (800, 400), colour) for colour in ("red", "navy")]
    frames[0].save(paper.news / "ferry.jpg", "WEBP", save_all=moving, append_images=frames[1:] if moving else [])
    assert paper.build().problems == ()
    assert len(_smaller(paper)) == (0 if moving else 3)
    before = paper.files()
    paper.build()
    assert paper.files() == before


def test_a_smaller_copy_has_neither_place_nor_camera(paper: Paper) -> None:
    exif = Image.Exif()
    exif[ARTIST], exif[ORIENTATION], exif[GPS] = "Shen", 6, NORTH
    Image.radial_gradient("L").resize((900, 500)).convert("RGB").save(paper.news / "ferry.jpg", exif=exif)
    paper.build()
    for name in _smaller(paper):
        with Image.open(paper.config.out / "p" / name) as shown:
            assert not shown.getexif()
            assert shown.height > shown.width  # it was turned upright


def test_json_gives_it_too(paper: Paper) -> None:
    paper.build()
    [copy] = _copies(paper)
    [item] = json.loads((paper.config.out / "all.json").read_bytes())["items"]
    assert item["image"] == f"{BASE}p/{copy.name}"
    assert item["attachments"] == [
        {
            "url": f"{BASE}p/{copy.name}",
            "mime_type": "image/jpeg",
            "title": "图为渡轮离岸。",
            "size_in_bytes": copy.stat().st_size,
        }
    ]


@pytest.mark.parametrize(
    ("kind", "suffix", "media_type"),
    [
        ("PNG", "png", "image/png"),
        ("GIF", "gif", "image/gif"),
        ("WEBP", "webp", "image/webp"),
        ("AVIF", "avif", "image/avif"),
    ],
)
def test_the_type_is_what_the_bytes_are_whatever_the_name_says(
    paper: Paper, kind: str, suffix: str, media_type: str
) -> None:
    draw(paper.news / "ferry.jpg", kind)
    paper.build()
    assert [copy.suffix for copy in _copies(paper)] == [f".{suffix}"]
    assert _entry(paper).enclosures[0].type == media_type


def test_one_on_its_side_is_measured_as_it_is_shown(paper: Paper) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (320, 200)).save(paper.news / "ferry.jpg", exif=exif)
    paper.build()
    assert 'width="200" height="320"' in _page(paper)


def test_a_photo_that_stands_by_itself_has_its_picture(paper: Paper) -> None:
    caption = "1月25日，读者在滨江书房里看江。本报记者沈青禾摄"
    paper.write("2026-01-26.md", f"# 江边读书\n\n![](ferry.jpg)\n\n{caption}\n")
    paper.build()
    [copy] = _copies(paper)
    assert f'src="../p/{copy.name}"' in _page(paper)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("none.jpg", None, "picture-missing"),
        ("broken.jpg", b"no picture at all", "picture-broken"),
        ("empty.jpg", b"", "picture-broken"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "picture-broken"),
    ],
)
def test_one_that_cannot_be_shown_is_a_problem_and_the_article_is_published(
    paper: Paper, name: str, data: bytes | None, code: str
) -> None:
    paper.write("2026-01-26.md", TEXT.replace("ferry.jpg", name))
    if data is not None:
        (paper.news / name).write_bytes(data)
    built = paper.build()
    [(path, problem)] = built.problems
    assert (Path(path).name, problem.line, problem.level, problem.code) == ("2026-01-26.md", 5, "warning", code)
    assert name in problem.message
    assert not built.failed
    assert "<img" not in _page(paper)
    assert "<figcaption>图为渡轮离岸。" in _page(paper)
    assert _codes(paper.build()) == [code]  # it is said again as long as it is so


def test_half_a_picture_is_broken(paper: Paper) -> None:
    data = (paper.news / "ferry.jpg").read_bytes()
    (paper.news / "ferry.jpg").write_bytes(data[: len(data) // 2])
    assert _codes(paper.build()) == ["picture-broken"]


def test_a_bomb_is_refused(paper: Paper) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    (paper.news / "ferry.jpg").write_bytes(bomb)
    assert _codes(paper.build()) == ["picture-broken"]


@pytest.mark.parametrize("name", ["../secret.jpg", "sub/../../secret.jpg", "link.jpg", "..%2fsecret.jpg"])
def test_a_path_that_leaves_the_folder_is_refused(paper: Paper, name: str) -> None:
    draw(paper.folder / "secret.jpg")
    (paper.news / "sub").mkdir()
    (paper.news / "link.jpg").symlink_to(paper.folder / "secret.jpg")
    paper.write("2026-01-26.md", TEXT.replace("ferry.jpg", name))
    assert _codes(paper.build()) == ["picture-outside"]
    assert _copies(paper) == []


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("gōngjiāo.jpg", "gōngjiāo.jpg"),
        ("图 (1).jpg", "图 (1).jpg"),
        ("ferry.jpg", "./ferry.jpg?v=2"),
        ("图/é.jpg", "图\\é.jpg"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_the_same_in_other_spellings(
    paper: Paper, stored: str, written: str, form: Literal["NFC", "NFD"]
) -> None:
    name = unicodedata.normalize("NFD" if form == "NFC" else "NFC", stored)
    (paper.news / name).parent.mkdir(exist_ok=True)
    draw(paper.news / name)
    paper.write("2026-01-26.md", TEXT.replace("ferry.jpg", unicodedata.normalize(form, written)))
    assert _codes(paper.build()) == []
    assert len(_copies(paper)) == 1


def test_an_absolute_path_is_refused(paper: Paper) -> None:
    draw(paper.folder / "secret.jpg")
    paper.write("2026-01-26.md", TEXT.replace("ferry.jpg", str(paper.folder / "secret.jpg")))
    assert _codes(paper.build()) == ["picture-outside"]


def test_one_on_the_net_is_neither_fetched_nor_shown(paper: Paper) -> None:
    paper.write("2026-01-26.md", TEXT.replace("ferry.jpg", "https://elsewhere.example/ferry.jpg"))
    assert paper.build().problems == ()
    assert "elsewhere" not in _page(paper)


def test_one_in_a_folder_below_and_with_a_blank_in_its_name(paper: Paper) -> None:
    draw(paper.news / "images" / "江边 1.png", "PNG")
    paper.write("2026-01-26.md", TEXT.replace("ferry.jpg", "images/江边%201.png"))
    assert paper.build().problems == ()
    assert len(_copies(paper)) == 1


def test_one_that_arrives_late_is_shown_from_then_on(paper: Paper) -> None:
    (paper.news / "ferry.jpg").unlink()
    assert _codes(paper.build()) == ["picture-missing"]
    before = _entry(paper)
    draw(paper.news / "ferry.jpg")
    built = paper.build()
    assert (built.problems, built.corrected) == ((), 1)
    after = _entry(paper)
    assert "<img" in after.content[0].value
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated > before.updated


def test_one_that_is_replaced_is_replaced(paper: Paper) -> None:
    paper.build()
    [before] = _copies(paper)
    draw(paper.news / "ferry.jpg", colour="red", size=(400, 300))
    assert paper.build().corrected == 1
    assert 'width="400" height="300"' in _page(paper)
    assert len(set(_copies(paper)) - {before}) == 1


def test_one_whose_file_is_gone_stays_as_long_as_its_copy_does(paper: Paper) -> None:
    paper.build()
    (paper.news / "ferry.jpg").unlink()
    built = paper.build()
    assert (built.problems, built.corrected) == ((), 0)
    assert "<img" in _page(paper)


def test_a_second_build_looks_at_it_and_writes_nothing(paper: Paper) -> None:
    paper.build()
    before = paper.files()
    os.utime(paper.news / "ferry.jpg")  # touched, and the same
    paper.build()
    assert paper.files() == before


def test_a_copy_that_somebody_took_away_comes_back(paper: Paper) -> None:
    paper.build()
    [copy] = _copies(paper)
    copy.unlink()
    paper.write("2026-01-26.md", TEXT.replace("长队", "长长的队"))
    paper.build()
    assert _copies(paper) == [copy]


def test_another_address_of_the_site_is_no_change_of_the_picture(paper: Paper, tmp_path: Path) -> None:
    paper.build()
    before = _entry(paper)
    moved = Paper(tmp_path, pages=True, base_url="https://paper.example.org/")
    moved.now = paper.now
    assert moved.build().corrected == 0
    after = _entry(moved)
    assert after.updated == before.updated
    assert "https://paper.example.org/p/" in after.content[0].value


def test_documents_of_the_history_show_it(tmp_path: Path) -> None:
    paper = Paper(tmp_path, days=1, limit=1, archive_size=1)
    draw(paper.news / "ferry.jpg")
    for day in (26, 27, 28):
        paper.write(
            f"2026-01-{day}.md", TEXT.replace("两条", "三五六七八"[day - 26] + "条").replace("25日", f"{day - 1}日")
        )
        paper.build(later=timedelta(days=1))
    assert_valid(paper.config.out, BASE)
    documents = list((paper.config.out / "archive" / "all").glob("*.xml"))
    assert documents
    assert all("media:content" in path.read_text(encoding="utf-8") for path in documents)


def test_a_replaced_one_whose_name_is_written_with_signs_is_noticed(paper: Paper) -> None:
    draw(paper.news / "江边 1.jpg")
    paper.write("2026-01-26.md", TEXT.replace("ferry.jpg", "江边%201.jpg"))
    paper.build()
    draw(paper.news / "江边 1.jpg", colour="red", size=(400, 300))
    assert paper.build().corrected == 1
    assert 'width="400"' in _page(paper)


def test_no_other_picture_takes_the_name_of_one_that_is_lost(paper: Paper) -> None:
    paper.build()
    [copy] = _copies(paper)
    (paper.news / "2026-01-26.md").rename(paper.news / "2026-01-26.old")  # its entries stay
    paper.write("2026-01-20.md", article("旧", date(2026, 1, 19)))
    paper.build()
    draw(paper.news / "ferry.jpg", colour="red")
    copy.unlink()
    for page in (paper.config.out / "a").glob("*"):
        page.unlink()
    paper.build()
    assert _copies(paper) == []
    pages = [page.read_text(encoding="utf-8") for page in (paper.config.out / "a").glob("*.html")]
    assert len(pages) == 2
    assert not any("<img" in page for page in pages)


def test_where_only_the_summary_may_be_published_the_picture_is_not(tmp_path: Path) -> None:
    paper = Paper(tmp_path, pages=True, content="summary")
    draw(paper.news / "ferry.jpg")
    paper.write("2026-01-26.md", TEXT)
    paper.build()
    assert _copies(paper) == []


TWO = (
    TEXT
    + """
# 花灯上街

本报滨江1月25日电（记者林知夏）花灯25日上街。

![图为花灯。（沈青禾 摄）](lamp.png)
"""
)


def test_the_picture_of_a_withdrawn_article_is_taken_away_and_comes_back_with_it(paper: Paper) -> None:
    paper.write("2026-01-26.md", TWO)
    draw(paper.news / "lamp.png", "PNG")
    paper.build()
    [kept, lamp] = sorted(_copies(paper), key=lambda copy: copy.suffix)
    assert (kept.suffix, lamp.suffix) == (".jpg", ".png")
    [row] = [row for row in find_entries(paper.config, now=paper.now) if row.title == "花灯上街"]
    withdraw([row.id], "有人不愿上报", paper.config, now=paper.now)
    assert paper.build().withdrawn == 1
    assert _copies(paper) == [kept]
    assert [file.path for file in paper.build().files if file.written] == []
    assert _copies(paper) == [kept]
    restore([row.id], paper.config)
    paper.build()
    assert set(_copies(paper)) == {kept, lamp}
    assert_valid(paper.config.out, BASE)


def test_the_picture_of_an_article_that_is_held_back_is_not_published(paper: Paper) -> None:
    held = "# 花灯上街\n\n花灯上街了。\n\n![图为花灯。（沈青禾 摄）](lamp.png)\n"
    paper.write("2026-01-26.md", TEXT)
    paper.write("loose.md", held + TEXT.replace("两条渡轮复航", "三条渡轮复航"))
    draw(paper.news / "lamp.png", "PNG")
    paper.config = replace(paper.config, strict=True)
    paper.build()
    assert [copy.suffix for copy in _copies(paper)] == [".jpg"]


def test_a_damaged_photo_is_a_problem_and_no_failed_build(paper: Paper, recwarn: pytest.WarningsRecorder) -> None:
    damage = b"\xff\xe1\x00\x20Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04\x00"
    whole = (paper.news / "ferry.jpg").read_bytes()
    (paper.news / "ferry.jpg").write_bytes(whole[:2] + damage + whole[2:])
    assert set(_codes(paper.build())) <= {"picture-broken"}
    draw(paper.news / "ferry.jpg", "AVIF")
    whole = (paper.news / "ferry.jpg").read_bytes()
    (paper.news / "ferry.jpg").write_bytes(whole[:-200] + b"\x00" * 200)
    assert set(_codes(paper.build())) <= {"picture-broken"}
    assert not recwarn.list


def test_a_picture_of_too_many_pixels_is_refused(paper: Paper, recwarn: pytest.WarningsRecorder) -> None:
    Image.new("1", (10_000, 9_500)).save(paper.news / "ferry.jpg", "PNG")
    assert _codes(paper.build()) == ["picture-broken"]
    assert not recwarn.list


def test_a_headline_over_nothing_but_a_picture_shows_it(paper: Paper) -> None:
    paper.write("2026-01-26.md", "# 渡口清晨\n\n![](ferry.jpg)\n\n图为渡轮离岸。\n")
    assert paper.build().problems == ()
    [copy] = _copies(paper)
    assert f'src="../p/{copy.name}"' in _page(paper)
    assert _entry(paper).title == "渡口清晨"
