"""Two sides compare day by day what went from one to the other, and mend what differs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.keys.names import Use
from interop.records.envelope import RecordKey
from interop.records.lines import compare_day, day_of_exchange
from interop.signing.answers import AnswerRefused, verify_answer
from interop.signing.requests import sign_request
from interop.signing.wire import HttpAnswer, HttpRequest
from interop.store.partners import Partner
from interop.usecases.send import Link, NotReached
from interop.usecases.station import Station
from interop.usecases.tell_people import tell_incident

#: Every night the last days, for whatever came late.
NIGHTLY = timedelta(days=3)


class Compared(NamedTuple):
    """What one comparison came to: days that agreed, differed; records sent anew, contradicting."""

    agreed: int = 0
    differing: int = 0
    resent: int = 0
    contradicting: int = 0


class NotAnswered(Exception):
    """The partner did not answer a question in a way that can be believed."""


def ask(station: Station, partner: Partner, target: str, link: Link) -> dict[str, Any]:
    """A signed question and its verified answer; NotAnswered."""
    now = station.clock.now()
    work = station.new_work()
    with work:
        book = work.partners.book()
    signer = station.signer(Use.TRANSPORT, book, now)
    request = sign_request(
        HttpRequest("GET", target, (), b""), partner.host, signer, now, station.nonce()
    )
    try:
        answer: HttpAnswer = link(partner, request)
        now = station.clock.now()
        verify_answer(answer, request, partner.host, partner.authority, book, now)
        document = read_strictly(answer.body)
    except NotReached as error:
        raise NotAnswered(f"not_reached: {error}") from error
    except AnswerRefused as error:
        raise NotAnswered(f"answer {answer.status}: {error.why}") from error
    except DocumentRefused as error:
        raise NotAnswered(f"answer: {error.code}") from error
    if answer.status != 200 or not isinstance(document, dict):
        code = document.get("code") if isinstance(document, dict) else None
        raise NotAnswered(f"answer {answer.status}: {code}")
    return document


def reconcile(station: Station, authority: str, first: date, last: date, link: Link) -> Compared:
    """Compare what we sent in a span of days with what the partner stored, and put back on the
    way what it lacks: the same messages, the same bytes. Raises NotAnswered.

    What it sent and we lack is the partner's to find: it compares, too.
    """
    work = station.new_work()
    with work:
        partner = work.partners.find(authority)
        counted = {row["day"]: row for row in work.days.sent(authority, first, last)}
    if partner is None:
        raise NotAnswered("no such partner")
    theirs = ask(station, partner, f"/interop/v1/reconcile/days?from={first}&to={last}", link)
    said = {row["day"]: row for row in _rows(theirs.get("received"))}
    total = Compared()
    for day in sorted(said.keys() | counted.keys()):
        if said.get(day) == counted.get(day):
            _note(station, authority, day, counted.get(day), said.get(day))
            total = total._replace(agreed=total.agreed + 1)
            continue
        mended = _mend(station, partner, day, counted.get(day), said.get(day), link)
        total = Compared(*(a + b for a, b in zip(total, mended, strict=True)))
    _finished(station, authority)
    return total


def _rows(said: object) -> list[dict[str, Any]]:
    """Days as a partner tells them; NotAnswered if it tells something else."""
    rows: list[Any] = said if isinstance(said, list) else [None]
    if not all(isinstance(row, dict) and {"day", "count", "digest"} == set(row) for row in rows):
        raise NotAnswered("answer: days")
    return rows


def _mend(
    station: Station,
    partner: Partner,
    day: str,
    counted: dict[str, Any] | None,
    said: dict[str, Any] | None,
    link: Link,
) -> Compared:
    """A day that differs: line by line. Two digests of one record are a person's to look at."""
    document = ask(station, partner, f"/interop/v1/reconcile/days/{day}", link)
    the_day = date.fromisoformat(day)
    work = station.new_work()
    with work:
        ours = work.outbox.lines_of(partner.authority, the_day, the_day)
    here = {RecordKey(*row[1:4]): row for row in ours}
    there = {}
    for line in document.get("received") or []:
        if not (isinstance(line, list) and len(line) == 4):
            raise NotAnswered("answer: lines")
        there[RecordKey(*line[:3])] = line[3]
    difference = compare_day({key: row[4] for key, row in here.items()}, there)
    now = station.clock.now()
    seqs = sorted({here[key][5] for key in difference.send if here[key][5] is not None})
    with work:
        work.outbox.resend(partner.authority, seqs, now, "missing on the day compared")
        for key in sorted(difference.contradicting | difference.fetch):
            name = f"{key.origin}/{key.id}/{key.version}"
            code = "equivocation" if key in difference.contradicting else "unknown_here"
            tell_incident(work, partner.authority, code, now, record=name, day=day)
        work.watch.compared(**_row(partner.authority, day, counted, said, False, now))
        work.commit()
    return Compared(0, 1, len(difference.send), len(difference.contradicting))


def _note(
    station: Station,
    authority: str,
    day: str,
    counted: dict[str, Any] | None,
    said: dict[str, Any] | None,
) -> None:
    work = station.new_work()
    with work:
        now = station.clock.now()
        work.watch.compared(**_row(authority, day, counted, said, True, now))
        work.commit()


def _row(
    authority: str,
    day: str,
    counted: dict[str, Any] | None,
    said: dict[str, Any] | None,
    agreed: bool,
    now: datetime,
) -> dict[str, Any]:
    return {
        "partner": authority,
        "day": date.fromisoformat(day),
        "sent": True,
        "ours": counted["count"] if counted else 0,
        "theirs": said["count"] if said else 0,
        "agreed": agreed,
        "compared_at": now,
    }


def _finished(station: Station, authority: str) -> None:
    work = station.new_work()
    with work:
        work.partners.set(authority, reconciled_at=station.clock.now())
        work.commit()


def last_days(now: datetime) -> tuple[date, date]:
    """The span that is compared every night."""
    today = day_of_exchange(now)
    return today - NIGHTLY, today
