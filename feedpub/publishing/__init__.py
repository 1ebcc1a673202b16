"""Archive to output: select, render, check, commit, rename, ping."""
