"""A partner asks: its receipt again, our messages to it, days, log. Reading deletes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from interop.checkpoints.heads import Head, sign_head
from interop.checkpoints.proofs import consistency_proof, inclusion_proof
from interop.documents.canonical import canonical
from interop.documents.digest import spelled
from interop.keys.book import KeyBook
from interop.keys.documents import announce
from interop.keys.names import Use
from interop.limits import CLOCK_SKEW, MOST_BODY_BYTES, MOST_RECORDS, SIGNATURE_LIFE
from interop.records.schemas import BODIES
from interop.refusals import Refused
from interop.signing.requests import VerifiedRequest
from interop.store.exchange_work import ExchangeWork
from interop.store.partners import Partner
from interop.usecases.station import Station

#: A year of days at once.
_MOST_DAYS = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Asked:
    """A verified request of a partner, and what is needed to answer it."""

    station: Station
    verified: VerifiedRequest
    partner: Partner
    book: KeyBook
    query: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.partner.authority


def first_use(asked: Asked, work: ExchangeWork) -> None:
    """The nonce of a question is remembered like that of a message."""
    verified = asked.verified
    if not work.arrivals.first_use(verified.key.keyid, verified.nonce, verified.nonce_kept_until):
        raise Refused("sig_replay", answer_signed=True)


def message_receipt(asked: Asked, message_id: str) -> bytes:
    """The receipt of a message of the partner's; Refused(not_found): it was never stored."""
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        kept = work.arrivals.kept(asked.name, message_id)
        work.commit()
    if not kept:
        raise Refused("not_found", answer_signed=True)
    return kept[0].receipt


def record_again(asked: Asked, origin: str, record_id: str, version: int) -> bytes:
    """A record of ours that the partner was promised; of others nothing is told."""
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        entry = work.records.entry_for(asked.name, origin, record_id, version)
        work.commit()
    if entry is None:
        raise Refused("not_found", answer_signed=True)
    return entry


def days(asked: Asked, first: date, last: date) -> dict[str, Any]:
    """Count and digest of each day: what we stored of the partner's, what it confirmed of ours."""
    if last - first > _MOST_DAYS:
        raise Refused("not_found", answer_signed=True)
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        received = work.days.came(asked.name, first, last)
        sent = work.days.sent(asked.name, first, last)
        work.commit()
    return {"received": received, "sent": sent}


def day_lines(asked: Asked, day: date) -> dict[str, Any]:
    """All lines of one day, both ways."""
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        received = work.arrivals.lines_of(asked.name, day, day)
        sent = work.outbox.lines_of(asked.name, day, day)
        work.commit()
    return {"received": _listed(received), "sent": _listed(sent)}


def _listed(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return sorted([origin, id_, version, digest] for _, origin, id_, version, digest, *_ in rows)


def latest_head(asked: Asked, since: int) -> dict[str, Any]:
    """Our log of the partner's records, signed, and the proof that it continues its former size."""
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        answer = head_of(asked.name, asked.station, asked.book, since, work)
        work.commit()
    return answer


def head_of(
    partner: str, station: Station, book: KeyBook, since: int, work: ExchangeWork
) -> dict[str, Any]:
    """A fresh signed head and its consistency proof, inside a transaction; it is kept, too."""
    now = station.clock.now()
    size = work.log.size(partner).size
    if since > size:
        raise Refused("not_found", answer_signed=True)
    nodes = work.log.nodes(partner)
    root = work.log.frontier(partner, size).root()
    head = Head(station.authority, partner, size, root, now)
    document = sign_head(head, station.signer(Use.CHECKPOINT, book, now))
    work.log.keep_head(
        keeper=station.authority,
        partner=partner,
        size=size,
        root=spelled(root),
        content=canonical(document),
    )
    path = [spelled(one) for one in consistency_proof(since, size, nodes)]
    return {"head": document, "consistency": {"from": since, "path": path}}


def proof(asked: Asked, origin: str, record_id: str, version: int, since: int) -> dict[str, Any]:
    """That a record of the partner's stands in our log: place and path under a signed head."""
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        place = work.arrivals.place_of(asked.name, origin, record_id, version)
        if place is None:
            raise Refused("not_found", answer_signed=True)
        found = head_of(asked.name, asked.station, asked.book, since, work)
        size = work.log.size(asked.name).size
        path = inclusion_proof(place, size, work.log.nodes(asked.name))
        answer = {**found, "place": place, "path": [spelled(one) for one in path]}
        work.commit()
    return answer


def keys_told(asked: Asked) -> bytes:
    """Our keys that are good now, signed by one of them: a hint, which two people must compare."""
    work = asked.station.new_work()
    now = asked.station.clock.now()
    with work:
        first_use(asked, work)
        work.commit()
    us = asked.station.authority
    keys = [key for use in Use for key in asked.book.good(us, use, now)]
    signer = asked.station.signer(Use.RECORD, asked.book, now)
    return canonical(announce(keys, us, now, signer))


def time_told(asked: Asked) -> dict[str, Any]:
    """The last numbers either way, our limits and what we can read: a partner's clock is compared
    with the rest of it."""
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        high = work.log.size(asked.name).high_seq
        work.commit()
    return {
        "high_water": high,
        "sent": asked.partner.seq,
        "schemas": sorted(f"{name}/{major}" for name, major in BODIES),
        "limits": {
            "records": MOST_RECORDS,
            "bytes": MOST_BODY_BYTES,
            "skew_s": int(CLOCK_SKEW.total_seconds()),
            "life_s": int(SIGNATURE_LIFE.total_seconds()),
        },
    }
