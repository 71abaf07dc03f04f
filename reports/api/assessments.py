"""Recognitions (评估认定) over HTTP: apply, read, take a step."""

from __future__ import annotations

from typing import Any

from flask import Response

from reports.api.assessment_schemas import (
    AssessedSchema,
    AssessmentApplicationSchema,
    AssessmentStepSchema,
    FrozenRatesQuerySchema,
)
from reports.api.frozen_rates import answered, id_part, work_of
from reports.queries.assessments import assessments, steps
from reports.usecases.assess import apply_for, hands_of, sees, take_step
from reports.usecases.assessment_steps import AssessmentStep
from reports.usecases.assessment_words import assessment_in_words
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.paging import cursor_of, key_of


def assessments_blueprint(house: House) -> ApiBlueprint:
    """/api/v1/assessments …"""
    api = ApiBlueprint("assessments", house, "Recognition of rates / 评估认定")

    @api.route(
        "POST", "/assessments", right=Right.EDIT_OWN, body=AssessmentApplicationSchema,
        answer=AssessedSchema, status=201,
    )  # fmt: skip
    def post_assessment(caller: Caller, body: dict[str, Any]) -> Response:
        """The enterprise applies for the recognition of its rate of a year."""
        year, rule = body["year"], body.get("definition")
        id_ = apply_for(caller.organisation, year, rule, caller, work_of(house), house.clock)
        return answered(assessment_seen(id_, caller, house), 201)

    @api.route(
        "GET", "/assessments", right=Right.READ, query=FrozenRatesQuerySchema, answer=AssessedSchema
    )
    def get_assessments(caller: Caller, query: dict[str, Any]) -> Response:
        """Recognitions, the newest first, page by page."""
        after = key_of(query.get("cursor"), id_part)
        limit, province = query["limit"], house.settings.province
        found = assessments(
            house.sessions,
            caller,
            province,
            query.get("enterprise"),
            None if after is None else after[0],
            limit + 1,
        )
        last = cursor_of([found[limit - 1].id]) if len(found) > limit else None
        items = [
            assessment_in_words(one, hands_of(caller, one.organisation, one.division))
            for one in found[:limit]
        ]
        return answered({"items": items, "next": last})

    @api.route("GET", "/assessments/<int:id_>", right=Right.READ, answer=AssessedSchema)
    def get_assessment(caller: Caller, id_: int) -> Response:
        """One recognition with its history and the steps that the caller may take."""
        return answered(assessment_seen(id_, caller, house))

    @api.route(
        "POST", "/assessments/<int:id_>/steps", right=(Right.ASSESS, Right.EDIT_OWN),
        body=AssessmentStepSchema, answer=AssessedSchema,
    )  # fmt: skip
    def post_assessment_step(caller: Caller, id_: int, body: dict[str, Any]) -> Response:
        """Take one step; each is its role's."""
        step = AssessmentStep(body.pop("step"))
        version = body.pop("version", None)
        take_step(id_, step, body, version, caller, work_of(house), house.clock)
        return answered(assessment_seen(id_, caller, house))

    return api


def assessment_seen(id_: int, caller: Caller, house: House) -> dict[str, Any]:
    """A recognition as it is answered; NotFound for one that the caller may not see."""
    with work_of(house) as work:
        found = work.assessments.locked(id_)
    if found is None or not sees(caller, found.organisation, found.division):
        raise NotFound
    hands = hands_of(caller, found.organisation, found.division)
    history = steps(house.sessions, house.settings.province, id_)
    return assessment_in_words(found, hands, history)
