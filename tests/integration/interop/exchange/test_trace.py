"""A battery left the province: does the partner's answer close the gap, is it kept and logged?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from interop.documents.canonical import canonical
from interop.documents.digest import sha256
from interop.documents.strict_json import read_strictly
from interop.keys.names import Use
from interop.records.trace_question import TraceQuestion, read_answer, read_question
from interop.signing.requests import sign_request
from interop.signing.wire import HttpAnswer, HttpRequest
from interop.usecases.ask_trace import TRACES, AskedOne, ask_partners
from tests.builders.posted import answered, signer
from tests.builders.two_provinces import Province
from tests.builders.two_towns import Side, a_side, sent_off, taken_in
from tests.builders.weather import flip_answer, lose_answer, lose_request
from tracker.domain.errors import NotAllowed
from tracker.domain.scan import ScanKind as K
from tracker.graph.abroad import Abroad, Standing
from tracker.graph.lineage import NodeKind
from tracker.graph.trace import Trace
from tracker.store.engine import owner_engine
from tracker.store.forget_disclosures import forget_disclosures
from tracker.usecases.trace_unit import trace_unit


@pytest.fixture
def sides(provinces: tuple[Province, Province]) -> tuple[Side, Side]:
    ours, theirs = provinces
    return a_side(ours), a_side(theirs)


def asked(us: Side, them: Side, code: str = "B1") -> list[AskedOne]:
    link = us.province.link_to(them.province)
    return ask_partners(us.province.station, code, us.town.bureau, link)[0]


def traced(side: Side, code: str = "B1") -> Trace:
    return trace_unit(code, "both", side.town.bureau, side.province.house.reading())


def beyond(trace: Trace) -> list[tuple[NodeKind, Abroad | None]]:
    views = (trace.behind, trace.ahead)
    return [(n.kind, n.abroad) for v in views if v for n in v.nodes if n.reason and n.abroad]


def test_the_gap_of_a_battery_that_left_closes_with_the_partners_answer(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    sent_off(ours, "B1")
    taken_in(theirs, "B1")
    assert traced(ours).counts.gaps == 2  # nobody registered it, and it left
    ((authority, direction, codes, outcome, _),) = asked(ours, theirs)
    assert (authority, direction, codes, outcome) == ("CN-36", "forward", ("B1",), "answered")
    trace = traced(ours)
    ((kind, found),) = beyond(trace)
    assert (kind, trace.counts.gaps) == (NodeKind.ABROAD, 1)
    assert found is not None
    assert [(step.kind, step.site, step.division) for step in found.steps] == [
        (K.RECEIVE, "SMELTER-1", "360100")
    ]
    assert found.held


def told(found: Abroad | None) -> tuple[Standing, list[str]]:
    assert found is not None
    return found.standing, [f"{step.kind.value} {step.site or '-'}" for step in found.steps]


def test_a_gap_says_why_nothing_is_known_and_an_older_answer_outlives_a_silence(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    sent_off(ours, "B1")
    for weather, standing in (
        (lose_request, Standing.NOT_REACHED),
        (lose_answer, Standing.NOT_REACHED),
        (flip_answer, Standing.NOT_BELIEVED),
    ):
        ours.province.weather[:] = [weather]
        ((_, _, _, outcome, _),) = asked(ours, theirs)
        ((kind, found),) = beyond(traced(ours))
        assert (outcome, kind, told(found)) == (standing, NodeKind.GAP, (standing, []))
    assert asked(ours, theirs)[0].outcome is Standing.ANSWERED
    ((kind, found),) = beyond(traced(ours))
    assert (kind, told(found)) == (NodeKind.GAP, (Standing.UNKNOWN_THERE, []))
    taken_in(theirs, "B1")
    asked(ours, theirs)
    before = ours.province.clock.now()
    ours.province.clock.pass_by(minutes=1)
    ours.province.weather[:] = [lose_request]
    asked(ours, theirs)
    ((kind, found),) = beyond(traced(ours))
    assert (kind, told(found)) == (NodeKind.ABROAD, (Standing.ANSWERED, ["receive SMELTER-1"]))
    assert found is not None
    assert (found.asked_at, found.tried_at) == (before, ours.province.clock.now())


def test_a_province_without_exchange_is_named_and_nobody_is_called(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    ours.province.do("UPDATE site SET division = '430100' WHERE code = 'SMELTER-1'")
    sent_off(ours, "B1")
    assert asked(ours, theirs)[0][:4] == ("CN-43", "forward", ("B1",), Standing.NO_PARTNER)
    ((kind, found),) = beyond(traced(ours))
    assert (kind, told(found)[0]) == (NodeKind.GAP, Standing.NO_PARTNER)


def test_the_answer_is_kept_as_it_was_signed_and_every_code_is_logged(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    sent_off(ours, "B1")
    taken_in(theirs, "B1")
    town = theirs.town
    town.scan(town.recycler, K.STOCK_TAKE, "B1")
    town.scan(town.recycler, K.STORE, "B1")
    asked(ours, theirs)
    ((question, content),) = ours.province.ask("SELECT question, answer FROM exchange_question")
    said = read_question(question)
    answer = read_answer(
        content, said, sha256(question), ours.province.book(), ours.province.clock.now()
    )
    ((code, known, steps),) = [(r["code"], r["known"], r["steps"]) for r in answer.told]
    assert (code, known, [one["kind"] for one in steps]) == ("B1", True, ["receive", "store"])
    assert [sorted(one) for one in steps] == [
        ["day", "division", "kind", "roles", "site", "to_province"]
    ] * 2
    ((partner, asked_for, subject, given, keyid, digest),) = theirs.province.ask(
        "SELECT partner, question, subject, told, keyid, digest FROM exchange_disclosure"
    )
    assert (partner, asked_for, subject, digest) == (
        "CN-42",
        "trace_forward",
        "B1",
        sha256(content),
    )
    assert [one.split()[0] for one in given] == ["receive", "store", "in_storage"]
    assert keyid.startswith("CN-42:t-")


def test_a_battery_that_never_crossed_is_as_unknown_as_one_that_is_not_there(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    theirs.town.scan(theirs.town.point, K.COLLECT, "B9")
    for codes in (("B9",), ("NOBODY",)):
        question = TraceQuestion(
            question_id=ours.province.station.new_id(),
            sender="CN-42",
            receiver="CN-36",
            asked_at=ours.province.clock.now(),
            direction="forward",
            held=False,
            codes=codes,
        )
        answer = answered_to(sides, question)
        assert answer.status == 200
        row = read_answer(
            answer.body,
            question,
            sha256(question.body()),
            ours.province.book(),
            ours.province.clock.now(),
        ).told[0]
        assert {**row, "code": ""} == {
            "code": "",
            "known": False,
            "held": False,
            "state": None,
            "steps": [],
        }
    assert theirs.province.ask("SELECT told FROM exchange_disclosure") == [([],), ([],)]


def answered_to(sides: tuple[Side, Side], question: TraceQuestion) -> HttpAnswer:
    """What the partner's application answers to a question, signed as it must be."""
    ours, theirs = (side.province for side in sides)
    request = sign_request(
        HttpRequest("POST", TRACES, (), question.body()),
        theirs.host,
        signer(ours, Use.TRANSPORT),
        ours.clock.now(),
        ours.station.nonce(),
        question.question_id,
    )
    return answered((ours, theirs), request)


def test_where_a_battery_was_before_it_came_is_told_until_the_day_it_left(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    sent_off(ours, "B1")
    taken_in(theirs, "B1", peer_site=None)  # the hand-over says from where it came
    ((_, found),) = beyond(traced(theirs))
    assert told(found) == (Standing.NOT_ASKED, [])
    ((authority, direction, _, outcome, _),) = asked(theirs, ours)
    assert (authority, direction, outcome) == ("CN-42", "back", Standing.ANSWERED)
    ((kind, found),) = beyond(traced(theirs))
    assert (kind, told(found)) == (
        NodeKind.ABROAD,
        (Standing.ANSWERED, ["collect -", "load -"]),
    )
    assert found is not None
    assert (found.state, found.held) == (None, False)


def test_a_battery_that_both_sides_hold_raises_an_alarm_on_both(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    ours.town.scan(ours.town.point, K.COLLECT, "B1")
    taken_in(theirs, "B1")
    asked(theirs, ours)
    asked(theirs, ours)
    for side, other in ((ours, "CN-36"), (theirs, "CN-42")):
        alarms = side.province.ask(
            "SELECT subject, state, severity, evidence ->> 'partner' FROM alarm"
            " WHERE rule = 'in_two_provinces'"
        )
        assert alarms == [("B1", "raised", "alarm", other)]
    ((_, found),) = beyond(traced(theirs))
    assert found is not None
    assert (found.held, found.steps) == (True, ())


#: One member of a sound question changed, and the status that answers it.
NO_QUESTIONS: tuple[tuple[str, object, int], ...] = (
    ("to", "CN-41", 403),
    ("from", "CN-41", 403),
    ("codes", [], 422),
    ("codes", ["B1"] * 21, 422),
    ("codes", [7], 422),
    ("direction", "sideways", 422),
    ("question_id", "0199b0f2-0000-7000-8000-000000000001", 400),
    ("more", 1, 422),
)


def test_what_is_no_question_to_us_is_refused_and_nothing_is_logged(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = (side.province for side in sides)
    for member, value, status in NO_QUESTIONS:
        id_ = ours.station.new_id()
        question = TraceQuestion(id_, "CN-42", "CN-36", ours.clock.now(), "back", False, ("B1",))
        request = sign_request(
            HttpRequest(
                "POST", TRACES, (), canonical({**read_strictly(question.body()), member: value})
            ),
            theirs.host,
            signer(ours, Use.TRANSPORT),
            ours.clock.now(),
            ours.station.nonce(),
            id_,
        )
        assert answered((ours, theirs), request).status == status, (member, value)
    assert theirs.ask("SELECT count(*) FROM exchange_disclosure") == [(0,)]


def test_only_a_bureau_asks_and_only_who_oversees_sees_the_answer(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    sent_off(ours, "B1")
    taken_in(theirs, "B1")
    asked(ours, theirs)
    caller = ours.town.point.caller
    link = ours.province.link_to(theirs.province)
    with pytest.raises(NotAllowed):
        ask_partners(ours.province.station, "B1", caller, link)
    seen = trace_unit("B1", "both", caller, ours.province.house.reading())
    assert (beyond(seen), seen.counts.gaps) == ([], 2)


def test_what_was_told_is_cleared_after_three_years_and_not_a_day_before(
    provinces: tuple[Province, Province],
) -> None:
    theirs = provinces[1]
    now = datetime(2028, 2, 29, 12, tzinfo=UTC)
    for at in ("2025-02-28T12:00:01Z", "2025-02-28T11:59:59Z", "2027-06-01T00:00:00Z"):
        theirs.do(
            "INSERT INTO exchange_disclosure (province, partner, question, subject, told, at)"
            " VALUES (:province, 'CN-42', 'trace_back', 'B1', '{}', :at)",
            at=at,
        )
    with pytest.raises(DBAPIError, match="permission denied"):
        theirs.do("DELETE FROM exchange_disclosure")
    url = theirs.house.sessions.kw["bind"].url.render_as_string(hide_password=False)
    owner = owner_engine(url)
    assert forget_disclosures(owner, now) == 1
    assert forget_disclosures(owner, now) == 0
    owner.dispose()
    assert theirs.ask("SELECT count(*) FROM exchange_disclosure") == [(2,)]
