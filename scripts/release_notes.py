"""Print what CHANGELOG.md says of a version: the text of its release.

python -m scripts.release_notes 0.2.0
"""

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"


def main() -> None:
    """Print it, or end with status 1 where the version has no section with a date."""
    found = release_notes(CHANGELOG.read_text(encoding="utf-8"), sys.argv[1])
    if found is None:
        sys.exit(f"{CHANGELOG.name} has no section “## [{sys.argv[1]}] - YYYY-MM-DD”")
    print(found)


def release_notes(changelog: str, version: str) -> str | None:
    """The text below the heading of a version that has a date; None if there is no such section."""
    pattern = rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## \[|\Z)"
    found = re.search(pattern, changelog, re.MULTILINE | re.DOTALL)
    return found and found[1].strip()


if __name__ == "__main__":
    main()
