"""An administrator keeps partners, their keys, and decides what was parked."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from interop.errors import ExchangeTrouble, KeyNotTaken, NothingParked, PartnerUnknown
from interop.keys.key import Key
from interop.keys.refusals import KeyRefused
from interop.notices.guard import networks
from interop.store.arrivals import DISMISSED, STORED
from interop.store.enclosures import WANTED
from interop.store.outbox import PENDING, WITHDRAWN
from interop.store.watch import Parked
from interop.usecases.ask_partner import NotAnswered, ask
from interop.usecases.send import Link
from interop.usecases.station import Station
from tracker.domain.errors import AlreadyExists, Fault, Malformed
from tracker.domain.moments import day_of
from tracker.rules.rulebook import finding

#: What a person may decide about something parked.
RETRY, WITHDRAW = "retry", "withdraw"


def add_partner(station: Station, authority: str, base_url: str, allowed: str | None) -> None:
    """A new partner; it gets what concerns it from the first duty on. Raises Malformed for an
    address that is none, AlreadyExists."""
    parts = urlsplit(base_url)
    plain = parts.scheme == "http" and allowed
    proper = (parts.scheme == "https" or plain) and parts.netloc and "@" not in parts.netloc
    if not proper or parts.path or parts.query or parts.fragment:
        raise Malformed(Fault("not_a_partners_address", "/base_url"))
    try:
        networks(allowed)
    except ValueError as error:
        raise Malformed(Fault("not_networks", "/networks")) from error
    work = station.new_work()
    with work:
        if not work.partners.add(authority, base_url, allowed):
            raise AlreadyExists(Fault("code_taken", "/authority", {"code": authority}))
        work.commit()


def resume_partner(station: Station, authority: str, *, active: bool) -> None:
    """Send to a partner again that was halted, or send nothing more; PartnerUnknown."""
    work = station.new_work()
    with work:
        if work.partners.find(authority) is None:
            raise PartnerUnknown(name=authority)
        work.partners.set(authority, active=active, halted=None, failures=0, paused_until=None)
        work.commit()


def take_up_numbers(station: Station, authority: str, link: Link) -> int:
    """After a backup was restored: go on above the highest number that the partner knows, and put
    what stands in refused messages into new ones. Answers that number; raises PartnerUnknown,
    ExchangeTrouble when the partner cannot be asked."""
    work = station.new_work()
    with work:
        partner = work.partners.find(authority)
    if partner is None:
        raise PartnerUnknown(name=authority)
    try:
        high = int(ask(station, partner, "/interop/v1/time", link)["high_water"])
    except (NotAnswered, KeyError, TypeError, ValueError) as error:
        raise ExchangeTrouble(problem=str(error)) from error
    with work:
        found = next(one for one in work.partners.all(locked=True) if one.authority == authority)
        work.partners.set(authority, seq=max(found.seq, high))
        work.outbox.empty_parked(authority)
        work.commit()
    return high


def enrol_key(station: Station, key: Key, by: str) -> None:
    """Take a key into the registry; nobody trusts it before two people approved it."""
    work = station.new_work()
    with work:
        before = work.partners.book()
        try:
            after = before.enrol(key, by, station.clock.now())
        except KeyRefused as refused:
            raise KeyNotTaken(name=key.keyid, problem=refused.says) from refused
        work.partners.keep(before, after)
        work.commit()


def approve_key(station: Station, keyid: str, fingerprint: str, by: str) -> int:
    """One person confirms a key by the fingerprint that came another way; how many have now."""
    work = station.new_work()
    with work:
        before = work.partners.book()
        now = station.clock.now()
        try:
            after = before.approve(keyid, by, now, fingerprint)
        except KeyRefused as refused:
            raise KeyNotTaken(name=keyid, problem=refused.says) from refused
        work.partners.keep(before, after)
        found = after.find(keyid)
        people = {event.by for event in found.events if event.what == "approved"} if found else ()
        work.commit()
    return len(people)


def revoke_key(station: Station, keyid: str, by: str) -> None:
    """The key is worth nothing from now on; one person suffices."""
    work = station.new_work()
    with work:
        before = work.partners.book()
        try:
            after = before.revoke(keyid, by, station.clock.now())
        except KeyRefused as refused:
            raise KeyNotTaken(name=keyid, problem=refused.says) from refused
        work.partners.keep(before, after)
        work.commit()


def compromise_key(station: Station, keyid: str, since: datetime, by: str) -> int:
    """Somebody else has had the key since then: nothing counts that it signed afterwards. One
    person suffices; all are alarmed. Answers how many records came from its owner since."""
    work = station.new_work()
    with work:
        before, now = work.partners.book(), station.clock.now()
        try:
            after = before.compromised(keyid, by, now, since)
        except KeyRefused as refused:
            raise KeyNotTaken(name=keyid, problem=refused.says) from refused
        key = after.find(keyid)
        owner = key.authority if key else ""
        records = work.arrivals.came_since(owner, since)
        work.partners.keep(before, after)
        work.watch.incident(owner, "key_compromised", now, key=keyid, records=records)
        said = {"key": keyid, "since": day_of(since), "records": records}
        found = finding("exchange_key_compromised", owner, day_of(now), said)
        work.alarms.raise_for([found], None, None, now)
        work.commit()
    return records


def limit_partner(station: Station, authority: str, per_second: int, burst: int) -> None:
    """So many requests of the partner are answered a second, after so many at once."""
    work = station.new_work()
    with work:
        if work.partners.find(authority) is None:
            raise PartnerUnknown(name=authority)
        work.partners.allow(authority, per_second, burst, station.clock.now())
        work.commit()


def pull_partner(station: Station, authority: str, *, pulled: bool) -> None:
    """Fetch what it has for us in every round, because it cannot call us, or no more."""
    work = station.new_work()
    with work:
        if work.partners.find(authority) is None:
            raise PartnerUnknown(name=authority)
        work.partners.set(authority, pulled=pulled)
        work.commit()


def decide_parked(station: Station, number: int, decision: str, by: str) -> Parked:
    """A person decides: try it again, or leave it for good. Raises NothingParked."""
    work = station.new_work()
    with work:
        row = work.watch.parked_row(number)
        if row is None:
            raise NothingParked(number=number)
        again, now = decision == RETRY, station.clock.now()
        if row.kind == "arrival":
            work.arrivals.worked([(row.reference, STORED if again else DISMISSED, row.code)])
        elif row.kind == "enclosure":
            if again:
                work.enclosures.note(row.reference, WANTED, 0, now)
        elif row.kind == "handed":
            if again:
                work.duties.hand_again(row.reference)
        elif row.kind == "message":
            state = PENDING if again else WITHDRAWN
            work.outbox.put_back(row.partner, row.reference, state, now)
        elif row.kind == "delivery":
            state = PENDING if again else WITHDRAWN
            work.outbox.owe_again(row.partner, row.reference, state)
        row.decided_at, row.decided_by, row.decision = now, by, decision
        decided = Parked(*(getattr(row, name) for name in Parked._fields))
        work.commit()
    return decided
