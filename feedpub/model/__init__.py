"""Every data type, in the order the data flows: bulletin, article, dating, filing, entry, feed.

All are frozen; sequences are tuples. The words are the press's (headline, deck, dateline, byline,
credit, caption) and RFC 4287's (entry, feed).
"""

from feedpub.model.bulletin import (
    Article,
    Block,
    Bulletin,
    Credit,
    Dateline,
    Figure,
    FrontMatter,
    Kind,
    PageHead,
    Paragraph,
    Person,
    Problem,
    Subhead,
    Table,
)
from feedpub.model.coverage import Coverage, Discard
from feedpub.model.dated import BulletinFile, Dated, IssueDate
from feedpub.model.publication import (
    Config,
    Entry,
    Feed,
    Filed,
    Rule,
    Section,
)

__all__ = [
    "Article",
    "Block",
    "Bulletin",
    "BulletinFile",
    "Config",
    "Coverage",
    "Credit",
    "Dated",
    "Dateline",
    "Discard",
    "Entry",
    "Feed",
    "Figure",
    "Filed",
    "FrontMatter",
    "IssueDate",
    "Kind",
    "PageHead",
    "Paragraph",
    "Person",
    "Problem",
    "Rule",
    "Section",
    "Subhead",
    "Table",
]
