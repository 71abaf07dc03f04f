"""What must be recalled, and what do several lots have in common?"""

from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.smelting import collect_weighed, mixed_ingot
from tracker.domain.errors import Malformed, UnknownCode
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.graph.gaps import GapReason
from tracker.store.queries.reading import SqlReading
from tracker.usecases.trace_sets import common_cause, digest_of, recall_set


@pytest.fixture
def reading(sessions: sessionmaker[Session]) -> SqlReading:
    return SqlReading(sessions)


def test_a_recall_set_holds_all_that_a_battery_went_into_and_proves_it(
    town: TheTown, reading: SqlReading
) -> None:
    box = mixed_ingot(town)
    found = recall_set(["B1"], town.bureau, reading)
    assert set(found.codes) == {"B1", box, "PASTE-1", "GRID-1", "INGOT-1"}
    text = "".join(f"{code}\n" for code in sorted(found.codes))
    assert found.digest == hashlib.sha256(text.encode()).hexdigest()
    assert (found.count, found.hidden, found.cut) == (5, 0, False)


def test_the_set_of_two_batteries_is_the_union_of_theirs_in_either_order(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    one, other, both, reverse = (
        recall_set(codes, town.bureau, reading)
        for codes in (["B1"], ["B4"], ["B1", "B4"], ["B4", "B1"])
    )
    assert set(both.codes) == {*one.codes, *other.codes}
    assert both.digest == reverse.digest != one.digest


def test_a_digest_does_not_confuse_one_code_with_two() -> None:
    assert digest_of(["AB"]) != digest_of(["A", "B"])
    assert digest_of(["B", "A"]) == digest_of(["A", "B"])


def test_a_set_says_where_it_leaves_what_is_known(town: TheTown, reading: SqlReading) -> None:
    collect_weighed(town, town.point, "B1")
    lives.on_the_road(town, "B1")
    (gap,) = recall_set(["B1"], town.bureau, reading).exits
    assert (gap.reason, gap.site and gap.site.code) == (GapReason.NOT_RECEIVED, "SMELTER-1")


def test_a_set_counts_what_its_asker_may_not_see(town: TheTown, reading: SqlReading) -> None:
    box = mixed_ingot(town)
    found = recall_set(["B1"], town.point.caller, reading)
    assert set(found.codes) == {"B1", box}
    assert found.hidden == 5


def test_two_lots_of_one_dismantling_have_it_its_box_and_its_point_in_common(
    town: TheTown, reading: SqlReading
) -> None:
    box = mixed_ingot(town)
    found = common_cause(["PASTE-1", "GRID-1"], town.bureau, reading)
    assert {one.code: one.shares for one in found.things if one.code} == {
        box: (Fraction(2, 3), Fraction(2, 3))
    }
    assert [one.scan for one in found.things if one.event] == [K.DISMANTLE]
    ones = (Fraction(1), Fraction(1))
    assert [(one.site.code, one.shares) for one in found.sites] == [("POINT-1", ones)]


def test_lots_of_two_plants_days_have_nothing_in_common(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    found = common_cause(["PASTE-1", "PASTE-2"], town.bureau, reading)
    assert (found.things, found.sites) == ((), ())


def test_a_lot_is_itself_a_cause_of_what_was_made_of_it(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    found = common_cause(["PASTE-1", "INGOT-1"], town.bureau, reading)
    shares = {one.code: one.shares for one in found.things}
    assert shares["PASTE-1"] == (Fraction(1), Fraction(5, 8))
    assert "INGOT-1" not in shares


def test_what_was_recorded_later_is_in_no_set_of_before(town: TheTown, reading: SqlReading) -> None:
    collect_weighed(town, town.point, "B1")
    lives.received(town, "B1")
    told = town.clock.now()
    town.clock.pass_by(hours=1)
    paste = [Output("PASTE-1", Material.PASTE, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=paste)
    assert recall_set(["B1"], town.bureau, reading, known_at=told).codes == ("B1",)
    assert recall_set(["B1"], town.bureau, reading).codes == ("B1", "PASTE-1")


@pytest.mark.parametrize("codes", [["B1"], ["B1", "B1"], [f"X{n}" for n in range(51)]])
def test_a_common_cause_is_asked_of_two_to_fifty_units(
    town: TheTown, reading: SqlReading, codes: list[str]
) -> None:
    with pytest.raises(Malformed):
        common_cause(codes, town.bureau, reading)


def test_a_set_with_an_unknown_code_is_refused(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    with pytest.raises(UnknownCode):
        recall_set(["B1", "NOBODY"], town.bureau, reading)
