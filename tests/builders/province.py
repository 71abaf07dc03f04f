"""Who lives in the town in which most tests play?

One of each: maker, shops, collection points, station, carrier, smelter and bureau, with readable
codes (MAKER-1, SHOP-1 …), written by plain inserts, so that a test starts with what it is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from tests.builders.registers import (
    HOME_PROVINCE,
    a_licence,
    a_model,
    a_site,
    a_uscc,
    an_account,
    an_organisation,
)
from tests.builders.scans import a_caller, scan
from tests.fakes.clock import FixedClock
from tracker.domain.answer import ScanAnswer
from tracker.domain.caller import Caller
from tracker.domain.identifiers import container_label
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind
from tracker.domain.unit import Unit
from tracker.store.models.account import UserRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.models.site import SiteRow
from tracker.store.unit_of_work import SqlUnitOfWork

#: Waste lead-acid batteries in the national list.
WASTE_BATTERIES = "900-052-31"


@dataclass(frozen=True, slots=True)
class Firm:
    """An organisation with its sites (code -> id) and the person who scans for it."""

    organisation: int
    code: str
    caller: Caller
    sites: dict[str, int]

    @property
    def site(self) -> str:
        return next(iter(self.sites))


@dataclass(frozen=True, slots=True)
class TheTown:
    """The people, and what a test does with them: they scan, and the books are looked up."""

    uow_factory: Callable[[], SqlUnitOfWork]
    clock: FixedClock
    producer: Firm
    shop: Firm
    other_shop: Firm
    point: Firm
    other_point: Firm
    station: Firm
    carrier: Firm
    recycler: Firm
    bureau: Caller
    model: str
    heavy_model: str

    def scan(self, firm: Firm, kind: ScanKind, *codes: str, **fields: Any) -> ScanAnswer:
        """Somebody of ``firm`` scans at its first site, unless ``site`` names another."""
        given = {"site": firm.site, "kind": kind, "codes": codes} | fields
        return scan(self.uow_factory, self.clock, firm.caller, **given)

    def unit(self, code: str) -> Unit:
        """A battery, box or lot as the books have it now."""
        with self.uow_factory() as uow:
            return uow.units.locked([code])[code]

    def box(self, serial: int = 1) -> str:
        """The label of a box of the collection point."""
        return container_label.build(
            self.point.code, WASTE_BATTERIES, self.clock.now().date(), serial
        )


#: name, roles, codes of the sites
_FIRMS = (
    ("producer", {Role.PRODUCER}, ("MAKER-1",)),
    ("shop", {Role.SELLER}, ("SHOP-1",)),
    ("other_shop", {Role.SELLER}, ("SHOP-2",)),
    ("point", {Role.COLLECTOR}, ("POINT-1", "POINT-1B")),
    ("other_point", {Role.COLLECTOR}, ("POINT-2",)),
    ("station", {Role.STATION}, ("STATION-1",)),
    ("carrier", {Role.CARRIER}, ("FLEET-1",)),
    ("recycler", {Role.RECYCLER}, ("SMELTER-1",)),
)
_LICENSED = ("station", "recycler")


def build_the_town(sessions: sessionmaker[Session], clock: FixedClock) -> TheTown:
    """Write the town into the database of these sessions."""
    with sessions() as session:
        rows = [
            an_organisation(code=a_uscc(number), name_en=name)
            for number, (name, _roles, _sites) in enumerate(_FIRMS, 1)
        ]
        session.add_all(rows)
        session.flush()
        folk = [
            _folk(row, roles, sites) for row, (_, roles, sites) in zip(rows, _FIRMS, strict=True)
        ]
        session.add_all([one for person, sites in folk for one in (person, *sites)])
        for row in rows:
            if row.name_en in _LICENSED:
                session.add(a_licence(row, valid_from=date(2024, 1, 1)))
            if row.name_en == "producer":
                session.add(a_model(row, code="MODEL-60"))
                session.add(a_model(row, code="MODEL-90", nominal_mass_g=22_000))
        session.flush()
        firms = {
            name: _firm(row, roles, *some)
            for row, (name, roles, _), some in zip(rows, _FIRMS, folk, strict=True)
        }
        office = an_account(None, login="bureau", roles=[Role.BUREAU_PROVINCE.value])
        session.add(office)
        session.commit()
        bureau = a_caller(Role.BUREAU_PROVINCE, user=office.id, login="bureau", organisation=None)
    return TheTown(
        uow_factory=lambda: SqlUnitOfWork(sessions, HOME_PROVINCE),
        clock=clock,
        bureau=bureau,
        model="MODEL-60",
        heavy_model="MODEL-90",
        **firms,
    )


def _folk(
    row: OrganisationRow, roles: set[Role], codes: tuple[str, ...]
) -> tuple[UserRow, list[SiteRow]]:
    words = sorted(role.value for role in roles)
    sites = [a_site(row, code=code, roles=words) for code in codes]
    return an_account(row, login=f"{row.name_en}", roles=words), sites


def _firm(row: OrganisationRow, roles: set[Role], person: UserRow, sites: list[SiteRow]) -> Firm:
    caller = a_caller(*roles, user=person.id, login=person.login, organisation=row.id)
    return Firm(row.id, row.code, caller, {site.code: site.id for site in sites})
