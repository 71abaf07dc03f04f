"""What a blueprint is given: the few things it needs from the outside, wired in ``tracker.app``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.config import Settings
from tracker.domain.caller import Caller
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock
from tracker.usecases.reading_ports import Reading
from tracker.usecases.sweep_ports import SweepWork


@dataclass(frozen=True, slots=True)
class House:
    """``new_uow`` opens a transaction for doing, ``reading`` one for asking; ``identify`` answers
    who holds a token that came from an address, or NotAuthenticated; ``secret`` signs cookies."""

    settings: Settings
    clock: Clock
    sessions: Sessions
    new_uow: Callable[[], SweepWork]
    reading: Callable[[], Reading]
    identify: Callable[[str, str], Caller]
    secret: bytes = b""
