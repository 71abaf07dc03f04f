"""A blueprint whose every route says who may call it, what it takes and what it answers.

The one typed wrapper around flask-smorest: views below it are plain typed functions
``view(caller, ...) -> answer``; a route without a right does not exist unless it says PUBLIC.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import marshmallow as ma
from flask import request
from flask_smorest import Blueprint
from marshmallow import ValidationError

from tracker.domain.caller import Caller
from tracker.domain.errors import (
    Fault,
    Malformed,
    NotAllowed,
    NotAuthenticated,
    WrongUploadType,
)
from tracker.domain.roles import Right
from tracker.http.faults import faults_of
from tracker.http.house import House
from tracker.http.json_body import read_object
from tracker.http.moment import NOW
from tracker.http.sender import sender_of

#: For the few routes that anybody may call; the route test lists them one by one.
PUBLIC = "public"

#: What a route asks for: a right, any one of several, or nothing (PUBLIC).
Asked = Right | tuple[Right, ...] | str

View = Callable[..., Any]


class ProblemSchema(ma.Schema):
    """A refusal (RFC 9457): a code for machines, a sentence for people, every fault at once."""

    type = ma.fields.String()
    title = ma.fields.String()
    status = ma.fields.Integer()
    code = ma.fields.String()
    errors = ma.fields.List(ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Raw()))


class Taken(NamedTuple):
    """What a route asks for and takes; see ``ApiBlueprint.route``."""

    right: Asked
    body: type[ma.Schema] | None
    query: type[ma.Schema] | None
    form: type[ma.Schema] | None
    most_bytes: int | None


class ApiBlueprint:
    """Routes of one noun under /api/v1, guarded and documented.

    ``guards`` maps each endpoint and method to the right it asks for (any one of them if there are
    several), or PUBLIC; the app keeps them all in ``app.extensions['guards']`` for the test that
    walks every route.
    """

    def __init__(self, name: str, house: House, description: str) -> None:
        self.blueprint = Blueprint(name, __name__, url_prefix="/api/v1", description=description)
        self.house = house
        self.guards: dict[tuple[str, str], Asked] = {}

    def route(
        self,
        method: str,
        rule: str,
        *,
        right: Asked,
        body: type[ma.Schema] | None = None,
        query: type[ma.Schema] | None = None,
        form: type[ma.Schema] | None = None,
        most_bytes: int | None = None,
        answer: type[ma.Schema] | None = None,
        status: int = 200,
    ) -> Callable[[View], View]:
        """Register ``view(caller, [path values], [body], [query])`` for a method and a rule.

        The view gets the raw body as ``raw`` too if it asks for that name. If it asks for
        ``faults``, a body that does not fit is no refusal yet: the view gets what could be read and
        what was wrong, and must refuse itself, so that it can tell other faults at the same time.
        ``form`` is a multipart body: the view gets its texts as ``form``, their ``faults``, and
        looks at the files itself. ``most_bytes`` is the most a body may have, if not the house's
        usual limit. What the view returns is dumped by ``answer`` unless it is a finished Response.
        """

        taken = Taken(right, body, query, form, most_bytes)

        def decorator(view: View) -> View:
            wants = frozenset(view.__code__.co_varnames[: view.__code__.co_argcount])

            @functools.wraps(view)
            def guarded(**path: Any) -> Any:
                NOW.set(self.house.clock.now())
                given: dict[str, Any] = dict(path)
                if right != PUBLIC:
                    given["caller"] = self._caller(right)
                given |= _given(taken, wants)
                return view(**given)

            kept = self.blueprint.response(status, answer)(guarded)
            documented: Any = self.blueprint.alt_response(422, schema=ProblemSchema)(kept)
            documented = self.blueprint.doc(**_doc(taken))(documented)
            documented.__doc__ = view.__doc__
            endpoint = f"{view.__name__}"
            self.blueprint.route(rule, methods=[method], endpoint=endpoint)(documented)
            self.guards[(f"{self.blueprint.name}.{endpoint}", method)] = right
            return view

        return decorator

    def _caller(self, right: Asked) -> Caller:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotAuthenticated
        caller = self.house.identify(token.strip(), sender_of(request))
        if not any(isinstance(one, Right) and caller.may(one) for one in _several(right)):
            raise NotAllowed
        return caller


def _several(right: Asked) -> tuple[Right | str, ...]:
    return right if isinstance(right, tuple) else (right,)


@functools.cache
def _schema(kind: type[ma.Schema]) -> ma.Schema:
    return kind(unknown=ma.RAISE)


def _loaded(kind: type[ma.Schema], data: dict[str, Any]) -> tuple[Any, list[Fault]]:
    """What could be read, and what is wrong with the rest."""
    try:
        return _schema(kind).load(data), []
    except ValidationError as error:
        return error.valid_data, list(faults_of(error.messages))


def _given(taken: Taken, wants: frozenset[str]) -> dict[str, Any]:
    """What the request holds for a view that wants these arguments; Malformed for what does not
    fit, unless the view looks at the faults itself."""
    given: dict[str, Any] = {}
    if taken.most_bytes is not None:
        request.max_content_length = taken.most_bytes
    if taken.body is not None:
        raw = read_object(request)
        given["body"], faults = _loaded(taken.body, raw)
        if "faults" in wants:
            given["faults"] = faults
        elif faults:
            raise Malformed(*faults)
        if "raw" in wants:
            given["raw"] = raw
    if taken.form is not None:
        if request.mimetype != "multipart/form-data":
            raise WrongUploadType
        given["form"], given["faults"] = _loaded(taken.form, request.form.to_dict())
    if taken.query is not None:
        args = {name: text for name, text in request.args.items() if name != "lang"}
        given["query"], faults = _loaded(taken.query, args)
        if faults:
            raise Malformed(*faults)
    return given


def _doc(taken: Taken) -> dict[str, Any]:
    is_public = taken.right == PUBLIC
    doc: dict[str, Any] = {"security": [] if is_public else [{"token": []}]}
    if not is_public:
        doc["x-right"] = " | ".join(str(one) for one in _several(taken.right))
    for mimetype, schema in (
        ("multipart/form-data", taken.form),
        ("application/json", taken.body),
    ):
        if schema is not None:
            content = {mimetype: {"schema": schema}}
            doc["requestBody"] = {"required": True, "content": content}
    if taken.query is not None:
        doc["parameters"] = [{"in": "query", "schema": taken.query}]
    return doc
