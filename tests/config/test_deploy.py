"""The table `[deploy]`: exactly one target, which is no option, has no password, and is of its own kind."""

from pathlib import Path

import pytest

from feedpub.config import load_config
from feedpub.errors import ConfigError
from feedpub.model.deploy import Deploy


def _loaded(folder: Path, text: str) -> Deploy | None:
    path = folder / "feedpub.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path).deploy


@pytest.mark.parametrize(
    ("key", "to"),
    [
        ("rsync", "editor@www.example.org:/srv/www/paper"),
        ("rsync", "www:paper"),
        ("rsync", "www.example.org::module/paper"),
        ("rsync", "rsync://www.example.org:8730/module/paper"),
        ("rsync", "rsync://editor@www.example.org/module"),
        ("rclone", "storage:bucket/feeds"),
        ("rclone", "my storage_2:"),
    ],
)
def test_a_target_is_taken_as_it_is_written(tmp_path: Path, key: str, to: str) -> None:
    assert _loaded(tmp_path, f'[deploy]\n{key} = "{to}"\n') == Deploy(key, to)  # type: ignore[arg-type]


def test_a_folder_begins_at_the_configuration(tmp_path: Path) -> None:
    assert _loaded(tmp_path, '[deploy]\nfolder = "../htdocs"\n') == Deploy("folder", str(tmp_path / "../htdocs"))
    assert _loaded(tmp_path, '[deploy]\nfolder = "/srv/www"\n') == Deploy("folder", "/srv/www")
    assert _loaded(tmp_path, "days = 3\n") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[deploy]\n", "key `deploy`: .*needs exactly one target"),
        ('[deploy]\nfolder = "a"\nrsync = "b:c"\n', "needs exactly one target: rsync, rclone or folder"),
        ('deploy = "www:paper"\n', r"must be a table \[deploy\]"),
        ('[deploy]\nrsnyc = "www:paper"\n', "unknown key `deploy.rsnyc`.* did you mean `rsync`"),
        ('[deploy]\nto = "www:paper"\n', "unknown key `deploy.to`.*known are rsync, rclone, folder"),
        ('[deploy]\nrsync = "/srv/www"\n', "key `deploy.rsync`: .*for one here write folder"),
        ('[deploy]\nrsync = "../www"\n', "for one here write folder"),
        ('[deploy]\nrsync = "--rsh=touch x:y"\n', "must be a folder on another machine"),
        ('[deploy]\nrsync = "rsync://me:geheim@www/module"\n', "must be a folder on another machine"),
        ('[deploy]\nrclone = "bucket/feeds"\n', "must name a remote"),
        ('[deploy]\nrclone = "--config=x:y"\n', "must name a remote"),
        ('[deploy]\nrclone = ":s3,secret_access_key=geheim:bucket"\n', "must name a remote"),
        ("[deploy]\nfolder = 1\n", "must be text in quotes"),
        ('[deploy]\nfolder = ""\n', "at least 1 character"),
    ],
)
def test_what_is_no_target_is_told_with_its_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        _loaded(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "feedpub.toml"))
    assert "geheim" not in str(caught.value)
