"""The common dateline takes a short way; it must say what the grammar says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.reading.phrases.dateline import read_opening
from tests.scores.test_scores import ROWS

PLACES = st.sampled_from(["广州", "湖北赤壁", "据新德里", "客户端广州", "记者站", "乌鲁木齐", "北京专", "万象", ""])
NAMES = st.sampled_from(
    ["张三", "李四五", "通讯员", "实习生", "毛鑫王瑞", "阿依努尔", "宋　三", "摄影张三", "记者李四"]
)
BEHIND = st.sampled_from(
    ["", "江风很轻。", "影响不大。", "讯息", "题:江风", " 综合", "据悉", "(记者张三)", "视频", "商务部"]
)


def _holds(text: str) -> None:
    assert read_opening(text) == read_opening(text, fast=False)


def test_of_every_labelled_row() -> None:
    for row in ROWS:
        _holds(row["text"])


@given(
    st.sampled_from(["新华社", "中新经纬", "本报", "中新网"]),
    PLACES,
    st.integers(0, 13),
    st.integers(0, 32),
    st.lists(NAMES, max_size=3),
    st.sampled_from(["", " ", "、", "　"]),
    BEHIND,
)
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_of_any_dateline(
    agency: str, place: str, month: int, day: int, names: list[str], gap: str, behind: str
) -> None:
    who = f"(记者{gap.join(names)})" if names else ""
    _holds(f"{agency}{place}{month}月{day}日电{who}{behind}")
