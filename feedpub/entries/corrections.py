"""What is told of corrections and withdrawals: in words on the article's page, and as an entry of its own.

Many readers never show again what they have under the id of an entry, however it changed. So each correction has an
entry with an id of its own, which never changes: it is made of the article's id, the moment, and what is seen then.
"""

from collections.abc import Iterable
from typing import Any

from feedpub.data import words
from feedpub.entries.feed import corrections_section
from feedpub.entries.html import escaped
from feedpub.entries.ids import entry_id, entry_key, page_address, short_id
from feedpub.model import Config, Entry
from feedpub.model.correction import Alteration, Correction
from feedpub.model.states import Corrected
from feedpub.model.withdrawal import Withdrawal

__all__ = ["anchor_of", "correction_entry", "correction_key", "in_words"]


def correction_key(publication: str, entry: bytes, moment: int, seen: bytes) -> bytes:
    """The 16 bytes of the id of an entry that tells of a correction.

    Args:
        publication: the paper's name in ids.
        entry: the id of the article's entry, 16 bytes.
        moment: when it was corrected, in seconds since 1970.
        seen: the hash of what readers see of it since then.
    """
    return entry_key((publication, "correction", entry.hex(), str(moment), seen.hex()))


def anchor_of(correction: Correction) -> str:
    """The name of the place on the article's page that tells of a correction."""
    return f"_c{correction.id.hex()[:8]}"


def in_words(alterations: Iterable[Alteration], language: str) -> str:
    """What a correction changed: “八”应为“六”。

    Args:
        alterations: what it changed; there is at least one.
        language: of the paper (BCP 47).
    """
    said = words("corrections", language)
    told = str(said["between"]).join(_told(row, said) for row in alterations)
    return told[:1].upper() + told[1:] + str(said["end"])


def correction_entry(correction: Correction, withdrawal: Withdrawal | None, config: Config, publication: str) -> Entry:
    """The entry that tells of a correction.

    Args:
        correction: it.
        withdrawal: why the article was withdrawn, where it was.
        config: everything the operator set.
        publication: the paper's name, which tells of it.
    """
    said = words("corrections", config.language)
    identity, about = entry_id(correction.id), entry_id(correction.of)
    title = withdrawal.title or correction.title if withdrawal else correction.title
    page = page_address(about, config)
    if correction.kind is Corrected.CORRECTED:
        text = in_words(correction.alterations, config.language)
        page = page and f"{page}#{anchor_of(correction)}"
    elif withdrawal:
        text = withdrawal.reason or said["no_reason"]
    else:
        text = said["back"]
    named = escaped(title)
    article = said["article"].format(title=f'<a href="{page}">{named}</a>' if page else named)
    return Entry(
        id=identity,
        short_id=short_id(identity),
        title=said[correction.kind.name.lower()].format(title=title),
        section=corrections_section(config),
        day=correction.moment.date(),
        published=correction.moment,
        updated=correction.moment,
        author=publication,
        authors=(publication,),
        summary=text,
        html=f"<p>{escaped(text)}</p>\n<p>{article}</p>",
        link=page,
        tag=None,
        article=None,
    )


def _told(row: Alteration, said: dict[str, Any]) -> str:
    """One alteration, with its quotations within those of the language."""
    inner = str.maketrans(said["quotes"], said["inner_quotes"])
    return str(said[row.what]).format(before=row.before.translate(inner), after=row.after.translate(inner))
