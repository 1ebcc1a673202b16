"""Build from thousands of damaged archives, and print what must not be: see `tests/damage.py`.

    .venv/bin/python -m scripts.damage 10000 [FIRST-SEED]

Each trial has a seed, so a finding can be run again: `python -m scripts.damage 1 SEED`. The exit status is 1 if
anything is wrong. About ten builds a second.
"""

import contextlib
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.damage import Trial


def main(trials: int, first: int = 1) -> int:
    """Run the trials, print each finding, and how the builds ended by kind of damage."""
    results: Counter[tuple[str, str]] = Counter()
    wrong, slowest = 0, 0.0
    done = 0
    with contextlib.suppress(KeyboardInterrupt), tempfile.TemporaryDirectory(prefix="feedpub-damage-") as folder:
        trial = Trial(Path(folder) / "trial")
        for seed in range(first, first + trials):
            began = time.monotonic()
            outcome = trial.run(seed)
            slowest = max(slowest, time.monotonic() - began)
            results[outcome.damage.kind, outcome.result] += 1
            done += 1
            if outcome.wrong:
                wrong += 1
                print(f"{seed}: {outcome.damage.kind}: {outcome.damage.what[:160]}: {outcome.wrong}", flush=True)
    for (kind, result), count in sorted(results.items()):
        print(f"{kind:14} {result:18} {count:6}")
    print(f"{done} archives, {wrong} wrong; the slowest took {slowest:.1f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
