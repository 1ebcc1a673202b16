"""Files to archive: discover, scan, parse, store, give ids, settle what was removed."""
