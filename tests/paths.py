"""Where the tests, the sample bulletins and the repository are, for all tests, whatever folder they are in."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent  # the repository
SAMPLES = TESTS / "bulletins"  # our own sample bulletins, which `feeds/` is built from
SHARED = ROOT.parent / "shared"  # real bulletins, kept out of the repository; may be missing
