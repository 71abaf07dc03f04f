"""Figures of the province: GET /api/v1/parameters, POST /api/v1/parameters/{name}."""

from __future__ import annotations

from typing import Any

from flask import request

from tracker.api.schemas.office import NewParameterSchema, ParameterSchema, ParametersSchema
from tracker.domain.caller import Caller
from tracker.domain.moments import day_of
from tracker.domain.parameters import DEFINITIONS
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.figure_words import figure_in_words, figures_in_words
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.usecases.keep_figures import set_parameter


def parameters_blueprint(house: House) -> ApiBlueprint:
    parameters = ApiBlueprint(
        "parameters", house, "Figures that a province sets, from a day on / 参数"
    )

    @parameters.route("GET", "/parameters", right=Right.READ, answer=ParametersSchema)
    def get_parameters(caller: Caller) -> dict[str, Any]:
        """List all figures as they count today, each with its source and its history."""
        with house.new_uow() as uow:
            figures = uow.figures.parameters()
        today = day_of(house.clock.now())
        return {"items": figures_in_words(figures, today, language_of(request))}

    @parameters.route(
        "POST",
        "/parameters/<name>",
        right=Right.EDIT_REFERENCE,
        body=NewParameterSchema,
        answer=ParameterSchema,
        status=201,
    )
    def post_parameter(caller: Caller, name: str, body: dict[str, Any]) -> dict[str, Any]:
        """Set a figure from a day on. Rows are only added; the same day again counts instead."""
        set_parameter(
            name,
            body["valid_from"],
            body["value"],
            body["source"],
            caller,
            house.settings.province,
            house.new_uow(),
            house.clock,
        )
        with house.new_uow() as uow:
            figures = uow.figures.parameters()
        today = day_of(house.clock.now())
        return figure_in_words(DEFINITIONS[name], figures, today, language_of(request))

    return parameters
