"""Figures of the province and working days: GET /figures, and the forms to enter new ones."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from tracker.domain.caller import Caller
from tracker.domain.moments import day_of
from tracker.domain.parameters import DEFINITIONS, Measure
from tracker.domain.roles import Right
from tracker.http.figure_words import figures_in_words
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate, word
from tracker.usecases.keep_figures import enter_year, set_parameter


def figures(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/figures", right=Right.READ)
    def list_figures(caller: Caller) -> str:
        with house.new_uow() as uow:
            known, years = uow.figures.parameters(), uow.figures.years()
        language = pages.language()

        def shown(value: object, measure: str) -> str:
            if value is None:
                return translate("no limit", language)
            if isinstance(value, bool):
                return translate("yes" if value else "no", language)
            if measure == Measure.SHARE:
                return f"{float(str(value)) * 100:g} %"
            return f"{value} {word('measure', measure, language)}"

        return render_template(
            "figures.html",
            figures=figures_in_words(known, day_of(house.clock.now()), language),
            years=years,
            may_edit=caller.may(Right.EDIT_REFERENCE),
            shown=shown,
        )

    @pages.route("POST", "/figures/<name>", right=Right.EDIT_REFERENCE)
    def post_figure(caller: Caller, name: str) -> Any:
        form = request.form
        set_parameter(
            name,
            form.get("valid_from", ""),
            _value(name, form.get("value", "").strip()),
            form.get("source", ""),
            caller,
            house.settings.province,
            house.new_uow(),
            house.clock,
        )
        return redirect(url_for("pages.list_figures"), 303)

    @pages.route("POST", "/figures", right=Right.EDIT_REFERENCE)
    def post_year(caller: Caller) -> Any:
        form = request.form
        year = form.get("year", "")
        enter_year(
            int(year) if year.isascii() and year.isdecimal() else year,
            form.get("days_off", "").split(),
            form.get("days_worked", "").split(),
            form.get("source", ""),
            caller,
            house.new_uow(),
            house.clock,
        )
        return redirect(url_for("pages.list_figures"), 303)


def _value(name: str, text: str) -> object:
    """What was typed as the figure's measure takes it; what it does not take stays text."""
    if not text:
        return None
    measure = DEFINITIONS[name].measure if name in DEFINITIONS else None
    if measure is Measure.SWITCH:
        return {"true": True, "false": False}.get(text, text)
    if measure in (Measure.SHARE, Measure.KILOGRAMS):
        return text
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text
