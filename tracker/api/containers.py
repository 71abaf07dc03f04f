"""Containers: GET /api/v1/containers, and new labels for them."""

from __future__ import annotations

from typing import Any

from tracker.api.schemas.container import (
    ContainersQuerySchema,
    ContainersSchema,
    LabelOrderSchema,
    LabelsSchema,
    OpenedContainerSchema,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.recognise import store_value
from tracker.domain.moments import said
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.domain.unit import UnitState
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.paging import key_of, page_of, text_part
from tracker.store.queries.containers import Box, box_with, listed_boxes
from tracker.usecases.issue_labels import LabelOrder, issue_labels


def containers_blueprint(house: House) -> ApiBlueprint:
    containers = ApiBlueprint("containers", house, "Boxes, pallets, totes and their labels / 容器")

    @containers.route(
        "POST",
        "/containers/labels",
        right=Right.SCAN,
        body=LabelOrderSchema,
        answer=LabelsSchema,
        status=201,
    )
    def post_labels(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """Issue the next 37-character numbers of a unit and day; they are never issued again."""
        order = LabelOrder(body["site"], body["waste_code"], body["count"], body.get("day"))
        return {"labels": issue_labels(order, caller, house.new_uow(), house.clock)}

    @containers.route(
        "GET",
        "/containers",
        right=Right.READ,
        query=ContainersQuerySchema,
        answer=ContainersSchema,
    )
    def get_containers(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """List boxes at the caller's places, by label."""
        limit = query["limit"]
        after = key_of(query.get("cursor"), text_part)
        with house.sessions() as session:
            found = listed_boxes(
                session,
                sight_of(caller),
                limit=limit,
                after=after[0] if after else None,
                site=query.get("site"),
                state=UnitState(query["state"]) if "state" in query else None,
            )
        page, following = page_of(found, limit, lambda box: [box.code])
        return {"items": [_written(box) for box in page], "next": following}

    @containers.route("GET", "/containers/<code>", right=Right.READ, answer=OpenedContainerSchema)
    def get_container(caller: Caller, code: str) -> dict[str, Any]:
        """Show one box and what is directly inside it."""
        kept = store_value(code)
        if isinstance(kept, CodeFault):
            raise NotFound
        with house.sessions() as session:
            found = box_with(session, sight_of(caller), kept)
        if found is None:
            raise NotFound
        box, contents = found
        return {**_written(box), "contents": list(contents)}

    return containers


def _written(box: Box) -> dict[str, Any]:
    return {
        "code": box.code,
        "state": box.state,
        "site": box.site,
        "mass_kg": box.mass_g,
        "container": box.container,
        "since": said(box.since),
    }
