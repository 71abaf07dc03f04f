"""A partner's message is stored before it is answered: nonce, message, records, receipt, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from interop.checkpoints.tree import Frontier, NewNode
from interop.documents.digest import sha256, spelled
from interop.keys.book import KeyBook
from interop.keys.names import Use
from interop.records.message import Message
from interop.records.receipt import Receipt, seal_receipt
from interop.refusals import Refused
from interop.signing.requests import VerifiedRequest
from interop.store.exchange_work import ExchangeWork
from interop.store.partners import Partner
from interop.usecases.read_arrivals import Reading, read_arrivals
from interop.usecases.station import Station
from interop.usecases.tell_people import tell_incident


@dataclass(frozen=True, slots=True)
class Received:
    """What answers the message. ``replayed``: it was stored before, this is the same receipt."""

    receipt: bytes
    replayed: bool = False


def receive(
    verified: VerifiedRequest,
    message: Message,
    partner: Partner,
    book: KeyBook,
    station: Station,
    done: Callable[[int], None] = lambda _step: None,
    *,
    probe: bool = False,
) -> Received:
    """Steps 10 of receiving. Raises Refused: a nonce that was used, an id or a number that was
    used for something else (then an incident is written down). ``probe`` stores nothing."""

    def first_use(work: ExchangeWork) -> None:
        name, nonce, until = verified.key.keyid, verified.nonce, verified.nonce_kept_until
        if not work.arrivals.first_use(name, nonce, until):
            raise Refused("sig_replay", answer_signed=True)

    body = verified.request.body
    return _receive(message, body, partner, book, station, first_use, done, probe=probe)


def receive_fetched(
    message: Message, body: bytes, partner: Partner, book: KeyBook, station: Station
) -> Received:
    """The same for a message that we fetched in a signed answer of the partner's: there is no
    nonce of a request, everything else is alike, the receipt too."""
    return _receive(message, body, partner, book, station, lambda _work: None)


def _receive(
    message: Message,
    body: bytes,
    partner: Partner,
    book: KeyBook,
    station: Station,
    first_use: Callable[[ExchangeWork], None],
    done: Callable[[int], None] = lambda _step: None,
    *,
    probe: bool = False,
) -> Received:
    now, digest = station.clock.now(), sha256(body)
    refusal: Refused | None = None
    work = station.new_work()
    with work:
        first_use(work)
        size, high = work.log.size(partner.authority, locked=True)
        for kept in work.arrivals.kept(partner.authority, message.message_id, message.seq):
            if (kept.message_id, kept.digest) == (message.message_id, digest):
                work.commit()
                return Received(kept.receipt, replayed=True)
            refusal = Refused("idempotency_conflict", answer_signed=True)
        if refusal is None:
            frontier = work.log.frontier(partner.authority, size)
            reading = read_arrivals(message, partner, book, work, now, size)
            frontier, new = frontier.extend(reading.leaves)
            receipt = _receipt(
                message, digest, partner, reading, frontier, max(high, message.seq), work, station
            )
            signed = seal_receipt(
                replace(receipt, probe=probe),
                [station.signer(Use.RECORD, book, now)],
            )
            if probe:
                return Received(signed)
            _store(body, message, digest, partner, reading, frontier, new, signed, work, now)
        else:
            words = {"message_id": message.message_id, "seq": message.seq}
            tell_incident(work, partner.authority, "idempotency_conflict", now, **words)
        done(10)
        work.commit()
    if refusal is not None:
        raise refusal
    return Received(signed)


def _receipt(
    message: Message,
    digest: str,
    partner: Partner,
    reading: Reading,
    frontier: Frontier,
    high: int,
    work: ExchangeWork,
    station: Station,
) -> Receipt:
    missing = [n for n in work.arrivals.missing(partner.authority, high) if n != message.seq]
    return Receipt(
        message_id=message.message_id,
        message_digest=digest,
        sender=station.authority,
        receiver=partner.authority,
        received_at=station.clock.now(),
        results=reading.results,
        high_water=high,
        missing=missing,
        log_size=frontier.size,
        log_root=spelled(frontier.root()),
    )


def _store(
    body: bytes,
    message: Message,
    digest: str,
    partner: Partner,
    reading: Reading,
    frontier: Frontier,
    new: list[NewNode],
    receipt: bytes,
    work: ExchangeWork,
    now: datetime,
) -> None:
    if reading.records:
        ids = work.records.add_records(reading.records)
        pairs = zip(ids, reading.arrivals, strict=True)
        work.arrivals.add([{"record": id_, **row} for id_, row in pairs])
    high = max(work.log.size(partner.authority).high_seq, message.seq)
    work.log.grow(partner.authority, frontier.size, high, new)
    work.arrivals.keep(
        partner=partner.authority,
        message_id=message.message_id,
        seq=message.seq,
        digest=digest,
        body=body,
        received_at=now,
        receipt=receipt,
    )
