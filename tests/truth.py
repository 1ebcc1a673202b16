"""Bulletins read by hand (`*.truth.json`), and what `inspect --json` must agree with."""

import json
from pathlib import Path
from typing import Any

from tests.paths import SAMPLES, SHARED

REAL = sorted((SHARED / "bulletins").glob("*.truth.json"))
OWN = sorted(SAMPLES.rglob("*.truth.json"))

_EXACT = ("position", "line", "kind", "headline", "deck", "byline", "reporters", "date", "subheads")


def bulletin_of(truth: Path) -> Path:
    """The bulletin beside its truth."""
    stem = truth.name.removesuffix(".truth.json")
    return next(truth.with_name(stem + suffix) for suffix in (".txt", ".md") if truth.with_name(stem + suffix).exists())


def load(truth: Path) -> dict[str, Any]:
    """A truth file."""
    found: dict[str, Any] = json.loads(truth.read_text(encoding="utf-8"))
    return found


def rows_of(printed: str) -> list[dict[str, Any]]:
    """The articles that `inspect --json` printed, without the rows that tell where the characters went."""
    return [row for line in printed.splitlines() if (row := json.loads(line))["kind"] != "coverage"]


def differences(want: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Where an article was read otherwise than by hand."""
    pairs = [(key, want[key], got[key]) for key in _EXACT]
    if want.get("title_starts"):
        pairs.append(("title_starts", True, got["title"].startswith(want["title_starts"])))
    if want.get("section"):
        pairs.append(("section", want["section"], got["section"]))
    for key in ("dateline", "credit"):
        if key not in want:
            continue
        stated = want[key] or {}
        have = got[key] or {}
        pairs.append((key, bool(want[key]), bool(got[key])))
        pairs += [(f"{key}.{part}", value, have.get(part)) for part, value in stated.items()]
    if want["paragraphs"] is not None:
        pairs.append(("paragraphs", want["paragraphs"], len(got["paragraphs"])))
    for piece in want["rejoined"]:
        pairs.append((f"rejoined {piece}", True, any(piece in paragraph for paragraph in got["paragraphs"])))
    if "figures" in want:
        pairs.append(("figures", want["figures"], got["figures"]))
    return [f"{key}: by hand {one!r}, read {two!r}" for key, one, two in pairs if one != two]
