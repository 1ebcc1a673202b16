"""Read bytes as a bulletin. Pure: no files, no clock."""
