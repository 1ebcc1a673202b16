"""Name the files among the bulletins that are not read: how many, which, and what to do, in one line."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from feedpub.messages import Message, joined, message, plural
from feedpub.model.passed_over import PassedOver, Reason
from feedpub.terminal import visible

__all__ = ["as_rows", "passed_over_line"]

_NAMED = 3  # files of one kind that are named
# In the order in which they are named: first what somebody may have wanted to see published.
_KINDS: dict[Reason, Callable[[int], Message]] = {
    "draft": lambda n: plural("{n} draft", "{n} drafts", n),
    "document": lambda n: plural("{n} document in another format", "{n} documents in other formats", n),
    "copy": lambda n: plural("{n} copy", "{n} copies", n),
    "template": lambda n: plural("{n} template", "{n} templates", n),
    "excluded": lambda n: message("{n} excluded", n=n),
    "readme": lambda n: plural("{n} README or the like", "{n} READMEs and the like", n),
    "index": lambda n: plural("{n} index page", "{n} index pages", n),
    "link": lambda n: plural("{n} linked folder", "{n} linked folders", n),
    "wire": lambda n: plural("{n} item of a news agency without text", "{n} items of news agencies without text", n),
    "outside": lambda n: plural(
        "{n} link to a file outside of the folder", "{n} links to files outside of the folder", n
    ),
    "lock": lambda n: plural("{n} lock file", "{n} lock files", n),
    "backup": lambda n: plural("{n} backup", "{n} backups", n),
    "trash": lambda n: plural("{n} folder of removed files", "{n} folders of removed files", n),
    "hidden": lambda n: message("{n} hidden", n=n),
    "format": lambda n: plural("{n} other file", "{n} other files", n),
}
_DO: dict[Reason, Message] = {
    "draft": message("a draft is read when its front matter, name or folder no longer says so"),
    "document": message("save a document as *.docx, *.txt or *.md"),
    "outside": message("linked_bulletins = true in the configuration reads bulletins that are such links"),
    "copy": message("see that the original of a copy is right, and remove the copy"),
}
# What more there is to do about documents, by the ends of their names.
_WAYS: tuple[tuple[tuple[str, ...], Message], ...] = (
    ((".pdf", ".ofd", ".caj"), message("make Markdown of a PDF with MinerU or docling, as docs/pdf.md says")),
    ((".xls", ".xlsx", ".et", ".ppt", ".pptx"), message("copy the text of a table or of slides into a document")),
    ((".eml", ".msg", ".mht", ".mhtml"), message("save what is attached to an e-mail, or its text")),
    ((".epub", ".mobi"), message("copy the text of an e-book into a document")),
    ((".rar", ".7z"), message("pack files as *.zip, or unpack them")),
    ((".zip",), message("unpack a zip that is within a zip")),
)
_ELSE = message("to have another file read, rename it, or name it by itself")


def passed_over_line(rows: Sequence[PassedOver], *, every: bool = False) -> Message:
    """`2 files not read: 1 draft (news/a.md), 1 copy (…); …`; with `every`, no name is left out."""
    kinds: defaultdict[Reason, list[str]] = defaultdict(list)
    for row in rows:
        kinds[row.reason].append(visible(row.path))
    parts: list[Message] = []
    for kind in (kind for kind in _KINDS if kind in kinds):
        names = kinds[kind]
        if kind == "excluded" and not every:  # whoever excluded them knows them
            parts.append(_KINDS[kind](len(names)))
            continue
        shown = names if every else names[:_NAMED]
        number, listed, more = _KINDS[kind](len(names)), joined(", ", shown), len(names) - len(shown)
        parts.append(
            message("{number} ({names} and {more} more)", number=number, names=listed, more=more)
            if more
            else message("{number} ({names})", number=number, names=listed)
        )
    todo = [text for kind, text in _DO.items() if kind in kinds]
    documents = [name.lower() for name in kinds["document"]] if "document" in kinds else []
    todo += [text for ends, text in _WAYS if any(name.endswith(ends) for name in documents)]
    if any(kind not in _DO and kind != "excluded" for kind in kinds):
        todo.append(_ELSE)
    files = plural("{n} file not read: {kinds}", "{n} files not read: {kinds}", len(rows), kinds=joined(", ", parts))
    return joined("; ", [files, *todo])


def as_rows(rows: Sequence[PassedOver]) -> list[dict[str, str]]:
    """The files as JSON has them: path and reason, and of a copy its original."""
    return [{"path": row.path, "reason": row.reason, **({"of": row.of} if row.of else {})} for row in rows]
