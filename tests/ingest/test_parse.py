"""Parsing in other processes gives what parsing one after the other gives, slugs of new sections included."""

import pickle
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial

import pytest

from feedpub.errors import UndecodableError, UnreadableError
from feedpub.ingest.parse import ParseTask, parse_batch, resolve
from feedpub.ingest.rows import rows_of
from feedpub.model import BulletinFile, Config, Rule
from feedpub.model.parsed import ParsedBulletin, Pins
from feedpub.sections.catalogue import Catalogue
from tests.papers import FIRST_DAY, article, words

CONFIG = Config(rules=(Rule(section="science", headline="大桥"),), publication="滨江日报")
PAGES = ("社会", "周边", "时势", "实事", "江北新区")  # the last four make sections; two of them are spelled alike


def _tasks() -> Iterator[ParseTask]:
    """300 bulletins: page heads that name new sections, folders of these names, dates of every kind, broken bytes."""
    for number in range(300):
        day = FIRST_DAY + timedelta(days=number % 40)
        page = PAGES[number % len(PAGES)]
        folder = "周边/" if number % 7 == 0 else ""
        head = f"第0{number % 9 + 1}版：{page}\n\n" if number % 3 else ""
        text = head + "".join(article(f"第{number}篇之{part}", day) for part in range(1 + number % 4))
        data = b"\xff\xfe\x00" + bytes(range(256)) * 9 if number % 50 == 13 else text.encode()
        key = f"{folder}{number}.txt" if number % 5 else f"{folder}{day}-{number}.md"
        yield ParseTask(
            file=BulletinFile(name=key, key=key, place=f"/news/{key}"),
            data=data,
            issue_date=day if number % 11 == 0 else None,
            today=FIRST_DAY + timedelta(days=60),
            pins=Pins(issue=None, seen=day) if number % 13 == 0 else None,
        )


def _batches(tasks: list[ParseTask], size: int) -> list[list[ParseTask]]:
    return [tasks[start : start + size] for start in range(0, len(tasks), size)]


def _stored(results: Iterable[ParsedBulletin | UnreadableError]) -> tuple[list[object], dict[str, str]]:
    """What a build stores of parsed bulletins, in their order; and the titles of all sections, by slug."""
    catalogue = Catalogue(CONFIG.sections)
    rows: list[object] = []
    for number, result in enumerate(results, 1):
        if isinstance(result, ParsedBulletin):
            parsed = resolve(result, catalogue)
            rows += [rows_of(number, parsed, CONFIG), parsed]
        else:
            rows.append(str(result))
    return rows, {section.slug: section.title for section in catalogue.all()}


@pytest.mark.parametrize("size", [1, 50])
def test_three_hundred_bulletins_in_a_pool_give_the_same_rows(size: int) -> None:
    tasks = list(_tasks())
    one_by_one = _stored(parse_batch(tasks, CONFIG))
    with ProcessPoolExecutor(2) as pool:
        batches = pool.map(partial(parse_batch, config=CONFIG), _batches(tasks, size))
        assert _stored(result for batch in batches for result in batch) == one_by_one


def test_the_slugs_of_new_sections_depend_on_the_order_alone() -> None:
    tasks = list(_tasks())
    _, titles = _stored(parse_batch(tasks, CONFIG))
    assert (titles["shishi"], titles["shishi-2"]) == ("时势", "实事")
    _, backwards = _stored(parse_batch(tasks[::-1], CONFIG))
    assert (backwards["shishi"], backwards["shishi-2"]) == ("实事", "时势")


def test_a_folder_of_the_name_of_a_section_that_came_before() -> None:
    """As it was when one catalogue grew while bulletins were read."""
    day = date(2026, 1, 26)

    def task(key: str, text: str) -> ParseTask:
        file = BulletinFile(name=key, key=key, place=key)
        return ParseTask(file=file, data=text.encode(), issue_date=day, today=day)

    plain = f"# {words('标题', 9)}\n\n{words('正文', 40)}。\n"
    both = parse_batch([task("周边/a.txt", plain), task("b.txt", f"第05版：周边\n\n{plain}")], CONFIG)
    catalogue = Catalogue(CONFIG.sections)
    slugs = [resolve(found, catalogue).filed[0].slug for found in (*both, both[0]) if isinstance(found, ParsedBulletin)]
    assert slugs == ["general", "zhoubian", "zhoubian"]


def test_tasks_results_and_errors_can_be_sent() -> None:
    tasks = list(_tasks())[:20]
    results = parse_batch(tasks, CONFIG)
    assert pickle.loads(pickle.dumps((tasks, results[0]))) == (tasks, results[0])
    (broken,) = [result for result in results if isinstance(result, UnreadableError)]
    sent = pickle.loads(pickle.dumps(UndecodableError("is broken", line=7)))
    assert (sent.line, type(sent), str(sent)) == (7, UndecodableError, "is broken")
    assert str(pickle.loads(pickle.dumps(broken))) == str(broken)
