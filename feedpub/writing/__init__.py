"""Feeds to bytes, one room a format."""
