"""Rates over HTTP: shown from the records, page by page what is behind them, and computed."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request

from reports.api.schemas import (
    CaseSchema,
    DefinitionsSchema,
    EvidencePageSchema,
    EvidenceQuerySchema,
    RateQuerySchema,
    RateSchema,
    ShownRateSchema,
)
from reports.methods.definitions import EVERY
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.case_text import case_of
from reports.usecases.compute_rate import compute_rate
from reports.usecases.given_text import given_in
from reports.usecases.page_evidence import page_of_evidence
from reports.usecases.rate_words import (
    computed_in_words,
    definition_in_words,
    page_in_words,
    shown_in_words,
)
from reports.usecases.show_rate import ShownRate, show_rate
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import cursor_of, key_of, text_part


def rates_blueprint(house: House) -> ApiBlueprint:
    """GET /api/v1/rates, …/evidence, …/definitions; POST /api/v1/rates/compute."""
    rates = ApiBlueprint("rates", house, "Recovery rates / 回收率")

    def shown(caller: Caller, query: dict[str, Any]) -> ShownRate:
        books = SqlRateBooks(house.sessions, house.settings.province)
        given = given_in(query.get("given"))
        name, year = query["enterprise"], query["year"]
        return show_rate(name, year, caller, books, query.get("definition"), given)

    @rates.route("GET", "/rates", right=Right.READ, query=RateQuerySchema, answer=ShownRateSchema)
    def get_rate(caller: Caller, query: dict[str, Any]) -> Response:
        """The rate of an enterprise in a year, its factors, and the first records behind each."""
        body = shown_in_words(shown(caller, query), query["records"], language_of(request))
        for page in body["evidence"].values():
            page["next"] = page["next"] and cursor_of([page["next"]])
        return _answered(body)

    @rates.route(
        "GET",
        "/rates/evidence",
        right=Right.READ,
        query=EvidenceQuerySchema,
        answer=EvidencePageSchema,
    )
    def get_rate_evidence(caller: Caller, query: dict[str, Any]) -> Response:
        """The records behind one factor of a rate, page by page."""
        after = key_of(query.get("cursor"), text_part)
        books = SqlRateBooks(house.sessions, house.settings.province)
        found = page_of_evidence(
            query["enterprise"],
            query["year"],
            query["factor"],
            None if after is None else str(after[0]),
            query["limit"],
            caller,
            books,
            query.get("definition"),
            given_in(query.get("given")),
        )
        page = page_in_words(found)
        page["next"] = page["next"] and cursor_of([page["next"]])
        return _answered(page)

    @rates.route("GET", "/rates/definitions", right=Right.READ, answer=DefinitionsSchema)
    def get_definitions(caller: Caller) -> Response:
        """Every definition: formula, symbols, parameters, source, and whether it is confirmed."""
        return _answered({"items": [definition_in_words(one) for one in EVERY]})

    @rates.route("POST", "/rates/compute", right=Right.READ, body=CaseSchema, answer=RateSchema)
    def post_computed_rate(
        caller: Caller, body: dict[str, Any], raw: dict[str, Any], faults: list[Fault]
    ) -> Response:
        """Evaluate a method on given inputs; nothing is read from the records or written."""
        # The text is read once more, exactly, as the command reads a file; the use case names every
        # fault, those of the schema included.
        case = case_of(request.get_data())
        return _answered(computed_in_words(compute_rate(case), language_of(request)))

    return rates


def _answered(body: dict[str, Any]) -> Response:
    return Response(orjson.dumps(body), mimetype="application/json")
