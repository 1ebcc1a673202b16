"""The pictures of the site, its colour and its foot: what is made of the operator's files, and what is without them."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image

from feedpub.config import load_config
from feedpub.config.colours import accent_of
from feedpub.errors import ConfigError
from feedpub.model import Config, Follow
from feedpub.model.config import Link
from feedpub.writing.drawings import size_of
from tests.papers import FIRST_DAY, Paper, article

BASE = "https://news.example.org/"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><path d="M0 0h3v1H0z"/></svg>'


def make(folder: Path, **settings: Any) -> Paper:
    paper = Paper(folder, **{"pages": True, **settings})
    paper.write("2026-01-26.md", article("甲", FIRST_DAY) + article("乙", FIRST_DAY))
    return paper


def picture(folder: Path, name: str, size: tuple[int, int] = (600, 300), mode: str = "RGBA") -> Path:
    """A picture's file with a transparent ground, as logos have."""
    made = Image.new(mode, size)
    made.paste("teal", (size[0] // 4, 0, size[0] // 2, size[1]))
    made.save(folder / name)
    return folder / name


def found(paper: Paper, name: str) -> Image.Image:
    return Image.open(BytesIO((paper.config.out / name).read_bytes()))


def pages(paper: Paper) -> dict[str, html.HtmlElement]:
    out = paper.config.out
    return {path.relative_to(out).as_posix(): html.fromstring(path.read_bytes()) for path in out.rglob("*.html")}


def test_without_any_the_tab_has_the_first_letter_and_shared_pages_a_card(tmp_path: Path) -> None:
    paper = make(tmp_path, publication="滨江日报")
    assert paper.build().problems == ()
    assert ">滨</text>" in (paper.config.out / "favicon.svg").read_text(encoding="utf-8")
    assert found(paper, "card.png").size == (1200, 630)
    for name, page in pages(paper).items():
        root = "/" if name == "404.html" else "../" * name.count("/")
        assert page.xpath("//link[@rel='icon']/@href") == [f"{root}favicon.svg"]
        assert page.xpath("//meta[@property='og:image']/@content") == (
            [] if name == "404.html" else [f"{BASE}card.png"]
        )
    assert json.loads((paper.config.out / "all.json").read_bytes()).get("favicon") is None


def test_an_icon_is_made_for_tabs_and_phones_and_named_in_feeds(tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text(f'base_url = "{BASE}"\nicon = "icon.png"\n', encoding="utf-8")
    picture(tmp_path, "icon.png")
    config = load_config(tmp_path / "feedpub.toml")
    paper = make(tmp_path, icon=config.icon, icon_file=config.icon_file)
    assert paper.build().problems == ()
    assert "favicon.svg" not in paper.files()
    tab, phone = found(paper, "favicon.png"), found(paper, "apple-touch-icon.png")
    assert (tab.size, tab.mode, tab.getpixel((0, 0))) == ((96, 96), "RGBA", (0, 0, 0, 0))
    assert (phone.size, phone.mode, phone.getpixel((0, 0))) == ((180, 180), "RGB", (255, 255, 255))
    assert phone.getpixel((60, 90)) == (0, 128, 128)
    shown = pages(paper)["index.html"].xpath("//link[contains(@rel, 'icon')]")
    assert [(link.get("rel"), link.get("href"), link.get("sizes")) for link in shown] == [
        ("icon", "favicon.png", "96x96"),
        ("apple-touch-icon", "apple-touch-icon.png", "180x180"),
    ]
    assert json.loads((paper.config.out / "all.json").read_bytes())["favicon"] == f"{BASE}favicon.png"
    before = paper.files()
    paper.build()
    assert paper.files() == before


def test_a_drawing_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "own.svg").write_bytes(DRAWING)
    paper = make(tmp_path, icon_file=tmp_path / "own.svg", logo_file=tmp_path / "own.svg")
    assert paper.build().problems == ()
    assert (paper.config.out / "favicon.svg").read_bytes() == (paper.config.out / "logo.svg").read_bytes() == DRAWING
    assert pages(paper)["index.html"].xpath("//link[@rel='icon']/@href") == ["favicon.svg"]
    [logo] = pages(paper)["index.html"].xpath("//h1/img")
    assert (logo.get("src"), logo.get("width"), logo.get("height"), logo.get("alt")) == (
        "logo.svg",
        "300",
        "100",
        "滨江日报",
    )
    assert pages(paper)["index.html"].xpath("//meta[@property='og:image']/@content") == [f"{BASE}card.png"]


def test_a_logo_is_in_the_head_of_pages_and_shown_for_shared_ones(tmp_path: Path) -> None:
    paper = make(tmp_path, logo_file=picture(tmp_path, "own.webp", (2400, 800)))
    Image.effect_noise((400, 300), 50).convert("RGB").save(paper.news / "one.jpg")
    paper.write("2026-01-26.md", article("甲", FIRST_DAY) + article("乙", FIRST_DAY) + "![渡轮](one.jpg)\n")
    assert paper.build().problems == ()
    assert found(paper, "logo.png").size == (1200, 400)
    shared = []
    for name, page in pages(paper).items():
        [logo] = page.xpath("//*[@class='masthead' or contains(@class, 'plate')]//img")
        root = "/" if name == "404.html" else "../" * name.count("/")
        assert [logo.get(key) for key in ("src", "width", "height", "alt")] == [
            f"{root}logo.png",
            "1200",
            "400",
            "滨江日报",
        ]
        shared += page.xpath("//meta[@property='og:image']/@content")
    assert sorted(address.startswith(f"{BASE}p/") for address in shared) == [False] * (len(shared) - 1) + [True]
    assert {address for address in shared if "/p/" not in address} == {f"{BASE}logo.png"}
    told = [
        json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
        for name, page in pages(paper).items()
        if name[0] in "ai"
    ]
    assert {one["publisher"]["logo"]["url"] for one in told} == {f"{BASE}logo.png"}
    assert all(one["image"] for one in told if one["@type"] == "NewsArticle")


@pytest.mark.parametrize("name", ["broken.png", "broken.svg"])
def test_a_broken_picture_is_told_and_all_else_is_published(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    paper = make(tmp_path, icon_file=tmp_path / name, logo_file=tmp_path / name)
    built = paper.build()
    assert {problem.code for _, problem in built.problems} == {"picture-broken"}
    assert built.failed
    assert all(path.endswith(name) for path, _ in built.problems)
    front = pages(paper)["index.html"]
    assert front.xpath("//h1/text()") == ["滨江日报"]
    assert front.xpath("//link[@rel='icon']") == []
    before = paper.files()
    assert paper.build().failed  # until it is mended
    assert paper.files() == before
    if name.endswith("png"):
        picture(tmp_path, name)
    else:
        (tmp_path / name).write_bytes(DRAWING)
    assert not paper.build().failed
    assert pages(paper)["index.html"].xpath("//h1/img")


def test_one_that_is_replaced_is_made_again_and_one_that_is_no_more_leaves(tmp_path: Path) -> None:
    paper = make(tmp_path, logo_file=picture(tmp_path, "own.png"))
    paper.build()
    picture(tmp_path, "own.png", (400, 100))
    paper.build()
    assert found(paper, "logo.png").size == (400, 100)
    assert {page.xpath("string(//header//img/@width)") for page in pages(paper).values()} == {"400"}
    without = Paper(tmp_path, pages=True)
    without.now = paper.now
    without.build()
    assert "logo.png" not in without.files()


def test_feeds_without_pages_have_their_icon(tmp_path: Path) -> None:
    paper = make(tmp_path, pages=False, icon=f"{BASE}favicon.png", icon_file=picture(tmp_path, "own.png"))
    paper.build()
    assert {name for name in paper.files() if name.endswith((".png", ".svg"))} == {
        "favicon.png",
        "apple-touch-icon.png",
    }


def test_an_icon_at_an_address_of_the_site_is_that_of_tabs_if_it_is_there(tmp_path: Path) -> None:
    paper = make(tmp_path, icon=f"{BASE}own.ico")
    paper.build()
    assert pages(paper)["index.html"].xpath("//link[@rel='icon']/@href") == ["favicon.svg"]
    (paper.config.out / "own.ico").write_bytes(b"\0")
    paper.write("2026-01-27.md", article("丙", FIRST_DAY))
    paper.build()
    assert pages(paper)["index.html"].xpath("//link[@rel='icon']/@href") == ["own.ico"]


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (DRAWING, (300, 100)),
        (DRAWING.replace(b"viewBox", b'width="640" height="120px" viewBox'), (640, 120)),
        (DRAWING.replace(b"viewBox", b'width="100%" viewBox'), (300, 100)),
        (DRAWING.replace(b"0 0 3 1", b"0,0 0 1"), None),
        (DRAWING.replace(b"viewBox", b"box"), None),
        (b"<html/>", None),
        (b"<svg", None),
        (b"\x89PNG", None),
    ],
)
def test_the_size_of_a_drawing(data: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(data) == size


def test_colour_and_style_are_added_to_our_style_sheet(tmp_path: Path) -> None:
    extra = tmp_path / "extra.css"
    extra.write_text("\ufeff.foot::after { content: '江'; }\n", encoding="utf-8")
    plain = make(tmp_path)
    plain.build()
    ours = (plain.config.out / "style.css").read_text(encoding="utf-8")
    paper = Paper(tmp_path, pages=True, accent=accent_of("#0b5c4a"), extra_css=extra)
    paper.now = plain.now
    paper.build()
    styled = (paper.config.out / "style.css").read_text(encoding="utf-8")
    assert styled.startswith(ours)
    assert "--accent: #0b5c4a;" in styled[len(ours) :]
    assert styled.endswith("\n.foot::after { content: '江'; }\n")
    assert "#0b5c4a" in (paper.config.out / "favicon.svg").read_text(encoding="utf-8")
    extra.write_text("a { color: red }", encoding="utf-8")
    paper.build()
    assert (paper.config.out / "style.css").read_text(encoding="utf-8").endswith("\na { color: red }")
    before = paper.files()
    extra.write_bytes("江".encode("gb18030"))
    with pytest.raises(ConfigError, match="it is not in UTF-8"):
        paper.build()
    assert paper.files() == before


def test_the_foot_has_rights_links_and_the_number_of_registration(tmp_path: Path) -> None:
    links = (Link("关于 & 联系", "https://www.example.org/?a=1&b=2"),)
    paper = make(tmp_path, rights="© 滨江日报", icp="京ICP备2026000000号-1", links=links)
    paper.build()
    for page in pages(paper).values():
        foot = page.xpath("//footer")[0]
        assert [(a.text_content(), a.get("href")) for a in foot.xpath(".//a[starts-with(@href, 'https')]")] == [
            ("关于 & 联系", "https://www.example.org/?a=1&b=2"),
            ("京ICP备2026000000号-1", "https://beian.miit.gov.cn/"),
        ]
        assert "© 滨江日报" in foot.text_content()


def test_programs_find_each_feed_under_the_papers_name(tmp_path: Path) -> None:
    paper = make(tmp_path, daily=True, follows=(Follow(slug="ferry", title="渡口", keyword="渡口"),))
    paper.build()
    for name, page in pages(paper).items():
        links = page.xpath("//link[@rel='alternate']")
        told = {(link.get("title"), link.get("href").rpartition("/")[2]) for link in links}
        if name not in ("404.html",):
            assert told >= {
                ("滨江日报 · 全部", "all.atom.xml"),
                ("滨江日报 · 每日要目", "daily.atom.xml"),
                ("滨江日报 · 渡口", "ferry.atom.xml"),
            }, name
        assert all(title.startswith("滨江日报 · ") for title, _ in told)


def test_machines_read_what_the_site_is(tmp_path: Path) -> None:
    paper = make(tmp_path, description="江边的报纸")
    paper.build()
    told = json.loads(pages(paper)["index.html"].xpath("string(//script[@type='application/ld+json'])"))
    assert (told["@type"], told["name"], told["url"]) == ("WebSite", "滨江日报", BASE)
    assert (told["description"], told["inLanguage"]) == ("江边的报纸", "zh-CN")
    assert "potentialAction" not in told


def test_settings_of_files_are_paths_beside_the_configuration(tmp_path: Path) -> None:
    picture(tmp_path, "报头.JPG", mode="RGB")
    (tmp_path / "feedpub.toml").write_text('logo = "报头.JPG"\nbase_url = "https://e.example/f"\n', encoding="utf-8")
    config: Config = load_config(tmp_path / "feedpub.toml")
    assert (config.logo, config.logo_file) == ("https://e.example/f/logo.png", tmp_path / "报头.JPG")
