"""Is this a unified social credit code 统一社会信用代码, and does its check character fit?

GB 32100-2015, second-hand (read in eight public programs that agree): 1 registration authority,
1 kind of body, 6 division, 9 body (organisation code), 1 check character. Some early codes of
Fujian and Xiamen are legal and fail the check, so a misfit is a warning and never a refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning

#: Values 0 to 30; I, O, S, V and Z are left out.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(3**place % 31 for place in range(17))
_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")


@dataclass(frozen=True, slots=True)
class Uscc:
    """A credit code of the right shape, in capitals."""

    code: str

    @property
    def division(self) -> str:
        """Six digits of the division of the registering authority (GB/T 2260)."""
        return self.code[2:8]

    @property
    def check_fits(self) -> bool:
        """Whether the 18th character follows from the 17 before it."""
        return check_character(self.code[:17]) == self.code[17]

    @property
    def warnings(self) -> tuple[CodeWarning, ...]:
        """What to look at; empty when the check fits."""
        return () if self.check_fits else (CodeWarning.USCC_CHECK,)


def check_character(first17: str) -> str:
    """The 18th character; the 17 must be of the alphabet (KeyError otherwise)."""
    weighted = zip(first17, _WEIGHTS, strict=True)
    total = sum(_VALUES[character] * weight for character, weight in weighted)
    return ALPHABET[-total % 31]


def parse(text: str) -> Uscc | CodeFault:
    """Blanks between groups and small letters are forgiven; another shape is NOT_A_USCC."""
    code = text.replace(" ", "").upper()
    return Uscc(code) if _SHAPE.fullmatch(code) else CodeFault.NOT_A_USCC
