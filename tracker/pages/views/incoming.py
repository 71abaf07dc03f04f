"""What other provinces lay before ours: GET /incoming, GET /incoming/{id}, and answering there."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from tracker.domain import register_kinds as kind
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, Fault, Malformed, NotFound
from tracker.domain.incoming import Incoming, IncomingKind
from tracker.domain.mass import GRAMS_PER_TONNE, kilograms
from tracker.domain.moments import day_of, said
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.errors import fault_text
from tracker.http.house import House
from tracker.http.incoming_words import incoming_in_words
from tracker.http.page_manners import Pages
from tracker.http.paging import key_of, page_of
from tracker.i18n.catalogue import translate
from tracker.store.queries.approvals import workdays
from tracker.store.queries.incoming import (
    WantedIncoming,
    listed_incoming,
    shown_incoming,
    told_aboard,
)
from tracker.usecases.answer_incoming import Answer, answer_incoming, is_awaited, may_answer

ON_A_PAGE = 50
_MOST_ID = 2**62
#: The fields of the forms, as they are headed there.
_LABELS = {
    "/agrees": "Our province",
    "/reference": "Reference of the letter",
    "/step": "Decision",
    "/reason": "Reason",
}
_MASS = kind.kilograms(1_000_000 * GRAMS_PER_TONNE, least_g=0)


def incoming(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/incoming", right=Right.READ)
    def list_incoming(caller: Caller) -> str:
        before = key_of(request.args.get("cursor") or None, _id)
        wanted = WantedIncoming(ON_A_PAGE, before=before[0] if before else None)
        with house.sessions() as session:
            found = listed_incoming(session, sight_of(caller), house.settings.province, wanted)
            calendar = workdays(session)
        page, following = page_of(found, ON_A_PAGE, lambda row: [row.id])
        today = day_of(house.clock.now())
        rows = [incoming_in_words(one, calendar, today) for one in page]
        return render_template("incoming.html", rows=rows, following=following)

    @pages.route("GET", "/incoming/<int:id_>", right=Right.READ)
    def show_incoming(caller: Caller, id_: int) -> str:
        return _page(house, caller, id_)

    @pages.route("POST", "/incoming/<int:id_>", right=(Right.SCAN, Right.EDIT_REFERENCE))
    def post_incoming(caller: Caller, id_: int) -> Any:
        found = _found(house, caller, id_)
        try:
            answer = _answer(house, found)
            answer_incoming(found.id, answer, caller, house.new_uow(), house.clock)
        except DomainError as error:
            language = pages.language()
            head = translate(type(error).message(), language, **error.params)
            told = [head, *(_fault_line(fault, language) for fault in error.faults)]
            return make_response(_page(house, caller, id_, told), 422)
        return redirect(url_for("pages.show_incoming", id_=found.id), 303)


def _fault_line(fault: Fault, language: str) -> str:
    """What is wrong, and at which field of the form."""
    said = fault_text(fault, language)
    first, _, rest = fault.pointer.removeprefix("/").partition("/")
    if first == "rows":
        number = rest.partition("/")[0]
        return f"{translate('Row {number}: accepted, kg', language, number=number)}: {said}"
    label = _LABELS.get(fault.pointer)
    return said if label is None else f"{translate(label, language)}: {said}"


def _answer(house: House, found: Incoming) -> Answer:
    """What the form says, in the words in which it travels."""
    form = request.form
    version = form.get("version", "")
    number = int(version) if version.isascii() and version.isdecimal() else 0
    reason = form.get("reason", "").strip() or None
    if found.kind is IncomingKind.LOAD:
        return Answer(number, _decision(house, found, reason))
    agrees = {"yes": True, "no": False}.get(form.get("agrees", ""))
    reference = form.get("reference", "").strip()
    faults = [] if agrees is not None else [Fault("required", "/agrees")]
    faults += [] if reference else [Fault("required", "/reference")]
    if faults:
        raise Malformed(*faults)
    words = {"agrees": agrees, "reference": reference[:200], "reason": reason}
    return Answer(number, words)


def _decision(house: House, found: Incoming, reason: str | None) -> dict[str, object]:
    """All of it as weighed, or nothing; a part is decided by the API, code by code."""
    step = request.form.get("step", "")
    if step not in ("accept", "reject"):
        raise Malformed(Fault("required", "/step"))
    rows, differences = [], []
    for row in _rows(found) if step == "accept" else ():
        mass_g = _read_mass(request.form.get(f"accepted_{row['position']}", ""), row)
        rows.append({"row": row["position"], "accepted_g": mass_g})
        if reason is not None and mass_g != row["mass_g"]:
            one = {"kind": "quantity", "reason": reason, "row": row["position"]}
            differences.append(one)
    at = said(house.clock.now())
    told = {"step": step, "at": at, "scanned": None, "reason": reason}
    return told | {"rows": rows, "differences": differences}


def _found(house: House, caller: Caller, id_: int) -> Incoming:
    with house.sessions() as session:
        found = shown_incoming(
            session, sight_of(caller), house.settings.province, min(id_, _MOST_ID)
        )
    if found is None:
        raise NotFound
    return found


def _page(house: House, caller: Caller, id_: int, problem: list[str] | None = None) -> str:
    found = _found(house, caller, id_)
    with house.sessions() as session:
        calendar = workdays(session)
        aboard = told_aboard(session, house.settings.province, found)
    return render_template(
        "incoming_one.html",
        one=incoming_in_words(found, calendar, day_of(house.clock.now())),
        rows=_rows(found),
        load=_load(found),
        aboard=aboard,
        applied=found.body.get("asked"),
        answers=is_awaited(found) and may_answer(found, caller),
        problem=problem,
        sent=request.form,
    )


def _rows(found: Incoming) -> list[dict[str, Any]]:
    """The rows of a load, as far as they are such; a partner wrote them."""
    rows = found.body.get("rows")
    good = [
        row
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and all(type(row.get(n)) is int for n in ("position", "mass_g"))
    ]
    return [{**row, "mass_kg": kilograms(row["mass_g"])} for row in good]


def _load(found: Incoming) -> dict[str, str]:
    """Who sent the load, who drove it, under which approval, as far as the partner wrote texts."""
    ends, carriers = found.body.get("ends"), found.body.get("carriers")
    sides = ends if isinstance(ends, dict) else {}
    said: dict[str, object] = {
        name: sides[name].get("name")
        for name in ("sender", "receiver")
        if isinstance(sides.get(name), dict)
    }
    drivers = carriers if isinstance(carriers, list) else []
    driven = (
        one.get(name) for one in drivers if isinstance(one, dict) for name in ("name", "vehicle")
    )
    said["carrier"] = " ".join(text for text in driven if isinstance(text, str))
    said["approval"] = found.body.get("approval")
    return {name: text for name, text in said.items() if isinstance(text, str) and text}


def _read_mass(text: str, row: dict[str, Any]) -> int:
    if not text.strip():
        return int(row["mass_g"])
    try:
        found = _MASS.read(text.strip())
    except kind.Unfit as error:
        pointer = f"/rows/{row['position']}/accepted_kg"
        raise Malformed(*(Fault(f.code, pointer, f.params) for f in error.faults)) from error
    assert isinstance(found, int)  # noqa: S101  a mass is read as whole grams
    return found


def _id(part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or not 0 < part < _MOST_ID:
        raise ValueError(f"{part!r} is no id")
    return part
