"""Attachments that partners name are fetched: piece after piece, and only what fits counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from interop.documents.digest import from_b64u, sha256
from interop.documents.strict_json import read_strictly
from interop.records.code_list import codes_in
from interop.records.envelope import read_record
from interop.records.schemas import noun_of
from interop.store.enclosures import GIVEN_UP, HERE, WANTED, Wanted
from interop.store.partners import Partner
from interop.usecases.ask_partner import NotAnswered, ask
from interop.usecases.meet_batteries import meet_codes
from interop.usecases.send import Link
from interop.usecases.station import Station

#: So long after a failure it is tried again; from the third wrong content on a person decides.
_AGAIN = timedelta(minutes=5)
_MOST_WRONG = 3


def fetch_enclosures(station: Station, authority: str, link: Link) -> int:
    """Everything that is due from this partner; answers how many came whole. What was fetched
    before the line broke stays, and fetching goes on behind it."""
    whole = 0
    while True:
        now = station.clock.now()
        work = station.new_work()
        with work:
            partner = work.partners.find(authority)
            wanted = work.enclosures.next_wanted(authority, now)
        if partner is None or wanted is None or _resting(partner, station):
            return whole
        if wanted.have >= wanted.size:
            whole += _finish(station, authority, wanted)
            continue
        try:
            piece = _piece(station, partner, wanted, link)
        except NotAnswered:
            with work:
                work.enclosures.note(wanted.record, WANTED, wanted.tries, now + _AGAIN)
                work.commit()
            return whole
        with work:
            work.enclosures.add_piece(authority, wanted.digest, wanted.have, piece)
            work.commit()


def _resting(partner: Partner, station: Station) -> bool:
    paused = partner.paused_until is not None and partner.paused_until > station.clock.now()
    return paused or not partner.active


def _piece(station: Station, partner: Partner, wanted: Wanted, link: Link) -> bytes:
    """The next piece; NotAnswered if what came is none."""
    target = f"/interop/v1/attachments/{wanted.digest}?from={wanted.have}"
    said = ask(station, partner, target, link)
    named = (said.get("digest"), said.get("size"), said.get("start"))
    texts: Any = said.get("content")
    try:
        piece = b"".join(from_b64u(text) for text in texts)
    except (TypeError, ValueError) as error:
        raise NotAnswered("answer: content") from error
    room = wanted.size - wanted.have
    if named != (wanted.digest, wanted.size, wanted.have) or not 0 < len(piece) <= room:
        raise NotAnswered("answer: attachment")
    return piece


def _finish(station: Station, authority: str, wanted: Wanted) -> bool:
    """All pieces are here: if they are what the signed record names, what waited for them is done;
    if not, they are thrown away and people are told."""
    now = station.clock.now()
    work = station.new_work()
    with work:
        content = work.enclosures.together(authority, wanted.digest)
        work.enclosures.drop_pieces(authority, wanted.digest)
        right = sha256(content) == wanted.digest
        codes: list[str] | None = None
        if right:
            try:
                codes = codes_in(content)
            except ValueError:
                codes = None
        if codes is None:
            tries = _MOST_WRONG if right else wanted.tries + 1
            state = GIVEN_UP if tries >= _MOST_WRONG else WANTED
            work.enclosures.note(wanted.record, state, tries, now + _AGAIN)
            work.watch.incident(authority, "attachment_differs", now, digest=wanted.digest)
            if state == GIVEN_UP:
                number, name = wanted.record, wanted.digest
                work.watch.park(authority, "enclosure", name, number, "attachment_differs", now)
        else:
            work.enclosures.keep(content)
            work.enclosures.note(wanted.record, HERE, wanted.tries, now)
            record = read_record(read_strictly(wanted.entry)).record
            if noun_of(record.schema) == "border_handover":
                meet_codes(record, codes, authority, work, station, now)
        work.commit()
    return codes is not None
