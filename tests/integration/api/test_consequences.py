"""Is it said what a correction, a void or a revision changes downstream, and is it so?"""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.approvals import far_smelter, granted
from tests.builders.books import rows_in_all_tables
from tests.builders.manifests import answer_of, confirm, confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.registers import HOME_PROVINCE
from tests.builders.web import Web
from tracker.domain.scan import Output, ScanKind
from tracker.domain.unit import Material

_numbers = count(1)
NUMBER = "鄂危转〔2026〕1号"


def amend(
    web: Web, town: TheTown, login: str, kind: str, event: int | None, **more: Any
) -> dict[str, Any]:
    """What is answered to whoever voids or corrects one of the own events."""
    sites = {"point": "POINT-1", "other_point": "POINT-2", "recycler": "SMELTER-1"}
    body = {
        "client_id": f"amendment-{next(_numbers)}",
        "kind": kind,
        "site": sites[login],
        "at": town.clock.now().isoformat(),
        "event": str(event),
        "reason": "a slip of the hand",
    } | more
    language = body.pop("language", "en")
    answer = web.post("/scans", login, body, language=language)
    assert answer.status_code in (200, 201), answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


def sums(database: Connection) -> dict[tuple[str, str], tuple[int, int]]:
    """(site, kind) -> pieces and grams that the sums by day say."""
    rows = database.execute(
        text(
            "SELECT s.code, r.kind, r.part, sum(r.pieces) AS pieces, sum(r.mass_g) AS mass_g"
            " FROM daily_rollup r JOIN site s ON s.id = r.site_id GROUP BY s.code, r.kind, r.part"
        )
    )
    return {
        (row.code, f"{row.kind}/{row.part}"): (int(row.pieces), int(row.mass_g)) for row in rows
    }


def freeze(sessions: sessionmaker[Session], organisation: int, definition: str, year: int) -> None:
    """A frozen rate of an enterprise."""
    with sessions() as session:
        session.execute(
            text(
                "INSERT INTO rate_snapshot (province, organisation_id, year, definition, version,"
                " definition_version, definition_digest, parameter_digest, data_digest,"
                " code_version, known_at, actor_id, status, flags, given, content) VALUES (:home,"
                " :whose, :year, :definition, 1, 1, repeat('a', 64), repeat('b', 64),"
                " repeat('c', 64), '0', now(), 1, 'OK', '{}', '{}', '')"
            ),
            {"home": HOME_PROVINCE, "whose": organisation, "definition": definition, "year": year},
        )
        session.commit()


def test_a_void_tells_what_stock_units_and_alarms_were_changed_by_it(
    web: Web, town: TheTown
) -> None:
    booked = town.scan(town.point, ScanKind.COLLECT, "UNSEEN", mass_g=15_500)  # never sold
    told = amend(web, town, "point", "void", booked.event)["consequences"]

    (stock,) = told["stock"]
    assert (stock["site"], stock["kind"], stock["flow"]) == ("POINT-1", "collect", "in")
    assert (stock["pieces"], stock["mass_kg"]) == (-1, "-15.500")
    assert told["units"] == [
        {"before": "collected", "after": "voided", "units": 1, "codes": ["UNSEEN"]}
    ]
    assert [(one["rule"], one["state"]) for one in told["alarms"]] == [("never_sold", "resolved")]
    alarm = web.get("/alarms?state=resolved", "point").get_json()["items"][0]
    assert (alarm["rule"], alarm["event"]) == ("never_sold", str(booked.event))


def test_a_correction_tells_the_new_mass_and_leaves_alarms_to_the_nightly_look(
    web: Web, town: TheTown
) -> None:
    booked = town.scan(town.point, ScanKind.COLLECT, "UNSEEN", mass_g=15_500)
    told = amend(web, town, "point", "correct", booked.event, mass_kg="15.2")["consequences"]
    assert (told["stock"][0]["pieces"], told["stock"][0]["mass_kg"]) == (0, "-0.300")
    assert [(one["rule"], one["state"]) for one in told["alarms"]] == [("never_sold", "open")]

    again = amend(web, town, "point", "correct", booked.event, mass_kg="15")["consequences"]
    assert again["stock"][0]["mass_kg"] == "-0.200"
    undone = amend(web, town, "point", "void", booked.event)["consequences"]
    assert undone["stock"][0]["mass_kg"] == "-15.000"


def test_what_is_told_is_what_the_sums_change_by(
    web: Web, town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    lives.received(town, "B1", "B2")
    paste = [Output("PASTE-1", Material.PASTE, 9_000)]
    event = town.scan(town.recycler, ScanKind.DISMANTLE, "B1", "B2", outputs=paste).event
    before = sums(database)
    told = amend(web, town, "recycler", "void", event)["consequences"]
    after = sums(database)

    changed = sorted(
        (after[key][0] - was[0], after[key][1] - was[1])
        for key, was in before.items()
        if after[key] != was
    )
    said = sorted((one["pieces"], int(one["mass_kg"].replace(".", ""))) for one in told["stock"])
    assert said == changed
    assert [one["flow"] for one in told["stock"]].count("used") == 1
    moved = {(one["before"], one["after"]): one["units"] for one in told["units"]}
    assert moved[("dismantled", "received")] == 2


def test_the_same_request_is_told_the_same_again_and_a_trial_changes_nothing(
    web: Web, town: TheTown, database: Connection
) -> None:
    booked = town.scan(town.point, ScanKind.COLLECT, "UNSEEN")
    before = rows_in_all_tables(database)
    tried = amend(web, town, "point", "void", booked.event, dry_run=True)
    assert rows_in_all_tables(database) == before

    name = {"client_id": "one-and-the-same"}
    done = amend(web, town, "point", "void", booked.event, **name)
    replayed = amend(web, town, "point", "void", booked.event, **name)
    assert tried["consequences"] == done["consequences"] == replayed["consequences"]
    assert done["consequences"]["alarms"] != []


def test_frozen_rates_keep_their_figure_and_those_of_others_are_only_counted(
    web: Web, town: TheTown, sessions: sessionmaker[Session]
) -> None:
    year = town.clock.now().year
    lives.collected(town, "B1")
    booked = town.scan(town.point, ScanKind.STORE, "B1")
    freeze(sessions, town.point.organisation, "CRR-S-1", year)
    freeze(sessions, town.producer.organisation, "R_EPR", year)
    freeze(sessions, town.point.organisation, "CRR-S-1", year - 1)
    freeze(sessions, town.recycler.organisation, "CRR-S-1", year)
    rates = amend(web, town, "point", "void", booked.event)["consequences"]["rates"]

    assert rates["year"] == year
    assert [(one["enterprise"], one["definition"]) for one in rates["frozen"]] == [
        (town.point.code, "CRR-S-1")
    ]
    assert rates["frozen_elsewhere"] == 1  # the maker's, whose battery it is


@pytest.mark.parametrize(
    ("language", "stock", "alarm"),
    [("en", "Sums of POINT-1 on", "Alarm resolved about"), ("zh", "汇总", "预警已解除")],
)
def test_it_is_said_in_sentences_of_the_readers_language(
    web: Web, town: TheTown, language: str, stock: str, alarm: str
) -> None:
    booked = town.scan(town.point, ScanKind.COLLECT, "UNSEEN")
    told = amend(web, town, "point", "void", booked.event, language=language)["consequences"]

    said = "\n".join(told["says"])
    assert stock in said
    assert alarm in said


def test_what_happened_itself_has_no_consequences_to_tell(web: Web, town: TheTown) -> None:
    body = {
        "client_id": "an-ordinary-scan",
        "kind": "collect",
        "site": "POINT-1",
        "at": town.clock.now().isoformat(),
        "codes": ["B1"],
    }
    assert web.post("/scans", "point", body).get_json()["consequences"] is None


def test_a_revision_and_a_cancellation_tell_what_becomes_of_the_quota(
    web: Web, town: TheTown, sessions: sessionmaker[Session]
) -> None:
    far = far_smelter(sessions)
    web.callers["far_smelter"] = far.caller
    granted(web, town, far)
    codes = ["B1", "B2"]
    lives.collected(town, *codes)
    rows = [{"pieces": 2, "mass_kg": "6000", "codes": codes}]
    draft = drafted(web, town, receiver="SMELTER-36", approval=NUMBER, rows=rows)
    issued = confirmed(web, "point", draft, "issue")

    change = {"field": "mass_kg", "place": 1, "new": "5500"}
    body = {"version": issued["version"], "reason": "weighed", "changes": [change]}
    answer_of(web.post(f"/manifests/{issued['number']}/revisions", "far_smelter", body), 201)
    path = f"/manifests/{issued['number']}/revisions/1"
    revised = answer_of(web.put(path, "point", {"answer": "accepted"}), 200)
    (quota,) = revised["consequences"]["quotas"]
    assert (quota["approval"], quota["change_kg"]) == (NUMBER, "-500.000")
    assert (quota["drawn_kg"], quota["left_kg"]) == ("5500.000", "4500.000")

    dispatch = town.unit("B1")
    cancelled = confirmed(web, "point", revised, "cancel", reason="the truck broke down")
    told = cancelled["consequences"]
    assert [(one["change_kg"], one["left_kg"]) for one in told["quotas"]] == [
        ("-5500.000", "10000.000")
    ]
    assert [(one["before"], one["after"], one["units"]) for one in told["units"]] == [
        (dispatch.state.value, "collected", 2)
    ]


def issued_with_two(web: Web, town: TheTown) -> dict[str, Any]:
    """A manifest that was issued, with two batteries of its own."""
    lives.collected(town, "B1", "B2")
    rows = [{"pieces": 2, "mass_kg": "30", "codes": ["B1", "B2"]}]
    return confirmed(web, "point", drafted(web, town, rows=rows), "issue")


def test_a_cancellation_that_is_sent_again_is_told_the_same_again(web: Web, town: TheTown) -> None:
    issued = issued_with_two(web, town)
    said = {"reason": "the truck broke down", "client_id": "cancelled-on-the-phone"}
    first = confirm(web, "point", issued, "cancel", **said)
    again = confirm(web, "point", issued, "cancel", **said)
    assert again.headers["Idempotent-Replay"] == "true"
    assert answer_of(again, 200) == answer_of(first, 200)
    assert answer_of(again, 200)["consequences"]["units"][0]["units"] == 2


def test_one_of_many_that_is_cancelled_tells_what_follows_too(web: Web, town: TheTown) -> None:
    issued = issued_with_two(web, town)
    named = {"manifest": issued["number"], "version": issued["version"]}
    items = [{**named, "step": "cancel", "reason": "no truck"}]
    (told,) = answer_of(web.post("/manifest-confirmations", "point", {"items": items}), 200)[
        "results"
    ]
    assert told["consequences"]["units"][0]["codes"] == ["B1", "B2"]


def test_a_manifest_whose_dispatch_was_taken_back_before_can_be_cancelled(
    web: Web, town: TheTown, database: Connection
) -> None:
    issued = issued_with_two(web, town)
    event = database.scalar(text("SELECT max(event_id) FROM manifest_confirmation"))
    amend(web, town, "point", "void", event)
    assert confirmed(web, "point", issued, "cancel", reason="no truck")["state"] == "cancelled"


def test_a_scan_that_is_voided_leaves_the_quota_to_its_manifest_and_says_so(
    web: Web, town: TheTown, sessions: sessionmaker[Session], database: Connection
) -> None:
    far = far_smelter(sessions)
    web.callers["far_smelter"] = far.caller
    granted(web, town, far)
    lives.collected(town, "B1")
    rows = [{"pieces": 1, "mass_kg": "6000", "codes": ["B1"]}]
    draft = drafted(web, town, receiver="SMELTER-36", approval=NUMBER, rows=rows)
    issued = confirmed(web, "point", draft, "issue")
    event = database.scalar(text("SELECT max(event_id) FROM manifest_confirmation"))
    told = amend(web, town, "point", "void", event)["consequences"]

    (quota,) = told["quotas"]
    assert (quota["manifest"], quota["change_kg"]) == (issued["number"], "0.000")
    assert any("only its revision or cancellation" in one for one in told["says"])

    other, named = town.other_point, {"peer_site": "SMELTER-1", "manifest": issued["number"]}
    town.scan(other, ScanKind.COLLECT, "STRANGER")
    strange = town.scan(other, ScanKind.DISPATCH, "STRANGER", **named)
    assert amend(web, town, "other_point", "void", strange.event)["consequences"]["quotas"] == []
