"""What is told of corrections and withdrawals: in words on the article's page, and as an entry of its own.

Many readers never show again what they have under the id of an entry, however it changed. So each correction has an
entry with an id of its own, which never changes. It is made of the moment, which the entry has too: so it is known from
an article's where feeds are all that is left of a paper.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count, islice

from feedpub.data.words import LANGUAGES, Words, words_in
from feedpub.entries.feed import corrections_section
from feedpub.entries.html import escaped
from feedpub.entries.ids import entry_id, entry_key, page_address, short_id
from feedpub.model import Config, Entry
from feedpub.model.correction import Alteration, Correction
from feedpub.model.states import Corrected
from feedpub.model.withdrawal import Withdrawal

__all__ = ["anchor_of", "correction_entry", "correction_keys", "in_words", "is_correction"]

_BEFORE = timedelta(seconds=1)  # that it is told: in one feed, no two entries are of one moment
_AT_ONCE = 100  # corrections of one second, at most


def correction_keys(publication: str, moment: int) -> Iterator[bytes]:
    """The ids, of 16 bytes, that an entry which tells of a correction may have: the first that is free is its own.

    Args:
        publication: the paper's name in ids.
        moment: when it was corrected, in seconds since 1970; two builds may correct something in one second.
    """
    return (entry_key((publication, "correction", str(moment)), ordinal) for ordinal in count(1))


def is_correction(identity: str, section: str, moment: datetime, config: Config) -> bool:
    """Whether an entry found in a feed tells of a correction, and is no article.

    Args:
        identity: its id.
        section: what its section is called.
        moment: when it was published.
        config: everything the operator set.
    """
    if section not in {words_in(language)["corrections"] for language in LANGUAGES}:
        return False
    keys = islice(correction_keys(config.id_publication, int((moment + _BEFORE).timestamp())), _AT_ONCE)
    return any(identity == entry_id(key) for key in keys)


def anchor_of(correction: Correction) -> str:
    """The name of the place on the article's page that tells of a correction."""
    return f"_c{correction.id.hex()[:8]}"


def in_words(alterations: Iterable[Alteration], language: str) -> str:
    """What a correction changed: “八”应为“六”。

    Args:
        alterations: what it changed; there is at least one.
        language: of the paper (BCP 47).
    """
    said = words_in(language)
    told = str(said["altered_between"]).join(_told(row, said) for row in alterations)
    return told[:1].upper() + told[1:] + str(said["altered_end"])


def correction_entry(correction: Correction, withdrawal: Withdrawal | None, config: Config, publication: str) -> Entry:
    """The entry that tells of a correction.

    Args:
        correction: it.
        withdrawal: why the article was withdrawn, where it was.
        config: everything the operator set.
        publication: the paper's name, which tells of it.
    """
    said = words_in(config.language)
    identity, about = entry_id(correction.id), entry_id(correction.of)
    told = correction.moment - _BEFORE
    title = withdrawal.title or correction.title if withdrawal else correction.title
    page = page_address(about, config)
    if correction.kind is Corrected.CORRECTED:
        text = in_words(correction.alterations, config.language)
        page = page and f"{page}#{anchor_of(correction)}"
    elif withdrawal:
        text = withdrawal.reason or said["withdrawn_text"]
    else:
        text = said["restored_text"]
    named = escaped(title)
    article = said.say("told_article", title=f'<a href="{page}">{named}</a>' if page else named)
    return Entry(
        id=identity,
        short_id=short_id(identity),
        title=said.say(f"told_{correction.kind.name.lower()}", title=title),
        section=corrections_section(config),
        day=told.date(),
        published=told,
        updated=told,
        author=publication,
        authors=(publication,),
        summary=text,
        html=f"<p>{escaped(text)}</p>\n<p>{article}</p>",
        link=page,
        tag=None,
        article=None,
    )


def _told(row: Alteration, said: Words) -> str:
    """One alteration, with its quotations within those of the language."""
    inner = str.maketrans(said["quotes"], said["inner_quotes"])
    before, after = (text.translate(inner).rstrip("。.") for text in (row.before, row.after))
    return said.say(f"altered_{row.what}", before=before, after=after)
