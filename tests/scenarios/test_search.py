"""The index of the search: what a build makes again, what it leaves, and what becomes of it when something is wrong."""

import gzip
import json
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from feedpub.checking.folder import check_folder
from feedpub.config import load_config
from feedpub.errors import ConfigError
from feedpub.output import Output
from feedpub.publishing import pagefind
from feedpub.writing.formats import FORMATS, checkers
from tests.papers import FIRST_DAY, Paper, article
from tests.programs import need


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    need("python:pagefind_bin")
    paper = Paper(tmp_path, pages=True, search=True)
    for name, day in (("旧", date(2025, 12, 31)), ("甲", FIRST_DAY - timedelta(days=6)), ("乙", FIRST_DAY)):
        paper.write(f"{day}.txt", article(name, day, f"渡轮{name}复航，两岸居民乘船往来"))
    assert not paper.build().failed
    return paper


def found(paper: Paper) -> dict[str, set[str]]:
    """The names of the articles that each bundle finds."""
    bundles: dict[str, set[str]] = {}
    for bundle in (paper.config.out / "search").iterdir():
        entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
        [language] = entry["languages"].values()
        meta = gzip.decompress((bundle / f"pagefind.{language['hash']}.pf_meta").read_bytes())
        for path in bundle.glob("fragment/*"):
            if path.name.removesuffix(".pf_fragment").encode() in meta:
                fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
                bundles.setdefault(bundle.name, set()).add(fragment["content"].partition(" __")[0].split(" ")[-1])
    return bundles


def shown(paper: Paper) -> list[str]:
    """The bundles that the page reads."""
    page = (paper.config.out / "search.html").read_text(encoding="utf-8")
    return [row.partition(":")[0] for row in page.partition('data-bundles="')[2].partition('"')[0].split()]


def searched(paper: Paper) -> dict[str, tuple[int, bytes]]:
    return {name: row for name, row in paper.files().items() if name.startswith("search")}


def test_every_article_is_in_a_bundle_of_its_days(paper: Paper) -> None:
    assert found(paper) == {"2025": {"旧"}, "2026-01-4": {"甲"}, "2026-01-6": {"乙"}}
    assert shown(paper) == ["2026-01-6", "2026-01-4", "2025"]
    assert 'href="search.html"' in (paper.config.out / "index.html").read_text(encoding="utf-8")
    checked = check_folder(paper.config.out, base_url=paper.config.base_url, now=paper.now, checkers=checkers(FORMATS))
    assert checked.findings == ()


def test_nothing_new_writes_nothing(paper: Paper) -> None:
    before = paper.files()
    paper.build()
    assert paper.files() == before


def test_a_new_issue_changes_only_the_newest_bundle(paper: Paper) -> None:
    before = searched(paper)
    day = FIRST_DAY + timedelta(days=1)
    paper.write(f"{day}.txt", article("丙", day))
    paper.build(later=timedelta(days=1))
    changed = {name for name, row in searched(paper).items() if before.get(name) != row}
    assert {name.split("/")[1] for name in changed if "/" in name} == {"2026-01-6"}
    assert before.keys() <= searched(paper).keys()  # somebody may be reading them
    assert found(paper)["2026-01-6"] == {"乙", "丙"}


def test_what_is_replaced_goes_two_days_later(paper: Paper) -> None:
    before = searched(paper)
    paper.write(f"{FIRST_DAY}.txt", article("丁", FIRST_DAY) + article("戊", FIRST_DAY))
    paper.build(later=timedelta(days=1), allow_shrink=True)
    assert before.keys() <= searched(paper).keys()
    paper.build(later=timedelta(days=2))
    now = searched(paper)
    assert before.keys() - now.keys()
    assert found(paper)["2026-01-6"] == {"乙", "丁", "戊"}  # an article that is gone stays published
    paper.build(later=timedelta(days=1))
    assert searched(paper) == now


def test_a_month_that_is_over_becomes_one_bundle(paper: Paper) -> None:
    day = date(2026, 2, 1)
    paper.write(f"{day}.txt", article("丙", day))
    paper.build(later=timedelta(days=6))
    assert shown(paper) == ["2026-02-1", "2026-01", "2025"]
    assert found(paper)["2026-01"] == {"甲", "乙"}
    paper.build(later=timedelta(days=3))
    assert {path.name for path in (paper.config.out / "search").iterdir()} == {"2026-02-1", "2026-01", "2025"}


def test_a_corrected_article_is_found_as_it_is_now(paper: Paper) -> None:
    paper.write(f"{FIRST_DAY}.txt", article("乙", FIRST_DAY, "缆车乙复航，两岸居民乘船往来"))
    paper.build()
    contents = [
        gzip.decompress(path.read_bytes()).decode()
        for path in sorted((paper.config.out / "search" / "2026-01-6" / "fragment").iterdir())
    ]
    assert ["缆车" in content for content in contents] == [True]


def test_a_withdrawn_article_is_not_found_from_the_same_build_on(paper: Paper) -> None:
    [identity] = [one for title, one in paper.ids().items() if title.endswith("乙")]
    (paper.folder / "withdrawn.toml").write_text(
        f'[[withdrawn]]\nid = "{identity}"\nday = {FIRST_DAY}\n', encoding="utf-8"
    )
    paper.build()
    assert shown(paper) == ["2026-01-4", "2025"]
    assert not list((paper.config.out / "search").glob("2026-01-6/fragment/*"))  # not even for who knows the address


def test_the_same_articles_give_the_same_files(paper: Paper, tmp_path: Path) -> None:
    other = Paper(tmp_path / "other", pages=True, search=True)
    for path in sorted(paper.news.iterdir()):
        other.write(path.name, path.read_text(encoding="utf-8"))
    other.build()
    assert {name: row[1] for name, row in searched(other).items()} == {
        name: row[1] for name, row in searched(paper).items()
    }


@pytest.mark.parametrize("name", ["search.html", "search.js", "search/2025/pagefind-entry.json"])
def test_what_somebody_cleared_away_comes_back(paper: Paper, name: str) -> None:
    data = (paper.config.out / name).read_bytes()
    (paper.config.out / name).unlink()
    paper.build()
    assert (paper.config.out / name).read_bytes() == data


class _KilledError(BaseException):
    pass


@pytest.fixture(params=[1, 3, 10])
def killed_after(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kills the build while the files of the search are put in place."""
    published, calls = Output.publish, iter(range(99))
    after = int(request.param)

    def publish(self: Output) -> None:
        if next(calls) == 1:
            staged = ((file.temporary, file.name) for file in self.taken() if file.temporary)
            for temporary, name in islice(staged, after):
                Path(temporary).replace(self.folder / name)
            raise _KilledError
        published(self)

    monkeypatch.setattr(Output, "publish", publish)
    yield
    monkeypatch.undo()


def test_the_index_is_owed_by_a_build_that_was_killed(paper: Paper, killed_after: None) -> None:
    day = FIRST_DAY + timedelta(days=1)
    paper.write(f"{day}.txt", article("丙", day))
    with pytest.raises(_KilledError):
        paper.build(later=timedelta(days=1))
    paper.build()
    assert found(paper)["2026-01-6"] == {"乙", "丙"}
    assert not [name for name in paper.files() if ".feedpub-" in name]
    paper.build(later=timedelta(days=3))
    assert len(list((paper.config.out / "search" / "2026-01-6").glob("*.pf_meta"))) == 1


def test_where_pagefind_fails_the_old_index_stays_and_the_next_build_tries_again(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = paper.folder / "pagefind"
    program.write_text("#!/bin/sh\necho no space left >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    day = FIRST_DAY + timedelta(days=1)
    paper.write(f"{day}.txt", article("丙", day))
    with monkeypatch.context() as patched:
        patched.setattr("feedpub.publishing.search_index.find_pagefind", lambda: program)
        result = paper.build(later=timedelta(days=1))
    [(path, problem)] = [row for row in result.problems if row[1].code == "search-failed"]
    assert path.endswith("search/2026-01-6")
    assert "no space left" in problem.message
    assert found(paper)["2026-01-6"] == {"乙"}
    assert shown(paper) == ["2026-01-6", "2026-01-4", "2025"]
    assert "丙" in {title[-1] for title in paper.feed()}
    assert not paper.build().failed
    assert found(paper)["2026-01-6"] == {"乙", "丙"}


def test_without_pagefind_nothing_is_touched_and_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(pagefind, "import_module", missing)
    paper = Paper(tmp_path, pages=True, search=True)
    paper.write("2026-01-26.txt", article("甲", FIRST_DAY))
    with pytest.raises(ConfigError, match=r"pip install 'feedpub\[search\]'"):
        paper.build()
    assert paper.files() == {}


def test_a_search_that_is_off_again_leaves_nothing(paper: Paper) -> None:
    off = Paper(paper.folder, pages=True, search=False)
    off.now = paper.now
    off.build()
    assert searched(off) == {}
    assert not (off.config.out / "search").exists()
    assert "search.html" not in (off.config.out / "index.html").read_text(encoding="utf-8")
    before = off.files()
    off.build()
    assert off.files() == before


def test_a_search_without_pages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text("pages = false\nsearch = true\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="pages = true"):
        load_config(tmp_path / "feedpub.toml")


def test_the_program_is_the_one_that_the_extra_brings() -> None:
    need("python:pagefind_bin")
    said = subprocess.run([pagefind.find_pagefind(), "--version"], capture_output=True, text=True, check=True).stdout
    assert said.split()[-1] == pagefind.pagefind_version()
