"""The first page and its one box for any code: GET /, GET /search."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from tracker.domain.caller import Caller
from tracker.domain.errors import UnknownCode
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.recognise import recognise, store_value
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages
from tracker.store.queries.overview import is_known, latest_events, site_of, sites_of
from tracker.usecases.tell_life import tell_life


def search(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/", right=Right.READ)
    def home(caller: Caller) -> str:
        sites = sites_of(house.sessions, caller)
        events = latest_events(house.sessions, [site.id for site in sites])
        return render_template("home.html", sites=sites, events=events)

    @pages.route("GET", "/search", right=Right.READ)
    def find(caller: Caller) -> Any:
        """A code that the caller may see leads to its page; any other text is said what it is."""
        asked = request.args.get("q", "")[:2_000]
        kept = store_value(asked)
        if not isinstance(kept, CodeFault):
            try:
                if caller.may(Right.TRACE) and is_known(house.sessions, kept):
                    tell_life(kept, caller, house.reading())
                    return redirect(url_for("pages.unit", code=kept))
            except UnknownCode:
                pass
            site = site_of(house.sessions, caller, asked)
            if site is not None:
                return redirect(url_for("pages.site", code=site.code))
        return render_template("not_found.html", asked=asked, found=recognise(asked))
