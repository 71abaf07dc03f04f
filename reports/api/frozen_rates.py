"""Frozen figures, their bundles and samples over HTTP."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import orjson
from flask import Response, request

from reports.api.assessment_schemas import (
    AssessedSchema,
    FrozenRatesQuerySchema,
    RateFreezeSchema,
    SampleDrawSchema,
    SampleFindingsSchema,
)
from reports.queries.assessments import snapshots
from reports.queries.rate_books import SqlRateBooks
from reports.store.assessment_work import SqlAssessmentWork
from reports.store.assessments import MOST_ID
from reports.usecases.assess import sees
from reports.usecases.assessment_words import (
    frozen_in_words,
    made_again_in_words,
    sample_in_words,
)
from reports.usecases.bundle import bundle_of
from reports.usecases.case_text import case_of
from reports.usecases.freeze_rate import freeze_rate
from reports.usecases.frozen_rates import Frozen
from reports.usecases.samples import draw_sample, frozen_for, write_findings
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.paging import cursor_of, key_of


def work_of(house: House) -> SqlAssessmentWork:
    """A transaction for freezing, sampling and recognising."""
    return SqlAssessmentWork(house.new_uow(), house.settings.province)


def frozen_seen(id_: int, caller: Caller, house: House) -> Frozen:
    """A snapshot that the caller may see; NotFound for any other."""
    with work_of(house) as work:
        frozen = work.assessments.snapshot(id_)
    if frozen is None or not sees(caller, frozen.organisation, frozen.division):
        raise NotFound
    return frozen


def frozen_rates_blueprint(house: House) -> ApiBlueprint:
    """/api/v1/rates/frozen … and /api/v1/rates/samples …"""
    api = ApiBlueprint("frozen_rates", house, "Frozen rates / 冻结的回收率")
    _freezing(api, house)
    _sampling(api, house)
    return api


def _freezing(api: ApiBlueprint, house: House) -> None:
    """Rates are frozen, and shown as they were frozen."""

    @api.route(
        "POST", "/rates/frozen", right=Right.ASSESS, body=RateFreezeSchema, answer=AssessedSchema,
        status=201,
    )  # fmt: skip
    def post_frozen_rate(caller: Caller, body: dict[str, Any], raw: dict[str, Any]) -> Response:
        """Freeze the rate of a year, from 31 March of the next; later: restate it."""
        given = case_of(request.get_data()).get("given", {})
        if not isinstance(given, dict):
            raise Malformed(Fault("not_an_object", "/given"))
        books = SqlRateBooks(house.sessions, house.settings.province)
        id_ = freeze_rate(
            body["enterprise"],
            body["year"],
            body.get("definition"),
            given,
            body.get("reason"),
            caller,
            books,
            work_of(house),
            house.clock,
        )
        return answered(frozen_in_words(frozen_seen(id_, caller, house)), 201)

    @api.route(
        "GET",
        "/rates/frozen",
        right=Right.READ,
        query=FrozenRatesQuerySchema,
        answer=AssessedSchema,
    )
    def get_frozen_rates(caller: Caller, query: dict[str, Any]) -> Response:
        """Frozen figures, the newest first, page by page."""
        after = key_of(query.get("cursor"), id_part)
        limit = query["limit"]
        found = snapshots(
            house.sessions,
            caller,
            house.settings.province,
            query.get("enterprise"),
            None if after is None else after[0],
            limit + 1,
        )
        last = cursor_of([found[limit - 1].id]) if len(found) > limit else None
        return answered({"items": [frozen_in_words(one) for one in found[:limit]], "next": last})

    @api.route("GET", "/rates/frozen/<int:id_>", right=Right.READ, answer=AssessedSchema)
    def get_frozen_rate(caller: Caller, id_: int) -> Response:
        """A frozen figure, and what its kept records make today."""
        frozen = frozen_seen(id_, caller, house)
        return answered({**frozen_in_words(frozen), "made_again": made_again_in_words(frozen)})

    @api.route("GET", "/rates/frozen/<int:id_>/bundle", right=Right.ASSESS)
    def get_rate_bundle(caller: Caller, id_: int) -> Response:
        """The zip that an evaluator checks off line."""
        return bundle_answer(id_, caller, house)


def _sampling(api: ApiBlueprint, house: House) -> None:
    """Samples are drawn from what was frozen, and findings written down."""

    @api.route(
        "POST", "/rates/frozen/<int:id_>/samples", right=Right.ASSESS, body=SampleDrawSchema,
        answer=AssessedSchema, status=201,
    )  # fmt: skip
    def post_rate_sample(caller: Caller, id_: int, body: dict[str, Any]) -> Response:
        """Draw records from a recorded seed; anybody draws the same again."""
        sample = draw_sample(id_, **body, caller=caller, uow=work_of(house), clock=house.clock)
        return answered(sample_seen(sample, caller, house), 201)

    @api.route("GET", "/rates/samples/<int:id_>", right=Right.ASSESS, answer=AssessedSchema)
    def get_rate_sample(caller: Caller, id_: int) -> Response:
        """The drawn records, what was found, and what that means."""
        return answered(sample_seen(id_, caller, house))

    @api.route(
        "POST", "/rates/samples/<int:id_>/findings", right=Right.ASSESS, body=SampleFindingsSchema,
        answer=AssessedSchema,
    )  # fmt: skip
    def post_sample_findings(caller: Caller, id_: int, body: dict[str, Any]) -> Response:
        """Write down what the evidence of drawn records bears out."""
        found, faults = [], []
        for place, one in enumerate(body["findings"]):
            grams = grams_of(one["found_t"])
            if grams is None:
                faults.append(Fault("not_a_decimal", f"/findings/{place}/found_t"))
            else:
                found.append((one["record"], grams, one.get("note")))
        if faults:
            raise Malformed(*faults)
        write_findings(id_, found, caller, work_of(house), house.clock)
        return answered(sample_seen(id_, caller, house))


def id_part(part: object) -> int:
    """An id in a cursor that a database can be asked for."""
    if not isinstance(part, int) or isinstance(part, bool) or not 0 <= part <= MOST_ID:
        raise ValueError(f"{part!r} is no id")
    return part


def grams_of(text: object) -> int | None:
    """Tonnes as text (or a JSON number) in whole grams; None for what is no such number."""
    if isinstance(text, bool) or not isinstance(text, (str, int, float)) or len(str(text)) > 40:
        return None
    try:
        grams = Decimal(str(text)) * GRAMS_PER_TONNE
        return int(grams) if grams.is_finite() and grams == int(grams) else None
    except (InvalidOperation, ValueError, OverflowError):
        return None


def sample_seen(id_: int, caller: Caller, house: House) -> dict[str, Any]:
    """A sample as it is answered; NotFound for one of an enterprise not overseen."""
    with work_of(house) as work:
        sample = work.assessments.sample(id_)
        if sample is None:
            raise NotFound
        frozen_for(sample.snapshot, caller, work)
        return sample_in_words(sample, work.assessments.findings(id_))


def bundle_answer(id_: int, caller: Caller, house: House) -> Response:
    """The bundle of a snapshot as a file."""
    with work_of(house) as work:
        bundle = bundle_of(frozen_for(id_, caller, work))
    answer = Response(bundle.content, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{bundle.name}"'
    return answer


def answered(body: dict[str, Any], status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, mimetype="application/json")
