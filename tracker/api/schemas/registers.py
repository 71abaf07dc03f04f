"""Entries of the registers as they travel: schemas made from the registers' own rows."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import ValidationError

from tracker.api.schemas.paging import PageSchema
from tracker.domain import register_kinds as kind
from tracker.domain.errors import Fault
from tracker.domain.register import Register
from tracker.domain.register_kinds import Kind, Unfit
from tracker.domain.registers import REGISTERS

_VERSION = kind.number(1, 2**53)


class KindField(ma.fields.Field[Any]):
    """A field that reads and writes as its kind does."""

    def __init__(self, kind: Kind, **more: Any) -> None:
        described = dict(kind.schema)
        if more.get("allow_none") and "enum" in described:
            described["enum"] = [*kind.schema["enum"], None]  # type: ignore[misc]
        super().__init__(metadata=described, **more)
        self.kind = kind

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> object:
        try:
            return self.kind.read(value)
        except Unfit as error:
            raise ValidationError(_messages(error.faults)) from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> object:
        return None if value is None else self.kind.write(value)


def _messages(faults: tuple[Fault, ...]) -> Any:
    """Faults of the value itself as a list, those of its parts under their places."""
    if all(not fault.pointer for fault in faults):
        return list(faults)
    return {int(fault.pointer[1:]): [Fault(fault.code, "", fault.params)] for fault in faults}


class EntriesQuerySchema(PageSchema):
    """Which entries are wanted."""

    q = KindField(kind.words(100))
    organisation = KindField(kind.CODE)
    division = KindField(kind.DIVISION)


class NoteSchema(ma.Schema):
    """What is odd about an entry that was kept all the same."""

    pointer = ma.fields.String()
    code = ma.fields.String()
    detail = ma.fields.String()


class RegisterSchemas:
    """The schemas of one register: a new entry, an amended one, one shown, and a page of them."""

    def __init__(self, register: Register) -> None:
        name = register.noun.title().replace("_", "")
        keeper = register.keeper
        # Whose it is need not be said by those who keep only their own.
        self.new = _made(
            f"New{name}",
            register,
            {f.name for f in register.fields if f.needed and f is not keeper},
        )
        # A code that cannot change may be sent back as it was read, or left out.
        self.amended = _made(
            f"Amended{name}",
            register,
            {f.name for f in register.fields if f.needed and not f.fixed},
            {"version": KindField(_VERSION, required=True)},
        )
        warnings = ma.fields.List(ma.fields.Nested(NoteSchema))
        more = {"version": KindField(_VERSION), "warnings": warnings}
        self.shown = _made(name, register, set(), more)
        page: dict[str, ma.fields.Field[Any]] = {
            "items": ma.fields.List(ma.fields.Nested(self.shown)),
            "next": ma.fields.String(allow_none=True),
        }
        self.page: type[ma.Schema] = ma.Schema.from_dict(page, name=f"{name}Page")


def _made(
    name: str,
    register: Register,
    needed: set[str],
    more: dict[str, ma.fields.Field[Any]] | None = None,
) -> type[ma.Schema]:
    fields: dict[str, ma.fields.Field[Any]] = {
        f.name: KindField(
            f.kind, attribute=f.key, required=f.name in needed, allow_none=f.name not in needed
        )
        for f in register.fields
    }
    return ma.Schema.from_dict({**fields, **(more or {})}, name=name)


#: By the register's noun; made once, whatever number of applications there are.
REGISTER_SCHEMAS = {register.noun: RegisterSchemas(register) for register in REGISTERS}
