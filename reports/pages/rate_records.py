"""The records behind one factor of a rate, page after page: GET /rates/records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import render_template, request

from reports.methods.record_words import VALUES, about_word
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.given_text import given_in
from reports.usecases.page_evidence import page_of_evidence
from reports.usecases.rate_words import page_in_words, said_in
from reports.usecases.show_rate import reported_year
from tracker.domain.caller import Caller
from tracker.domain.roles import Right
from tracker.domain.unit import Material
from tracker.http.open_records import mark_open
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import word
from tracker.i18n.formats import moment
from tracker.i18n.vocabulary import WORDS

#: So many records stand on a page.
SHOWN = 50
#: What names the question and stays the same from page to page.
_ASKED = ("enterprise", "year", "definition", "factor", "given")


def rate_records_page(pages: Pages) -> None:
    """Register the view."""
    house = pages.house

    @pages.route("GET", "/rates/records", right=Right.READ)
    def rate_records(caller: Caller) -> str:
        asked = {name: request.args[name] for name in _ASKED if request.args.get(name)}
        language = pages.language()
        found = page_of_evidence(
            asked.get("enterprise", "").strip(),
            reported_year(asked.get("year", "")),
            asked.get("factor", ""),
            request.args.get("cursor") or None,
            SHOWN,
            caller,
            SqlRateBooks(house.sessions, house.settings.province),
            asked.get("definition"),
            given_in(asked.get("given")),
        )
        page = page_in_words(found)
        mark_open(page["items"], house.sessions, caller)
        for record in page["items"]:
            record["at"] = record["at"] and datetime.fromisoformat(record["at"])
            record["about"] = told_about(record["about"], language)
        return render_template("rate_records.html", asked=None, question=asked, page=page)


def told_about(about: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """What is told about a record, by name in the reader's language; what is not known is left
    out."""
    return [
        (said_in(about_word(name), language) or name, _value(name, value, language))
        for name, value in about.items()
        if value is not None
    ]


def _value(name: str, value: Any, language: str) -> str:
    if name.endswith("_at"):
        return moment(datetime.fromisoformat(value), language)
    if name == "material":
        return word("material", Material(value), language)
    if name == "battery_class" and value in WORDS["battery_class"]:
        return word("battery_class", value, language)
    return said_in(VALUES.get(str(value)), language) or str(value)
