"""What other authorities were told, as a page, and the button that asks them about a trace."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from interop.usecases.list_disclosures import list_disclosures
from interop.wired import ask_abroad, station_of
from tracker.domain.caller import Caller
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages

_SHOWN = 50
_MOST_DIGITS = 18


def disclosures_pages(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/exchange/disclosures", right=Right.EDIT_REFERENCE)
    def list_disclosed(caller: Caller) -> str:
        said = request.args.get("before", "")
        before = int(said) if said.isdecimal() and len(said) <= _MOST_DIGITS else None
        rows = list_disclosures(station_of(house), None, before, _SHOWN + 1)
        more = rows[_SHOWN - 1].id if len(rows) > _SHOWN else None
        return render_template("disclosures.html", rows=rows[:_SHOWN], more=more)

    @pages.route("POST", "/units/<path:code>/partners", right=Right.TRACE)
    def post_partner_question(caller: Caller, code: str) -> Any:
        ask_abroad(house, code, caller)
        return redirect(url_for("pages.unit", code=code), 303)
