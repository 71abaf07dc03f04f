"""Recognitions for people's eyes: the list, an application, a bundle to take away."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, request

from reports.api.frozen_rates import bundle_answer, work_of
from reports.methods.definitions import USUAL
from reports.pages.assessment_steps import assessment_step_pages
from reports.queries.assessments import assessments
from reports.usecases.assess import apply_for, hands_of
from reports.usecases.assessment_words import assessment_in_words
from reports.usecases.show_rate import reported_year
from tracker.domain.caller import Caller
from tracker.domain.errors import AlreadyExists, DomainError, Malformed
from tracker.domain.moments import day_of
from tracker.domain.roles import Right
from tracker.http.errors import STATUS, fault_text
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate

#: A page shows so many; all of them come over the API.
SHOWN = 100


def assessments_pages(pages: Pages) -> None:
    """Register the views."""
    house = pages.house
    assessment_step_pages(pages)

    def page(caller: Caller, *problem: str) -> str:
        province = house.settings.province
        found = assessments(house.sessions, caller, province, None, None, SHOWN)
        rows = [assessment_in_words(o, hands_of(caller, o.organisation, o.division)) for o in found]
        applies = caller.organisation is not None and caller.may(Right.EDIT_OWN)
        year = request.form.get("year") or house.clock.now().year - 1
        return render_template(
            "assessments.html", rows=rows, applies=applies, assesses=caller.may(Right.ASSESS),
            year=year, problem=problem,
        )  # fmt: skip

    @pages.route("GET", "/assessments", right=Right.READ)
    def assessments_page(caller: Caller) -> str:
        return page(caller)

    @pages.route("POST", "/assessments", right=Right.EDIT_OWN)
    def post_assessments_page(caller: Caller) -> Any:
        """To the new recognition; a refusal stands above the form, with the year as typed."""
        try:
            this_year = day_of(house.clock.now()).year
            year = reported_year(request.form.get("year", "").strip(), this_year)
            id_ = apply_for(caller.organisation, year, USUAL, caller, work_of(house), house.clock)
        except AlreadyExists as error:
            said = translate(
                "Your enterprise has applied for this year before; it stands in the list.",
                pages.language(),
            )
            return _refused(caller, error, said)
        except Malformed as error:
            sentences = [fault_text(fault, pages.language()) for fault in error.faults]
            return _refused(caller, error, *sentences)
        return redirect(f"/assessments/{id_}", 303)

    def _refused(caller: Caller, error: DomainError, *sentences: str) -> Response:
        return make_response(page(caller, *sentences), STATUS.get(type(error), 422))

    @pages.route("GET", "/rates/frozen/<int:id_>/bundle", right=Right.ASSESS)
    def rate_bundle_page(caller: Caller, id_: int) -> Response:
        return bundle_answer(id_, caller, house)
