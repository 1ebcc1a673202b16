"""Tests of `feedpub.writing`."""
