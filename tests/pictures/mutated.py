"""Pictures with something wrong in their bytes, always the same for the same seed."""

import random

__all__ = ["mutated"]

_NUMBERS = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff", b"\0\1", b"\0")


def mutated(data: bytes, seed: int) -> bytes:
    """A picture after one to eight changes: bits, numbers, pieces left out, doubled, moved, and an end cut off."""
    chance = random.Random(seed)
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        # Most of what can go wrong is in the heads, not in the pixels.
        place = chance.randrange(len(found) if chance.random() < 0.5 else min(len(found), 1500))
        end = min(len(found), place + chance.choice((1, 2, 4, 16, 300)))
        change = chance.randrange(6)
        if change == 0:
            found[place] ^= 1 << chance.randrange(8)
        elif change == 1:
            number = chance.choice(_NUMBERS)
            found[place : place + len(number)] = number
        elif change == 2:
            del found[place:end]
        elif change == 3:
            found[place:place] = found[place:end] * chance.choice((1, 2, 40))
        elif change == 4:
            piece = bytes(found[place:end])
            other = chance.randrange(len(found))
            found[other : other + len(piece)] = piece
        else:
            found[place:end] = chance.randbytes(end - place)
        if not found:
            found = bytearray(b"\0")
    return bytes(found if chance.random() < 0.9 else found[: chance.randrange(1, len(found) + 1)])
