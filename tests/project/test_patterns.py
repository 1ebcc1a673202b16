"""Patterns that are compiled by their first use are right, all of them."""

import importlib
import pkgutil
import re

import feedpub
from feedpub import patterns


def test_every_pattern_of_the_package_compiles() -> None:
    lazy = type(patterns.regex("a"))
    found = [
        value
        for module in pkgutil.walk_packages(feedpub.__path__, "feedpub.")
        if not module.name.endswith("__main__")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, lazy)
    ]
    assert len(found) > 100
    assert all(isinstance(re.compile(one.pattern), re.Pattern) for one in found)
