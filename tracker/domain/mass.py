"""Masses: whole grams inside, decimal kilograms and tonnes at the edges."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

GRAMS_PER_KG = 1_000
GRAMS_PER_TONNE = 1_000_000

#: The most that can be true: a heavy stationary cell, a road train's load, a plant's heap.
MOST_BATTERY_G = 2_000 * GRAMS_PER_KG
MOST_LOAD_G = 100 * GRAMS_PER_TONNE
MOST_LOT_G = 1_000 * GRAMS_PER_TONNE


def grams(kilograms: object) -> int:
    """Kilograms as number or text to whole grams, exactly.

    Raises ValueError when it is not a decimal number or finer than a gram.
    """
    if isinstance(kilograms, bool) or not isinstance(kilograms, (int, float, str, Decimal)):
        raise ValueError(f"{kilograms!r} is not a mass")
    try:
        value = Decimal(str(kilograms))
        exact = value * GRAMS_PER_KG
        if not value.is_finite() or exact != exact.to_integral_value() or abs(exact) >= 10**15:
            raise ValueError(f"{kilograms!r} is not a mass in whole grams")
    except InvalidOperation as error:
        raise ValueError(f"{kilograms!r} is not a number") from error
    return int(exact)


def kilograms(mass_g: int) -> str:
    """Grams as a decimal text in kilograms: 15234 -> '15.234'."""
    return format(Decimal(mass_g).scaleb(-3), "f")


def tonnes(mass_g: int) -> str:
    """Grams as a decimal text in tonnes, to the gram: 2600000 -> '2.600000'."""
    return format(Decimal(mass_g).scaleb(-6), "f")
