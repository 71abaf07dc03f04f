"""Which table keeps which register, and which column which field?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table

from tracker.domain.register import Refers, Register
from tracker.domain.registers import REGISTERS
from tracker.store import models  # noqa: F401  fills the metadata
from tracker.store.base import Base

ORGANISATION: Table = Base.metadata.tables["organisation"]


class RegisterTable:
    """A register's table joined with the organisations its entries belong to.

    ``columns`` gives each field's key the column that holds its value (an organisation's code, not
    its id); ``stored`` the column of the table itself.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self.table: Table = Base.metadata.tables[register.noun]
        self.joined: FromClause = self.table
        self.columns: dict[str, ColumnElement[Any]] = {}
        self.stored: dict[str, ColumnElement[Any]] = {}
        self.organisations: dict[str, Any] = {}  # key -> the organisation's row, joined
        for field in register.fields:
            if field.refers is not Refers.ORGANISATION:
                self.columns[field.key] = self.stored[field.key] = self.table.c[field.key]
                continue
            organisation = ORGANISATION.alias(field.key)
            stored = self.table.c[f"{field.key}_id"]
            self.joined = self.joined.join(organisation, organisation.c.id == stored)
            self.organisations[field.key] = organisation
            self.columns[field.key] = organisation.c.code
            self.stored[field.key] = stored

    @property
    def parties(self) -> list[ColumnElement[int]]:
        """The ids of the organisations an entry belongs to."""
        if not self.register.parties:
            return [self.table.c.id]
        return [self.stored[key] for key in self.register.parties]

    @property
    def divisions(self) -> list[ColumnElement[str]]:
        """The divisions in which an entry lies: its own, and those of its organisations."""
        own = [self.table.c.division] if "division" in self.table.c else []
        return own + [organisation.c.division for organisation in self.organisations.values()]


#: By the register's noun.
REGISTER_TABLES = {register.noun: RegisterTable(register) for register in REGISTERS}
