"""Several units at once: POST /api/v1/recall-sets, POST /api/v1/common-causes."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import validate

from tracker.api.schemas.fields import Moment
from tracker.api.set_words import common_in_words, recall_in_words
from tracker.api.traces import kept
from tracker.domain.caller import Caller
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.usecases.trace_sets import MOST_UNITS, common_cause, recall_set


class UnitsSchema(ma.Schema):
    """The units asked about, what had happened by ``as_of``, and was recorded by ``known_at``."""

    codes = ma.fields.List(
        ma.fields.String(validate=validate.Length(1, 500)),
        required=True,
        validate=validate.Length(1, MOST_UNITS),
    )
    as_of = Moment()
    known_at = Moment()


class RecallSchema(ma.Schema):
    """``sha256`` is that of the sorted codes, each followed by a line feed."""

    codes = ma.fields.List(ma.fields.String())
    count = ma.fields.Integer()
    sha256 = ma.fields.String()
    exits = ma.fields.List(ma.fields.Dict())
    hidden = ma.fields.Integer()
    cut = ma.fields.Boolean()


class CommonSchema(ma.Schema):
    """Lots, boxes, treatments and collecting sites that are behind every one of ``codes``."""

    codes = ma.fields.List(ma.fields.String())
    things = ma.fields.List(ma.fields.Dict())
    sites = ma.fields.List(ma.fields.Dict())
    hidden = ma.fields.Integer()


def trace_sets_blueprint(house: House) -> ApiBlueprint:
    sets = ApiBlueprint("trace_sets", house, "Recall sets and common causes / 召回集合与共同来源")

    @sets.route("POST", "/recall-sets", right=Right.TRACE, body=UnitsSchema, answer=RecallSchema)
    def post_recall_set(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """All that these units went into, with a count and a digest that prove the list whole."""
        found = recall_set(_kept(body), caller, house.reading(), **_when(body))
        return recall_in_words(found)

    @sets.route("POST", "/common-causes", right=Right.TRACE, body=UnitsSchema, answer=CommonSchema)
    def post_common_cause(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """What lies behind each of these units, with the share of each that came from it."""
        found = common_cause(_kept(body), caller, house.reading(), **_when(body))
        return common_in_words(found)

    return sets


def _kept(body: dict[str, Any]) -> list[str]:
    return [kept(code) for code in body["codes"]]


def _when(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body.get(name) for name in ("as_of", "known_at")}
