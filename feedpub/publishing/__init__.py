"""Fill the output from the archive: select, render, check, commit, rename, ping."""
