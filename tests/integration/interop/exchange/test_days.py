"""Does the database sum up a day as the protocol says it?"""

from __future__ import annotations

import pytest

from interop.records.envelope import RecordKey
from interop.records.lines import day_of_exchange, digest_of_day, line_of
from interop.wired import compare_at_work
from tests.builders.two_provinces import Province
from tests.builders.weather import lose_request
from tests.integration.interop.exchange.test_link import settled


def test_a_day_summed_in_the_database_is_the_day_of_the_protocol(
    provinces: tuple[Province, Province],
) -> None:
    ours, theirs = provinces
    for number in range(7):
        ours.site_changed(f"S-{number}")
    settled(ours, theirs)
    rows = ours.ask("SELECT origin, record_id, version, digest FROM exchange_record")
    expected = digest_of_day([line_of(RecordKey(*row[:3]), row[3]) for row in rows])
    day = day_of_exchange(ours.clock.now())
    for side, other, name in ((ours, theirs, "sent"), (theirs, ours, "came")):
        with side.station.new_work() as work:
            found = getattr(work.days, name)(other.name, day, day)
        assert found == [{"day": day.isoformat(), "count": 7, "digest": expected}]


def test_the_nightly_look_compares_every_partner_and_a_silent_one_is_no_error(
    provinces: tuple[Province, Province], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = provinces
    ours.site_changed("S-1")
    settled(ours, theirs)
    monkeypatch.setattr("interop.wired.HttpLink", lambda: ours.link_to(theirs))
    assert compare_at_work(ours.house) == {"partners": 1, "differing": 0}
    ours.weather[:] = [lose_request, lose_request]
    assert compare_at_work(ours.house) == {"partners": 1, "differing": 2}
    ((agreed, when),) = ours.ask("SELECT agreed, compared_at FROM exchange_day")
    assert (agreed, when) == (True, ours.clock.now())
