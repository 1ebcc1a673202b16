"""Group bulletins of one source and form, and propose a table `[[sources]]` for each group."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from feedpub.learning.dates import common_pattern
from feedpub.learning.samples import Sample
from feedpub.model.form import EACH, Form, Items, Source

__all__ = ["Group", "Proposal", "propose"]

# A name of folders that counts (2026, 01, 2026年, 1月, 第12期, 2026-01-26, Jan) is not the name of a source.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = "|".join([_MONTHS, *(name[:3] for name in _MONTHS.split("|"))])
_SIGNS = r"\d\W_年月日号期第卷辑"
_COUNTS = re.compile(rf"[{_SIGNS}]*\d[{_SIGNS}]*|(?i:{_MONTH})")
_NUMBER = re.compile(r"\d[\d\W_年月日号期]*")
_UNUSABLE = re.compile(r"^~|[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff\\]")  # characters that no table may have
_BELOW = "**"  # any folders, in a pattern
_MOST = 0.5  # of the bulletins that have a form of their own, to share one
_ALIKE = 0.8  # of the bulletins below a folder, for one table of them all
_FEW = 3  # bulletins; so few are no source of their own where others surround them
_REPEATED = 0.6  # of the bulletins in which a line occurs, to be told
_AT_LEAST = 4
_SHOWN = 6


class Proposal(NamedTuple):
    """What a table would say, but for the paths it is for."""

    headline: str | None
    section: str | None
    title: str | None
    items: Items | None
    date: str | None


class Group(NamedTuple):
    """Bulletins of one source.

    Attributes:
        match: the pattern of their paths.
        table: the table that is proposed; None where nothing is common to them that a table could say.
        samples: the bulletins, in order.
        forms: each form found in them, and in how many; the most frequent first.
        alike: how many have the form that is proposed, by themselves.
        unclear: how many could have another form as well.
        dated: how many the proposed pattern dates.
        repeated: lines with which articles begin or end in most of them, with the number of bulletins.
    """

    match: str
    table: Source | None
    samples: tuple[Sample, ...]
    forms: tuple[tuple[Form, int], ...]
    alike: int
    unclear: int
    dated: int
    repeated: tuple[tuple[str, int], ...]


def propose(samples: Sequence[Sample]) -> list[Group]:
    """Groups of bulletins with the tables proposed, those of deeper folders first: the first table that fits counts.

    Args:
        samples: bulletins of one or more sources, in any order.
    """
    by_place: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_place[_folder(_UNUSABLE.sub("?", sample.path))].append(sample)
    parts: dict[str, list[Sample]] = {}
    for folder, found in by_place.items():
        parts |= _by_name(folder, found)
    merged = _merged(parts)
    return [_group(match, parts_of) for match, parts_of in sorted(merged.items(), key=lambda row: _order(row[0]))]


def _order(match: str) -> tuple[int, str]:
    return -len([name for name in match.split("/") if name != _BELOW]), match


def _folder(path: str) -> str:
    """The folder of a bulletin as a pattern: what counts is `**`; the folder of all bulletins keeps its name."""
    names: list[str] = []
    for place, name in enumerate(path.split("/")[:-1]):
        if not (place and _COUNTS.fullmatch(name)):
            names.append(name)
        elif names[-1] != _BELOW:
            names.append(_BELOW)
    return "/".join(names).removesuffix(f"/{_BELOW}")


def _by_name(folder: str, samples: Sequence[Sample]) -> dict[str, list[Sample]]:
    """The bulletins of a folder by a pattern of their paths.

    They are parted by the words of their names only where each part has a form of its own.
    """
    below = f"{folder}/{_BELOW}" if folder else _BELOW
    parts: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        parts[_shape(sample.path)].append(sample)
    forms = {shape: _form_of(found) for shape, found in parts.items()}
    if len(parts) > 1 and len(set(forms.values())) > 1 and all(len(found) >= _FEW for found in parts.values()):
        return {f"{below}/{shape}": found for shape, found in parts.items()}
    return {below: list(samples)}


def _shape(path: str) -> str:
    """The name of a file with `*` for what differs from day to day: `wire-2026-01-26.txt` is `wire-*.txt`."""
    stem, dot, suffix = _UNUSABLE.sub("?", path).rpartition("/")[2].rpartition(".")
    return (
        _NUMBER.sub("*", stem, count=1).rstrip("*") + "*" + dot + suffix if _NUMBER.search(stem) else f"*{dot}{suffix}"
    )


def _merged(parts: dict[str, list[Sample]]) -> dict[str, list[Sample]]:
    """Parts that are alike, under the folder they share; deeper folders first.

    A few bulletins that are not alike go with the others; more keep a table of their own.
    """
    deepest = max((match.count("/") for match in parts), default=0)
    for depth in range(deepest, 0, -1):
        folders: defaultdict[str, list[str]] = defaultdict(list)
        for match in parts:
            names = match.split("/")
            if names[-1] == _BELOW and len(names) > depth:
                folders["/".join(names[:depth])].append(match)
        for folder, below in folders.items():
            whole = _proposal([sample for match in below for sample in parts[match]])
            own = [match for match in below if not _agrees(parts[match], whole)]
            apart = sum(len(parts[match]) for match in own)
            if len(below) < 2 or apart > (1 - _ALIKE) * sum(len(parts[match]) for match in below):
                continue
            together = [match for match in below if match not in own or len(parts[match]) < _FEW]
            found = [sample for match in together for sample in parts.pop(match)]
            match = f"{folder.removesuffix(f'/{_BELOW}')}/{_BELOW}"
            parts[match] = [*parts.get(match, []), *found]
    return parts


def _agrees(samples: Sequence[Sample], whole: "Proposal") -> bool:
    """Whether nothing in some bulletins speaks against what is proposed for more."""
    own = _proposal(samples)
    pairs = zip((own.headline, own.title, own.items), (whole.headline, whole.title, whole.items), strict=True)
    if own.headline is not None and any(mine != theirs for mine, theirs in pairs):
        return False
    dated = sum(whole.date in sample.dates for sample in samples)
    return dated >= _ALIKE * len(samples) if whole.date else own.date is None or not _differs(samples, own.date)


def _form_of(samples: Iterable[Sample]) -> tuple[str, str | None, Items] | None:
    """Headline's mark, title and items of the form that most bulletins share which have a form of their own.

    Headings that were judged one by one prove no form; one that is unclear is half a proof for each.
    """
    votes: Counter[str] = Counter()
    forms: Counter[tuple[str, str | None, Items]] = Counter()
    for sample in samples:
        form = sample.form
        if form is None or form.headline == EACH:
            continue
        votes[form.headline] += 1 if form.rival else 2
        forms[form.headline, form.title, form.items] += 1
        if form.rival:
            votes[form.rival] += 1
    most, times = votes.most_common(1)[0] if votes else (EACH, 0)
    if not times or times <= _MOST * votes.total():
        return None
    return next((form for form, _ in forms.most_common() if form[0] == most), (most, None, "entries"))


def _proposal(samples: Sequence[Sample]) -> Proposal:
    form, section = _form_of(samples), None
    if form is not None:
        sections = Counter(sample.form.section for sample in samples if sample.form and sample.form.headline == form[0])
        section = sections.most_common(1)[0][0] if sections else None
    date = common_pattern([sample.dates for sample in samples])
    if date is not None and not _needs(samples, date):
        date = None
    headline, title, items = form or (None, None, None)
    return Proposal(headline, section, title, "one" if items == "one" else None, date)


def _needs(samples: Sequence[Sample], pattern: str) -> bool:
    """Whether a table must state a date: it is another than today's, or it is in the names of folders.

    A bulletin that is named by itself has no folders otherwise.
    """
    return pattern.startswith("path:") or _differs(samples, pattern)


def _differs(samples: Sequence[Sample], pattern: str) -> bool:
    """Whether a pattern dates bulletins otherwise than today's reading; two don't prove that a stated day is wrong."""
    others = [sample for sample in samples if sample.outcome.issue != sample.dates.get(pattern)]
    return any(sample.outcome.issue is None or len(samples) >= _FEW for sample in others)


def _group(match: str, samples: Sequence[Sample]) -> Group:
    said = _proposal(samples)
    forms = Counter(sample.form._replace(why="", rival=None) for sample in samples if sample.form)
    headline = said.headline
    table = None
    if headline or said.date:
        table = Source(
            match=match, headline=headline, section=said.section, title=said.title, date=said.date, items=said.items
        )
    seen = Counter(line for sample in samples for line in sample.edges)
    enough = max(_AT_LEAST, _REPEATED * len(samples))
    return Group(
        match=match,
        table=table,
        samples=tuple(samples),
        forms=tuple(forms.most_common()),
        alike=sum(sample.form is not None and sample.form.headline == headline for sample in samples),
        unclear=sum(sample.form is not None and sample.form.rival is not None for sample in samples),
        dated=sum(said.date in sample.dates for sample in samples),
        repeated=tuple((line, times) for line, times in seen.most_common(_SHOWN) if times >= enough),
    )
