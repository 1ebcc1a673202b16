"""What stands published is remembered: ids outlive corrections, `published` never moves, `updated` with the text."""

import json
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import feedparser
import pytest
from feedparser import FeedParserDict

from feedpub.entries.text import title_of, wording_of
from feedpub.ingest.matching import Piece, match_articles
from feedpub.ingest.published import read_published
from feedpub.publishing.changes import changed_words
from feedpub.reading.bulletin import read_bulletin
from tests.conftest import Feedpub
from tests.papers import words
from tests.paths import SAMPLES

ADDRESS = 'base_url = "https://news.example.org/"\n'  # readers follow this paper
BRIDGE = "# 万象新桥通车\n\n新华社万象1月25日电(记者李伟)全长三千米的新桥25日零时起通车,两岸的人走过来看。\n\n{more}\n"
MORE = "老船工说,他在渡口摇了四十年船,今天头一回从桥上过江。\n\n桥头的灯一直亮到天明。"
LAMPS = "# 江边的灯\n\n本报1月25日讯 江边的灯换成了新的,夜里更亮,散步的人多了起来。\n"


@dataclass
class Paper:
    """A paper with one bulletin, built again and again."""

    run: Feedpub
    folder: Path

    def build(
        self, text: str, *, today: str = "2026-01-26T08:00:00", name: str = "2026-01-26.txt"
    ) -> dict[str, FeedParserDict]:
        """Builds the bulletin; title → entry of the feed of everything."""
        news = self.folder / "news"
        news.mkdir(exist_ok=True)
        for path in news.iterdir():
            path.unlink()
        (news / name).write_text(text, encoding="utf-8")
        done = self.run("build", "news", cwd=self.folder, today=today)
        assert done.returncode == 0, done.stderr
        return {entry.title: entry for entry in feedparser.parse(str(self.folder / "feeds" / "all.atom.xml")).entries}

    def files(self) -> dict[str, bytes]:
        """Everything published."""
        return {str(path): path.read_bytes() for path in (self.folder / "feeds").rglob("*") if path.is_file()}


@pytest.fixture
def paper(feedpub: Feedpub, tmp_path: Path) -> Paper:
    (tmp_path / "feedpub.toml").write_text(ADDRESS, encoding="utf-8")
    return Paper(feedpub, tmp_path)


FIRST = BRIDGE.format(more=MORE) + LAMPS
LATER = "2026-01-27T09:00:00"


@pytest.mark.parametrize(
    ("corrected", "title"),
    [
        pytest.param(FIRST.replace("新桥通车", "跨江大桥正式通车", 1), "万象跨江大桥正式通车", id="the headline"),
        pytest.param(FIRST.replace("三千米", "三千二百米"), "万象新桥通车", id="a figure"),
        pytest.param(FIRST.replace("新华社万象", "新华社琅勃拉邦"), "万象新桥通车", id="the place"),
        pytest.param(BRIDGE.format(more="\n\n".join(MORE.split("\n\n")[::-1])) + LAMPS, "万象新桥通车", id="the order"),
        pytest.param(
            FIRST.replace("新桥通车", "大桥通车", 1).replace("两岸的人走过来看", "两岸居民上桥参观"),
            "万象大桥通车",
            id="headline and text",
        ),
    ],
)
def test_a_corrected_article_keeps_its_id_and_says_when_it_changed(paper: Paper, corrected: str, title: str) -> None:
    before = paper.build(FIRST)
    after = paper.build(corrected, today=LATER)
    old, new = before["万象新桥通车"], after[title]
    assert new.id == old.id
    assert new.link == old.link
    assert new.published == old.published
    assert new.updated == f"{LATER}+00:00"
    assert after["江边的灯"].updated == before["江边的灯"].updated
    standing = paper.files()
    paper.build(corrected, today="2026-01-27T10:00:00")
    assert paper.files() == standing


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            FIRST.replace("\n\n", "\n\n\n").replace("本报1月25日讯 ", "本报1月25日讯  "), "2026-01-26.txt", id="space"
        ),
        pytest.param(FIRST, "滨江日报 2026-01-26.md", id="the file's name"),
    ],
)
def test_what_no_reader_sees_changes_nothing(paper: Paper, text: str, name: str) -> None:
    before = paper.build(FIRST)
    after = paper.build(text, name=name, today=LATER)
    assert {title: (entry.id, entry.updated) for title, entry in after.items()} == {
        title: (entry.id, entry.updated) for title, entry in before.items()
    }


def test_another_section_or_address_is_no_change_of_the_entry(paper: Paper) -> None:
    before = paper.build(FIRST)
    (paper.folder / "feedpub.toml").write_text('base_url = "https://news.example.org/"\n', encoding="utf-8")
    after = paper.build("第05版:文化\n\n" + FIRST, today=LATER)
    assert [(entry.id, entry.updated) for entry in after.values()] == [
        (entry.id, entry.updated) for entry in before.values()
    ]
    assert {entry.tags[0].term for entry in after.values()} == {"文化"}


def test_another_story_in_the_same_place_is_new(paper: Paper) -> None:
    before = paper.build(FIRST)
    story = "# 滨江菜市搬家\n\n本报1月25日讯 开了三十年的菜市搬进新楼,摊位多了一倍,停车也方便了。\n"
    after = paper.build(story + LAMPS, today=LATER)
    assert after["滨江菜市搬家"].id not in {entry.id for entry in before.values()}


@pytest.mark.parametrize("name", ["2026-01-27.txt", pytest.param("today.txt", id="one file written anew every day")])
def test_tomorrow_s_weather_is_not_today_s(paper: Paper, name: str) -> None:
    weather = "# 滨江天气\n\n本报1月{day}日讯 滨江市今天多云转晴,东北风三级,气温零上两度到十一度,夜间有雾。\n"
    before = paper.build(weather.format(day=25), name=name.replace("27", "26"))
    paper.build(weather.format(day=26), name=name, today="2026-01-27T23:00:00")
    feed = feedparser.parse(str(paper.folder / "feeds" / "all.atom.xml")).entries
    assert [entry.published[:10] for entry in feed] == ["2026-01-26", "2026-01-25"]
    assert feed[1].id == before["滨江天气"].id != feed[0].id


def test_entries_corrected_together_share_no_moment(paper: Paper) -> None:
    paper.build(FIRST)
    after = paper.build(FIRST.replace("三千米", "三千二百米").replace("夜里更亮", "夜里亮得多"), today=LATER)
    assert sorted(entry.updated for entry in after.values()) == ["2026-01-27T08:59:59+00:00", f"{LATER}+00:00"]


def test_nothing_is_dated_after_its_build_and_what_was_given_is_kept(paper: Paper) -> None:
    text = FIRST.replace("1月25日", "1月26日").replace("25日零时", "26日零时")
    early = paper.build(text, today="2026-01-26T01:30:00")
    assert sorted(entry.published for entry in early.values()) == [
        "2026-01-26T01:29:59+00:00",
        "2026-01-26T01:30:00+00:00",
    ]
    late = paper.build(text, today="2026-01-26T20:00:00")
    assert {entry.id: entry.published for entry in late.values()} == {
        entry.id: entry.published for entry in early.values()
    }


def test_pages_of_tomorrow_and_news_of_today_share_no_moment(paper: Paper) -> None:
    today = "# 江边的灯\n\n本报1月25日讯 灯亮了。\n\n# 滨江菜市搬家\n\n本报1月25日讯 菜市搬进新楼。\n\n"
    tomorrow = "# 天亮以后\n\n明天的版面今晚就到了。\n\n# 又一版\n\n也是明天的。\n"
    first = paper.build(today + tomorrow, today="2026-01-25T03:00:00")
    assert len({entry.published for entry in first.values()}) == 4
    assert max(entry.published for entry in first.values()) == "2026-01-25T03:00:00+00:00"
    more = "\n# 再来一条\n\n还是明天的。\n"
    second = paper.build(today + tomorrow + more, today="2026-01-25T03:00:02")
    assert len({entry.published for entry in second.values()}) == 5
    assert {title: entry.published for title, entry in second.items() if title in first} == {
        title: entry.published for title, entry in first.items()
    }


def test_late_news_of_a_day_takes_free_seconds(paper: Paper) -> None:
    before = paper.build(FIRST)
    story = "# 滨江菜市搬家\n\n本报1月25日讯 开了三十年的菜市搬进新楼,摊位多了一倍。\n\n"
    after = paper.build(story + FIRST, today=LATER)
    assert all(after[title].published == entry.published for title, entry in before.items())
    assert len({entry.published for entry in after.values()}) == 3


def test_inspect_shows_the_id_that_was_kept(paper: Paper) -> None:
    before = paper.build(FIRST)
    paper.build(FIRST.replace("新桥通车", "跨江大桥正式通车", 1), today=LATER)
    rows = [json.loads(line) for line in paper.run("inspect", "news", "--json").stdout.splitlines()]
    assert before["万象新桥通车"].id in {row.get("id") for row in rows}


def test_the_feed_of_everything_alone_is_memory_enough(paper: Paper) -> None:
    before = paper.build(FIRST)
    stood = set(paper.files())
    for path in (paper.folder / "feeds").rglob("*"):  # as a hosted workflow begins: it fetches the one feed
        if path.is_file() and path.name != "all.atom.xml":
            path.unlink()
    after = paper.build(FIRST.replace("新桥通车", "跨江大桥正式通车", 1), today=LATER)
    assert after["万象跨江大桥正式通车"].id == before["万象新桥通车"].id
    assert after["万象跨江大桥正式通车"].published == before["万象新桥通车"].published
    told = {f"corrections.{suffix}" for suffix in ("atom.xml", "json", "rss.xml")}
    assert {Path(path).name for path in set(paper.files()) - stood} == told
    assert stood <= set(paper.files())


def test_without_the_feeds_what_was_not_corrected_gets_what_it_had(paper: Paper) -> None:
    before = paper.build(FIRST)
    for path in (paper.folder / "feeds").rglob("*.xml"):
        path.unlink()
    after = paper.build(FIRST, today=LATER)
    assert {title: (entry.id, entry.published, entry.updated) for title, entry in after.items()} == {
        title: (entry.id, entry.published, entry.updated) for title, entry in before.items()
    }


def test_files_that_are_no_feeds_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.atom.xml").write_bytes(b"<feed")
    (tmp_path / "b.atom.xml").write_bytes(b"")
    (tmp_path / "c.atom.xml").write_text('<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id></entry></feed>')
    (tmp_path / "d.atom.xml").mkdir()
    assert read_published(tmp_path) == {}
    assert read_published(tmp_path / "nowhere") == {}


# ── a thousand corrections ───────────────────────────────────────────────────────────────────────────────────────────


def _stories() -> list[tuple[str, str]]:
    """Headline and text of every sample with some text."""
    found = {}
    for path in sorted((*SAMPLES.rglob("*.md"), *SAMPLES.rglob("*.txt"))):
        for article in read_bulletin(path.read_text(encoding="utf-8", errors="ignore")).articles:
            if len(wording_of(article)) >= 60:
                found[title_of(article)] = wording_of(article)
    assert len(found) > 20
    return list(found.items())


def _corrected(text: str, chance: random.Random, letters: str) -> str:
    """Up to a third of a text changed, in up to three runs: taken out, put in, or other letters in their place."""
    left = chance.randint(1, max(1, len(text) // 3))
    for _ in range(chance.randint(1, 3)):
        size = min(left, chance.randint(1, max(1, left)))
        at = chance.randint(0, max(0, len(text) - size))
        other = "".join(chance.choices(letters, k=size))
        text = text[:at] + chance.choice(["", other, other]) + text[at + size :]
        left -= size
        if left <= 0:
            break
    return text


def _matched(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> dict[int, int]:
    """Which new story is which old one, where every headline was corrected."""
    before = [Piece(b"old%d" % place, place) for place in range(len(old))]
    after = [Piece(b"new%d" % place, place) for place in range(len(new))]
    return match_articles(before, after, old.__getitem__, new.__getitem__)


def test_a_thousand_corrections_keep_every_id() -> None:
    stories, chance = _stories(), random.Random(1)
    letters = "".join(text for _, text in stories)
    for _ in range(-(-1000 // len(stories))):
        order = list(range(len(stories)))
        chance.shuffle(order)
        corrected = [
            (_corrected(title, chance, letters), _corrected(text, chance, letters))
            for title, text in (stories[number] for number in order)
        ]
        assert _matched(stories, corrected) == dict(enumerate(order))


def test_letters_changed_all_over_a_text_keep_its_id() -> None:
    stories, chance = _stories(), random.Random(3)
    letters = "".join(text for _, text in stories)
    scattered = [
        (title, "".join(chance.choice(letters) if chance.random() < 0.3 else letter for letter in text))
        for title, text in stories
    ]
    assert _matched(stories, scattered) == {number: number for number in range(len(stories))}


def test_a_replaced_story_never_inherits() -> None:
    stories, chance = _stories(), random.Random(2)
    for _ in range(50):
        chance.shuffle(stories)
        half = len(stories) // 2
        assert _matched(stories[:half], stories[half:]) == {}


# ── what is gone ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _many(count: int, start: int = 0) -> str:
    """So many articles, each with its own words."""
    places = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥春夏秋冬东南西北"
    return "".join(
        f"# {places[n]}渡口修好{places[-n]}号码头\n\n本报1月25日讯 {places[n] * 3}渡口的码头今天修好了。\n\n"
        for n in range(start, start + count)
    )


def _titles(folder: Path) -> list[str]:
    return [entry.title for entry in feedparser.parse(str(folder / "feeds" / "all.atom.xml")).entries]


def test_a_build_that_would_lose_much_stops_and_touches_nothing(paper: Paper) -> None:
    paper.build(_many(22))
    (paper.folder / "news" / "2026-01-25.txt").write_text(_many(3, 22), encoding="utf-8")
    assert paper.run("build", "news", today=LATER).returncode == 0
    standing = paper.files()
    (paper.folder / "news" / "2026-01-25.txt").unlink()
    done = paper.run("build", "news", "--prune", today=LATER)
    assert done.returncode == 3
    assert "3 of the 25 published entries" in done.stderr
    assert "--allow-shrink" in done.stderr
    assert paper.files() == standing
    tried = paper.run("diff", "news", "--prune", today=LATER)
    assert "3 pruned" in tried.stdout
    assert "error: a build would stop: 3 of the 25 published entries" in tried.stderr
    assert tried.returncode == 1
    assert paper.run("diff", "news", "--prune", "--allow-shrink", today=LATER).returncode == 0
    assert paper.run("build", "news", "--prune", "--allow-shrink", today=LATER).returncode == 0
    assert len(_titles(paper.folder)) == 22


def test_a_bulletin_that_is_gone_keeps_its_entries_until_they_are_pruned(paper: Paper) -> None:
    paper.build(_many(22))
    (paper.folder / "news" / "2026-01-25.txt").write_text(_many(1, 22), encoding="utf-8")
    paper.run("build", "news", today=LATER)
    standing = paper.files()
    (paper.folder / "news" / "2026-01-25.txt").unlink()
    done = paper.run("build", "news", today=LATER)
    assert done.returncode == 0
    assert "news/2026-01-25.txt: warning: is gone; its entry stays published" in done.stderr
    assert paper.files() == standing
    assert paper.run("build", "news", today=LATER).stderr.count("warning") == 0  # said once
    assert paper.run("build", "news", "--prune", today=LATER).returncode == 0
    assert len(_titles(paper.folder)) == 22


def test_an_article_that_is_gone_is_named_and_stays_published(paper: Paper) -> None:
    before = paper.build(_many(3))
    (paper.folder / "news" / "2026-01-26.txt").write_text(_many(2), encoding="utf-8")
    done = paper.run("build", "news", today=LATER)
    gone = before["丙渡口修好西号码头"]
    short = gone.id.removeprefix("urn:uuid:").replace("-", "")[:16]
    assert f"feedpub withdraw {short}" in done.stderr
    assert len(_titles(paper.folder)) == 3
    assert paper.run("withdraw", short, today=LATER).returncode == 0
    paper.run("build", "news", today=LATER)
    assert "【撤稿】丙渡口修好西号码头" in _titles(paper.folder)


def test_what_is_gone_may_be_withdrawn_at_once(paper: Paper) -> None:
    (paper.folder / "feedpub.toml").write_text(f'removed = "withdraw"\n{ADDRESS}', encoding="utf-8")
    paper.build(_many(20))
    (paper.folder / "news" / "2026-01-26.txt").write_text(_many(19), encoding="utf-8")
    assert paper.run("build", "news", today=LATER).returncode == 0
    assert len([title for title in _titles(paper.folder) if title.startswith("【撤稿】")]) == 1
    assert (paper.folder / "withdrawn.toml").exists()
    (paper.folder / "news" / "2026-01-26.txt").write_text(_many(9), encoding="utf-8")
    assert paper.run("build", "news", today=LATER).returncode == 3


def test_an_article_that_comes_back_is_what_it_was(paper: Paper) -> None:
    before = paper.build(_many(3))
    paper.build(_many(2), today=LATER)
    assert paper.build(_many(3), today=LATER) == before


def test_what_older_issues_push_out_of_a_feed_is_no_loss(paper: Paper) -> None:
    (paper.folder / "feedpub.toml").write_text("days = 1\nlimit = 1\nhistory = false\n", encoding="utf-8")
    paper.build(_many(25))
    (paper.folder / "news" / "2026-01-27.txt").write_text(LAMPS.replace("25日", "26日"), encoding="utf-8")
    assert paper.run("build", "news", today=LATER).returncode == 0
    assert _titles(paper.folder) == ["江边的灯"]


def test_entries_of_a_bulletin_that_cannot_be_read_any_more_stand(paper: Paper) -> None:
    before = paper.build("【渔港故事】\n\n" + FIRST)
    (paper.folder / "news" / "2026-01-26.txt").write_bytes(b"\x81\x00\xff\xfe" * 50)
    (paper.folder / "news" / "2026-01-25.txt").write_text(
        "# 滨江菜市搬家\n\n本报1月24日讯 开了三十年的菜市搬进新楼。\n", encoding="utf-8"
    )
    done = paper.run("build", "news", today=LATER)
    assert done.returncode == 1
    assert _titles(paper.folder) == ["万象新桥通车", "江边的灯", "滨江菜市搬家"]
    after = {entry.title: entry for entry in feedparser.parse(str(paper.folder / "feeds" / "all.atom.xml")).entries}
    assert {title: after[title] for title in before} == before
    assert done.stderr.count("error") == 1


def _section_titles(folder: Path, slug: str) -> list[str]:
    return [entry.title for entry in feedparser.parse(str(folder / "feeds" / f"{slug}.atom.xml")).entries]


def test_an_article_that_moved_leaves_the_feed_of_its_old_section(paper: Paper) -> None:
    paper.build("第05版:周边\n\n" + FIRST)
    assert _section_titles(paper.folder, "zhoubian") == ["万象新桥通车", "江边的灯"]
    paper.build("第05版:文化\n\n" + FIRST, today=LATER)
    assert _section_titles(paper.folder, "culture") == ["万象新桥通车", "江边的灯"]
    assert _section_titles(paper.folder, "zhoubian") == ["“周边”不再更新"]
    assert feedparser.parse(str(paper.folder / "feeds" / "zhoubian.atom.xml")).feed.title.endswith("周边")
    standing = paper.files()
    paper.build("第05版:文化\n\n" + FIRST, today="2026-01-27T10:00:00")
    assert paper.files() == standing


# ── what would change ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_dry_run_tells_what_would_change_and_touches_nothing(paper: Paper) -> None:
    paper.build(_many(3) + FIRST)
    standing = paper.files()
    corrected = FIRST.replace("新桥通车", "跨江大桥正式通车", 1).replace("三千米", "三千二百米")
    story = "# 滨江菜市搬家\n\n本报1月25日讯 开了三十年的菜市搬进新楼。\n"
    (paper.folder / "news" / "2026-01-26.txt").write_text(_many(2) + corrected + story, encoding="utf-8")
    for command in (("build", "news", "--dry-run"), ("diff", "news")):
        done = paper.run(*command, today=LATER)
        assert done.returncode == 0, done.stderr
        told = [line.split() for line in done.stdout.splitlines()]
        assert ["new", "滨江菜市搬家"] in told
        assert ["corrected", "万象跨江大桥正式通车"] in told
        assert ["nothing", "→", "“二百”"] in told
        assert "1 new, 1 corrected, 0 withdrawn" in done.stdout
        assert "all.atom.xml" in done.stdout
        assert paper.files() == standing
    found = json.loads(paper.run("diff", "news", "--json", today=LATER).stdout)
    assert [change["kind"] for change in found["changes"]].count("new") == 1
    assert {"before": "", "after": "二百"} in next(c for c in found["changes"] if c["kind"] == "corrected")["words"]
    assert paper.run("build", "news", today=LATER).returncode == 0
    after = paper.run("diff", "news", today="2026-01-28T09:00:00").stdout
    assert "0 new, 0 corrected, 0 withdrawn, 0 pruned; 0 of" in after


def test_a_dry_run_makes_no_folder(paper: Paper) -> None:
    (paper.folder / "a.txt").write_text(FIRST, encoding="utf-8")
    assert "2 new" in paper.run("diff", "a.txt").stdout
    assert {path.name for path in paper.folder.iterdir()} == {"a.txt", "feedpub.toml"}


def test_what_changed_is_told_in_pieces() -> None:
    assert changed_words("桥长三千米,今天通车", "桥长三千米,今天通车") == ()
    assert changed_words("桥长三千米,今天通车", "桥长四千米,昨日零时通车") == (("三", "四"), ("今天", "昨日零时"))
    assert changed_words("", "桥") == (("", "桥"),)


def test_a_very_long_text_is_compared_by_sentences_and_within_those_that_changed() -> None:
    text = "".join(f"第{number}艘船今天到港。" for number in range(10_000))
    after = text.replace("第12艘船", "第12条船").replace("第9000艘船今天", "第9000艘船昨天")
    assert changed_words(text, after) == (("艘", "条"), ("今", "昨"))


def test_a_very_long_sentence_that_changed_in_one_place_shows_that_place() -> None:
    text = words("长", 100_000)
    assert changed_words(text, text[:5000] + "雾" + text[5000:]) == (("", "雾"),)


def test_comparing_very_long_texts_takes_no_memory_by_the_product_of_their_lengths() -> None:
    before, after = words("旧", 100_000), words("新", 100_000)
    code = "import resource, sys; from feedpub.publishing.changes import changed_words\n" + (
        "resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))\n"
        "before, after = sys.stdin.read().split()\n"
        "print(len(changed_words(before, after)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=f"{before} {after}", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


def test_what_was_let_go_is_not_asked_about_again(paper: Paper) -> None:
    paper.build("第05版:周边\n\n" + _many(15))
    (paper.folder / "news" / "2026-01-25.txt").write_text("第06版:文化\n\n" + _many(2, 15), encoding="utf-8")
    assert paper.run("build", "news", today=LATER).returncode == 0
    (paper.folder / "news" / "2026-01-26.txt").unlink()
    assert paper.run("build", "news", "--prune", today=LATER).returncode == 3
    assert paper.run("build", "news", "--prune", "--allow-shrink", today=LATER).returncode == 0
    assert paper.run("build", "news", "--prune", today="2026-01-28T09:00:00").returncode == 0
    assert _section_titles(paper.folder, "society") == []
    assert _section_titles(paper.folder, "zhoubian") == ["“周边”不再更新"]


def test_a_file_written_anew_every_day_keeps_the_issues_before(paper: Paper) -> None:
    (paper.folder / "feedpub.toml").write_text(f'removed = "withdraw"\n{ADDRESS}', encoding="utf-8")
    head = "2026年1月{day}日 星期{weekday}\n\n"
    paper.build(head.format(day=26, weekday="一") + _many(5), name="today.txt")
    other = _many(5, 5).replace("1月25日", "1月26日")
    paper.build(head.format(day=27, weekday="二") + other, name="today.txt", today=LATER)
    titles = _titles(paper.folder)
    assert len(titles) == 10
    assert not [title for title in titles if "撤稿" in title]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59+00:00", "gestern"])
def test_moments_set_by_hand_never_stop_a_build(paper: Paper, moment: str) -> None:
    before = paper.build(FIRST)
    for path in (paper.folder / "feeds").glob("*.atom.xml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("2026-01-25T12:00:00+00:00", moment), encoding="utf-8")
    after = paper.build(FIRST, today=LATER)
    assert {entry.id for entry in after.values()} == {entry.id for entry in before.values()}
    assert all(entry.published <= f"{LATER}+00:00" for entry in after.values())
    assert paper.run("diff", "news", today=LATER).returncode == 0


def test_a_headline_in_angle_brackets_is_seen(paper: Paper) -> None:
    text = "# 价格 <旧> 公布\n\n本报1月25日讯 菜价公布了。\n"
    (before,) = paper.build(text).values()
    (after,) = paper.build(text.replace("<旧>", "<新>"), today=LATER).values()
    assert after.id == before.id
    assert after.updated == f"{LATER}+00:00"


def test_a_build_seconds_before_the_usual_hour_gives_no_moment_twice(paper: Paper) -> None:
    after = paper.build(_many(5), name="2026-01-25.txt", today="2026-01-25T11:59:58")
    assert len({entry.published for entry in after.values()}) == 5
    standing = paper.files()
    paper.build(_many(5), name="2026-01-25.txt", today="2026-01-25T13:00:00")
    assert paper.files() == standing


def test_a_morning_s_paper_keeps_its_order_when_the_window_cuts_it(paper: Paper) -> None:
    (paper.folder / "feedpub.toml").write_text("days = 1\nlimit = 3\nhistory = false\n", encoding="utf-8")
    paper.build(_many(8).replace("25日", "26日"), today="2026-01-25T22:30:00")
    text = "# 江边的灯\n\n本报1月27日讯 灯亮了。\n"
    (paper.folder / "news" / "2026-01-27.txt").write_text(text, encoding="utf-8")
    assert paper.run("build", "news", today="2026-01-26T22:30:00").returncode == 0
    standing = paper.files()
    assert len(_titles(paper.folder)) == 3
    assert paper.run("build", "news", today="2026-01-26T22:31:00").returncode == 0
    assert paper.files() == standing
