"""Fill the archive from files: discover, scan, parse, store, assign ids, handle removals."""
