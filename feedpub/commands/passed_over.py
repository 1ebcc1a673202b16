"""Name the files among the bulletins that are not read: how many, which, and what to do, in one line."""

from collections import defaultdict
from collections.abc import Sequence

from feedpub.model.passed_over import PassedOver, Reason

__all__ = ["as_rows", "passed_over_line"]

_NAMED = 3  # files of one kind that are named
# In the order in which they are named: first what somebody may have wanted to see published.
_KINDS: dict[Reason, tuple[str, str]] = {
    "draft": ("draft", "drafts"),
    "document": ("document in another format", "documents in other formats"),
    "copy": ("copy", "copies"),
    "template": ("template", "templates"),
    "excluded": ("excluded", "excluded"),
    "readme": ("README or the like", "READMEs and the like"),
    "index": ("index page", "index pages"),
    "link": ("linked folder", "linked folders"),
    "outside": ("link to a file outside of the folder", "links to files outside of the folder"),
    "lock": ("lock file", "lock files"),
    "backup": ("backup", "backups"),
    "trash": ("folder of removed files", "folders of removed files"),
    "hidden": ("hidden", "hidden"),
    "format": ("other file", "other files"),
}
_DO: dict[Reason, str] = {
    "draft": "a draft is read when its front matter, name or folder no longer says so",
    "document": "save a document as *.txt or *.md",
    "outside": "linked_bulletins = true in the configuration reads bulletins that are such links",
    "copy": "see that the original of a copy is right, and remove the copy",
}
_ELSE = "to have another file read, rename it, or name it by itself"


def passed_over_line(rows: Sequence[PassedOver], *, every: bool = False) -> str:
    """`2 files not read: 1 draft (news/a.md), 1 copy (…); …`; with `every`, no name is left out."""
    kinds: defaultdict[Reason, list[str]] = defaultdict(list)
    for row in rows:
        kinds[row.reason].append(row.path)
    parts: list[str] = []
    for kind in (kind for kind in _KINDS if kind in kinds):
        names = kinds[kind]
        shown = names if every else names[:_NAMED]
        more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        parts.append(f"{len(names)} {_KINDS[kind][len(names) > 1]} ({', '.join(shown)}{more})")
    todo = [text for kind, text in _DO.items() if kind in kinds]
    if any(kind not in _DO for kind in kinds):
        todo.append(_ELSE)
    return f"{len(rows)} {'file' if len(rows) == 1 else 'files'} not read: {', '.join(parts)}; {'; '.join(todo)}"


def as_rows(rows: Sequence[PassedOver]) -> list[dict[str, str]]:
    """The files as JSON has them: path and reason, and of a copy its original."""
    return [{"path": row.path, "reason": row.reason, **({"of": row.of} if row.of else {})} for row in rows]
