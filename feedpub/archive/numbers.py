"""Numbers of rows, in so little memory that those of a million entries can be held."""

from collections.abc import Iterable, Iterator, Set

__all__ = ["Numbers"]

_BLOCK = 4096  # numbers in a block, a byte each; a damaged number far beyond all others costs no more than that


class Numbers(Set[int]):
    """A set of numbers of rows, which are dense: a byte for each, where a `set` takes 60 to 100."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._blocks: dict[int, bytearray] = {}
        self.update(numbers)

    def add(self, number: int) -> None:
        """Take in a number."""
        block, at = divmod(number, _BLOCK)
        if block not in self._blocks:
            self._blocks[block] = bytearray(_BLOCK)
        self._blocks[block][at] = True

    def update(self, numbers: Iterable[int]) -> None:
        """Take in numbers."""
        for number in numbers:
            self.add(number)

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        block, at = divmod(number, _BLOCK)
        return block in self._blocks and self._blocks[block][at] == 1

    def __iter__(self) -> Iterator[int]:
        """The numbers in ascending order."""
        for block, held in sorted(self._blocks.items()):
            at = held.find(1)
            while at >= 0:
                yield block * _BLOCK + at
                at = held.find(1, at + 1)

    def __len__(self) -> int:
        return sum(held.count(1) for held in self._blocks.values())

    def __bool__(self) -> bool:
        return bool(self._blocks)
