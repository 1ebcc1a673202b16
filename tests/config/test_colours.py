"""The colour of a paper: text in it can be read on both grounds, or the configuration says which would do."""

import re
from pathlib import Path

import pytest

from feedpub.config import load_config
from feedpub.config.colours import DARK_GROUND, LIGHT_GROUND, accent_of, contrast
from feedpub.errors import ConfigError
from feedpub.model import Config
from tests.paths import ROOT


def _loaded(folder: Path, text: str) -> Config:
    path = folder / "feedpub.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the lightest grey that passes on white


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    style = (ROOT / "feedpub" / "writing" / "templates" / "style.css").read_text(encoding="utf-8")
    assert re.findall("--tint: (#[0-9a-f]{6});", style) == [LIGHT_GROUND, DARK_GROUND]


@pytest.mark.parametrize("colour", ["#a3151c", "#000000", "#0b5c4a", "#00008b", "#6b2fb3", "#7a4b00"])
def test_text_can_be_read_on_both_grounds_and_on_the_colour(colour: str) -> None:
    accent = accent_of(colour)
    assert accent.light == colour
    assert contrast(accent.light, LIGHT_GROUND) >= 4.5
    assert contrast(accent.light, "#ffffff") >= 4.5
    assert contrast(accent.dark, DARK_GROUND) >= 4.5
    assert contrast(accent.on_dark, accent.dark) >= 4.5


def test_three_digits_are_six(tmp_path: Path) -> None:
    accent = _loaded(tmp_path, 'accent = "#036"\n').accent
    assert accent is not None
    assert accent.light == "#003366"


def test_one_that_is_too_light_is_refused_with_one_that_would_do(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"`accent`: found '#f5c400'; is too light .* 1\.\d to 1, .* 4\.5 to 1"
    ) as told:
        _loaded(tmp_path, 'accent = "#f5c400"\n')
    darker = re.findall("#[0-9a-f]{6}", str(told.value))[-1]
    assert _loaded(tmp_path, f'accent = "{darker}"\n').accent


@pytest.mark.parametrize("value", ['"red"', '"#12345"', '"#12345g"', '"rgb(1, 2, 3)"', '"#123456; }"', "3"])
def test_what_is_no_colour_is_a_message(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match=r"`accent`: .* must be"):
        _loaded(tmp_path, f"accent = {value}\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('icon = "icon.png"', "there is no file .*icon.png"),
        ('logo = "pictures"', "must be a picture's file"),
        ('logo = "logo.svg"', "there is no file .*logo.svg"),
        ('extra_css = "extra.css"', "key `extra_css`: there is no file"),
        ('[[links]]\ntitle = "x"', r"`links\[1\].url` is missing"),
        ('[[links]]\ntitle = "x"\nurl = "javascript:alert(1)"', "must be an absolute address"),
        ('[[links]]\ntitle = "x"\nurl = "https://e.example/"\nrel = "me"', "unknown key `links.0..rel`|unknown key"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        _loaded(tmp_path, text)
