"""What the operator states of a source, from the configuration to what readers get."""

from pathlib import Path

from feedpub.model.form import Source
from tests.papers import Paper

TEXT = "# 渡口书屋开门\n\n本报讯 三号码头的书屋开门了。\n\n江城夜读陪你入眠\n\n# 江滩夜市\n\n夜市添了三百盏灯。\n"


def _atom(paper: Paper) -> str:
    return (paper.folder / "feeds" / "all.atom.xml").read_text(encoding="utf-8")


def test_a_table_dates_signs_and_puts_aside(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    (paper.news / "a.md").write_text(TEXT, encoding="utf-8")
    paper.build()
    assert "夜读" in _atom(paper)
    table = Source(match="a.md", ignore=("江城夜读*",), agency="江城通讯社", publication="校园周报")
    changed = Paper(tmp_path, sources=(table,))
    changed.now = paper.now
    result = changed.build()
    assert result.corrected == 2  # the bulletin did not change, but what is read of it did
    assert "夜读" not in _atom(changed)
    assert "<name>江城通讯社</name>" in _atom(changed)
    assert "<name>校园周报</name>" in _atom(changed)  # 本报 of this source
