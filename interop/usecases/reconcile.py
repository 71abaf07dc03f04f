"""Two sides compare day by day what went from one to the other, and mend what differs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from interop.records.envelope import RecordKey
from interop.records.lines import Difference, compare_day, day_of_exchange
from interop.store.exchange_work import ExchangeWork
from interop.store.partners import Partner
from interop.usecases.ask_partner import NotAnswered, ask
from interop.usecases.pull import pull
from interop.usecases.send import Link
from interop.usecases.station import Station
from interop.usecases.tell_people import tell_incident

#: Every night the last days, for whatever came late; every Sunday a quarter of a year.
NIGHTLY, WEEKLY, SUNDAY = timedelta(days=3), timedelta(days=90), 6


class Compared(NamedTuple):
    """What one comparison came to, both ways together: days that agreed, differed; records sent
    anew, contradicting, fetched."""

    agreed: int = 0
    differing: int = 0
    resent: int = 0
    contradicting: int = 0
    fetched: int = 0


class _Day(NamedTuple):
    """A day in one direction (``sent``: from us): counts and digests as either side has them."""

    sent: bool
    day: str
    here: dict[str, Any] | None
    there: dict[str, Any] | None


def reconcile(station: Station, authority: str, first: date, last: date, link: Link) -> Compared:
    """Compare a span of days, both ways. What the partner lacks of ours is put back on the way, the
    same messages, the same bytes; what we lack of the partner's is fetched from its feed. Raises
    NotAnswered."""
    work = station.new_work()
    with work:
        partner = work.partners.find(authority)
        ours = {True: work.days.sent(authority, first, last)}
        ours[False] = work.days.came(authority, first, last)
    if partner is None:
        raise NotAnswered("no such partner")
    said = ask(station, partner, f"/interop/v1/reconcile/days?from={first}&to={last}", link)
    total, lacking = Compared(), dict[RecordKey, str]()
    for one in (
        *_days(True, ours[True], said.get("received")),
        *_days(False, ours[False], said.get("sent")),
    ):
        if one.here == one.there:
            _note(station, authority, one)
            total = total._replace(agreed=total.agreed + 1)
            continue
        lines = ask(station, partner, f"/interop/v1/reconcile/days/{one.day}", link)
        mended, lost = _mend(station, partner, one, lines)
        lacking.update(dict.fromkeys(lost, one.day))
        total = Compared(*(a + b for a, b in zip(total, mended, strict=True)))
    if lacking:
        total = total._replace(fetched=_fetch(station, authority, lacking, link))
    with work:
        work.partners.set(authority, reconciled_at=station.clock.now())
        work.commit()
    return total


def _days(sent: bool, ours: list[dict[str, Any]], told: object) -> list[_Day]:
    """Every day that either side has something of; NotAnswered if it tells something else."""
    rows: list[Any] = told if isinstance(told, list) else [None]
    if not all(isinstance(row, dict) and {"day", "count", "digest"} == set(row) for row in rows):
        raise NotAnswered("answer: days")
    if not all(_is_day(row["day"]) for row in rows):
        raise NotAnswered("answer: day")
    here, there = {row["day"]: row for row in ours}, {row["day"]: row for row in rows}
    return [_Day(sent, day, here.get(day), there.get(day)) for day in sorted({*here, *there})]


def _is_day(said: object) -> bool:
    try:
        return isinstance(said, str) and date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


def _mend(
    station: Station, partner: Partner, one: _Day, lines: dict[str, Any]
) -> tuple[Compared, frozenset[RecordKey]]:
    """A day that differs, line by line; and what we lack. Two digests of one record are a person's
    to look at. What came here and the partner does not list yet, it has no receipt for yet."""
    authority, the_day = partner.authority, date.fromisoformat(one.day)
    work = station.new_work()
    with work:
        if one.sent:
            rows = work.outbox.lines_of(authority, the_day, the_day)
        else:
            rows = work.arrivals.lines_of(authority, the_day, the_day)
    here = {RecordKey(*row[1:4]): row for row in rows}
    there = _lines(lines.get("received" if one.sent else "sent"))
    difference = compare_day({key: row[4] for key, row in here.items()}, there)
    now = station.clock.now()
    lacking = frozenset[RecordKey]() if one.sent else difference.fetch
    with work:
        if one.sent:
            seqs = sorted({here[key][5] for key in difference.send if here[key][5] is not None})
            work.outbox.resend(authority, seqs, now, "missing on the day compared")
            _tell(work, authority, difference.fetch, "unknown_here", one.day, now)
        _tell(work, authority, difference.contradicting, "equivocation", one.day, now)
        agreed = not one.sent and not (lacking or difference.contradicting)
        work.watch.compared(**_row(authority, one, agreed, now))
        work.commit()
    return _came_to(one, difference, agreed), lacking


def _came_to(one: _Day, difference: Difference, agreed: bool) -> Compared:
    resent = len(difference.send) if one.sent else 0
    return Compared(int(agreed), int(not agreed), resent, len(difference.contradicting))


def _lines(told: object) -> dict[RecordKey, str]:
    """Digests by record as a partner lists them; NotAnswered if it tells something else."""
    found = {}
    for line in told if isinstance(told, list) else []:
        if not (isinstance(line, list) and len(line) == 4):
            raise NotAnswered("answer: lines")
        found[RecordKey(*line[:3])] = line[3]
    return found


def _fetch(station: Station, authority: str, lacking: dict[RecordKey, str], link: Link) -> int:
    """Read the feed anew from the first day that lacks something; what does not come then although
    the partner says that we confirmed it is an incident. Answers how many records came."""
    pull(station, authority, link, date.fromisoformat(min(lacking.values())))
    days = sorted({date.fromisoformat(day) for day in lacking.values()})
    now = station.clock.now()
    work = station.new_work()
    with work:
        rows = work.arrivals.lines_of(authority, days[0], days[-1])
        still = lacking.keys() - {RecordKey(*row[1:4]) for row in rows}
        for day in {lacking[key] for key in still}:
            those = [key for key in still if lacking[key] == day]
            _tell(work, authority, those, "missing_here", day, now)
        work.commit()
    return len(lacking) - len(still)


def _tell(
    work: ExchangeWork,
    authority: str,
    keys: Iterable[RecordKey],
    code: str,
    day: str,
    now: datetime,
) -> None:
    for key in sorted(keys):
        name = f"{key.origin}/{key.id}/{key.version}"
        tell_incident(work, authority, code, now, record=name, day=day)


def _note(station: Station, authority: str, one: _Day) -> None:
    work = station.new_work()
    with work:
        work.watch.compared(**_row(authority, one, True, station.clock.now()))
        work.commit()


def _row(authority: str, one: _Day, agreed: bool, now: datetime) -> dict[str, Any]:
    return {
        "partner": authority,
        "day": date.fromisoformat(one.day),
        "sent": one.sent,
        "ours": one.here["count"] if one.here else 0,
        "theirs": one.there["count"] if one.there else 0,
        "agreed": agreed,
        "compared_at": now,
    }


def last_days(now: datetime) -> tuple[date, date]:
    """The span that is compared tonight."""
    today = day_of_exchange(now)
    return today - (WEEKLY if today.weekday() == SUNDAY else NIGHTLY), today
