"""Sites, licences and models as a scan needs them: read only, by code."""

from __future__ import annotations

from sqlalchemy import text

from tracker.domain.place import Place
from tracker.domain.programme import LicenceScope
from tracker.domain.roles import Role
from tracker.domain.unit import BatteryClass
from tracker.rules.scan_findings import HeldLicence
from tracker.rules.vehicle_findings import Vehicle
from tracker.store.driver import Driver
from tracker.usecases.ports import Model

_PLACE = text(
    "SELECT s.id, s.code, s.organisation_id, o.code AS organisation_code, s.roles, s.division,"
    " s.capacity_g"
    " FROM site s JOIN organisation o ON o.id = s.organisation_id WHERE s.code = :code"
)
_LICENCES = text(
    "SELECT valid_from, valid_until, scope, waste_codes, code FROM licence"
    " WHERE organisation_id = :organisation"
    " ORDER BY valid_from DESC"
)
_MODEL = text(
    "SELECT id, nominal_mass_g, battery_class, lead_share FROM battery_model WHERE code = :code"
)


_VEHICLE = text("SELECT permit, permit_until, tight FROM vehicle WHERE code = :plate")


class SqlPlaces:
    """See ``tracker.usecases.ports.Places``."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        #: The organisations of the sites that were asked for, for whoever needs them next.
        self.owners: dict[int, int] = {}

    def find(self, code: str) -> Place | None:
        row = self._driver.run(_PLACE, {"code": code}).fetchone()
        if row is None:
            return None
        self.owners[row.id] = row.organisation_id
        return Place(
            site=row.id,
            code=row.code,
            organisation=row.organisation_id,
            organisation_code=row.organisation_code,
            roles=frozenset(Role(role) for role in row.roles),
            division=row.division,
            capacity_g=row.capacity_g,
        )

    def licences(self, organisation: int) -> tuple[HeldLicence, ...]:
        rows = self._driver.run(_LICENCES, {"organisation": organisation})
        return tuple(
            HeldLicence(
                row.valid_from,
                row.valid_until,
                frozenset(LicenceScope(way) for way in row.scope),
                frozenset(row.waste_codes),
                row.code,
            )
            for row in rows.fetchall()
        )

    def vehicle(self, plate: str) -> Vehicle:
        row = self._driver.run(_VEHICLE, {"plate": plate}).fetchone()
        if row is None:
            return Vehicle(plate, None, None, tight=False, known=False)
        return Vehicle(plate, row.permit, row.permit_until, row.tight)

    def model(self, code: str) -> Model | None:
        row = self._driver.run(_MODEL, {"code": code}).fetchone()
        if row is None:
            return None
        return Model(row.id, row.nominal_mass_g, BatteryClass(row.battery_class), row.lead_share)
