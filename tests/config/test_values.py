"""Values of `feedpub.toml` that nobody can mean are a message, and what Windows writes is read."""

from pathlib import Path

import pytest

from feedpub.config import load_config
from feedpub.errors import ConfigError, UsageError
from feedpub.ingest.discover import refuse_out
from feedpub.model import Config


def _loaded(folder: Path, text: str) -> Config:
    path = folder / "feedpub.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


@pytest.mark.parametrize("number", ["99999999999999999999", "9" * 5000])
@pytest.mark.parametrize("key", ["days", "limit", "ttl", "archive_size", "margin", "largest_bulletin", "order"])
def test_a_number_beyond_64_bits_is_a_message(tmp_path: Path, key: str, number: str) -> None:
    table = '[[sections]]\nslug = "x"\n' if key == "order" else ""
    with pytest.raises(ConfigError, match=r"or less|not valid TOML|must be 25"):
        _loaded(tmp_path, f"{table}{key} = {number}\n")


def test_a_byte_order_mark_is_no_part_of_it(tmp_path: Path) -> None:
    assert _loaded(tmp_path, "\ufeffdays = 5\r\n").days == 5


@pytest.mark.parametrize("key", ["base_url", "hub", "icon", "logo"])
def test_an_address_with_a_password_is_refused_and_not_repeated(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigError, match="must have no user name or password") as caught:
        _loaded(tmp_path, f'{key} = "https://me:geheim@news.example.org/"\n')
    assert "geheim" not in str(caught.value)


def test_an_at_sign_in_a_path_is_no_user(tmp_path: Path) -> None:
    assert _loaded(tmp_path, 'base_url = "https://news.example.org/@binjiang/"\n').base_url.endswith("/@binjiang/")


@pytest.mark.parametrize("out", ["news", ".", "other", "news/2026/.."])
def test_the_bulletins_folder_or_one_above_is_no_output(tmp_path: Path, out: str) -> None:
    (tmp_path / "news" / "2026").mkdir(parents=True)
    (tmp_path / "other").symlink_to("news")
    config = _loaded(tmp_path, f'bulletins = ["news"]\nout = "{out}"\n')
    with pytest.raises(UsageError, match="the output folder is"):
        refuse_out((), config)


def test_a_folder_below_or_beside_the_bulletins_is_one(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for out in ("news/feeds", "feeds", "news2"):
        refuse_out((), _loaded(tmp_path, f'bulletins = ["news"]\nout = "{out}"\n'))
