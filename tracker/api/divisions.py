"""Divisions: GET /api/v1/divisions; they are reference data and changed by nobody here."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.api.schemas.division import DivisionSchema, DivisionsQuerySchema, DivisionsSchema
from tracker.domain import region
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.paging import key_of, page_of, text_part
from tracker.store.models.division import DivisionRow
from tracker.store.queries.divisions import WantedDivisions, listed_divisions, newest_division


def divisions_blueprint(house: House) -> ApiBlueprint:
    divisions = ApiBlueprint("divisions", house, "Administrative divisions / 行政区划")

    @divisions.route(
        "GET",
        "/divisions",
        right=Right.READ,
        query=DivisionsQuerySchema,
        answer=DivisionsSchema,
    )
    def get_divisions(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """List divisions by code; everybody may."""
        limit = query["limit"]
        within = query.get("within")
        after = key_of(query.get("cursor"), text_part, date.fromisoformat)
        wanted = WantedDivisions(
            limit=limit,
            q=query.get("q"),
            within=within and region.short_code(within),
            parent=query.get("parent"),
            after=None if after is None else (after[0], after[1]),
        )
        with house.sessions() as session:
            found = listed_divisions(session, wanted)
            page, following = page_of(found, limit, lambda row: [row.code, row.known_from])
            return {"items": [_written(row) for row in page], "next": following}

    @divisions.route("GET", "/divisions/<code>", right=Right.READ, answer=DivisionSchema)
    def get_division(caller: Caller, code: str) -> dict[str, Any]:
        """Show what is known of the division that last bore this code."""
        if not (code.isascii() and code.isdecimal() and len(code) == 6):
            raise NotFound
        with house.sessions() as session:
            row = newest_division(session, code)
            if row is None:
                raise NotFound
            return _written(row)

    return divisions


def _written(row: DivisionRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name_zh": row.name_zh,
        "name_en": row.name_en,
        "level": row.level,
        "parent": row.parent,
        "known_from": row.known_from,
        "known_until": row.known_until,
        "source": row.source,
        "certainty": row.certainty,
    }
