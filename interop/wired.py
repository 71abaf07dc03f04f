"""What the house gives to the exchange, and what its worker does again and again."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import structlog

from interop.algorithms.signer import Signer
from interop.keys.files import load_signer
from interop.keys.key import Key
from interop.keys.refusals import KeyRefused
from interop.link import HttpLink
from interop.store.exchange_work import ExchangeWork
from interop.usecases.apply import apply_arrivals
from interop.usecases.ask_partner import NotAnswered
from interop.usecases.ask_trace import AskedOne, ask_partners
from interop.usecases.fetch_enclosures import fetch_enclosures
from interop.usecases.follow_log import follow_log
from interop.usecases.forget_nonces import forget_nonces
from interop.usecases.hand_over import hand_over
from interop.usecases.pull import pull
from interop.usecases.reconcile import last_days, reconcile
from interop.usecases.send import Link, Outcome, send_next
from interop.usecases.sequence import make_message, make_records
from interop.usecases.station import Station
from interop.usecases.watch_partners import watch_partners
from tracker.config import Settings
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError
from tracker.http.house import House

log = structlog.get_logger()
T = TypeVar("T")

#: Seconds.
_PERSON_WAITS = 8.0
#: 53 bits, as many as a number from 0 to 1 has.
_FINE = 1 << 53


def our_authority(settings: Settings) -> str:
    """How this installation is called in the exchange: CN-42, or CN for the national system."""
    return "CN" if settings.role == "national" else f"CN-{settings.province:02d}"


@lru_cache(maxsize=64)
def _signer(folder: Path, key: Key) -> Signer:
    return load_signer(folder, key)


def station_of(house: House) -> Station:
    """This house as its partners see it."""
    settings = house.settings
    return Station(
        authority=our_authority(settings),
        host=urlsplit(settings.public_url).netloc,
        province=settings.province,
        new_work=lambda: ExchangeWork(house.sessions, settings.province),
        new_uow=house.new_uow,
        load=lambda key: _signer(settings.keys_dir, key),
        clock=house.clock,
        nonce=lambda: secrets.token_urlsafe(18),
        chance=lambda: secrets.randbelow(_FINE) / _FINE,
        new_id=lambda: str(uuid.uuid4()),
        reading=house.reading,
        secret=house.secret,
    )


def ask_abroad(
    house: House, code: str, caller: Caller, link: Link | None = None
) -> tuple[list[AskedOne], int]:
    """See ``ask_partners``; a person waits for it, so a partner gets little time to answer."""
    return ask_partners(station_of(house), code, caller, link or HttpLink(patience=_PERSON_WAITS))


def exchange_at_work(house: House) -> dict[str, int]:
    """One round for the worker; what keeps it from working is told, and tried again later."""
    return _at_work(lambda: exchange(station_of(house))) or {"sent": 0}


def compare_at_work(house: House) -> dict[str, int]:
    """The last days and the logs of every partner; old nonces go."""
    station, link = station_of(house), HttpLink()
    first, last = last_days(house.clock.now())
    forget_nonces(station)
    work = station.new_work()
    with work:
        partners = [one.authority for one in work.partners.all() if one.active]
    differing = 0
    for partner in partners:
        compared = _at_work(partial(reconcile, station, partner, first, last, link))
        differing += compared.differing if compared else 1
        differing += _at_work(partial(follow_log, station, partner, link)) is not True
    return {"partners": len(partners), "differing": differing}


def watch_at_work(house: House) -> dict[str, int]:
    """Clocks, queues and parked rows of every partner, and the alarms about them."""
    station = station_of(house)
    return _at_work(lambda: watch_partners(station, HttpLink())) or {"partners": 0}


def _at_work(does: Callable[[], T]) -> T | None:
    try:
        return does()
    except KeyRefused as refused:
        log.error("exchange cannot work", problem=refused.code, key=refused.name)
    except DomainError as error:
        log.error("exchange cannot work", problem=error.code)
    except NotAnswered as error:
        log.error("partner did not answer", problem=str(error))
    return None


def exchange(station: Station, link: Link | None = None) -> dict[str, int]:
    """Everything that is due now: duties to records, records to messages, messages to partners,
    what is fetched from those that cannot call us, what came into force."""
    link = link or HttpLink()
    told = sent = failed = fetched = 0
    while (count := make_records(station)) > 0:
        told += count
    work = station.new_work()
    with work:
        partners = [one for one in work.partners.all() if one.active]
    for partner in partners:
        while make_message(station, partner.authority) > 0:
            pass
        while (outcome := send_next(station, partner.authority, link)) is not Outcome.NOTHING_DUE:
            sent += outcome is Outcome.DELIVERED
            failed += outcome is not Outcome.DELIVERED
        if partner.pulled:
            fetched += _at_work(partial(pull, station, partner.authority, link)) or 0
    applied = apply_arrivals(station)
    for partner in partners:
        fetch_enclosures(station, partner.authority, link)
    hand_over(station)
    return {"duties": told, "sent": sent, "failed": failed, "fetched": fetched, "applied": applied}
