"""What a visitor sees: pages in a real browser, on a desktop and a phone, light and dark, with scripts and without."""

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from feedpub.config.colours import accent_of
from feedpub.model import Section
from feedpub.model.config import Link
from tests.browser import ASKED, AXE, DESKTOP, ELSEWHERE, PHONE, VALIDATOR, Browser, errors_of, need, serving
from tests.papers import FIRST_DAY, Paper, article

pytestmark = pytest.mark.xdist_group("browser")  # one browser for all
ATOM = "{http://www.w3.org/2005/Atom}"
HEADLINE = "两条渡轮复航 江上又响汽笛"
STORY = f"""第02版：社会

停航四年之后，北岸线、东洲线同日恢复
# {HEADLINE}
——票价仍是两元，充电一次往返十一趟

本报滨江1月25日电（记者林知夏 周远）25日清晨，轮渡“北岸一号”拉响汽笛，离开停靠了四年的三号码头。

“听见这一声，才算过年。”在码头卖了三十年早点的许阿婆把第一笼包子递给船员，没有收钱。

### 四年，等来一条新船

两条航线四年前停航，当时的理由是船龄超限。市轮渡公司去年下单了四艘电动渡轮，每艘可载320人。

![图为“北岸一号”驶离三号码头。（沈青禾 摄）](ferry.jpg)

### 桥多了，为什么还要坐船

滨江现有过江大桥六座，早高峰平均车速却只有每小时17公里。受访者愿意改坐船，理由是准时、便宜。

"""
ATTACKS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "[点这里](javascript:window.hit=1)",
    "]]><svg onload=window.hit=1>",
    "\"><svg onload=window.hit=1>'",
    "</script><script>window.hit=1</script>",
    "<!--<script>{{ 7 * 7 }}</title><style>*{display:none}</style>",
)


@dataclass(frozen=True)
class Site:
    """A paper's pages, served."""

    out: Path
    url: str

    def pages(self) -> list[str]:
        """The path of each page."""
        return sorted(path.relative_to(self.out).as_posix() for path in self.out.rglob("*.html"))

    def kinds(self) -> list[str]:
        """The path of one page of each kind."""
        firsts = [next(page for page in self.pages() if page.startswith(folder)) for folder in ("s/", "d/")]
        return ["index.html", "follow.html", *firsts, "d/index.html", "404.html", self.titled(HEADLINE)]

    def titled(self, headline: str) -> str:
        """The path of the article of a headline."""
        told = f'property="og:title" content="{headline}"'
        return next(page for page in self.pages() if page[0] == "a" and told in self.read(page))

    def read(self, page: str) -> str:
        return (self.out / page).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    need("chromium", "chromedriver", "python:selenium")
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.driver.quit()


@pytest.fixture(autouse=True)
def _as_new(browser: Browser) -> Iterator[None]:
    """Leaves the browser as it was, whatever a test did."""
    yield
    browser.scripting(True)
    browser.look()


def _published(folder: Path, bulletins: dict[date, str], *, clean: bool = True, **settings: object) -> Iterator[Site]:
    """Builds a paper for the address it is then served at; `clean` says that the build has no error."""
    with serving(folder / "feeds") as url:
        paper = Paper(folder, **{"pages": True, "base_url": url, **settings})
        Image.radial_gradient("L").resize((900, 600)).convert("RGB").save(paper.news / "ferry.jpg")
        for day, text in bulletins.items():
            paper.write(f"{day}.txt", text)
        assert paper.build(later=timedelta(days=len(bulletins))).failed is not clean
        yield Site(paper.config.out, url)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A paper of five issues, the story in the last."""
    bulletins = {}
    for back in range(5):
        day = FIRST_DAY + timedelta(days=back)
        bulletins[day] = "".join(
            f"第0{page}版：{section}\n\n" + "".join(article(f"{section}{back}{number}", day) for number in range(7))
            for page, section in enumerate(("社会", "国际", "体育"), 3)
        )
    bulletins[day] = STORY.replace("1月25日", f"{day.month}月{day.day}日") + bulletins[day]
    yield from _published(
        tmp_path_factory.mktemp("browser") / "paper", bulletins, description="滨江两岸的每一天", limit=500, days=30
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A paper whose every line attacks the browser, and a headline without end."""
    address = f"https://x.example.org/{'x' * 3000}"
    text = f"第02版：../../etc\n\n# {'江' * 5000}\n\n本报1月26日讯 {address} 两岸通车。\n\n"
    for number, attack in enumerate(ATTACKS):
        text += (
            f"第0{number + 3}版：{attack}\n\n{attack}引题\n# 江边{number}{attack}灯\n——{attack}\n\n"
            f"□本报记者 {attack}\n\n"
            f"本报滨江1月26日电（记者{attack}）{attack}两岸通车。\n\n### {attack}\n\n第二段{attack}在这里结束。\n\n"
            f"图为{attack}。（{attack} 摄）\n\n"
        )
    sections = tuple(
        Section(slug=f"attack{number}", title=attack, order=number, named=True) for number, attack in enumerate(ATTACKS)
    )
    yield from _published(
        tmp_path_factory.mktemp("hostile") / "paper",
        {FIRST_DAY: text},
        clean=False,  # one attack opens a comment that is never closed
        publication=f"滨江日报{ATTACKS[0]}",
        description=ATTACKS[1] + ATTACKS[4],
        sections=sections,
    )


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A paper with an icon, a logo, a colour and a foot of its own."""
    folder = tmp_path_factory.mktemp("dressed")
    (folder / "own.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10z"/></svg>', encoding="utf-8"
    )
    Image.new("RGB", (512, 512), "teal").save(folder / "own.png")
    (folder / "own.css").write_text(".foot { letter-spacing: 3px; }", encoding="utf-8")
    yield from _published(
        folder / "paper",
        {FIRST_DAY: STORY},
        icon_file=folder / "own.png",
        logo_file=folder / "own.svg",
        accent=accent_of("#0b5c4a"),
        extra_css=folder / "own.css",
        rights="© 滨江日报",
        icp="京ICP备2026000000号-1",
        links=(Link("关于我们", "https://news.example.org/about"),),
    )


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_dress_of_ones_own_fits(dressed: Site, browser: Browser, width: int, dark: bool) -> None:
    need(AXE)
    browser.look(width=width, dark=dark)
    for page in dressed.kinds():
        browser.open(dressed.url + page)
        logo, screen = browser.find(".name img").rect, browser.run("return document.documentElement.clientWidth")
        assert 30 <= logo["height"] <= 100
        assert logo["x"] >= 0
        assert logo["x"] + logo["width"] <= screen
        colour = browser.run("return getComputedStyle(document.querySelector('.button')).backgroundColor")
        assert (colour == "rgb(11, 92, 74)") is not dark
        assert browser.run("return getComputedStyle(document.querySelector('.foot')).letterSpacing") == "3px"
        assert browser.spilling() == [], page
        assert browser.barriers() == [], page
        assert browser.complaints() == [], page
    browser.until(lambda: (f"{dressed.url}favicon.png", 200) in ASKED)


def test_a_tab_has_its_icon_and_nobody_asks_for_another(site: Site, browser: Browser) -> None:
    browser.open(site.url)
    browser.until(lambda: (f"{site.url}favicon.svg", 200) in ASKED)
    assert not [address for address, _ in ASKED if address.startswith(site.url) and address.endswith("favicon.ico")]


def test_an_address_without_a_page_leads_back_from_any_depth(site: Site, browser: Browser) -> None:
    browser.open(f"{site.url}a/b/none.html")
    assert browser.text("h1") == "没有这个页面"
    assert "serif" in browser.run("return getComputedStyle(document.querySelector('h1')).fontFamily").lower()
    browser.find("main a").click()
    assert browser.text("h1") == "滨江日报"


def test_a_visitor_reads_an_article(site: Site, browser: Browser) -> None:
    browser.open(site.url)
    assert browser.text("h1") == "滨江日报"
    assert "2026年1月30日" in browser.text(".edition")
    browser.find("nav a[href='s/society.html']").click()
    assert browser.text("h1") == "社会"
    link = next(one for one in browser.find_all("main a[href*='/a/']") if HEADLINE in one.text)
    link.click()
    assert browser.text("h1") == HEADLINE.replace(" ", "")
    assert "1月30日" in browser.text("article header time")
    assert "周远" in browser.text("article header")
    assert "第02版" in browser.text("article header")
    assert "拉响汽笛" in browser.text(".body")
    assert "四年，等来一条新船" in [one.text for one in browser.find_all(".body h2")]
    assert "沈青禾" in browser.text(".body figure")
    assert browser.complaints() == []
    meta = json.loads(browser.run("return document.querySelector('script[type=\"application/ld+json\"]').textContent"))
    assert HEADLINE in json.dumps(meta, ensure_ascii=False)
    browser.find("a[rel~='next'], a[rel~='prev']").click()
    assert browser.text("h1") != HEADLINE.replace(" ", "")
    browser.find(".masthead .name a").click()
    assert browser.text("h1") == "滨江日报"


def test_a_headline_breaks_where_its_source_did(site: Site, browser: Browser) -> None:
    browser.look(width=PHONE)
    browser.open(site.url + site.titled(HEADLINE))
    lines = browser.find_all("h1 i")
    assert [line.text for line in lines] == HEADLINE.split()
    assert lines[0].rect["y"] + lines[0].rect["height"] <= lines[1].rect["y"]
    assert browser.run("return document.querySelector('h1').textContent") == HEADLINE


def test_a_picture_opens_in_full_without_a_script(site: Site, browser: Browser) -> None:
    browser.scripting(False)
    browser.open(site.url + site.titled(HEADLINE))
    browser.find(".body a.full").click()
    address = browser.driver.current_url.removeprefix(site.url)
    assert address.startswith("p/")
    assert address.endswith(".jpg")


@pytest.mark.parametrize(("width", "loaded"), [(DESKTOP, "-760.webp"), (PHONE, "-760.webp")])
def test_a_screen_loads_the_width_that_fits_it(site: Site, browser: Browser, width: int, loaded: str) -> None:
    browser.look(width=width)
    browser.open(site.url)
    assert browser.run("return document.querySelector('.lead img').currentSrc").endswith(loaded)
    assert browser.run("return document.querySelector('.lead img').naturalWidth") > 0


def test_the_sections_behind_the_button_need_no_script(hostile: Site, browser: Browser) -> None:
    browser.scripting(False)
    browser.look(width=PHONE)
    browser.open(hostile.url)
    assert not browser.find("nav details a").is_displayed()
    browser.find("nav summary").click()
    assert all(link.is_displayed() for link in browser.find_all("nav details a"))


def test_an_issue_is_seen_by_section_or_by_page(site: Site, browser: Browser) -> None:
    browser.scripting(False)
    browser.open(site.url + next(page for page in site.pages() if page.startswith("d/2")))
    for shown, hidden in (("by-section", "by-page"), ("by-page", "by-section")):
        browser.find("label[for=_sections]" if shown == "by-section" else "label[for=_pages]").click()
        assert browser.find(f".columns.{shown}").is_displayed()
        assert not browser.find(f".columns.{hidden}").is_displayed()


def test_every_link_leads_somewhere(site: Site, browser: Browser) -> None:
    for page in site.kinds():
        browser.open(site.url + page)
        for address in browser.run(
            "return [...document.querySelectorAll('[href]:not([rel=canonical])')].map(it => it.href)"
        ):
            if not address.startswith(site.url):
                assert page == "follow.html"  # which names readers
                continue
            path, _, anchor = address.removeprefix(site.url).partition("#")
            assert (site.out / (path or "index.html")).is_file(), f"{page}: {address}"
            if anchor and path != page:
                assert f'id="{anchor}"' in site.read(path), f"{page}: {address}"


@pytest.mark.parametrize("host", ["127.0.0.1", ELSEWHERE])  # with navigator.clipboard, and without
def test_a_feed_address_is_copied(site: Site, browser: Browser, host: str) -> None:
    for page, slug in (("follow.html", "all"), ("follow.html", "society"), ("s/society.html", "society")):
        browser.open(site.url.replace("127.0.0.1", host) + page)
        browser.find(f"button[data-copy$='/{slug}.atom.xml']").click()
        address = site.url + f"{slug}.atom.xml"
        browser.until(lambda: browser.find("[role=status]").text.startswith("已复制"))
        assert browser.pasted() == address
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address) as answer:
            assert answer.status == 200
            assert etree.fromstring(answer.read()).tag == f"{ATOM}feed"


def test_a_newcomer_finds_the_address_in_three_steps(site: Site, browser: Browser) -> None:
    browser.look(width=PHONE)
    browser.open(site.url)
    browser.find(".masthead .button").click()
    assert browser.text("h1") == "订阅滨江日报"
    assert [one.text for one in browser.find_all(".steps h2")] == ["装一个阅读器", "复制这个地址", "粘贴到阅读器里"]
    assert not browser.find("details.formats ul").is_displayed()
    small = "const box = it.getBoundingClientRect(); return box.width && (box.width < 24 || box.height < 24)"
    targets = "main a, main button, main summary"
    for _ in range(2):  # closed, and open
        tight = f"return [...document.querySelectorAll('{targets}')].filter(it => {{{small}}}).map(it => it.outerHTML)"
        assert browser.run(tight) == []
        browser.find("details.formats summary").click()
    browser.find("#feed-society button").click()
    browser.until(lambda: browser.find("[role=status]").text.startswith("已复制"))
    place = "const box = document.querySelector('[role=status]').getBoundingClientRect(); return [box.top, box.bottom]"
    top, bottom = browser.run(place)
    assert 0 <= top < bottom <= 900  # where who pressed the button sees it


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", ["all.atom.xml", "society.rss.xml"])
def test_a_feed_in_a_browser_is_a_page(site: Site, browser: Browser, name: str, width: int, dark: bool) -> None:
    browser.look(width=width, dark=dark)
    browser.open(site.url + name)
    shown = browser.text("feed, rss")
    assert shown.startswith("滨江日报·")
    assert HEADLINE.replace(" ", "") in shown
    assert "两条航线四年前停航" in shown or "25日清晨" in shown  # the summary
    assert "<p>" not in shown
    assert "urn:uuid" not in shown
    said = browser.run("return getComputedStyle(document.querySelector('feed, channel'), '::before').content")
    assert f"{site.url}follow.html" in said
    assert browser.background() < 0.2 if dark else browser.background() > 0.9
    # On a phone, XML is laid out as wide as a desktop: letters are as large as they must be for that.
    scale = browser.run("return screen.width / innerWidth") if width == PHONE else 1
    assert 14 < scale * float(browser.run("return getComputedStyle(document.documentElement).fontSize")[:-2]) < 20
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    assert [row for row in browser.complaints() if "/favicon.ico" not in row] == []  # a feed can name no icon


def test_firefox_shows_a_feed_as_a_page(site: Site, tmp_path: Path) -> None:
    need("firefox-esr")
    for name in ("all.atom.xml", "all.rss.xml"):
        profile, picture = tmp_path / name, tmp_path / f"{name}.png"
        profile.mkdir()
        command = f"firefox-esr --headless --profile {profile} --window-size 900,700 --screenshot {picture}".split()
        subprocess.run([*command, site.url + name], check=True, timeout=120, capture_output=True)
        with Image.open(picture) as found:  # the ground of the paper; a tree of elements has another
            assert found.convert("RGB").getpixel((3, 3)) in ((253, 251, 247), (23, 21, 19))


def test_without_scripts_nothing_is_missing(site: Site, browser: Browser) -> None:
    browser.scripting(False)
    browser.open(site.url)
    assert [one for one in browser.find_all("button") if one.is_displayed()] == []
    browser.find("nav a[href='s/society.html']").click()
    assert [one for one in browser.find_all("button") if one.is_displayed()] == []
    assert browser.text("h1") == "社会"
    browser.find(".masthead .button").click()
    assert [one for one in browser.find_all("button") if one.is_displayed()] == []
    browser.find(".address code").click()  # takes the whole address
    assert browser.copied() == f"{site.url}all.atom.xml"


def test_from_a_folder_without_a_server(site: Site, browser: Browser) -> None:
    browser.open((site.out / "index.html").as_uri())
    assert "serif" in browser.run("return getComputedStyle(document.querySelector('h1')).fontFamily").lower()
    browser.find("nav a[href='s/society.html']").click()
    assert browser.text("h1") == "社会"
    assert browser.find("button").is_displayed()
    assert browser.complaints() == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_looks(site: Site, browser: Browser, tmp_path: Path, width: int, dark: bool) -> None:
    need(AXE)
    browser.look(width=width, dark=dark)
    pictures = Path(os.environ.get("FEEDPUB_SCREENSHOTS") or tmp_path)
    for page in site.kinds():
        browser.open(site.url + page)
        browser.picture(
            pictures / f"{page.removesuffix('.html').replace('/', '-')}-{width}-{'dark' if dark else 'light'}.png"
        )
        assert browser.background() < 0.2 if dark else browser.background() > 0.9
        assert browser.spilling() == [], page
        assert browser.barriers() == [], page
        assert browser.complaints() == [], page


def test_pages_are_light(site: Site) -> None:
    assert {page: size for page in site.pages() if (size := (site.out / page).stat().st_size) > 30_000} == {}


def test_hostile_text_stays_text(hostile: Site, browser: Browser) -> None:
    browser.look(width=PHONE)
    assert len(hostile.pages()) > len(ATTACKS)
    for page in hostile.pages():
        browser.open(hostile.url + page)  # an alert would make what follows fail
        assert browser.foreign() == [], page
        assert browser.complaints() == [], page
        assert browser.spilling() == [], page
    shown = "".join(hostile.read(page) for page in hostile.pages())
    assert "&lt;script&gt;window.hit=1" in shown  # the attacks are there, as text


def test_pages_are_valid(site: Site, hostile: Site, dressed: Site) -> None:
    need("java", VALIDATOR)
    pages = [where.out / page for where in (site, hostile, dressed) for page in where.pages()]
    assert errors_of(pages) == ""
