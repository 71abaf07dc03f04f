"""A blueprint whose every route says who may call it, what it takes and what it answers.

The one typed wrapper around flask-smorest: views below it are plain typed functions
``view(caller, ...) -> answer``; a route without a right does not exist unless it says PUBLIC.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import marshmallow as ma
from flask import request
from flask_smorest import Blueprint
from marshmallow import ValidationError

from tracker.domain.caller import Caller
from tracker.domain.errors import Malformed, NotAllowed, NotAuthenticated
from tracker.domain.roles import Right
from tracker.http.faults import faults_of
from tracker.http.house import House
from tracker.http.json_body import read_object
from tracker.http.moment import NOW

#: For the few routes that anybody may call; the route test lists them one by one.
PUBLIC = "public"

View = Callable[..., Any]


class ProblemSchema(ma.Schema):
    """A refusal (RFC 9457): a code for machines, a sentence for people, every fault at once."""

    type = ma.fields.String()
    title = ma.fields.String()
    status = ma.fields.Integer()
    code = ma.fields.String()
    errors = ma.fields.List(ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Raw()))


class ApiBlueprint:
    """Routes of one noun under /api/v1, guarded and documented.

    ``guards`` maps each endpoint and method to the right it asks for, or PUBLIC; the app keeps them
    all in ``app.extensions['guards']`` for the test that walks every route.
    """

    def __init__(self, name: str, house: House, description: str) -> None:
        self.blueprint = Blueprint(name, __name__, url_prefix="/api/v1", description=description)
        self.house = house
        self.guards: dict[tuple[str, str], Right | str] = {}

    def route(
        self,
        method: str,
        rule: str,
        *,
        right: Right | str,
        body: type[ma.Schema] | None = None,
        query: type[ma.Schema] | None = None,
        answer: type[ma.Schema] | None = None,
        status: int = 200,
    ) -> Callable[[View], View]:
        """Register ``view(caller, [path values], [body], [query])`` for a method and a rule.

        The view gets the raw body as ``raw`` too if it asks for that name. What it returns is
        dumped by ``answer`` unless it is a finished Response.
        """

        def decorator(view: View) -> View:
            @functools.wraps(view)
            def guarded(**path: Any) -> Any:
                NOW.set(self.house.clock.now())
                given: dict[str, Any] = dict(path)
                if right != PUBLIC:
                    given["caller"] = self._caller(right)
                if body is not None:
                    raw = read_object(request)
                    given["body"] = _loaded(body, raw)
                    if "raw" in view.__code__.co_varnames:
                        given["raw"] = raw
                if query is not None:
                    given["query"] = _loaded(query, request.args.to_dict())
                return view(**given)

            documented: Any = guarded
            if answer is not None:
                documented = self.blueprint.response(status, answer)(documented)
            else:
                documented = self.blueprint.response(status)(documented)
            documented = self.blueprint.alt_response(422, schema=ProblemSchema)(documented)
            documented = self.blueprint.doc(**_doc(right, body, query))(documented)
            documented.__doc__ = view.__doc__
            endpoint = f"{view.__name__}"
            self.blueprint.route(rule, methods=[method], endpoint=endpoint)(documented)
            self.guards[(f"{self.blueprint.name}.{endpoint}", method)] = right
            return view

        return decorator

    def _caller(self, right: Right | str) -> Caller:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotAuthenticated
        caller = self.house.identify(token.strip(), request.remote_addr or "")
        if not isinstance(right, Right) or not caller.may(right):
            raise NotAllowed
        return caller


@functools.cache
def _schema(kind: type[ma.Schema]) -> ma.Schema:
    return kind(unknown=ma.RAISE)


def _loaded(kind: type[ma.Schema], data: dict[str, Any]) -> Any:
    try:
        return _schema(kind).load(data)
    except ValidationError as error:
        raise Malformed(*faults_of(error.messages)) from error


def _doc(
    right: Right | str, body: type[ma.Schema] | None, query: type[ma.Schema] | None
) -> dict[str, Any]:
    doc: dict[str, Any] = {"security": [] if right == PUBLIC else [{"token": []}]}
    if right != PUBLIC:
        doc["x-right"] = str(right)
    if body is not None:
        doc["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": body}},
        }
    if query is not None:
        doc["parameters"] = [{"in": "query", "schema": query}]
    return doc
