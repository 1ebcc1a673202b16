"""Windows, by WSL: what differs from any other Linux."""

import platform
import time
from pathlib import Path

import pytest
from watchfiles import main as watchfiles

from feedpub.commands import browser

ADDRESS = "http://127.0.0.1:8000/"


@pytest.fixture
def explorer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a stand-in for Windows' explorer.exe writes what it was asked to open; it ends with status 1, too."""
    program, said = tmp_path / "explorer.exe", tmp_path / "opened"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {said}\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("WSL_DISTRO_NAME", "Ubuntu")
    monkeypatch.delenv("BROWSER", raising=False)
    return said


def _content(file: Path) -> str:
    until = time.monotonic() + 20
    while not (file.exists() and file.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    return file.read_text() if file.exists() else ""


def test_the_browser_of_windows_opens_the_page(explorer: Path, capfd: pytest.CaptureFixture[str]) -> None:
    browser.show_in_browser(ADDRESS)
    assert _content(explorer) == ADDRESS
    assert capfd.readouterr() == ("", "")


def test_a_browser_of_ones_own_comes_first(explorer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own"
    (tmp_path / "mine").write_text(f'#!/bin/sh\nprintf %s "$1" > {own}\n')
    (tmp_path / "mine").chmod(0o755)
    monkeypatch.setenv("BROWSER", str(tmp_path / "mine"))
    browser.show_in_browser(ADDRESS)
    assert _content(own) == ADDRESS
    assert not explorer.exists()


def test_changes_are_looked_for_where_windows_gives_no_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The how-to guide promises it: folders of Windows (/mnt/c) give no notice of changes, so watchfiles must look."""
    uname = platform.uname()._replace(system="Linux", release="6.6.87.2-microsoft-standard-WSL2")
    monkeypatch.setattr(platform, "uname", lambda: uname)
    monkeypatch.delenv("WATCHFILES_FORCE_POLLING", raising=False)
    assert watchfiles._default_force_polling(None)
