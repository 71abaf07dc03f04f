"""How every register is served: list, one, new, amended; each noun's file names its register."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request

from tracker.api.schemas.registers import REGISTER_SCHEMAS, EntriesQuerySchema
from tracker.domain import region
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, NotFound
from tracker.domain.register import Register
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of_registers
from tracker.http.blueprint import ApiBlueprint
from tracker.http.errors import fault_text
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import key_of, page_of, text_part
from tracker.store.queries.registers import Shown, Wanted, listed, shown
from tracker.usecases.keep_register import Kept, amend_entry, register_entry


def register_blueprint(house: House, register: Register, description: str) -> ApiBlueprint:
    """GET and POST /api/v1/<plural>, GET and PUT /api/v1/<plural>/<code>."""
    entries = ApiBlueprint(register.plural, house, description)
    _asking(entries, house, register)
    _keeping(entries, house, register)
    return entries


def _asking(entries: ApiBlueprint, house: House, register: Register) -> None:
    """Entries are listed and shown."""
    schemas = REGISTER_SCHEMAS[register.noun]

    @entries.route(
        "GET",
        f"/{register.plural}",
        right=Right.READ,
        query=EntriesQuerySchema,
        answer=schemas.page,
    )
    def get_entries(caller: Caller, query: dict[str, Any]) -> Response:
        """List what the caller may see, by code."""
        after = key_of(query.get("cursor"), text_part)
        division = query.get("division")
        wanted = Wanted(
            limit=query["limit"],
            q=query.get("q"),
            organisation=query.get("organisation"),
            division=division and region.short_code(division),
            after=after[0] if after else None,
        )
        with house.sessions() as session:
            found = listed(session, register, sight_of_registers(caller), wanted)
        page, following = page_of(found, wanted.limit, lambda entry: [entry.values["code"]])
        items = [_written(register, entry) for entry in page]
        return _answered({"items": items, "next": following}, 200)

    @entries.route("GET", f"/{register.plural}/<code>", right=Right.READ, answer=schemas.shown)
    def get_entry(caller: Caller, code: str) -> Response:
        """Show one entry, as it can be sent back amended."""
        return _answered(_one(house, register, caller, code), 200)


def _keeping(entries: ApiBlueprint, house: House, register: Register) -> None:
    """Entries are registered and amended, by whoever keeps the register."""
    schemas = REGISTER_SCHEMAS[register.noun]
    keepers = (Right.EDIT_OWN, Right.EDIT_REFERENCE) if register.own else Right.EDIT_REFERENCE

    @entries.route(
        "POST",
        f"/{register.plural}",
        right=keepers,
        body=schemas.new,
        answer=schemas.shown,
        status=201,
    )
    def post_entry(caller: Caller, body: dict[str, Any], faults: list[Fault]) -> Response:
        """Register a new entry. What is odd but may be true is kept, with warnings."""
        kept = register_entry(register, body, faults, caller, house.new_uow(), house.clock)
        return _kept(register, kept, 201)

    @entries.route(
        "PUT",
        f"/{register.plural}/<code>",
        right=keepers,
        body=schemas.amended,
        answer=schemas.shown,
    )
    def put_entry(caller: Caller, code: str, body: dict[str, Any], faults: list[Fault]) -> Response:
        """Replace an entry by what is sent; ``version`` is the one that was read."""
        version = body.pop("version", None)
        uow = house.new_uow()
        code = _askable(code)
        kept = amend_entry(register, code, version, body, faults, caller, uow, house.clock)
        return _kept(register, kept, 200)


def _askable(code: str) -> str:
    """A code that the database can be asked for; it holds no NUL, for one."""
    if not code.isprintable():
        raise NotFound
    return code


def _one(house: House, register: Register, caller: Caller, code: str) -> dict[str, Any]:
    with house.sessions() as session:
        found = shown(session, register, sight_of_registers(caller), _askable(code))
    if found is None:
        raise NotFound
    return _written(register, found)


def _written(register: Register, entry: Shown) -> dict[str, Any]:
    """An entry as it travels. The version comes with the whole only: names cannot be amended."""
    written = {
        field.name: None if value is None else field.kind.write(value)
        for field in register.fields
        if field.key in entry.values
        for value in (entry.values[field.key],)
    }
    return {**written, "version": entry.version} if entry.whole else written


def _kept(register: Register, kept: Kept, status: int) -> Response:
    body = _written(register, Shown(kept.values, kept.version, whole=True))
    language = language_of(request)
    if kept.notes:
        body["warnings"] = [
            {"pointer": note.pointer, "code": note.code, "detail": fault_text(note, language)}
            for note in kept.notes
        ]
    return _answered(body, status)


def _answered(body: dict[str, Any], status: int) -> Response:
    return Response(orjson.dumps(body), status, mimetype="application/json")
