"""The lock of what CI installs, and what a release says."""

import re
import subprocess
import sys
import tomllib
from urllib.parse import urlsplit

from feedpub import __version__
from scripts.release_notes import release_notes
from tests.documents import text
from tests.paths import ROOT
from tests.programs import need

LOCK = tomllib.loads(text("uv.lock"))
PROJECT = tomllib.loads(text("pyproject.toml"))["project"]


def _wanted(rows: list[str]) -> set[tuple[str, str]]:
    """Name and bounds of each requirement."""
    found = (re.fullmatch(r"([\w.-]+)(.*)", row.replace(" ", "")) for row in rows)
    return {(row[1].lower(), row[2]) for row in found if row}


def test_the_lock_is_of_this_project() -> None:
    (own,) = (package for package in LOCK["package"] if package["name"] == "feedpub")
    assert own["version"] == __version__
    stated = own["metadata"]["requires-dist"]
    rows = [(row["name"], row.get("specifier", ""), "extra" in row.get("marker", "")) for row in stated]
    assert {row[:2] for row in rows if not row[2]} == _wanted(PROJECT["dependencies"])
    assert {row[:2] for row in rows if row[2]} == _wanted(PROJECT["optional-dependencies"]["dev"])


def test_the_lock_names_the_public_registry_and_a_hash_of_every_file() -> None:
    """Not a mirror of the machine it was made on."""
    packages = [package for package in LOCK["package"] if package["name"] != "feedpub"]
    files = [file for package in packages for file in (*package.get("wheels", ()), package.get("sdist"))]
    hosts = {urlsplit(file["url"]).hostname for file in files if file}
    hosts |= {urlsplit(package["source"]["registry"]).hostname for package in packages}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", file["hash"]) for file in files if file)


def test_uv_finds_the_lock_up_to_date() -> None:
    need("uv")
    command = ["uv", "lock", "--check", "--offline", "--python", sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_release_says_what_the_changelog_says_of_its_version() -> None:
    changelog = (
        "# Changelog\n\n## [0.3.0] - unreleased\n\nSoon.\n\n## [0.2.0] - 2026-11-30\n\nNew.\n\n### Added\n\n- One.\n"
    )
    changelog += "\n## [0.1.0] - 2026-11-26\n\nFirst.\n"
    assert release_notes(changelog, "0.2.0") == "New.\n\n### Added\n\n- One."
    assert release_notes(changelog, "0.1.0") == "First."
    assert release_notes(changelog, "0.3.0") is None  # no day yet
    assert release_notes(changelog, "0.2") is None
    assert release_notes(text("CHANGELOG.md"), __version__)
