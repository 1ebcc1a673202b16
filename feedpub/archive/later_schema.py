"""The newest versions of the schema, in their order; those before them are in `archive.schema`."""

__all__ = ["LATER"]

_DEPLOYED = """
-- A file that is not at the target of `feedpub publish` as it is in the output folder: one that was written or removed
-- since. There are none until something is published there (the setting `deploys to`).
CREATE TABLE undeployed (
  path TEXT PRIMARY KEY,          -- below both
  there BLOB,                     -- the hash of what is at the target; NULL: nothing of ours
  begun INTEGER NOT NULL DEFAULT 0  -- how many copies were begun that would be the first: that may be there, or not
) WITHOUT ROWID;

-- A file without a row is there with its hash, so that its first change says what is left there.
CREATE TRIGGER file_written AFTER INSERT ON file
WHEN EXISTS (SELECT 1 FROM setting WHERE name = 'deploys to') BEGIN
  INSERT INTO undeployed (path, there) SELECT new.path, NULL
  WHERE NOT EXISTS (SELECT 1 FROM undeployed WHERE path = new.path);
END;
CREATE TRIGGER file_rewritten AFTER UPDATE OF hash ON file
WHEN new.hash IS NOT old.hash AND EXISTS (SELECT 1 FROM setting WHERE name = 'deploys to') BEGIN
  INSERT INTO undeployed (path, there) SELECT new.path, old.hash
  WHERE NOT EXISTS (SELECT 1 FROM undeployed WHERE path = new.path);
END;
CREATE TRIGGER file_removed AFTER DELETE ON file
WHEN EXISTS (SELECT 1 FROM setting WHERE name = 'deploys to') BEGIN
  INSERT INTO undeployed (path, there) SELECT old.path, old.hash
  WHERE NOT EXISTS (SELECT 1 FROM undeployed WHERE path = old.path);
END;
"""

_CORRECTIONS = """
-- That a published entry was corrected or withdrawn, or is published again.
CREATE TABLE correction (
  id BLOB PRIMARY KEY,            -- of the entry that tells of it: the 16 bytes of its UUID
  base BLOB NOT NULL,             -- the id of the entry that it is about
  kind INTEGER NOT NULL,          -- 0: corrected; 1: withdrawn; 2: published again
  published INTEGER NOT NULL,     -- when, seconds since 1970
  title TEXT NOT NULL,            -- what the entry was called from then on
  altered TEXT NOT NULL           -- what a correction changed, JSON
) WITHOUT ROWID;
CREATE INDEX correction_base ON correction (base, published);
CREATE INDEX correction_published ON correction (published);
"""

_TOPICS = """
-- What may have feeds of its own: the reporters and the column of an entry (entries.topics), each with its name as
-- printed, JSON.
ALTER TABLE entry ADD COLUMN names TEXT NOT NULL DEFAULT '{}';

-- The same, by what is named; it follows the column by itself.
CREATE TABLE named (
  topic TEXT NOT NULL,
  entry INTEGER NOT NULL,
  printed TEXT NOT NULL,
  PRIMARY KEY (topic, entry)
) WITHOUT ROWID;
CREATE INDEX named_entry ON named (entry);
CREATE TRIGGER names_come AFTER INSERT ON entry WHEN NEW.names != '{}'
BEGIN
  INSERT INTO named SELECT key, NEW.number, value FROM json_each(NEW.names);
END;
CREATE TRIGGER names_change AFTER UPDATE OF names ON entry WHEN OLD.names != NEW.names
BEGIN
  DELETE FROM named WHERE entry = OLD.number;
  INSERT INTO named SELECT key, NEW.number, value FROM json_each(NEW.names);
END;
CREATE TRIGGER names_go AFTER DELETE ON entry WHEN OLD.names != '{}'
BEGIN
  DELETE FROM named WHERE entry = OLD.number;
END;

-- What has, or had, feeds of its own: it keeps their address, and what it was called first.
CREATE TABLE topic (
  slug TEXT PRIMARY KEY,
  topic TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL
) WITHOUT ROWID;
"""

_OWED_PAGES = """
-- Pages that are to be written, and those of the last build: few, while a paper has a million.
CREATE INDEX entry_page ON entry (page_written) WHERE page_written != 1;
"""

LATER = (_DEPLOYED, _CORRECTIONS, _TOPICS, _OWED_PAGES)
