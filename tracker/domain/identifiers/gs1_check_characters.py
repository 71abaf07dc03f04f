"""Which check characters guard the keys of GS1?

GS1 General Specifications: a check digit for numeric keys, a pair of characters for alphanumeric
ones such as model numbers.
"""

from __future__ import annotations

#: The characters of most codes in the order of their values.
CSET82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
#: The characters a check pair is made of.
CSET32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def check_digit(digits: str) -> str:
    """The GS1 check digit to put after ``digits`` (weights 3 and 1 from the right)."""
    thrice, once = sum(map(int, digits[-1::-2])), sum(map(int, digits[-2::-2]))
    return str(-(3 * thrice + once) % 10)


def _primes(count: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


_PAIR_WEIGHTS = _primes(97)


def check_pair(data: str) -> str:
    """The two characters to put after an alphanumeric key such as a model number (GMN)."""
    weights = reversed(_PAIR_WEIGHTS[: len(data)])
    total = sum(CSET82.index(letter) * weight for letter, weight in zip(data, weights, strict=True))
    high, low = divmod(total % 1021, 32)
    return CSET32[high] + CSET32[low]
