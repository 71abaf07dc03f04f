"""Which check character guards a code of digits and capital letters?

ISO/IEC 7064 MOD 37,36: one character of 0-9A-Z after the code. It notices every single wrong
character and nearly every swap of two neighbours, and unlike MOD 37-2 it needs no asterisk, which
Code 39 cannot carry.
"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = len(ALPHABET)
#: For each running product, what the next character makes of it.
_NEXT = tuple(
    {
        character: ((product + value) % _MODULUS or _MODULUS) * 2 % (_MODULUS + 1)
        for value, character in enumerate(ALPHABET)
    }
    for product in range(_MODULUS + 1)
)


def check_character(code: str) -> str:
    """The character to put after ``code``, which holds only 0-9A-Z (KeyError otherwise)."""
    product = _MODULUS
    for character in code:
        product = _NEXT[product][character]
    return ALPHABET[(_MODULUS + 1 - product) % _MODULUS]


def fits(code: str) -> bool:
    """Whether the last character of ``code`` is the check character of the rest."""
    return len(code) > 1 and check_character(code[:-1]) == code[-1]
