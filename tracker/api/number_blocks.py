"""Blocks of manifest numbers granted for outages, and whether a manifest is needed at all."""

from __future__ import annotations

from typing import Any

from tracker.api.schemas.manifest_office import (
    BlockSchema,
    BlocksQuerySchema,
    BlocksSchema,
    DutyQuerySchema,
    DutySchema,
    NewBlockSchema,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.moments import day_of
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.paging import key_of, page_of
from tracker.rules.manifest_limits import needs_manifest, point_to_station
from tracker.store.queries.number_blocks import ListedBlock, listed_blocks
from tracker.usecases.grant_numbers import block_of, grant_numbers
from tracker.usecases.manifest_ports import NumberBlock


def number_blocks_blueprint(house: House) -> ApiBlueprint:
    blocks = ApiBlueprint("number_blocks", house, "Reserved manifest numbers / 联单预留编号")
    _blocks(blocks, house)
    _duty(blocks, house)
    return blocks


def _blocks(blocks: ApiBlueprint, house: House) -> None:
    """Blocks are taken down as they were granted, and listed."""

    @blocks.route(
        "POST",
        "/number-blocks",
        right=Right.EDIT_REFERENCE,
        body=NewBlockSchema,
        answer=BlockSchema,
        status=201,
    )
    def post_number_block(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """Take down a block as the issuing system granted it. No number is ever made here."""
        found = block_of(body["first"], body["last"])
        if isinstance(found, Fault):
            raise Malformed(found)
        prefecture, first, last = found
        block = NumberBlock(
            prefecture,
            first,
            last,
            None,
            body["granted_by"],
            body["reference"],
            body["granted_on"],
        )
        owner = body.get("organisation")
        kept = grant_numbers(block, owner, caller, house.new_uow(), house.clock)
        left = last - first + 1
        return _written(
            ListedBlock(
                kept,
                prefecture,
                first,
                last,
                left,
                block.granted_by,
                block.reference,
                block.granted_on,
                owner,
            )
        )

    @blocks.route(
        "GET", "/number-blocks", right=Right.READ, query=BlocksQuerySchema, answer=BlocksSchema
    )
    def get_number_blocks(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """List the blocks that the caller may use up or oversees."""
        limit = query["limit"]
        after = key_of(query.get("cursor"), int)
        with house.sessions() as session:
            found = listed_blocks(session, sight_of(caller), after[0] if after else 0, limit)
        page, following = page_of(found, limit, lambda block: [block.first])
        return {"items": [_written(block) for block in page], "next": following}


def _duty(blocks: ApiBlueprint, house: House) -> None:
    """Whether a load needs a manifest."""

    @blocks.route(
        "GET", "/manifest-duty", right=Right.READ, query=DutyQuerySchema, answer=DutySchema
    )
    def get_manifest_duty(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """Say whether a load from one site to another needs a manifest on a day."""
        del caller  # everybody may ask
        with house.new_uow() as uow:
            ends = uow.manifests.ends({query["sender"], query["receiver"]})
            figures = uow.figures.parameters()
        faults = [
            Fault("unknown_peer_site", f"/{name}", {"code": query[name]})
            for name in ("sender", "receiver")
            if query[name] not in ends
        ]
        if faults:
            raise Malformed(*faults)
        sender, receiver = (ends[query[name]].place.roles for name in ("sender", "receiver"))
        day = query.get("day") or day_of(house.clock.now())
        return {
            "needed": needs_manifest(sender, receiver, figures, day),
            "says": "manifest_point_to_station"
            if point_to_station(sender, receiver)
            else "危险废物转移管理办法",
        }


def _written(block: ListedBlock) -> dict[str, Any]:
    return {
        "id": str(block.id),
        "prefecture": block.prefecture,
        "first": str(block.first),
        "last": str(block.last),
        "left": block.left,
        "organisation": block.organisation,
        "granted_by": block.granted_by,
        "reference": block.reference,
        "granted_on": block.granted_on,
    }
