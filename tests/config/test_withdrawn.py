"""`withdrawn.toml` is the operator's: only what is withdrawn or restored changes in it."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from feedpub.config.withdrawn import edit_withdrawals, read_withdrawals, withdrawals_file
from feedpub.errors import ConfigError, RefusedError
from feedpub.model import Config
from feedpub.model.withdrawal import Withdrawal

_DAY = date(2026, 1, 27)
_IDS = [f"urn:uuid:00000000-0000-5000-8000-00000000000{number}" for number in range(4)]
_ROWS = [Withdrawal(identity, _DAY, f"题{number}", "有误") for number, identity in enumerate(_IDS)]
_TEXT = f"""# 编辑部的说明
# 第二行

# 律师来函
[[withdrawn]]
id = "{_IDS[0]}"
day = 2026-01-27
title = "题0"
reason = "有误"  # 见来函

# 第二件
[[ withdrawn ]]
id = "{_IDS[1]}"
day = 2026-01-27  # 星期二
title = "题1"
reason = "有误"

# 就到这里
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = replace(Config(), source=tmp_path / "feedpub.toml")
    withdrawals_file(config).write_text(_TEXT, encoding="utf-8")
    return config


def _text(config: Config) -> str:
    return withdrawals_file(config).read_text(encoding="utf-8")


def test_a_withdrawal_is_appended_and_every_line_stays(config: Config) -> None:
    edit_withdrawals(config, lambda rows: {**rows, _IDS[2]: _ROWS[2]})
    assert _text(config).startswith(_TEXT.rstrip())
    assert list(read_withdrawals(config)) == _IDS[:3]


def test_a_table_that_goes_takes_only_the_comment_above_it(config: Config) -> None:
    edit_withdrawals(config, lambda rows: {_IDS[1]: rows[_IDS[1]]})
    assert "律师来函" not in _text(config)
    assert all(comment in _text(config) for comment in ("编辑部的说明", "第二件", "星期二", "就到这里"))
    edit_withdrawals(config, lambda _: {})
    assert [comment for comment in ("编辑部的说明", "第二件", "就到这里") if comment in _text(config)] == [
        "编辑部的说明",
        "就到这里",
    ]


def test_a_new_reason_changes_one_line(config: Config) -> None:
    edit_withdrawals(config, lambda rows: {**rows, _IDS[1]: rows[_IDS[1]]._replace(reason="另一理由")})
    assert _text(config) == _TEXT.replace('title = "题1"\nreason = "有误"', 'title = "题1"\nreason = "另一理由"')


@pytest.mark.parametrize(
    "text",
    [
        f'# 我的\nwithdrawn = [{{ id = "{_IDS[0]}", day = 2026-01-27, title = "题0" }}]\n',
        f'# 我的\n[[withdrawn]]\nid = "{_IDS[0]}"\nday = 2026-01-27\nreason = """一\n\n[[withdrawn]]\n二"""\n',
        f'\ufeff# 我的\r\n[[withdrawn]]\r\nid = "{_IDS[0]}"\r\nday = 2026-01-27\r\n',
    ],
    ids=["one line", "a reason that looks like a table", "Windows"],
)
def test_however_it_is_written_what_it_says_is_right(config: Config, text: str) -> None:
    withdrawals_file(config).write_bytes(text.encode())
    before = read_withdrawals(config)
    edit_withdrawals(config, lambda rows: {**rows, _IDS[1]: _ROWS[1]})
    assert read_withdrawals(config) == {**before, _IDS[1]: _ROWS[1]}
    assert "# 我的" in _text(config)
    edit_withdrawals(config, lambda rows: {_IDS[1]: rows[_IDS[1]]})
    assert read_withdrawals(config) == {_IDS[1]: _ROWS[1]}


def test_a_file_that_is_wrong_is_left_as_it_is(config: Config) -> None:
    withdrawals_file(config).write_text("[[withdrawn\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        edit_withdrawals(config, lambda rows: {**rows, _IDS[1]: _ROWS[1]})
    assert _text(config) == "[[withdrawn\n"


def test_a_link_stays_one_and_the_mode_too(config: Config, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "list.toml"
    target.parent.mkdir()
    withdrawals_file(config).rename(target)
    target.chmod(0o600)
    withdrawals_file(config).symlink_to(target)
    edit_withdrawals(config, lambda rows: {**rows, _IDS[2]: _ROWS[2]})
    assert withdrawals_file(config).is_symlink()
    assert len(tomllib.loads(target.read_text(encoding="utf-8"))["withdrawn"]) == 3
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("target", ["/dev/zero", "withdrawn.toml", "/"])
def test_what_is_no_file_is_not_read(config: Config, target: str) -> None:
    withdrawals_file(config).unlink()
    withdrawals_file(config).symlink_to(target)
    with pytest.raises(ConfigError, match=r"withdrawn\.toml: cannot be read"):
        read_withdrawals(config)
    with pytest.raises(RefusedError, match=r"withdrawn\.toml cannot be written"):
        edit_withdrawals(config, lambda rows: {**rows, _IDS[2]: _ROWS[2]})
