"""Every data type, in the order the data flows: bulletin, article, dating, filing, entry, feed.

What pages show is in `site`, which a build without news need not load.

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
    Follow,
    Illustration,
    Picture,
    Rule,
    Section,
    Terms,
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
    "Follow",
    "FrontMatter",
    "Illustration",
    "IssueDate",
    "Kind",
    "PageHead",
    "Paragraph",
    "Person",
    "Picture",
    "Problem",
    "Rule",
    "Section",
    "Subhead",
    "Table",
    "Terms",
]
