"""Is what a voided scan said of its units forgotten: code, mass, class, damage?"""

from __future__ import annotations

from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import assert_history_explains_every_unit
from tests.builders.province import TheTown
from tests.integration.usecases.test_amend_event import void
from tracker.domain.scan import Detail
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import BatteryClass


def test_a_voided_relabelling_withdraws_the_new_code_and_frees_it(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    booked = town.scan(town.point, K.RELABEL, "B1", new_code="NEW-1")
    assert void(town, town.point, booked) == []
    assert town.scan(town.point, K.STORE, "NEW-1").refused["NEW-1"].code == "unknown_code"
    answer = town.scan(town.point, K.RELABEL, "B2", new_code="NEW-1")
    assert not answer.refused
    assert town.unit("NEW-1").id == town.unit("B2").id
    assert_history_explains_every_unit(town, database)


def test_a_voided_weighing_brings_back_the_mass_before_it(town: TheTown) -> None:
    lives.collected(town, "B1")
    first = town.scan(town.point, K.WEIGH, "B1", mass_g=14_000)
    second = town.scan(town.point, K.WEIGH, "B1", mass_g=13_000)
    void(town, town.point, first)
    assert town.unit("B1").mass_g == 13_000
    void(town, town.point, second)
    assert town.unit("B1").mass_g == 15_000


def test_a_voided_weighing_takes_its_correction_with_it(town: TheTown) -> None:
    lives.collected(town, "B1")
    booked = town.scan(town.point, K.WEIGH, "B1", mass_g=14_000)
    town.scan(town.point, K.CORRECT, event=booked.event, mass_g=14_400, reason="tare")
    void(town, town.point, booked)
    assert town.unit("B1").mass_g == 15_000


def test_a_voided_weighing_of_a_box_brings_back_what_was_packed(town: TheTown) -> None:
    lives.packed(town, town.box(), "B1")
    booked = town.scan(town.point, K.WEIGH, town.box(), mass_g=16_000)
    void(town, town.point, booked)
    assert town.unit(town.box()).mass_g == 15_000


def test_a_voided_grading_brings_back_class_and_soundness(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    seen = Detail(13_500, damaged=True, battery_class=BatteryClass.II)
    booked = town.scan(town.point, K.GRADE, "B1", "B2", details={"B1": seen})
    assert graded(database) == {"B1": (13_500, True, 2), "B2": (15_000, False, 1)}
    void(town, town.point, booked)
    assert graded(database) == {"B1": (15_000, False, 1), "B2": (15_000, False, 1)}


def test_what_another_scan_saw_stays_when_one_is_voided(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    damaged = {"B1": Detail(damaged=True)}
    first = town.scan(town.point, K.GRADE, "B1", details=damaged)
    town.scan(town.point, K.STORE, "B1", details=damaged)
    void(town, town.point, first)
    assert town.unit("B1").damaged


def test_a_battery_that_enters_anew_forgets_what_was_known_of_it(town: TheTown) -> None:
    entered = town.scan(town.point, K.COLLECT, "B1", details={"B1": Detail(15_000)})
    weighed = town.scan(town.point, K.WEIGH, "B1", mass_g=14_000)
    void(town, town.point, weighed)
    void(town, town.point, entered)
    town.scan(town.point, K.COLLECT, "B1", details={"B1": Detail(20_000)})
    weighed = town.scan(town.point, K.WEIGH, "B1", mass_g=19_000)
    void(town, town.point, weighed)
    assert town.unit("B1").mass_g == 20_000


def graded(database: Connection) -> dict[str, tuple[int, bool, int]]:
    """Mass, damage and number of the class by code."""
    rows = database.execute(
        text(
            "SELECT c.value, u.mass_g, u.damaged, u.battery_class"
            " FROM unit u JOIN unit_code c ON c.unit_id = u.id"
        )
    )
    return {code: (mass, damaged, class_) for code, mass, damaged, class_ in rows}
