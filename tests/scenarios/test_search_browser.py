"""The search as a reader has it: in a real browser, with and without scripts."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser import AXE, PHONE, VALIDATOR, Browser, errors_of, need, serving
from tests.papers import FIRST_DAY, Paper, article, words

pytestmark = pytest.mark.xdist_group("browser")  # one browser for all
LAST_YEAR = date(2025, 6, 2)
_LOADED = "return performance.getEntriesByType('resource').map(one => one.name)"


def _signed(headline: str, day: date, text: str, reporter: str) -> str:
    return f"# {headline}\n\n本报滨江{day.month}月{day.day}日电（记者{reporter}）{text}\n\n"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    need("chromium", "chromedriver", "python:selenium")
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.driver.quit()


@pytest.fixture(autouse=True)
def _as_new(browser: Browser) -> Iterator[None]:
    yield
    browser.scripting(True)
    browser.look()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Paper, str]]:
    """A paper with issues of two years, served; its address."""
    need("python:pagefind_bin")
    with serving(tmp_path_factory.getbasetemp() / "search" / "feeds") as url:
        paper = Paper(tmp_path_factory.getbasetemp() / "search", pages=True, search=True, base_url=url, margin=35)
        paper.write(
            f"{LAST_YEAR}.txt",
            "第03版：体育\n\n"
            + _signed("龙舟赛鸣锣", LAST_YEAR, "电动渡轮护航，二十支龙舟队下水。", "周远")
            + "".join(article(f"旧{number}", LAST_YEAR, words(f"旧{number}", 1500)) for number in range(30)),
        )
        paper.write(
            f"{FIRST_DAY}.txt",
            "第02版：社会\n\n"
            + _signed(
                "两条渡轮复航 江上又响汽笛",
                FIRST_DAY,
                "停航四年的电动渡轮二〇二六年1月复航，载客320人。",
                "林知夏 周远",
            )
            + _signed("轮渡公司招新", FIRST_DAY, "渡口今年招收五十名水手，轮机手另招。", "许望川")
            + "第04版：国际\n\n"
            + _signed("Ferries return & 3 < 5", FIRST_DAY, "The River Company runs again.", "林知夏"),
        )
        assert not paper.build().failed
        yield paper, url


def search(browser: Browser, url: str, **wanted: str) -> list[str]:
    """The headlines that a search finds, by its address."""
    browser.open(f"{url}search.html?" + "&".join(f"{key}={quote(text)}" for key, text in wanted.items()))
    return results(browser)


def results(browser: Browser) -> list[str]:
    browser.until(lambda: browser.find("#_said").text not in ("", "正在找……"))
    return [one.text for one in browser.find_all("#_results a")]


FERRY, DRAGON, HIRING, ENGLISH = (
    "两条渡轮复航 江上又响汽笛",
    "龙舟赛鸣锣",
    "轮渡公司招新",
    "Ferries return & 3 < 5",
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("电动渡轮", [FERRY, DRAGON]),
        ("渡轮", [FERRY, DRAGON]),
        ("轮", [FERRY, HIRING, DRAGON]),  # a single character
        ("轮渡", [HIRING]),  # not 渡轮
        ("汽笛 复航", [FERRY]),
        ("林知夏", [FERRY, ENGLISH]),  # a name that no list of words has
        ("二〇二六年", [FERRY]),
        ("320", [FERRY]),
        ("river company", [ENGLISH]),
        ("“电动渡轮”", [FERRY, DRAGON]),
        ("渡轮招新", []),
    ],
)
def test_words_are_found_wherever_they_are(
    site: tuple[Paper, str], browser: Browser, asked: str, expected: list[str]
) -> None:
    assert sorted(search(browser, site[1], q=asked)) == sorted(expected)
    assert browser.complaints() == []  # nothing against the policy of the page, too


def test_a_reader_types_and_finds(site: tuple[Paper, str], browser: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    _, url = site
    browser.open(url)
    browser.find(".masthead a[href='search.html']").click()
    browser.until(lambda: bool(browser.run("return document.activeElement.name === 'q'")))
    browser.find("#_q").send_keys("渡轮", Keys.ENTER)
    assert results(browser) == [FERRY, DRAGON]
    assert browser.find("#_said").text == "共 2 篇，新的在前。"
    assert browser.driver.current_url.endswith(f"search.html?q={quote('渡轮')}")
    first = browser.find("#_results li")
    assert [mark.text for mark in first.find_elements("css selector", "mark")] == ["渡轮", "渡轮"]
    assert "社会" in first.text
    assert "2026年1月26日" in first.text
    assert "林知夏 周远" in first.text
    assert browser.find("#_results time").get_attribute("datetime") == FIRST_DAY.isoformat()
    browser.find("#_results a").click()
    assert browser.text("h1") == FERRY.replace(" ", "")
    browser.driver.back()
    assert results(browser) == [FERRY, DRAGON]
    assert browser.complaints() == []


def test_by_section_year_and_reporter(site: tuple[Paper, str], browser: Browser) -> None:
    _, url = site
    assert search(browser, url, q="渡轮", section="sports") == [DRAGON]
    assert search(browser, url, q="渡轮", year="2026") == [FERRY]
    assert search(browser, url, q="渡轮", year="2025") == [DRAGON]
    assert search(browser, url, reporter="周远") == [FERRY, DRAGON]
    assert search(browser, url, reporter="周远", year="2025") == [DRAGON]
    assert search(browser, url, q="渡轮", reporter="许望川") == []
    assert browser.find("#_said").text.startswith("没有找到")
    browser.open(f"{url}search.html?q={quote('渡轮')}")
    assert results(browser) == [FERRY, DRAGON]
    browser.run("document.querySelector('#_section').value = 'sports'")
    browser.run("document.querySelector('#_section').dispatchEvent(new Event('change', { bubbles: true }))")
    browser.until(lambda: results(browser) == [DRAGON])
    assert "section=sports" in browser.driver.current_url


def test_twenty_at_a_time_the_newest_first(site: tuple[Paper, str], browser: Browser) -> None:
    _, url = site
    assert len(search(browser, url, year="2025")) == 20
    assert browser.find("#_said").text.startswith("先列出 20 篇")
    browser.find("#_more").click()
    browser.until(lambda: len(browser.find_all("#_results a")) == 31)
    assert not browser.find("#_more").is_displayed()
    assert browser.run("return document.activeElement === document.querySelectorAll('#_results a')[20]")


def test_only_what_is_needed_is_loaded_and_nothing_from_elsewhere(site: tuple[Paper, str], browser: Browser) -> None:
    _, url = site
    browser.open(f"{url}search.html")
    assert not [name for name in browser.run(_LOADED) if "/search/" in name]
    search(browser, url, q="汽笛", year="2026")
    loaded = browser.run(_LOADED)
    assert all(name.startswith(url) for name in loaded)
    assert {name.split("/search/")[1].split("/")[0] for name in loaded if "/search/" in name} == {"2026-01-6"}


def test_without_words_the_index_is_not_loaded_whole(site: tuple[Paper, str], browser: Browser) -> None:
    paper, url = site
    assert len(search(browser, url, year="2025")) == 20
    loaded = [name for name in browser.run(_LOADED) if name.endswith(".pf_index") and "/2025/" in name]
    assert len(loaded) == 1
    assert len(list((paper.config.out / "search" / "2025" / "index").iterdir())) > 1


def test_what_is_in_an_article_stays_text(site: tuple[Paper, str], browser: Browser) -> None:
    assert search(browser, site[1], q="ferries <b>") == []
    assert search(browser, site[1], q="& ferries <") == [ENGLISH]
    assert browser.find("#_results a").get_attribute("innerHTML") == "<mark>Ferries</mark> return &amp; 3 &lt; 5"


def test_without_scripts_the_page_says_where_the_archive_is(site: tuple[Paper, str], browser: Browser) -> None:
    browser.scripting(False)
    browser.open(f"{site[1]}search.html")
    assert "往期" in browser.text("#_unscripted")
    assert not browser.find("#_search").is_displayed()
    browser.find("#_unscripted a").click()
    assert browser.text("h1") == "往期"


def test_who_has_the_page_open_goes_on_while_a_build_replaces_the_index(tmp_path: Path, browser: Browser) -> None:
    need("python:pagefind_bin")
    with serving(tmp_path / "feeds") as url:
        paper = Paper(tmp_path, pages=True, search=True, base_url=url)
        paper.write("1.txt", article("甲", FIRST_DAY, "渡轮复航，汽笛响起，两岸居民等了四年") * 1)
        paper.build()
        assert len(search(browser, url, q="渡轮")) == 1
        day = FIRST_DAY + timedelta(days=1)
        paper.write("2.txt", article("乙", day, "缆车开通，市民乘车上山看灯"))
        paper.build(later=timedelta(days=1))
        for asked, count in (("汽笛", 1), ("缆车", 0)):
            browser.find("#_q").clear()
            browser.find("#_q").send_keys(asked)
            browser.find("#_search button").click()
            assert len(results(browser)) == count
        assert browser.complaints() == []
        assert len(search(browser, url, q="缆车")) == 1


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, PHONE, 1280])
def test_looks(site: tuple[Paper, str], browser: Browser, tmp_path: Path, width: int, dark: bool) -> None:
    import os

    need(AXE)
    browser.look(width=width, dark=dark)
    for asked in ("", "渡轮"):
        browser.open(f"{site[1]}search.html?q={quote(asked)}")
        if asked:
            results(browser)
        folder = Path(os.environ.get("FEEDPUB_SCREENSHOTS") or tmp_path)
        browser.picture(folder / f"search-{'results' if asked else 'empty'}-{width}-{'dark' if dark else 'light'}.png")
        assert browser.spilling() == []
        assert browser.barriers() == []


def test_the_page_is_valid(site: tuple[Paper, str]) -> None:
    need("java", VALIDATOR)
    assert errors_of([site[0].config.out / "search.html"]) == ""
