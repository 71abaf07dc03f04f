"""A thing in other people's words: GET /api/v1/prov/{code}, GET /api/v1/passports/{code}."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import marshmallow as ma
import orjson
from flask import Response

from tracker.api.traces import kept
from tracker.domain.caller import Caller
from tracker.domain.errors import UnknownCode
from tracker.domain.roles import Right
from tracker.domain.told_event import ToldEvent
from tracker.domain.unit import UnitKind
from tracker.exports.passport import passport_of
from tracker.exports.prov import prov_json
from tracker.graph.told_life import Life
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.store.queries.told_events import told_events
from tracker.usecases.tell_life import tell_life


class ProvSchema(ma.Schema):
    """A PROV-JSON document: prefix, entity, activity, agent, and how they hang together."""

    prefix = ma.fields.Dict()
    entity = ma.fields.Dict()
    activity = ma.fields.Dict()
    agent = ma.fields.Dict()


class PassportSchema(ma.Schema):
    """What the house knows of a battery, in groups; what nobody recorded is null."""

    general = ma.fields.Dict()
    materials = ma.fields.Dict()
    circularity = ma.fields.Dict()


def provenance_blueprint(house: House) -> ApiBlueprint:
    provenance = ApiBlueprint("provenance", house, "Provenance and passport / 溯源导出")

    @provenance.route("GET", "/prov/<path:code>", right=Right.TRACE, answer=ProvSchema)
    def get_prov(caller: Caller, code: str) -> Response:
        """What happened to a unit, as PROV-JSON of the W3C; only what the caller may see."""
        _, events = told_life(code, caller)
        return _json(prov_json(events))

    @provenance.route("GET", "/passports/<path:code>", right=Right.TRACE, answer=PassportSchema)
    def get_passport(caller: Caller, code: str) -> Response:
        """A battery's data in the names of battery passports, as far as they are recorded."""
        life, events = told_life(code, caller)
        if life.unit.kind is not UnitKind.BATTERY:
            raise UnknownCode(code=code)
        return _json(passport_of(life, events))

    def told_life(code: str, caller: Caller) -> tuple[Life, Sequence[ToldEvent]]:
        life = tell_life(kept(code), caller, house.reading())
        with house.sessions() as session:
            return life, told_events(session, [int(event.event) for event in life.standing])

    return provenance


def _json(body: dict[str, Any]) -> Response:
    return Response(orjson.dumps(body), mimetype="application/json")
