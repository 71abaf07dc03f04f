"""A rate with its factors and the records behind each: GET /rates; beside it the calculator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from flask import Response, make_response, render_template, request

from reports.methods.definitions import from_records
from reports.pages.calculator import calculator_pages
from reports.pages.rate_records import rate_records_page
from reports.queries.enterprises import demonstration_enterprises
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.case_methods import METHODS
from reports.usecases.given_text import given_in
from reports.usecases.rate_words import definition_in_words, shown_in_words
from reports.usecases.show_rate import reported_year, show_rate
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, Malformed, NotFound
from tracker.domain.roles import Right
from tracker.http.errors import STATUS, fault_text
from tracker.http.open_records import mark_open
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate

#: A page shows so many records behind a factor; all of them come over the API, page by page.
RECORDS = 25
#: Where the fields of the form stand in faults, and what they are called.
_LABELS = {"/year": "Year", "/definition": "Definition"}


class Result(NamedTuple):
    """A value as people read it: of a province (two digits) or of all, and exactly."""

    of: str
    said: str
    fraction: str | None


def rates_pages(pages: Pages) -> None:
    """Register the views about rates."""
    house = pages.house
    calculator_pages(pages)
    rate_records_page(pages)

    @pages.route("GET", "/rates", right=Right.READ)
    def rates(caller: Caller) -> Response:
        """What cannot be asked is said above the form, which keeps what was typed."""
        shown: dict[str, Any] | None = None
        problems: list[str] = []
        status = 200
        if request.args.get("enterprise"):
            try:
                shown = asked_rate(caller)
            except NotFound:
                raise
            except DomainError as error:
                problems = _told(error, pages.language())
                status = STATUS.get(type(error), 422)
        body = render_template(
            "rates.html",
            asked=None,
            given=request.args,
            shown=shown,
            problems=problems,
            definitions=[definition_in_words(one) for one in from_records()],
            enterprises=demonstration_enterprises(house.sessions, caller),
            last_year=house.clock.now().year,
        )
        return make_response(body, status)

    def asked_rate(caller: Caller) -> dict[str, Any]:
        asked = request.args
        found = show_rate(
            asked["enterprise"].strip(),
            reported_year(asked.get("year", "").strip()),
            caller,
            SqlRateBooks(house.sessions, house.settings.province),
            asked.get("definition") or None,
            given_in(asked.get("given")),
        )
        shown = shown_in_words(found, RECORDS, pages.language())
        listed = [record for page in shown["evidence"].values() for record in page["items"]]
        mark_open(listed, house.sessions, caller)
        for record in listed:
            record["at"] = record["at"] and datetime.fromisoformat(record["at"])
        ratio = METHODS[found.definition.method].is_ratio
        bounds = [said(end, ratio=ratio) for end in shown["interval"] or ()]
        return {**shown, "results": _results(shown["value"], ratio=ratio), "bounds": bounds}


def said(decimal: str, *, ratio: bool) -> str:
    """Six places as they are: '73.8235 %', '37650.000000 t'. Nothing is rounded once more."""
    return f"{Decimal(decimal).scaleb(2):f} %" if ratio else f"{decimal} t"


def _results(value: Mapping[str, Any] | None, *, ratio: bool) -> list[Result]:
    by_place = {"": value} if value is None or "decimal" in value else value
    return [
        Result(
            place,
            "—" if one is None else said(one["decimal"], ratio=ratio),
            None if one is None else one["fraction"],
        )
        for place, one in by_place.items()
    ]


def _told(error: DomainError, language: str) -> list[str]:
    """Every fault with the name of its field, or its place in what was given; else the refusal."""
    found = (
        []
        if isinstance(error, Malformed)
        else [translate(type(error).message(), language, **error.params)]
    )
    for fault in error.faults:
        label = _LABELS.get(fault.pointer)
        where = translate(label, language) if label else fault.pointer
        sentence = fault_text(fault, language)
        found.append(f"{where}: {sentence}" if where else sentence)
    return found
