"""A site and an organisation: GET /sites/{code}, GET /organisations/{code}."""

from __future__ import annotations

from flask import render_template

from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages
from tracker.store.queries.overview import (
    flows_by_month,
    latest_events,
    licences_of,
    site_of,
    sites_of,
)


def places(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/sites/<string:code>", right=Right.READ)
    def site(caller: Caller, code: str) -> str:
        found = site_of(house.sessions, caller, code)
        if found is None:
            raise NotFound
        ids = [found.id]
        return render_template(
            "site.html",
            site=found,
            flows=flows_by_month(house.sessions, ids, house.clock.now()),
            events=latest_events(house.sessions, ids),
        )

    @pages.route("GET", "/organisations/<string:code>", right=Right.READ)
    def organisation(caller: Caller, code: str) -> str:
        found = [s for s in sites_of(house.sessions, caller) if s.organisation_code == code]
        if not found:
            raise NotFound
        ids = [s.id for s in found]
        return render_template(
            "organisation.html",
            sites=found,
            one=found[0],
            licences=licences_of(house.sessions, found[0].organisation_id),
            flows=flows_by_month(house.sessions, ids, house.clock.now()),
            events=latest_events(house.sessions, ids),
        )
