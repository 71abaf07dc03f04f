"""A load crosses the border: asked for, approved, driven, received, over a line that fails."""

from __future__ import annotations

from interop.documents.strict_json import read_strictly
from interop.records.envelope import read_record
from tests.builders.approvals import taken
from tests.builders.manifests import answer_of, confirmed, drafted
from tests.builders.two_bureaus import Bureaus, consulted, incoming, reply, the_approval
from tests.builders.weather import (
    cut_answer,
    double,
    flip_answer,
    flip_request,
    lose_answer,
    lose_request,
)
from tracker.usecases.sweep_alarms import sweep_alarms

NUMBER = "鄂危转〔2026〕1号"


def test_a_load_is_applied_for_approved_driven_and_received_over_a_line_that_fails(
    bureaus: Bureaus,
) -> None:
    two = bureaus
    asked = consulted(two)
    code = asked["code"]
    two.talk(lose_request, lose_answer, flip_answer)

    letter = incoming(two, "bureau", "consultation", code)
    assert letter["awaited"]
    assert letter["told"]["letter"] == "鄂环商〔2026〕1号"
    assert letter["clock"]["step"] == "consultation"
    assert [one["step"] for one in the_approval(two, code)["steps"]][-1] == "note_receipt"

    two.ours.clock.pass_by(days=2)
    reply(two, code)
    two.talk(cut_answer)
    replied = the_approval(two, code)
    assert (replied["state"], replied["agreed"]) == ("replied", True)
    assert replied["steps"][-1]["said"]["reference"] == "赣环复〔2026〕1号"
    assert replied["clock"]["step"] == "decision"

    decided = taken(two.here, "bureau", replied, "decide", number=NUMBER)
    taken(two.here, "bureau", decided, "announce")
    two.talk(flip_request)
    assert incoming(two, "bureau", "consultation", code)["state"] == "in_force"

    load = drafted(
        two.here,
        two.town,
        receiver=two.far.site,
        approval=NUMBER,
        rows=[{"pieces": 300, "mass_kg": "6000"}],
    )
    load = confirmed(two.here, "point", load, "issue")
    two.talk(lose_answer)
    assert incoming(two, "bureau", "consultation", code)["told"]["drawn_g"] == 6_000_000
    for step in ("load", "depart", "deliver"):
        load = confirmed(two.here, "carrier", load, step)
    two.talk()
    arrived = incoming(two, "far_smelter", "load", two.ours.ask(_PROVISIONAL)[0][0])
    assert (arrived["awaited"], arrived["state"]) == (True, "delivered")

    decision = {
        "version": arrived["version"],
        "step": "accept",
        "rows": [{"row": 1, "accepted_kg": "5900"}],
        "differences": [{"kind": "quantity", "row": 1, "reason": "scales differ"}],
    }
    path = f"/incoming/{arrived['id']}/decision"
    answer_of(two.there.post(path, "far_smelter", decision), 200)
    two.talk(lose_answer, double)
    seen = answer_of(two.here.get(f"/manifests/{load['number']}", "bureau"), 200)
    assert (seen["state"], seen["rows"][0]["accepted_kg"]) == ("accepted", "5900.000")
    assert the_approval(two, code)["left_kg"] == "4100.000"

    # both bureaus find the same: load, approval and what is left of it
    there = incoming(two, "bureau", "load", arrived["code"])
    assert (there["state"], there["told"]["accepted_g"]) == ("accepted", 5_900_000)
    told = incoming(two, "bureau", "consultation", code)["told"]
    assert (told["number"], told["approved_g"] - told["drawn_g"]) == (NUMBER, 4_100_000)
    for side in (two.ours, two.theirs):
        assert side.ask("SELECT count(*) FROM exchange_parked") == [(0,)]
        assert side.ask("SELECT count(*) FROM exchange_delivery WHERE state <> 2") == [(0,)]


_PROVISIONAL = "SELECT provisional FROM manifest ORDER BY id DESC LIMIT 1"


def test_an_answer_names_the_version_it_answers_and_is_told_once(bureaus: Bureaus) -> None:
    two = bureaus
    code = consulted(two)["code"]
    two.talk()
    reply(two, code, agrees=False, reason="没有处置能力")
    two.talk()
    assert the_approval(two, code)["agreed"] is False
    rows = two.ours.ask(
        "SELECT entry FROM exchange_record WHERE origin = 'CN-36' AND business_no = :code"
        " ORDER BY version",
        code=code,
    )
    answers = [read_record(read_strictly(entry)).record for (entry,) in rows]
    assert [one.body.get("agrees") for one in answers] == [None, False]
    ((digest,),) = two.ours.ask(
        "SELECT digest FROM exchange_record WHERE origin = 'CN-42' AND business_no = :code"
        " AND version = 1",
        code=code,
    )
    assert all(one.about and one.about.digest == digest for one in answers)


def test_the_other_province_s_days_run_from_when_the_letter_came(bureaus: Bureaus) -> None:
    two = bureaus
    asked = consulted(two)
    two.ours.clock.pass_by(days=4)
    two.talk()
    clock = the_approval(two, asked["code"])["clock"]
    came = incoming(two, "bureau", "consultation", asked["code"])["clock"]
    assert (clock["since"], clock["until"]) == (came["since"], came["until"])
    assert clock["since"] > asked["clock"]["since"]


def test_a_bureau_that_does_not_reply_in_time_is_alarmed_on_both_sides(bureaus: Bureaus) -> None:
    two = bureaus
    code = consulted(two)["code"]
    two.talk()
    two.ours.clock.pass_by(days=20)
    for side, desk in ((two.ours, two.here), (two.theirs, two.there)):
        sweep_alarms(side.house.new_uow(), side.clock)
        found = answer_of(desk.get("/alarms?rule=authority_overdue&open=true", "bureau"), 200)
        assert code in [one["subject"] for one in found["items"]]
    reply(two, code)
    two.ours.clock.pass_by(minutes=1)
    sweep_alarms(two.theirs.house.new_uow(), two.theirs.clock)
    found = answer_of(two.there.get("/alarms?rule=authority_overdue&open=true", "bureau"), 200)
    assert code not in [one["subject"] for one in found["items"]]


def test_a_reply_that_comes_too_late_is_told_back_and_asked_for_again(bureaus: Bureaus) -> None:
    two = bureaus
    code = consulted(two)["code"]
    two.talk()
    asked = the_approval(two, code)
    by_hand = {"agrees": False, "reason": "no", "reference": "赣环复〔2026〕8号"}
    taken(two.here, "bureau", asked, "record_reply", **by_hand)
    reply(two, code)
    two.talk()
    assert the_approval(two, code)["agreed"] is False
    assert incoming(two, "bureau", "consultation", code)["answer"] is None
    ((body,),) = two.theirs.ask(
        "SELECT body FROM exchange_thing WHERE noun = 'exchange_outcome' AND business_no = :name",
        name=f"approval_reply/{code}",
    )
    assert (body["outcome"], body["code"]) == ("refused", "approval_step_refused")


def test_only_who_must_answer_may_and_only_once(bureaus: Bureaus) -> None:
    two = bureaus
    code = consulted(two)["code"]
    two.talk()
    letter = incoming(two, "bureau", "consultation", code)
    body = {"version": letter["version"], "agrees": True, "reference": "R"}
    path = f"/incoming/{letter['id']}/reply"
    assert two.there.post(path, "far_smelter", body).status_code in (403, 404)
    assert two.there.post(path, "bureau", body | {"agrees": False}).status_code == 422
    stale = two.there.post(path, "bureau", body | {"version": letter["version"] + 1})
    assert stale.get_json()["code"] == "someone_was_faster"
    assert two.there.post(f"/incoming/{letter['id']}/decision", "far_smelter", {}).status_code > 400
    after = answer_of(two.there.post(path, "bureau", body), 200)
    again = two.there.post(path, "bureau", body | {"version": after["version"]})
    assert again.get_json()["code"] == "incoming_closed"
