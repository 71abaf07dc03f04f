"""How does a test get a body for a register? Each is right as it stands; change one thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from tests.builders.province import TheTown
from tests.builders.registers import CITY, a_uscc
from tests.builders.web import Web
from tracker.store.divisions_file import shipped_divisions
from tracker.store.models.division import DivisionRow


def _organisation(_town: TheTown) -> dict[str, Any]:
    return {"code": a_uscc(777), "name": "新来的公司", "division": CITY}


def _site(town: TheTown) -> dict[str, Any]:
    return {
        "code": "NEW-SITE",
        "organisation": town.point.code,
        "name": "新网点",
        "division": "420106",
        "roles": ["collector"],
    }


def _licence(town: TheTown) -> dict[str, Any]:
    return {
        "code": "4201069999",
        "organisation": town.point.code,
        "scope": ["collect", "store"],
        "waste_codes": ["900-052-31"],
        "capacity_kg": "30000000",
        "valid_from": "2026-01-01",
        "valid_until": "2028-12-31",
    }


def _vehicle(town: TheTown) -> dict[str, Any]:
    return {"code": "鄂A·12345", "organisation": town.point.code, "tight": True}


def _model(town: TheTown) -> dict[str, Any]:
    return {
        "code": "NEW-MODEL",
        "organisation": town.point.code,
        "name": "6-QW-80",
        "category": "SLI",
        "battery_class": "I",
        "nominal_mass_kg": "19.5",
        "lead_share": "0.61",
        "source": "data sheet 3",
        "valid_from": "2026-01-01",
    }


def _agreement(town: TheTown) -> dict[str, Any]:
    return {
        "code": "AGREEMENT-1",
        "organisation": town.producer.code,
        "collector": town.point.code,
        "route": "cooperative",
        "valid_from": "2026-01-01",
    }


def _declaration(town: TheTown) -> dict[str, Any]:
    return {
        "code": "SALES-2025-I",
        "organisation": town.point.code,
        "year": 2025,
        "battery_class": "I",
        "sold_in": "420000",
        "mass_kg": "150000",
        "pieces": 10_000,
    }


def _enterprise(town: TheTown) -> dict[str, Any]:
    return {
        "code": "DEMO-1",
        "organisation": town.recycler.code,
        "project": "GEF/UNDP/FECO",
        "kind": "recycler",
        "valid_from": "2025-01-01",
    }


def _in_force(code: str) -> Callable[[TheTown], dict[str, Any]]:
    """Something of the point's with a number and its days."""
    return lambda town: {
        "code": code,
        "organisation": town.point.code,
        "valid_from": "2026-01-01",
        "valid_until": "2026-12-31",
    }


def _white_listed(town: TheTown) -> dict[str, Any]:
    return {
        "code": "BMD-1",
        "organisation": town.recycler.code,
        "document": "环办固体函〔2025〕136号",
        "source": "通知",
        "valid_from": "2025-04-10",
    }


def _insurance(town: TheTown) -> dict[str, Any]:
    return _in_force("POLICY-1")(town) | {"insurer": "保险公司"}


def _planned_transfer(town: TheTown) -> dict[str, Any]:
    return {
        "code": "PLAN-2026-1",
        "organisation": town.point.code,
        "year": 2026,
        "plan": "GL2026001",
        "waste_code": "900-052-31",
        "receiver": town.recycler.code,
        "mass_kg": "100000",
    }


def _filing(town: TheTown) -> dict[str, Any]:
    return {
        "code": "HZ-2026-09",
        "organisation": town.point.code,
        "kind": "monthly_return",
        "period": "2026-09",
        "filed_on": "2026-10-12",
    }


def _track(town: TheTown) -> dict[str, Any]:
    return {
        "code": "TRACK-1",
        "organisation": town.point.code,
        "vehicle": "鄂A12345",
        "day": "2026-10-30",
        "off_route_km": 2,
    }


def _video(town: TheTown) -> dict[str, Any]:
    return {
        "code": "VIDEO-1",
        "organisation": town.point.code,
        "place": "POINT-1",
        "day": "2026-10-30",
        "gap_hours": 0,
        "kept_days": 90,
    }


#: A right body by the register's address.
BODIES: dict[str, Callable[[TheTown], dict[str, Any]]] = {
    "organisations": _organisation,
    "sites": _site,
    "licences": _licence,
    "vehicles": _vehicle,
    "battery-models": _model,
    "take-back-agreements": _agreement,
    "sales-declarations": _declaration,
    "demonstration-enterprises": _enterprise,
    "white-list-entries": _white_listed,
    "insurances": _insurance,
    "emergency-plans": _in_force("420100-2026-001-L"),
    "planned-transfers": _planned_transfer,
    "filings": _filing,
    "track-summaries": _track,
    "video-summaries": _video,
}


def a_body(town: TheTown, plural: str, **changes: Any) -> dict[str, Any]:
    """A right body with changes; a value of None takes the field out."""
    body = BODIES[plural](town) | changes
    return {name: value for name, value in body.items() if value is not None}


def registered(web: Web, town: TheTown, plural: str, **changes: Any) -> dict[str, Any]:
    """An entry that the bureau has registered, as it was answered."""
    answer = web.post(f"/{plural}", "bureau", a_body(town, plural, **changes))
    assert answer.status_code == 201, answer.get_json()
    body: dict[str, Any] = answer.get_json()
    return body


def a_change(plural: str) -> tuple[str, object]:
    """A field of a register, and something else for it."""
    changes: dict[str, tuple[str, object]] = {
        "organisations": ("note", "moved"),
        "licences": ("scope", ["use"]),
        "vehicles": ("tight", False),
        "battery-models": ("nominal_mass_kg", "20.000"),
        "take-back-agreements": ("route", "own"),
        "sales-declarations": ("pieces", 10_001),
        "demonstration-enterprises": ("kind", "integrated"),
        "white-list-entries": ("source", "另一通知"),
        "insurances": ("insurer", "另一家"),
        "emergency-plans": ("valid_until", "2027-12-31"),
        "planned-transfers": ("plan", "GL2026002"),
        "filings": ("period", "2026"),
        "track-summaries": ("off_route_km", 9),
        "video-summaries": ("gap_hours", 9),
    }
    return changes.get(plural, ("name", "新名称"))


def write_divisions(session: Session, *provinces: str) -> None:
    """The shipped divisions of these provinces (two digits)."""
    session.add_all(
        DivisionRow(
            code=division.code,
            known_from=division.known_from,
            known_until=division.known_until,
            name_zh=division.name_zh,
            name_en=division.name_en or None,
            level=division.level.value,
            parent=division.parent,
            source=division.source,
            certainty=division.certainty.value,
        )
        for division in shipped_divisions()
        if division.code.startswith(provinces)
    )
    session.commit()
