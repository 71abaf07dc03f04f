"""How do the registers of the demonstration become rows?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from tracker.demo.catalogue import SOURCE, TYPES
from tracker.demo.census import DEMO_PASSWORD
from tracker.demo.land import HOME
from tracker.demo.registers import Declaration, Registers
from tracker.demo.written import Ids, Written
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.programme import CoordinateSystem
from tracker.store.models.account import UserRow
from tracker.store.models.licence import LicenceRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.models.programme import (
    BatteryModelRow,
    DemonstrationEnterpriseRow,
    SalesDeclarationRow,
    TakeBackAgreementRow,
)
from tracker.store.models.site import SiteRow
from tracker.store.models.vehicle import VehicleRow
from tracker.store.unit_of_work import Sessions

PROJECT = "中国再生铝、铅、锌、锂行业绿色生产与可持续发展项目（演示）"
_P = {"province": HOME}


def write_registers(
    sessions: Sessions,
    registers: Registers,
    name: str,
    hash_password: Callable[[str], str],
) -> Written:
    """All registers but the declarations, in one transaction; ids are the database's.

    ``name`` tells this make-believe province from others.
    """
    with sessions() as session:
        organisations = [
            OrganisationRow(
                code=one.code,
                name=one.name.zh,
                name_en=one.name.en,
                division=one.division,
                note=f"演示数据 demonstration: {name}",
                **_P,
            )
            for one in registers.organisations
        ]
        session.add_all(organisations)
        session.flush()
        ids = {row.code: row.id for row in organisations}
        sites = list(_sites(registers, ids))
        models = list(_models(registers, ids))
        accounts = [
            UserRow(
                login=one.login,
                name=one.name,
                password_hash=hash_password(DEMO_PASSWORD) if one.for_people else None,
                organisation_id=ids[one.organisation] if one.organisation else None,
                roles=[role.value for role in one.roles],
                division=one.division,
                loopback_only=True,
                **_P,
            )
            for one in registers.accounts
        ]
        for rows in (sites, models, accounts, _licences(registers, ids), _others(registers, ids)):
            session.add_all(rows)
            session.flush()
        found = Ids(
            ids,
            {row.code: row.id for row in sites},
            {row.code: row.id for row in models},
            {row.login: row.id for row in accounts},
        )
        session.commit()
    return Written.of(registers, found)


def write_declarations(
    sessions: Sessions, declarations: Iterable[Declaration], written: Written
) -> None:
    """What the makers declared; known only when all sales are."""
    with sessions() as session:
        session.add_all(
            SalesDeclarationRow(
                code=one.code,
                organisation_id=written.organisations[one.organisation],
                year=one.year,
                battery_class=one.battery_class,
                sold_in=one.sold_in,
                mass_g=one.mass_g,
                pieces=one.pieces,
                **_P,
            )
            for one in declarations
        )
        session.commit()


def _sites(registers: Registers, ids: dict[str, int]) -> Iterable[SiteRow]:
    for one in registers.sites:
        yield SiteRow(
            code=one.code,
            organisation_id=ids[one.organisation],
            name=one.name.zh,
            name_en=one.name.en,
            division=one.division,
            roles=[role.value for role in one.roles],
            longitude=Decimal(str(one.longitude)),
            latitude=Decimal(str(one.latitude)),
            coordinate_system=CoordinateSystem.WGS84.value,
            capacity_g=one.capacity_g,
            **_P,
        )


def _models(registers: Registers, ids: dict[str, int]) -> Iterable[BatteryModelRow]:
    first = min(one.valid_from for one in registers.licences)
    for one in TYPES:
        yield BatteryModelRow(
            code=one.code,
            organisation_id=ids[registers.makers[one.brand]],
            name=one.name,
            category=one.category.value,
            battery_class=one.battery_class.value,
            nominal_mass_g=one.mass_g,
            lead_share=one.lead_share,
            source=SOURCE,
            valid_from=first,
            **_P,
        )


def _licences(registers: Registers, ids: dict[str, int]) -> list[LicenceRow]:
    return [
        LicenceRow(
            code=one.code,
            organisation_id=ids[one.organisation],
            scope=[way.value for way in one.scope],
            waste_codes=[WASTE_LEAD_BATTERIES],
            capacity_g=one.capacity_g,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            **_P,
        )
        for one in registers.licences
    ]


def _others(
    registers: Registers, ids: dict[str, int]
) -> list[VehicleRow | TakeBackAgreementRow | DemonstrationEnterpriseRow]:
    return [
        *(
            VehicleRow(
                code=one.code,
                organisation_id=ids[one.organisation],
                permit=one.permit,
                permit_until=one.permit_until,
                tight=True,
                **_P,
            )
            for one in registers.vehicles
        ),
        *(
            TakeBackAgreementRow(
                code=one.code,
                organisation_id=ids[one.organisation],
                collector_id=ids[one.collector],
                route=one.route.value,
                valid_from=one.valid_from,
                **_P,
            )
            for one in registers.agreements
        ),
        *(
            DemonstrationEnterpriseRow(
                code=one.code,
                organisation_id=ids[one.organisation],
                project=PROJECT,
                kind=one.kind.value,
                valid_from=one.valid_from,
                **_P,
            )
            for one in registers.enterprises
        ),
    ]
