"""Masses: whole grams inside, decimal kilograms and tonnes at the edges."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

GRAMS_PER_KG = 1_000
GRAMS_PER_TONNE = 1_000_000

#: The most that can be true: a heavy stationary cell, a road train's load, a plant's heap.
MOST_BATTERY_G = 2_000 * GRAMS_PER_KG
MOST_LOAD_G = 100 * GRAMS_PER_TONNE
MOST_LOT_G = 1_000 * GRAMS_PER_TONNE

#: Arithmetic that refuses to round: what does not fit is not a mass.
_EXACT = Context(prec=28, traps=[Inexact, InvalidOperation, Overflow])


def grams(kilograms: object) -> int:
    """Kilograms as number or text to whole grams, exactly.

    Raises ValueError when it is not a decimal number or finer than a gram.
    """
    if isinstance(kilograms, bool) or not isinstance(kilograms, (int, float, str, Decimal)):
        raise ValueError(f"{kilograms!r} is not a mass")
    try:
        exact = _EXACT.multiply(Decimal(str(kilograms)), GRAMS_PER_KG)
    except ArithmeticError as error:
        raise ValueError(f"{kilograms!r} is not a number that can be a mass") from error
    if not exact.is_finite() or abs(exact) >= 10**15 or exact != exact.to_integral_value():
        raise ValueError(f"{kilograms!r} is not a mass in whole grams")
    return int(exact)


def kilograms(mass_g: int) -> str:
    """Grams as a decimal text in kilograms: 15234 -> '15.234'."""
    return format(Decimal(mass_g).scaleb(-3), "f")


def tonnes(mass_g: int) -> str:
    """Grams as a decimal text in tonnes, to the gram: 2600000 -> '2.600000'."""
    return format(Decimal(mass_g).scaleb(-6), "f")
