"""Recognitions for people's eyes: GET /assessments, one of them, and its steps as forms."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request

from reports.api.assessments import assessment_seen
from reports.api.frozen_rates import bundle_answer, frozen_seen, grams_of, sample_seen, work_of
from reports.methods.definitions import USUAL
from reports.queries.assessments import assessments
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.assess import apply_for, hands_of, take_step
from reports.usecases.assessment_steps import AssessmentStep
from reports.usecases.assessment_words import (
    assessment_in_words,
    frozen_in_words,
    made_again_in_words,
)
from reports.usecases.freeze_rate import freeze_rate
from reports.usecases.samples import draw_sample, write_findings
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages

#: A page shows so many; all of them come over the API.
SHOWN = 100


def assessments_pages(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/assessments", right=Right.READ)
    def assessments_page(caller: Caller) -> str:
        province = house.settings.province
        found = assessments(house.sessions, caller, province, None, None, SHOWN)
        rows = [assessment_in_words(o, hands_of(caller, o.organisation, o.division)) for o in found]
        applies = caller.organisation is not None and caller.may(Right.EDIT_OWN)
        last = house.clock.now().year - 1
        return render_template(
            "assessments.html", rows=rows, applies=applies, assesses=caller.may(Right.ASSESS),
            last_year=last,
        )  # fmt: skip

    @pages.route("POST", "/assessments", right=Right.EDIT_OWN)
    def post_assessments_page(caller: Caller) -> Any:
        year = _whole(request.form.get("year", ""), "/year")
        id_ = apply_for(caller.organisation, year, USUAL, caller, work_of(house), house.clock)
        return redirect(f"/assessments/{id_}", 303)

    @pages.route("GET", "/assessments/<int:id_>", right=Right.READ)
    def assessment_page(caller: Caller, id_: int) -> str:
        one = assessment_seen(id_, caller, house)
        frozen = again = sample = None
        if one["snapshot"] is not None:
            kept = frozen_seen(one["snapshot"], caller, house)
            frozen, again = frozen_in_words(kept), made_again_in_words(kept)
        assesses = caller.may(Right.ASSESS)
        if one["sample"] is not None and assesses:
            sample = sample_seen(one["sample"], caller, house)
        return render_template(
            "assessment.html", one=one, frozen=frozen, again=again, sample=sample,
            assesses=assesses,
        )  # fmt: skip

    @pages.route("POST", "/assessments/<int:id_>", right=(Right.ASSESS, Right.EDIT_OWN))
    def post_assessment_page(caller: Caller, id_: int) -> Any:
        """A step; examining freezes the figure first, sampling draws first."""
        form = request.form
        words = [one.value for one in AssessmentStep]
        if form.get("step") not in words:
            choices = {"choices": ", ".join(words)}
            raise Malformed(Fault("assessment_step_not_possible", "/step", choices))
        step = AssessmentStep(form["step"])
        one = assessment_seen(id_, caller, house)
        said: dict[str, object] = {
            name: form[name]
            for name in ("reason", "number", "signer", "snapshot")
            if form.get(name)
        }
        if step is AssessmentStep.EXAMINE and "snapshot" not in said:
            books = SqlRateBooks(house.sessions, house.settings.province)
            said["snapshot"] = freeze_rate(
                one["enterprise"]["code"], one["year"], one["definition"], {}, form.get("reason"),
                caller, books, work_of(house), house.clock,
            )  # fmt: skip
        if step is AssessmentStep.SAMPLE:
            size = _whole(form.get("size", ""), "/size")
            said["sample"] = draw_sample(
                one["snapshot"] or 0, form.get("plan", ""), "collected", size,
                form.get("seed", "")[:200], caller, work_of(house), house.clock,
            )  # fmt: skip
        take_step(id_, step, said, None, caller, work_of(house), house.clock)
        return redirect(f"/assessments/{id_}", 303)

    @pages.route("POST", "/assessments/<int:id_>/findings", right=Right.ASSESS)
    def post_findings_page(caller: Caller, id_: int) -> Any:
        one = assessment_seen(id_, caller, house)
        records = request.form.getlist("record")
        found, faults = [], []
        for place, (record, mass) in enumerate(
            zip(records, request.form.getlist("found_t"), strict=False)
        ):
            if not mass.strip():
                continue
            grams = grams_of(mass.strip())
            if grams is None:
                faults.append(Fault("not_a_decimal", f"/findings/{place}/found_t"))
            else:
                found.append((record, grams, None))
        if faults:
            raise Malformed(*faults)
        write_findings(one["sample"] or 0, found, caller, work_of(house), house.clock)
        return redirect(f"/assessments/{id_}", 303)

    @pages.route("GET", "/rates/frozen/<int:id_>/bundle", right=Right.ASSESS)
    def rate_bundle_page(caller: Caller, id_: int) -> Response:
        return bundle_answer(id_, caller, house)


def _whole(text: str, pointer: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= 4 and int(text)):
        raise Malformed(Fault("not_an_integer", pointer))
    return int(text)
