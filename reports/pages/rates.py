"""A rate with its factors and the records behind each: GET /rates; beside it the calculator."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from reports.methods.definitions import from_records
from reports.pages.calculator import calculator_pages
from reports.queries.enterprises import demonstration_enterprises
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.given_text import given_in
from reports.usecases.rate_words import definition_in_words, shown_in_words
from reports.usecases.show_rate import show_rate
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages

#: A page shows so many records behind a factor; all of them come over the API, page by page.
RECORDS = 25


def rates_pages(pages: Pages) -> None:
    """Register the views about rates."""
    house = pages.house
    calculator_pages(pages)

    @pages.route("GET", "/rates", right=Right.READ)
    def rates(caller: Caller) -> str:
        asked = request.args
        shown: dict[str, Any] | None = None
        if asked.get("enterprise"):
            books = SqlRateBooks(house.sessions, house.settings.province)
            found = show_rate(
                asked["enterprise"].strip(),
                _year(asked.get("year", "")),
                caller,
                books,
                asked.get("definition") or None,
                given_in(asked.get("given")),
            )
            shown = shown_in_words(found, RECORDS, pages.language())
        return render_template(
            "rates.html",
            asked=None,
            given=asked,
            shown=shown,
            definitions=[definition_in_words(one) for one in from_records()],
            enterprises=demonstration_enterprises(house.sessions, caller),
            last_year=house.clock.now().year,
        )


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise Malformed(Fault("not_an_integer", "/year"))
    return int(text)
