"""A release reads no bulletin again, and makes no feed again, unless its number says so."""

import sys

import pytest

from scripts import release_numbers as numbers

_TODO = (
    "if a text, day, section, id, feed or page comes out differently: python -m scripts.release_numbers --raise "
    "{number}; if not: python -m scripts.release_numbers --harmless"
)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the trees of the hashes are those of Python 3.11")
@pytest.mark.parametrize("number", ["reading", "printing"])
def test_what_a_number_depends_on_is_what_it_was_when_the_number_was_kept(number: str) -> None:
    assert numbers.kept()[number]["number"] == numbers.numbers()[number]
    assert not numbers.changed(number), _TODO.format(number=number)


def test_a_comment_changes_nothing_and_code_does() -> None:
    import ast

    def dumped(code: str) -> str:
        return ast.dump(numbers._without_docstrings(ast.parse(code)))

    assert dumped('def f():\n    """Doc."""\n    return 1  # why\n') == dumped("def f():\n    return 1\n")
    assert dumped("def f():\n    return 1\n") != dumped("def f():\n    return 2\n")
