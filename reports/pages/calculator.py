"""A rate computed from given inputs: GET and POST /rates/calculator."""

from __future__ import annotations

import json
from typing import Any

from flask import render_template, request

from reports.methods.definitions import definition_of
from reports.usecases.case_methods import METHODS
from reports.usecases.case_text import case_of
from reports.usecases.compute_rate import compute_rate
from reports.usecases.example_cases import example
from reports.usecases.rate_words import computed_in_words, definition_in_words
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError
from tracker.domain.roles import Right
from tracker.http.errors import STATUS, fault_text
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate

#: Shown before anybody chooses.
FIRST = "R_EPR"


def calculator_pages(pages: Pages) -> None:
    """Register the views."""

    @pages.route("GET", "/rates/calculator", right=Right.READ)
    def rate_calculator(caller: Caller) -> str:
        asked = request.args.get("method", FIRST)
        method = asked if asked in METHODS else FIRST
        case = json.dumps(example(method), ensure_ascii=False, indent=2)
        return _page(method, case)

    @pages.route("POST", "/rates/calculator", right=Right.READ)
    def post_rate_calculator(caller: Caller) -> tuple[str, int]:
        """The answer stands below the case; a case that is none stays there to be mended."""
        text, language = request.form.get("case", ""), pages.language()
        try:
            computed = compute_rate(case_of(text.encode("utf-8", "replace")))
        except DomainError as error:
            problem = translate(type(error).message(), language, **error.params)
            faults = [(fault.pointer, fault_text(fault, language)) for fault in error.faults]
            status = STATUS.get(type(error), 422)
            return _page(FIRST, text, problem=problem, faults=faults), status
        shown = computed_in_words(computed, language)
        return _page(computed.definition.method, text, shown=shown), 200


def _page(method: str, case: str, **more: Any) -> str:
    known = {name: definition_of(name) for name in METHODS}
    methods = [definition_in_words(one) for one in known.values() if one is not None]
    given = {"shown": None, "problem": None, "faults": (), **more}
    return render_template(
        "calculator.html", asked=None, method=method, case=case, methods=methods, **given
    )
