"""Are a manifest's clocks told before they run out, alarmed after, forgotten when it is done?"""

from __future__ import annotations

from sqlalchemy import Connection, text

from tests.builders.manifests import confirmed, drafted, walked
from tests.builders.province import TheTown
from tests.builders.web import Web
from tracker.usecases.sweep_alarms import sweep_alarms


def states(database: Connection, rule: str) -> list[tuple[str, str]]:
    query = text("SELECT due, state FROM alarm WHERE rule = :rule ORDER BY due")
    return [(str(row.due), row.state) for row in database.execute(query, {"rule": rule})]


def due(web: Web, login: str) -> list[tuple[str, str]]:
    items = web.get("/deadlines", login).get_json()["items"]
    return [(one["day"], one["rule"]) for one in items]


def test_five_working_days_to_accept_are_told_alarmed_and_over_when_it_is_accepted(
    web: Web, town: TheTown, database: Connection
) -> None:
    manifest = walked(web, drafted(web, town), "deliver")  # Saturday, 31 October
    assert ("2026-11-06", "acceptance_late") in due(web, "recycler")
    assert ("2026-11-06", "acceptance_late") in due(web, "bureau")
    assert due(web, "shop") == []

    town.clock.pass_by(days=6)
    sweep_alarms(town.uow_factory(), town.clock)
    assert states(database, "acceptance_late") == []
    town.clock.pass_by(days=1)
    sweep_alarms(town.uow_factory(), town.clock)
    assert states(database, "acceptance_late") == [("2026-11-06", "raised")]
    row = database.execute(text("SELECT * FROM alarm WHERE rule = 'acceptance_late'")).one()
    assert (row.subject, row.organisation_id) == (
        manifest["number"],
        town.recycler.organisation,
    )

    confirmed(web, "recycler", manifest, "accept")
    town.clock.pass_by(days=1)
    sweep_alarms(town.uow_factory(), town.clock)
    assert states(database, "acceptance_late") == [("2026-11-06", "resolved")]


def test_what_became_of_the_waste_is_asked_for_after_the_provinces_days(
    web: Web, town: TheTown, database: Connection
) -> None:
    manifest = walked(web, drafted(web, town), "accept")
    town.clock.pass_by(days=91)
    sweep_alarms(town.uow_factory(), town.clock)
    assert states(database, "use_result_missing") == [("2027-01-29", "raised")]

    confirmed(web, "recycler", manifest, "close")
    town.clock.pass_by(days=1)
    sweep_alarms(town.uow_factory(), town.clock)
    assert states(database, "use_result_missing") == [("2027-01-29", "resolved")]


def weigh(web: Web, town: TheTown, number: str, net_kg: int) -> None:
    """The smelter's scale says what stood on it under a manifest."""
    body = {
        "ticket": "T-1",
        "scale": "bridge 1",
        "site": town.recycler.site,
        "weighed_at": town.clock.now().isoformat(),
        "gross_kg": str(18_000 + net_kg),
        "tare_kg": "18000",
        "manifest": number,
    }
    assert web.post("/weighings", "recycler", body).status_code == 201


def look(town: TheTown, days: int = 0) -> None:
    town.clock.pass_by(days=days)
    sweep_alarms(town.uow_factory(), town.clock)


def test_a_difference_that_the_scale_showed_is_an_alarm_from_the_next_night_until_it_is_told(
    web: Web, town: TheTown, database: Connection
) -> None:
    manifest = walked(web, drafted(web, town), "deliver")  # 600 kg
    weigh(web, town, manifest["number"], 540)
    look(town)
    assert states(database, "difference_not_reported") == []
    look(town, days=1)
    look(town, days=1)
    assert states(database, "difference_not_reported") == [("2026-11-01", "raised")]
    row = database.execute(text("SELECT * FROM alarm WHERE rule = 'difference_not_reported'")).one()
    assert (row.subject, row.organisation_id) == (manifest["number"], town.recycler.organisation)
    assert (row.evidence["sent_g"], row.evidence["received_g"]) == (600_000, 540_000)

    told = [{"kind": "quantity", "row": 1, "reason": "wet boxes"}]
    rows = [{"row": 1, "ticket": "T-1"}]
    confirmed(web, "recycler", manifest, "accept", rows=rows, differences=told)
    look(town, days=1)
    assert states(database, "difference_not_reported") == [("2026-11-01", "resolved")]


def test_a_scale_that_agrees_and_a_ticket_of_the_sender_are_no_difference(
    web: Web, town: TheTown, database: Connection
) -> None:
    manifest = walked(web, drafted(web, town), "deliver")
    weigh(web, town, manifest["number"], 599)
    body = {
        "ticket": "S-1",
        "scale": "bridge 2",
        "site": town.point.site,
        "weighed_at": town.clock.now().isoformat(),
        "gross_kg": "18100",
        "tare_kg": "18000",
        "manifest": manifest["number"],
    }
    assert web.post("/weighings", "point", body).status_code == 201
    look(town, days=1)
    assert states(database, "difference_not_reported") == []
