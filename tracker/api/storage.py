"""Who keeps how much: GET /api/v1/storage. What is due: GET /api/v1/deadlines."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request

from tracker.api.schemas.office import (
    DeadlinesQuerySchema,
    DeadlinesSchema,
    StorageQuerySchema,
    StorageSchema,
)
from tracker.api.storage_words import owed_in_words, stored_in_words
from tracker.domain.caller import Caller
from tracker.domain.moments import day_of, said
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import key_of, page_of, text_part
from tracker.store.queries.overview import sites_of
from tracker.usecases.ask_storage import (
    Owed,
    a_week_from,
    ask_deadlines,
    ask_storage,
)


def storage_blueprint(house: House) -> ApiBlueprint:
    storage = ApiBlueprint("storage", house, "Stock, limits and days that come / 贮存与期限")

    @storage.route(
        "GET", "/storage", right=Right.READ, query=StorageQuerySchema, answer=StorageSchema
    )
    def get_storage(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """Who keeps how much, and who more than allowed? ``over=true`` for the latter."""
        sites = {site.id for site in sites_of(house.sessions, caller)}
        found = ask_storage(sites, house.new_uow(), house.clock, now=query["now"])
        after = key_of(query.get("cursor"), text_part)
        wanted = sorted(
            (one for one in found.stored if one.over or not query["over"]),
            key=lambda one: one.stock.site,
        )
        rest = [one for one in wanted if after is None or one.stock.site > after[0]]
        page, following = page_of(rest, query["limit"], lambda one: [one.stock.site])
        as_of = None if found.as_of is None else said(found.as_of)
        return {"as_of": as_of, "items": [stored_in_words(one) for one in page], "next": following}

    @storage.route(
        "GET", "/deadlines", right=Right.READ, query=DeadlinesQuerySchema, answer=DeadlinesSchema
    )
    def get_deadlines(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """What falls due, the earliest first: this week, if no days are named."""
        seen = sites_of(house.sessions, caller)
        first = query.get("first") or day_of(house.clock.now())
        until = query.get("until") or a_week_from(first)
        sites = {site.id: site.code for site in seen}
        firms = {site.organisation_id: site.organisation_code for site in seen}
        owed = ask_deadlines(sites.keys(), firms.keys(), first, until, house.new_uow(), house.clock)
        after = key_of(query.get("cursor"), date.fromisoformat, text_part, text_part)
        rest = [one for one in owed if after is None or _key(one) > after]
        page, following = page_of(rest, query["limit"], _key)
        language = language_of(request)
        return {
            "items": [owed_in_words(one, sites, firms, language) for one in page],
            "next": following,
        }

    return storage


def _key(owed: Owed) -> tuple[date, str, str]:
    return (owed.due.day, owed.due.rule, owed.due.subject)
