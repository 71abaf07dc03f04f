"""Does the nightly look see ledgers that do not add up, plants that lose lead, odd credit codes?"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.registers import a_uscc, an_organisation
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.usecases.sweep_alarms import sweep_alarms


def states(database: Connection, rule: str) -> list[tuple[str, str]]:
    query = text("SELECT subject, state FROM alarm WHERE rule = :rule ORDER BY due, subject")
    return [(subject, state) for subject, state in database.execute(query, {"rule": rule})]


def look(town: TheTown, days: float = 1) -> None:
    town.clock.pass_by(days=days)
    sweep_alarms(town.uow_factory(), town.clock)


def test_what_left_without_an_entry_unbalances_the_ledger_until_it_is_entered(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    sent_at = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.RECEIVE, "B1")
    look(town)
    assert states(database, "stock_unbalanced") == [("POINT-1", "raised")]
    look(town)
    assert states(database, "stock_unbalanced") == [("POINT-1", "raised")]

    town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1", at=sent_at)
    look(town)
    assert states(database, "stock_unbalanced") == [("POINT-1", "resolved")]


def test_an_orderly_month_balances(town: TheTown, database: Connection) -> None:
    box = town.box()
    lives.packed(town, box, "B1", "B2")
    look(town)
    lives.received(town, box)
    look(town)
    town.scan(town.recycler, K.UNPACK, container=box)
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[Output("P-1", Material.PASTE, 9_000)])
    look(town, days=31)
    assert states(database, "stock_unbalanced") == []


def test_a_load_that_was_refused_lies_at_its_senders_again_and_balances(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    lives.on_the_road(town, "B1", "B2")
    town.scan(town.recycler, K.REJECT, "B1", "B2", reason="wet")
    look(town)
    assert states(database, "stock_unbalanced") == []


def test_where_something_was_never_weighed_nothing_is_said(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.COLLECT, "NOBODY-KNOWS-ITS-MASS")
    town.scan(town.recycler, K.RECEIVE, "B1")
    look(town)
    assert states(database, "stock_unbalanced") == []


def test_what_a_shop_loses_of_its_wares_is_no_waste(town: TheTown, database: Connection) -> None:
    lives.in_use(town, "B1")
    town.scan(town.shop, K.LOSE, "B1")
    look(town)
    assert states(database, "stock_unbalanced") == []


@pytest.fixture
def smelted(town: TheTown) -> TheTown:
    """Nine kilograms of paste with 72 % lead gave 5.5 kg of ingot and 2 kg of slag with 5 %."""
    lives.collected(town, "B1")
    lives.received(town, "B1")
    paste = Output("P-1", Material.PASTE, 9_000, 720_000)
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[paste])
    ingot = Output("I-1", Material.INGOT, 5_500, 999_000)
    slag = Output("S-1", Material.SLAG, 2_000, 50_000)
    town.scan(town.recycler, K.SMELT, "P-1", outputs=[ingot, slag])
    return town


def test_a_plant_that_lost_lead_is_told_when_its_month_is_over(
    smelted: TheTown, database: Connection
) -> None:
    look(smelted, days=0.1)
    assert states(database, "lead_recovery_low") == []
    for _ in range(2):
        look(smelted)
        assert states(database, "lead_recovery_low") == [("SMELTER-1", "raised")]
        assert states(database, "slag_lead_high") == [("SMELTER-1", "raised")]
    row = database.execute(
        text("SELECT due, evidence FROM alarm WHERE rule = 'lead_recovery_low'")
    ).one()
    assert row.due == date(2026, 10, 31)
    assert row.evidence == {
        "in_g": 6_480,
        "out_g": 5_495,
        "least": 980_000,
        "period": "2026-10",
    }
    look(smelted, days=31)
    assert states(database, "lead_recovery_low") == [("SMELTER-1", "raised")]


def test_a_credit_code_with_a_wrong_check_character_is_told_once(
    town: TheTown, database: Connection, sessions: sessionmaker[Session]
) -> None:
    odd = "91350100M0001TGQXM"
    with sessions() as session:
        session.add_all([an_organisation(code=odd), an_organisation(code=a_uscc(77))])
        session.commit()
    look(town)
    database.execute(text("UPDATE alarm SET state = 'dismissed' WHERE subject = :it"), {"it": odd})
    look(town)
    assert states(database, "credit_code_check") == [(odd, "dismissed")]
