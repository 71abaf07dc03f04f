"""Steps of a recognition as forms: a step, findings; what was typed stays when one is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import make_response, redirect, render_template, request

from reports.api.assessments import assessment_seen
from reports.api.frozen_rates import grams_of, work_of
from reports.pages.assessment_view import assessment_view
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.assess import take_step
from reports.usecases.assessment_steps import AssessmentStep
from reports.usecases.case_values import Unread, whole_of
from reports.usecases.freeze_rate import freeze_rate
from reports.usecases.samples import MOST_DRAWN, draw_sample, write_findings
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, Fault, Malformed, NotFound
from tracker.domain.roles import Right
from tracker.http.errors import STATUS, fault_text
from tracker.http.house import House
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate

_MOST_SEED = 200
#: What the fields of the forms are called.
_LABELS = {
    "/reason": "Reason",
    "/number": "Number",
    "/signer": "Signer",
    "/size": "Size",
    "/seed": "Seed, drawn in public",
}


def assessment_step_pages(pages: Pages) -> None:
    """Register the views of one recognition."""
    house = pages.house

    @pages.route("GET", "/assessments/<int:id_>", right=Right.READ)
    def assessment_page(caller: Caller, id_: int) -> str:
        return _page(pages, caller, id_)

    @pages.route("POST", "/assessments/<int:id_>", right=(Right.ASSESS, Right.EDIT_OWN))
    def post_assessment_page(caller: Caller, id_: int) -> Any:
        return _done(pages, caller, id_, lambda: _step(house, caller, id_))

    @pages.route("POST", "/assessments/<int:id_>/findings", right=Right.ASSESS)
    def post_findings_page(caller: Caller, id_: int) -> Any:
        return _done(pages, caller, id_, lambda: _findings(house, caller, id_))


def _page(pages: Pages, caller: Caller, id_: int, *problem: str) -> str:
    view = assessment_view(id_, caller, pages.house, pages.language())
    return render_template("assessment.html", **view, problem=problem, sent=request.form)


def _done(pages: Pages, caller: Caller, id_: int, act: Callable[[], None]) -> Any:
    """Back to the page after it; a refusal stands on the page, above what was typed."""
    try:
        act()
    except NotFound:
        raise
    except DomainError as error:
        language = pages.language()
        head = translate(type(error).message(), language, **error.params)
        faults = [_told(fault, language) for fault in error.faults]
        body = _page(pages, caller, id_, *(faults or [head]))
        return make_response(body, STATUS.get(type(error), 422))
    return redirect(f"/assessments/{id_}", 303)


def _step(house: House, caller: Caller, id_: int) -> None:
    """A step; examining freezes the figure first unless one is chosen, sampling draws first."""
    form = request.form
    one = assessment_seen(id_, caller, house)
    if form.get("step") not in one["possible"]:
        choices = {"choices": ", ".join(one["possible"]) or "—"}
        raise Malformed(Fault("assessment_step_not_possible", "/step", choices))
    step = AssessmentStep(form["step"])
    names = ("reason", "number", "signer", "snapshot")
    said: dict[str, object] = {name: form[name] for name in names if form.get(name)}
    if step is AssessmentStep.EXAMINE and "snapshot" not in said:
        books = SqlRateBooks(house.sessions, house.settings.province)
        said["snapshot"] = freeze_rate(
            one["enterprise"]["code"], one["year"], one["definition"], {}, form.get("reason"),
            caller, books, work_of(house), house.clock,
        )  # fmt: skip
    if step is AssessmentStep.SAMPLE:
        seed = form.get("seed", "").strip()
        faults = [] if seed else [Fault("required", "/seed")]
        size = _whole(form.get("size", ""), "/size", faults)
        said["sample"] = draw_sample(
            one["snapshot"] or 0, form.get("plan", ""), form.get("factor", "collected"), size,
            seed[:_MOST_SEED], caller, work_of(house), house.clock,
        )  # fmt: skip
    take_step(id_, step, said, None, caller, work_of(house), house.clock)


def _findings(house: House, caller: Caller, id_: int) -> None:
    """What is left open is not written; all that cannot be read is named at once."""
    one = assessment_seen(id_, caller, house)
    found, faults = [], []
    rows = zip(request.form.getlist("record"), request.form.getlist("found_t"), strict=False)
    for place, (record, mass) in enumerate(rows):
        grams = grams_of(mass.strip())
        if grams is not None:
            found.append((record, grams, None))
        elif mass.strip():
            faults.append(Fault("not_a_decimal", f"/findings/{place}/found_t"))
    if faults:
        raise Malformed(*faults)
    if found:
        write_findings(one["sample"] or 0, found, caller, work_of(house), house.clock)


def _told(fault: Fault, language: str) -> str:
    """A fault with the name of its field, or the number of its row, before it."""
    label = _LABELS.get(fault.pointer)
    said = fault_text(fault, language)
    if fault.pointer.startswith("/findings/"):
        return f"{int(fault.pointer.split('/')[2]) + 1}. {said}"
    return f"{translate(label, language)}: {said}" if label else said


def _whole(text: str, pointer: str, faults: list[Fault]) -> int:
    """How many are drawn; Malformed with these faults and its own."""
    found = 0
    try:
        found = whole_of(text.strip(), 1, MOST_DRAWN)
    except Unread as error:
        faults.append(Fault(error.code, pointer, error.params))
    if faults:
        raise Malformed(*faults)
    return found
