"""What there is for a partner is read as often as it likes, and fetched when it was lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from requests import PreparedRequest, Response
from sqlalchemy import text

from interop.documents.canonical import canonical
from interop.documents.strict_json import read_strictly
from interop.records.lines import day_of_exchange
from interop.usecases.keep_partners import pull_partner
from interop.usecases.pull import pull
from interop.usecases.reconcile import Compared, last_days, reconcile
from interop.usecases.watch_partners import watch_partners
from tests.builders.posted import (
    Pair,
    a_request,
    answered,
    code_of,
)
from tests.builders.two_provinces import Carry, Province
from tests.builders.weather import lose_request
from tests.integration.interop.exchange.test_link import settled


def test_n86_what_is_committed_late_is_told_later_and_never_skipped(provinces: Pair) -> None:
    ours, theirs = provinces
    slow = theirs.house.sessions()
    slow.execute(_DUTY, {"province": theirs.number, "code": "EARLY"})  # a lower id, uncommitted
    theirs.site_changed("EARLY")
    theirs.site_changed("LATE")
    theirs.exchange(ours)
    sent = "SELECT count(*) FROM exchange_record WHERE origin = 'CN-36'"
    assert theirs.ask(sent) == [(2,)]
    slow.execute(text("UPDATE site SET name = '改' WHERE code = 'EARLY'"))
    slow.commit()
    slow.close()
    theirs.exchange(ours)
    assert theirs.ask(sent) == [(3,)]
    assert theirs.ask("SELECT seq FROM exchange_message ORDER BY seq") == [(1,), (2,)]


_DUTY = text(
    "INSERT INTO duty (province, topic, subject, version)"
    " VALUES (:province, 'site.changed', :code, 2)"
)


def test_n87_the_feed_is_read_again_and_an_altered_cursor_is_refused(provinces: Pair) -> None:
    ours, theirs = provinces
    theirs.site_changed("FAR-1")
    theirs.exchange(ours)
    feed = "/interop/v1/feed"
    first = answered(provinces, a_request(provinces, method="GET", target=feed))
    again = answered(provinces, a_request(provinces, method="GET", target=feed))
    assert first.body == again.body
    document: Any = read_strictly(first.body)
    assert [one["seq"] for one in document["messages"]] == [1]
    (body,) = theirs.ask("SELECT body FROM exchange_message")[0]
    assert canonical(document["messages"][0]) == bytes(body)
    cursor = document["cursor"]
    ask = a_request(provinces, method="GET", target=f"{feed}?cursor={cursor}")
    rest: Any = read_strictly(answered(provinces, ask).body)
    assert (rest["messages"], rest["has_more"]) == ([], False)
    for odd in (cursor[:-2] + "AA", "x", "A" * 40):
        ask = a_request(provinces, method="GET", target=f"{feed}?cursor={odd}")
        refused = answered(provinces, ask)
        assert (refused.status, code_of(refused)) == (400, "cursor_foreign"), odd


def unable_to_call(side: Province, other: Province) -> None:
    """It has something for the other, and no way to it."""
    side.site_changed("FAR-1")
    side.weather[:] = [lose_request]
    side.exchange(other)
    assert side.ask("SELECT state FROM exchange_message") == [(1,)]


def test_what_a_partner_cannot_send_is_fetched_in_every_round_and_signed_for(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    unable_to_call(theirs, ours)
    pull_partner(ours.station, theirs.name, pulled=True)
    assert ours.exchange(theirs)["fetched"] == 1
    assert set(ours.things()) == {"FAR-1"}
    assert theirs.ask("SELECT state FROM exchange_message") == [(2,)]
    assert theirs.ask("SELECT count(*) FROM exchange_receipt") == [(1,)]
    assert ours.exchange(theirs)["fetched"] == 0
    assert ours.ask("SELECT count(*) FROM exchange_inbox") == [(1,)]


def test_a_receipt_that_was_lost_on_the_way_is_brought_again(provinces: Pair) -> None:
    ours, theirs = provinces
    unable_to_call(theirs, ours)
    pull_partner(ours.station, theirs.name, pulled=True)
    ours.weather[:] = [as_it_is, lose_request]
    ours.exchange(theirs)
    assert ours.ask("SELECT count(*) FROM exchange_inbox") == [(1,)]
    assert theirs.ask("SELECT state FROM exchange_message") == [(1,)]
    ours.exchange(theirs)
    assert theirs.ask("SELECT state FROM exchange_message") == [(2,)]
    assert theirs.ask("SELECT count(*) FROM exchange_incident") == [(0,)]


def test_the_hourly_look_fetches_what_was_sent_and_never_came(provinces: Pair) -> None:
    ours, theirs = provinces
    unable_to_call(theirs, ours)
    watch_partners(ours.station, ours.link_to(theirs))
    assert ours.ask("SELECT count(*) FROM exchange_inbox") == [(1,)]
    assert theirs.ask("SELECT state FROM exchange_message") == [(2,)]


def test_what_came_long_ago_is_not_read_again(provinces: Pair) -> None:
    ours, theirs = provinces
    theirs.site_changed("FAR-0")
    settled(theirs, ours)
    first_day = day_of_exchange(ours.clock.now())
    ours.clock.pass_by(days=30)
    theirs.site_changed("FAR-1")
    theirs.weather[:] = [lose_request]
    theirs.exchange(ours)
    asked: list[str] = []

    def seen(request: PreparedRequest, carry: Carry) -> Response:
        asked.append(str(request.url).partition("/v1")[2])
        return carry(request)

    ours.weather[:] = [seen] * 4
    watch_partners(ours.station, ours.link_to(theirs))
    assert asked == ["/time", f"/feed?from={first_day}", "/receipts"]
    assert ours.ask("SELECT count(*) FROM exchange_inbox") == [(2,)]


def forgotten(side: Province) -> None:
    """A message and its record are gone, as after a backup was restored."""
    side.restore(
        "DELETE FROM exchange_inbox WHERE seq = 2",
        "WITH gone AS (DELETE FROM exchange_arrival a USING exchange_record r"
        " WHERE r.id = a.record AND r.business_no = 'S-1' RETURNING a.record)"
        " DELETE FROM exchange_record r USING gone WHERE r.id = gone.record",
    )


def three_messages(ours: Province, theirs: Province) -> None:
    for number in range(3):
        ours.site_changed(f"S-{number}")
        settled(ours, theirs)


def compared(side: Province, other: Province) -> Compared:
    today = day_of_exchange(side.clock.now())
    return reconcile(side.station, other.name, today, today, side.link_to(other))


def test_n84_n88_a_restored_receiver_finds_what_it_lost_and_fetches_it(provinces: Pair) -> None:
    ours, theirs = provinces
    three_messages(ours, theirs)
    forgotten(theirs)
    assert compared(theirs, ours) == Compared(differing=1, fetched=1)
    assert compared(theirs, ours) == Compared(agreed=1)
    assert theirs.ask("SELECT count(*) FROM exchange_inbox") == [(3,)]
    assert theirs.ask("SELECT count(*) FROM exchange_incident") == [(0,)]


def test_n88_what_a_partner_says_we_signed_for_and_does_not_give_is_told_to_people(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    three_messages(ours, theirs)
    forgotten(theirs)
    ours.restore("UPDATE exchange_message SET state = 4 WHERE seq = 2")
    assert compared(theirs, ours) == Compared(differing=1)
    assert theirs.ask("SELECT code FROM exchange_incident") == [("missing_here",)]


def test_a_message_of_the_feed_that_contradicts_is_told_and_holds_nothing_up(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    answered((theirs, ours), a_request((theirs, ours)))  # number 1, of a house that was restored
    theirs.site_changed("FAR-1")
    theirs.weather[:] = [lose_request] * 2
    theirs.exchange(ours)
    theirs.site_changed("FAR-2")
    theirs.exchange(ours)
    pull_partner(ours.station, theirs.name, pulled=True)
    ours.exchange(theirs)
    ours.exchange(theirs)
    assert set(ours.things()) >= {"FAR-2"}
    assert ours.ask("SELECT code FROM exchange_incident") == [("idempotency_conflict",)]


def test_the_feed_is_read_from_a_day_on(provinces: Pair) -> None:
    ours, theirs = provinces
    unable_to_call(theirs, ours)
    theirs.clock.pass_by(days=2)
    theirs.site_changed("FAR-2")
    theirs.weather[:] = [lose_request] * 2
    theirs.exchange(ours)
    today = day_of_exchange(ours.clock.now())
    assert pull(ours.station, theirs.name, ours.link_to(theirs), today) == 1
    assert ours.partner(theirs).feed_cursor is None
    before = today - timedelta(days=2)
    assert pull(ours.station, theirs.name, ours.link_to(theirs), before) == 1


def test_every_sunday_a_quarter_of_a_year_is_compared() -> None:
    sunday = datetime(2026, 11, 22, 4, tzinfo=UTC)
    assert last_days(sunday) == (date(2026, 8, 24), date(2026, 11, 22))
    assert last_days(sunday + timedelta(days=1)) == (date(2026, 11, 20), date(2026, 11, 23))


def as_it_is(request: PreparedRequest, carry: Carry) -> Response:
    """Nothing happens on the way."""
    return carry(request)
