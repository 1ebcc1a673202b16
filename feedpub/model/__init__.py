"""The data types, in the order of the data flow: bulletin, article, dating, section, entry, feed.

The data of pages is in `site`, which a build that changes nothing need not load.

All types are frozen; sequences are tuples. The terms are the press's (headline, deck, dateline, byline, credit,
caption) and RFC 4287's (entry, feed).
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
    StatedDate,
    Subhead,
)
from feedpub.model.config import DEVICES, Config, Follow, Reader, Rule, Section, Terms
from feedpub.model.coverage import Coverage, Discard
from feedpub.model.dated import MOST_AHEAD, BulletinFile, Dated, IssueDate, Statement, Surroundings
from feedpub.model.days import PrintedDay
from feedpub.model.form import Form, Source
from feedpub.model.problem import Problem
from feedpub.model.publication import Entry, Feed, Filed, Illustration, Picture
from feedpub.model.table import Span, Table

__all__ = [
    "DEVICES",
    "MOST_AHEAD",
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
    "Form",
    "FrontMatter",
    "Illustration",
    "IssueDate",
    "Kind",
    "PageHead",
    "Paragraph",
    "Person",
    "Picture",
    "PrintedDay",
    "Problem",
    "Reader",
    "Rule",
    "Section",
    "Source",
    "Span",
    "StatedDate",
    "Statement",
    "Subhead",
    "Surroundings",
    "Table",
    "Terms",
]
