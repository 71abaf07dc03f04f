"""What did another province's authority announce with a signed hand-over: a battery, or a lot?"""

from __future__ import annotations

from typing import NamedTuple


class Announced(NamedTuple):
    """One code that is on its way here. ``pieces``: None for a battery, else how many are counted
    together under this code. Grams. ``boxes``: codes of the boxes it lies in, the outermost
    first."""

    pieces: int | None = None
    mass_g: int | None = None
    boxes: tuple[str, ...] = ()
