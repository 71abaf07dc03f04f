"""Who are we in the exchange, and with what do we sign? What its use cases get from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from interop.algorithms.signer import Signer
from interop.errors import ExchangeNotReady
from interop.keys.book import KeyBook
from interop.keys.key import Key
from interop.keys.names import Use
from interop.signing.requests import Receiver
from interop.store.exchange_work import ExchangeWork
from interop.store.partners import Partner
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.ports import Clock
from tracker.usecases.reading_ports import Reading


@dataclass(frozen=True, slots=True)
class Station:
    """``authority`` is our name (CN-42), ``host`` how partners address us; ``new_uow`` opens a
    transaction of the house, for what partners told to be acted upon; ``load`` gives the
    signer of a registered key of ours (KeyRefused); ``nonce`` a fresh secret text, ``chance`` a
    number from 0 to 1, ``new_id`` a fresh UUID; ``reading`` opens the house's books for
    questions; ``secret`` seals cursors."""

    authority: str
    host: str
    province: int
    new_work: Callable[[], ExchangeWork]
    new_uow: Callable[[], LawWork]
    load: Callable[[Key], Signer]
    clock: Clock
    nonce: Callable[[], str]
    chance: Callable[[], float]
    new_id: Callable[[], str]
    reading: Callable[[], Reading]
    secret: bytes = b""

    def signer(self, use: Use, book: KeyBook, now: datetime) -> Signer:
        """What signs for us now: the newest good key of this use, ExchangeNotReady without one."""
        good = book.good(self.authority, use, now)
        if not good:
            raise ExchangeNotReady(use=use.value)
        return self.load(good[0])

    def receiver(self, book: KeyBook, partners: list[Partner]) -> Receiver:
        admitted = frozenset(one.authority for one in partners if one.active)
        return Receiver(self.host, book, admitted)
