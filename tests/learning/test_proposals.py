"""Bulletins of one source and form are a group, and its table says what is common to them."""

from datetime import date

from feedpub.learning.proposals import propose
from feedpub.learning.samples import Outcome, Sample
from feedpub.learning.verdicts import figures_of, verdict_on
from feedpub.model.form import Form, Source

NOTHING = Outcome(headlines=(), days=(), issue=None, left_out=0, datelines=0, errors=0, warnings=0)
TWO = Form("##", section="#")


def _sample(path: str, form: Form | None = TWO, outcome: Outcome = NOTHING, **dates: date) -> Sample:
    return Sample(path, path, form, outcome, {name.replace("_", " "): day for name, day in dates.items()}, frozenset())


def _tables(samples: list[Sample]) -> list[Source | None]:
    return [group.table for group in propose(samples)]


def test_folders_that_count_are_one_source() -> None:
    paths = ["n/campus/2026/01/26.md", "n/campus/2026/02/1.md", "n/campus/2025年/3月/a.md", "n/campus/Jan/b.md"]
    assert _tables([_sample(path) for path in paths]) == [Source(match="n/campus/**", headline="##", section="#")]


def test_folders_that_are_alike_share_a_table_and_others_keep_theirs() -> None:
    samples = [_sample(f"n/{folder}/{number}.md") for folder in "甲乙丙丁" for number in range(6)]
    samples += [_sample(f"n/posts/{number}.md", Form("one", title="front matter")) for number in range(4)]
    samples += [_sample("n/odd/1.md", Form("bold"))]  # one bulletin is no source
    assert _tables(samples) == [
        Source(match="n/posts/**", headline="one", title="front matter"),
        Source(match="n/**", headline="##", section="#"),
    ]


def test_names_part_the_sources_of_one_folder() -> None:
    samples = [_sample(f"n/wire-2026-01-{day:02}.txt", Form("line")) for day in range(1, 5)]
    samples += [_sample(f"n/campus-2026-01-{day:02}.md") for day in range(1, 5)]
    assert _tables(samples) == [
        Source(match="n/**/campus-*.md", headline="##", section="#"),
        Source(match="n/**/wire-*.txt", headline="line"),
    ]


def test_the_form_of_most_is_that_of_an_unclear_one() -> None:
    each = Form("each")
    samples = [_sample(f"n/{number}.md") for number in range(5)]
    samples += [_sample("n/6.md", Form("#", rival="##")), _sample("n/7.md", each), _sample("n/8.md", None)]
    [group] = propose(samples)
    assert group.table == Source(match="n/**", headline="##", section="#")
    assert (group.alike, group.unclear, group.forms[0][1]) == (5, 1, 5)


def test_nothing_in_common_makes_no_table() -> None:
    assert _tables([_sample("n/1.md", Form("#")), _sample("n/2.md", Form("##"))]) == [None]
    assert _tables([_sample("n/1.md", Form("each"))]) == [None]


def test_a_date_is_proposed_where_it_is_not_found_already() -> None:
    days = [date(2026, 1, day) for day in range(1, 6)]
    found = [_sample(f"n/{day}.md", outcome=NOTHING._replace(issue=day), file_name=day) for day in days]
    assert _tables(found) == [Source(match="n/**", headline="##", section="#")]
    wrong = found[0]._replace(outcome=NOTHING._replace(issue=date(2026, 3, 1)))
    assert _tables([wrong, *found[1:]]) == [Source(match="n/**", headline="##", section="#", date="file name")]
    assert _tables([wrong, found[1]]) == [Source(match="n/**", headline="##", section="#")]  # two prove nothing


def test_a_date_in_folders_is_always_stated() -> None:
    day = date(2026, 1, 26)
    sample = _sample("n/2026/01/26.md", outcome=NOTHING._replace(issue=day))._replace(dates={"path:": day})
    assert _tables([sample]) == [Source(match="n/**", headline="##", section="#", date="path:")]


def test_names_that_no_table_may_have() -> None:
    assert _tables([_sample("~a/b\\c\x7f\udcff/1.md")]) == [Source(match="?a/b?c??/**", headline="##", section="#")]


def test_lines_that_repeat_are_told() -> None:
    samples = [_sample(f"n/{number}.md")._replace(edges=frozenset(["关注江城", str(number)])) for number in range(5)]
    [group] = propose(samples)
    assert group.repeated == (("关注江城", 5),)


def test_verdicts() -> None:
    before = NOTHING._replace(headlines=("甲",), days=(date(2026, 1, 1),), left_out=190)
    after = before._replace(headlines=("甲", "乙"), days=(date(2026, 1, 1),) * 2, left_out=10)
    table = Source(match="n/**", headline="##")

    def verdict(old: Outcome, new: Outcome, form: Form = TWO) -> str:
        return verdict_on([_sample("n/1.md", form, old)], [new], table)

    assert verdict(before, before) == "same"
    assert verdict(before, after) == "helps"
    assert verdict(after, before) == "doubtful"
    assert verdict(after, after._replace(headlines=("丙",), errors=1)) == "doubtful"
    assert verdict(after._replace(datelines=1), after._replace(headlines=("丙",))) == "doubtful"
    assert verdict(before, after, Form("#")) == "doubtful"  # clearly of another form
    assert verdict(before, after, Form("#", rival="##")) == "helps"
    assert figures_of([before, after]).articles == 3
