"""What would a bare Flask handler with the same SQL do? The baseline of the manifests' figures.

Served by gunicorn with the same number of workers and threads as ``plumbline serve``. It runs the
statements that ``POST /api/v1/manifests`` and ``GET /api/v1/manifests/{number}`` run, the question
for the caller's token included, with one connection a thread; it judges nothing and says no more
than it read. ``PLUMBLINE_BARE_DSN`` names the database.
"""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from functools import cache
from typing import Any

import orjson
import psycopg
from flask import Flask, Response, request
from psycopg.rows import namedtuple_row
from sqlalchemy import TextClause, text
from sqlalchemy.dialects.postgresql.psycopg import dialect

from tracker.accounts.tokens import token_digest
from tracker.domain.identifiers import provisional_number
from tracker.store.repositories import audit, manifest_statements, receipts

PROVINCE = 42
_HERE = threading.local()
app = Flask(__name__)
_DIALECT = dialect()  # type: ignore[no-untyped-call]  # the toolkit's own
#: Whose token it is.
_TOKEN = text(
    "SELECT a.*, t.scopes, t.expires_at, t.revoked_at FROM token t JOIN account a"
    " ON a.id = t.account_id WHERE t.digest = :digest"
)


@app.get("/readyz")
def readyz() -> str:
    """That it answers."""
    return "ready"


@app.errorhandler(Exception)
def told(error: Exception) -> tuple[str, int]:
    """What went wrong, for whoever measures."""
    return repr(error), 500


def _connection() -> psycopg.Connection[Any]:
    if not hasattr(_HERE, "connection"):
        _HERE.connection = psycopg.connect(os.environ["PLUMBLINE_BARE_DSN"])
        _HERE.connection.execute("SET SESSION ROLE plumbline_app")
        _HERE.connection.execute("SET TimeZone = 'UTC'")
        _HERE.connection.commit()
    found: psycopg.Connection[Any] = _HERE.connection
    return found


@cache
def _sql(statement: TextClause) -> Any:
    return str(statement.compile(dialect=_DIALECT))


def _ask(cursor: psycopg.Cursor[Any], statement: TextClause, **values: object) -> Any:
    return cursor.execute(_sql(statement), values)


def _who(cursor: psycopg.Cursor[Any]) -> Any:
    token = request.headers["Authorization"].partition(" ")[2]
    return _ask(cursor, _TOKEN, digest=token_digest(token)).fetchone()


@app.post("/api/v1/manifests")
def create() -> Response:
    """The statements of a new draft without batteries."""
    body = orjson.loads(request.get_data())
    now, sql = datetime.now(UTC), manifest_statements
    connection = _connection()
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        _who(cursor)
        connection.commit()
        firm, client = body["organisation"], body["client_id"]
        receipt = {"organisation": firm, "client_id": client, "province": PROVINCE}
        _ask(cursor, receipts._FIND, **receipt).fetchone()
        _ask(cursor, sql.ENDS, codes=f"{body['sender']}\n{body['receiver']}").fetchall()
        _ask(cursor, sql.FIRMS, codes=body["carriers"][0]["organisation"]).fetchall()
        id_, serial = _ask(cursor, sql.NEW_IDS).fetchone()
        number = provisional_number.build(str(PROVINCE), now.year, serial)
        row = {"position": 1, "units": [], "aboard": [], "accepted_measured": False}
        waste = {"waste": "900-052-31", "name": "废铅蓄电池", "measured": False}
        rows = [row | waste | {"pieces": 40, "mass_g": 600_000, "hazards": "T,C"}]
        nothing = (
            "copy_of warning approval paper purpose precautions note issued_at loaded_at"
            " departed_at event"
        )
        _ask(
            cursor,
            sql.ADD,
            **dict.fromkeys(nothing.split()),
            id=id_,
            recorded_at=now,
            sender=firm,
            sender_site=body["site"],
            receiver=body["to"],
            receiver_site=body["to_site"],
            turn=firm,
            mass_g=600_000,
            pieces=40,
            version=1,
            province=PROVINCE,
            state=1,
            kind=3,
            leg=1,
            sender_division="420100",
            receiver_division="420100",
            manifest_number=number,
            provisional=number,
            ends=orjson.dumps({"sender": body, "receiver": {}}).decode(),
            carriers=orjson.dumps(body["carriers"]).decode(),
            happened_at=now,
            actor=body["user"],
            organisation=firm,
            confirmation=1,
            step=1,
            said="{}",
            rows=orjson.dumps(rows).decode(),
        )
        line = audit.stamped(body["user"], now, f"manifest {number} drafted")
        chain = {"chain": body["site"], "province": PROVINCE, "at": now}
        _ask(cursor, audit._APPEND, **chain, line=line, actor=body["user"])
        kept = {"digest": b"0", "status": 201, "event": id_, "answer": "{}"}
        _ask(cursor, receipts._KEEP, **receipt, **kept)
    connection.commit()
    return Response(orjson.dumps({"number": number}), 201, mimetype="application/json")


@app.get("/api/v1/manifests/<number>")
def read(number: str) -> Response:
    """The statement of a manifest, as it was read."""
    connection = _connection()
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        _who(cursor)
        row = _ask(cursor, manifest_statements.FIND, number=number).fetchone()
    connection.commit()
    return Response(orjson.dumps(row._asdict()), mimetype="application/json")
