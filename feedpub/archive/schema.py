"""The schema of the archive, version by version; SQLite keeps the version number in `user_version`."""

from feedpub.archive.later_schema import LATER

__all__ = ["APPLICATION", "MIGRATIONS", "VERSION"]

APPLICATION = 0x66656564  # "feed", so that no other program's file is taken for an archive

_FIRST = """
-- What a build was made with; another reads, or writes, everything anew.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- A bulletin as it came in. One that was corrected, or is gone from its folder, stays while an entry's text stands in
-- it. All that its reading depends on is pinned: it gives the same articles under the same days in any later build.
CREATE TABLE bulletin (
  number INTEGER PRIMARY KEY,
  path TEXT NOT NULL,             -- from the archive's home, or absolute
  key TEXT NOT NULL,              -- what its place tells (model.BulletinFile)
  current INTEGER NOT NULL,       -- 1: as it stands in its folder
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,         -- nanoseconds
  ctime INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  looked INTEGER NOT NULL,        -- when its bytes were last hashed, nanoseconds
  hash BLOB NOT NULL,             -- BLAKE2b, 16 bytes
  issue TEXT,                     -- the issue date it states, or was told; NULL where nothing states it
  told INTEGER NOT NULL,          -- 1: by --date
  seen TEXT NOT NULL,             -- the day of the build that first saw it: its clock, where a year is inferred
  publication TEXT,               -- its masthead's, where its front matter names one
  problems TEXT NOT NULL          -- JSON; empty where there are none
);
CREATE UNIQUE INDEX bulletin_path ON bulletin (path) WHERE current;

CREATE TABLE text (
  bulletin INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);

-- An article that is published, or would be.
CREATE TABLE entry (
  number INTEGER PRIMARY KEY,
  id BLOB UNIQUE,                 -- the 16 bytes of its UUID; NULL until it is known
  base BLOB NOT NULL,             -- the id its headline, day and place make as they stand, without an ordinal
  bulletin INTEGER,               -- where its text stands; NULL: in `taken`
  place INTEGER NOT NULL,         -- among the bulletin's articles, from 0
  line INTEGER NOT NULL,
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  issue TEXT NOT NULL,            -- its bulletin's, for the printed order
  first TEXT,                     -- the issue day it was first seen in, for windows (design decision 10)
  page TEXT NOT NULL,
  slug TEXT NOT NULL,
  evidence TEXT NOT NULL,         -- what chose the section
  held INTEGER NOT NULL,          -- 1: held back (strict); 2: waits for its day (release)
  length INTEGER NOT NULL,        -- of its text, in characters
  origin TEXT NOT NULL,           -- agency, place and via of its dateline, joined by U+001F
  gone INTEGER NOT NULL DEFAULT 0,      -- 1: from its bulletin; 2: with its bulletin; 3: another issue stands in
                                  -- the file, or somebody restored it after it was gone
  withdrawn TEXT,                 -- the notice that stands for it; empty: dropped after it stood its time
  published INTEGER,              -- seconds since 1970; NULL until it is known
  updated INTEGER,
  seen BLOB,                      -- hash of what a reader sees; NULL: no feed and no page has shown it yet
  page_written INTEGER NOT NULL DEFAULT 0  -- 1: it stands; 2: it does, since the last build that wrote any
);
CREATE INDEX entry_base ON entry (base);
CREATE INDEX entry_bulletin ON entry (bulletin);
CREATE INDEX entry_published ON entry (published);
CREATE INDEX entry_slug ON entry (slug, published);
CREATE INDEX entry_slug_first ON entry (slug, first);
CREATE INDEX entry_first ON entry (first);
CREATE INDEX entry_day ON entry (day);
CREATE INDEX entry_withdrawn ON entry (withdrawn) WHERE withdrawn IS NOT NULL;
CREATE INDEX entry_gone ON entry (gone) WHERE gone;
CREATE INDEX bulletin_left ON bulletin (number) WHERE NOT current;
CREATE INDEX bulletin_problems ON bulletin (number) WHERE problems != '';
CREATE INDEX entry_standing ON entry (slug) WHERE NOT held AND withdrawn IS NOT '';
CREATE INDEX entry_held ON entry (slug) WHERE held;
CREATE VIEW standing AS SELECT * FROM entry WHERE NOT held AND withdrawn IS NOT '';

-- An article that repeats an entry of another bulletin.
CREATE TABLE repeat (
  bulletin INTEGER NOT NULL,
  place INTEGER NOT NULL,
  line INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  same INTEGER NOT NULL,          -- 1: to the letter
  PRIMARY KEY (bulletin, place)
) WITHOUT ROWID;
CREATE INDEX repeat_entry ON repeat (entry);

-- An entry of which there is no bulletin: as a feed had it when the archive was begun.
CREATE TABLE taken (
  entry INTEGER PRIMARY KEY,
  standing TEXT NOT NULL          -- JSON (standing.Standing)
);

-- A feed as published.
CREATE TABLE feed (
  slug TEXT PRIMARY KEY,
  title TEXT NOT NULL,            -- its section's
  position INTEGER NOT NULL,      -- among the sections
  made INTEGER NOT NULL,          -- 1: only a page head names it
  described TEXT NOT NULL,        -- its title and description
  updated INTEGER,
  owed INTEGER NOT NULL,          -- 1: what stands published is older than this
  entries INTEGER NOT NULL,
  files TEXT NOT NULL             -- JSON: name, size and mtime of each
) WITHOUT ROWID;
"""

_HISTORY = """
-- Where an entry stands in the history of a feed (RFC 5005), in the order of first publication. A corrected one comes
-- in once more at the end.
CREATE TABLE history (
  slug TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  document INTEGER,               -- the number of the archive document it stands in; NULL: in the feed still
  PRIMARY KEY (slug, sequence)
) WITHOUT ROWID;
CREATE INDEX history_entry ON history (entry, slug);
CREATE INDEX history_document ON history (slug, document);

-- An archive document.
CREATE TABLE document (
  slug TEXT NOT NULL,
  number INTEGER NOT NULL,
  owed INTEGER NOT NULL,          -- 1: what stands published is older than this, or nothing
  PRIMARY KEY (slug, number)
) WITHOUT ROWID;
"""

_PAGES = """
-- What stood in an issue, by section, in printed order: for the pages of days.
CREATE INDEX entry_issue ON entry (issue, slug, published) WHERE NOT held AND withdrawn IS NOT '';

-- The further feeds an entry stands in: their slugs, each between two |.
ALTER TABLE entry ADD COLUMN follows TEXT NOT NULL DEFAULT '';
CREATE INDEX entry_follows ON entry (published) WHERE follows != '';

-- An issue as the feed of issues has it.
CREATE TABLE daily (
  id BLOB PRIMARY KEY,            -- the 16 bytes of its UUID
  published INTEGER NOT NULL,     -- seconds since 1970
  updated INTEGER NOT NULL,
  seen BLOB                       -- hash of what a reader sees
) WITHOUT ROWID;

-- What hubs are to be told (WebSub).
CREATE TABLE ping (
  hub TEXT NOT NULL,              -- its address
  topic TEXT NOT NULL,            -- the feed's
  tries INTEGER NOT NULL,         -- that failed
  due INTEGER NOT NULL,           -- seconds since 1970; not before that
  PRIMARY KEY (hub, topic)
) WITHOUT ROWID;

-- A picture that a bulletin names.
CREATE TABLE picture (
  bulletin INTEGER NOT NULL,
  source TEXT NOT NULL,           -- as the bulletin names it
  line INTEGER NOT NULL,
  size INTEGER,                   -- of its file, in bytes; NULL where there is none
  mtime INTEGER,                  -- of its file, in nanoseconds
  path TEXT,                      -- of its copy below the output folder; NULL where it is not shown
  type TEXT,                      -- its media type
  width INTEGER,                  -- as shown, in pixels
  height INTEGER,
  code TEXT,                      -- why it is not shown; without a message: it is kept back
  message TEXT,
  PRIMARY KEY (bulletin, source)
) WITHOUT ROWID;
"""

_FILES = """
-- A file that this paper wrote into the output folder, so that it can take it out again.
CREATE TABLE file (
  path TEXT PRIMARY KEY,          -- below the output folder
  hash BLOB NOT NULL,             -- of its bytes, BLAKE2b, 8 bytes: that which names pictures
  before BLOB,                    -- of the bytes it replaces: a build that is killed may leave those
  leaves TEXT                     -- nothing leads to it any more; the day on which it is removed (ISO)
) WITHOUT ROWID;
CREATE INDEX file_leaves ON file (leaves) WHERE leaves IS NOT NULL;

-- The day on which the feed of a section that is no more is removed (ISO); NULL: it is published as ever.
ALTER TABLE feed ADD COLUMN leaves TEXT;

-- What is published is compared once, and so becomes known.
DELETE FROM setting WHERE name = 'printed';
"""

_WIRES = """
-- What the file of a news agency states of an item.
CREATE TABLE wire (
  bulletin INTEGER NOT NULL,
  place INTEGER,                  -- among the bulletin's articles, from 0; NULL: it may not be published
  line INTEGER NOT NULL,
  base BLOB NOT NULL,             -- the id that its guid makes: 16 bytes
  version INTEGER NOT NULL,       -- 0: none is stated
  versioned INTEGER NOT NULL,     -- when that version was made, seconds since 1970; 0: not stated
  status INTEGER NOT NULL,        -- 1: withheld; 2: canceled
  due INTEGER,                    -- not to be published before, seconds since 1970
  title TEXT NOT NULL
);
CREATE INDEX wire_base ON wire (base);
CREATE INDEX wire_bulletin ON wire (bulletin);
"""

_LISTS = """
-- The widths of the smaller copies of a picture, with blanks between; NULL: they were not made yet.
ALTER TABLE picture ADD COLUMN widths TEXT;

-- What lists of articles show of an entry beside its headline.
CREATE TABLE teaser (
  entry INTEGER PRIMARY KEY,
  summary TEXT NOT NULL,
  head TEXT NOT NULL,             -- the name in the head of its printed page; empty where there is none
  path TEXT,                      -- of the copy of its first picture; NULL where it shows none
  width INTEGER,                  -- as shown, in pixels
  height INTEGER,
  widths TEXT,                    -- of the smaller copies
  caption TEXT
);

-- All is rendered once, and so becomes known.
DELETE FROM setting WHERE name = 'printed';
"""

# From each version to the next; a new archive takes them all.
MIGRATIONS = (_FIRST, _HISTORY, _PAGES, _FILES, _WIRES, _LISTS, *LATER)
VERSION = len(MIGRATIONS)
