"""Bytes to a bulletin. Pure: no files, no clock."""
