"""Bytes to clean lines: encodings, front matter, markup."""
