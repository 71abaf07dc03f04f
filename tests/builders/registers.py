"""How does a test get an organisation, a site, a model …? As a row with one thing changed.

Codes count up, so that two calls never make the same thing; nothing is written to a database here.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tracker.domain.identifiers import uscc
from tracker.domain.roles import Role
from tracker.store.models.account import UserRow
from tracker.store.models.division import DivisionRow
from tracker.store.models.licence import LicenceRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.models.programme import BatteryModelRow
from tracker.store.models.site import SiteRow

HOME_PROVINCE = 42
CITY = "420100"
_numbers = count(1)


def a_division(code: str, **changes: Any) -> DivisionRow:
    """A division of a snapshot."""
    fields: dict[str, Any] = {
        "code": code,
        "known_from": date(2023, 6, 30),
        "known_until": None,
        "name_zh": code,
        "level": "province" if code.endswith("0000") else "prefecture",
        "source": "test",
        "certainty": "snapshot",
    }
    return DivisionRow(**fields | changes)


def a_uscc(number: int, division: str = CITY) -> str:
    """A credit code whose check character fits."""
    first17 = f"91{division}MA{number:07d}"
    return first17 + uscc.check_character(first17)


def an_organisation(**changes: Any) -> OrganisationRow:
    number = next(_numbers)
    row: dict[str, Any] = {
        "province": HOME_PROVINCE,
        "code": a_uscc(900_000 + number),
        "name": f"澄湖第{number}公司",
        "name_en": f"Clearlake Company {number}",
        "division": CITY,
    }
    return OrganisationRow(**row | changes)


def a_site(organisation: OrganisationRow, **changes: Any) -> SiteRow:
    """A site of an organisation that already has its id."""
    row: dict[str, Any] = {
        "province": HOME_PROVINCE,
        "code": f"SITE-{next(_numbers)}",
        "organisation_id": organisation.id,
        "name": f"{organisation.name}网点",
        "division": organisation.division,
        "roles": [Role.COLLECTOR.value],
    }
    return SiteRow(**row | changes)


def an_account(organisation: OrganisationRow | None, **changes: Any) -> UserRow:
    """A person who may log in; None: of an office."""
    login = f"person-{next(_numbers)}"
    row: dict[str, Any] = {
        "province": HOME_PROVINCE,
        "login": login,
        "name": login,
        "organisation_id": organisation.id if organisation else None,
        "roles": [Role.COLLECTOR.value],
        "division": organisation.division if organisation else CITY,
        "active": True,
        "loopback_only": False,
    }
    return UserRow(**row | changes)


def a_licence(organisation: OrganisationRow, **changes: Any) -> LicenceRow:
    row: dict[str, Any] = {
        "province": HOME_PROVINCE,
        "code": f"4201{next(_numbers):06d}",
        "organisation_id": organisation.id,
        "scope": ["collect", "store", "use"],
        "waste_codes": ["900-052-31"],
        "capacity_g": 100_000 * 1_000_000,
        "valid_from": date(2024, 1, 1),
        "valid_until": date(2028, 12, 31),
    }
    return LicenceRow(**row | changes)


def a_model(producer: OrganisationRow, **changes: Any) -> BatteryModelRow:
    """A starter battery of 15 kg, class I, three fifths of it lead."""
    row: dict[str, Any] = {
        "province": HOME_PROVINCE,
        "code": f"MODEL-{next(_numbers)}",
        "organisation_id": producer.id,
        "name": "6-QW-60",
        "category": "SLI",
        "battery_class": "I",
        "nominal_mass_g": 15_000,
        "lead_share": 620_000,
        "source": "data sheet",
        "valid_from": date(2020, 1, 1),
    }
    return BatteryModelRow(**row | changes)
