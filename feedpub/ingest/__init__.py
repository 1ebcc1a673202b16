"""From files to the archive: discover, scan, parse and store bulletins, give ids, and apply removals."""
