"""Entries: what is made of an article, and when it counts as published and updated."""
