"""From refusals of the trade to answers on the wire: application/problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from tracker.domain import errors as e
from tracker.domain.faults import FAULTS
from tracker.http.language import language_of
from tracker.i18n.catalogue import translate
from tracker.store.refusals import DatabaseError, refusal_of

log = structlog.get_logger()

#: One row per refusal; whatever has no row here is answered with 422.
STATUS: dict[type[e.DomainError], int] = {
    e.BrokenJson: 400,
    e.NotAuthenticated: 401,
    e.WrongPassword: 401,
    e.NotAllowed: 403,
    e.NotFound: 404,
    e.UnknownCode: 404,
    e.MethodNotAllowed: 405,
    e.ClientIdReused: 409,
    e.SomeoneWasFaster: 409,
    e.StepRefused: 409,
    e.ApprovalStepRefused: 409,
    e.IncomingClosed: 409,
    e.AlreadyExists: 409,
    e.TooLarge: 413,
    e.WrongContentType: 415,
    e.WrongUploadType: 415,
    e.TooManyAttempts: 429,
    e.DatabaseUnavailable: 503,
    e.DiskFull: 507,
}

_OF_HTTP: dict[int, type[e.DomainError]] = {
    400: e.Malformed,
    404: e.NotFound,
    405: e.MethodNotAllowed,
    413: e.TooLarge,
    415: e.WrongContentType,
}


def problem(error: e.DomainError, language: str) -> dict[str, Any]:
    """The body of a refusal: code, detail in the user's language, and every single fault."""
    detail = translate(type(error).message(), language, **error.params)
    return {
        "type": f"urn:plumbline:problem:{error.code}",
        "title": detail,
        "status": STATUS.get(type(error), 422),
        "code": error.code,
        "errors": [
            {"pointer": f.pointer, "code": f.code, "detail": fault_text(f, language)}
            for f in error.faults
        ],
    }


def fault_text(fault: e.Fault, language: str) -> str:
    """One fault as a sentence in the user's language."""
    return translate(FAULTS.get(fault.code, fault.code), language, **dict(fault.params))


def problem_response(error: e.DomainError, headers: Mapping[str, str] | None = None) -> Response:
    body = problem(error, language_of(request))
    response = Response(orjson.dumps(body), body["status"], mimetype="application/problem+json")
    if isinstance(error, e.NotAuthenticated):
        response.headers["WWW-Authenticate"] = 'Bearer realm="plumbline"'
    if isinstance(error, e.TooManyAttempts) and "seconds" in error.params:
        response.headers["Retry-After"] = str(error.params["seconds"])
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def of_http(error: HTTPException) -> Response:
    """What HTTP itself refuses, such as an address where nothing is, as a problem."""
    kind = _OF_HTTP.get(error.code or 500)
    if kind is None:
        return Response(status=error.code, headers=error.get_headers())
    params = {"limit": request.max_content_length} if kind is e.TooLarge else {}
    allow = {name: value for name, value in error.get_headers() if name == "Allow"}
    return problem_response(kind(**params), allow)


def register_errors(app: Flask) -> None:
    """One mapping for all: named refusals, HTTP's own, a database that is away, a full disk."""

    @app.errorhandler(e.DomainError)
    def refused(error: e.DomainError) -> Response:
        return problem_response(error)

    app.register_error_handler(HTTPException, of_http)

    @app.errorhandler(DatabaseError)
    @app.errorhandler(OSError)
    def of_machine(error: DatabaseError | OSError) -> Response:
        refusal = refusal_of(error)
        if refusal is None:
            raise error
        log.error("the machine refused", problem=str(getattr(error, "orig", error)))
        return problem_response(refusal)
