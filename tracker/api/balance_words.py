"""Balances of mass and flows in words that travel: the same for API, page and command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.api.trace_words import site_in_words
from tracker.domain.mass import kilograms
from tracker.domain.moments import said
from tracker.domain.scan import ScanKind
from tracker.graph.balance import Balance
from tracker.graph.facts import KnownSite
from tracker.usecases.ask_flows import ProvinceFlow, SiteFlow
from tracker.usecases.balance_ports import TreatedMass
from tracker.usecases.mass_balance import DivisionYear, SiteMonth, TreatmentBalance


def treatment_in_words(found: TreatmentBalance) -> dict[str, Any]:
    """A treatment with its mass and its lead."""
    return {
        **_treated(found.treated),
        "site": site_in_words(found.site),
        "mass": _balance(found.mass),
        "lead": _balance(found.lead),
    }


def site_month_in_words(found: SiteMonth) -> dict[str, Any]:
    """A month of a site; ``stock`` compares the books with the last stock take."""
    counted = found.counted
    return {
        "site": site_in_words(found.site),
        "month": f"{found.month:%Y-%m}",
        "opening_kg": kilograms(found.opening_g),
        "closing_kg": kilograms(found.closing_g),
        "in_kg": _kinds(found.came),
        "out_kg": _kinds(found.went),
        "counted": counted
        and {
            "day": counted.day.isoformat(),
            "mass_kg": kilograms(counted.mass_g),
            "unweighed": counted.unweighed,
        },
        "stock": _balance(found.stock),
        "process": _balance(found.process),
        "lead": _balance(found.lead),
        "treatments": [_treated(one) for one in found.treatments],
    }


def division_year_in_words(found: DivisionYear) -> dict[str, Any]:
    """A year of a division, account by account."""
    return {
        "division": found.division,
        "year": found.year,
        "sites": found.sites,
        "accounts": [
            {
                "account": row.account.value,
                "in_kg": kilograms(row.in_g),
                "out_kg": kilograms(row.out_g),
                "change_kg": kilograms(row.change_g),
                "unweighed": row.unweighed,
            }
            for row in found.accounts
        ],
        "residue_kg": kilograms(found.residue_g),
        "road": _balance(found.road),
        "process": _balance(found.process),
    }


def site_flows_in_words(site: KnownSite, flows: Sequence[SiteFlow]) -> dict[str, Any]:
    """What a site sent off, month by month, by the recycler that received it."""
    return {
        "site": site_in_words(site),
        "flows": [
            {
                "month": f"{one.month:%Y-%m}",
                "recycler": site_in_words(one.recycler),
                "last_seen": site_in_words(one.last_seen),
                "hidden": one.hidden,
                "boxes": one.boxes,
                "loose": one.loose,
                "mass_kg": kilograms(one.mass_g),
                "unweighed": one.unweighed,
            }
            for one in flows
        ],
    }


def province_flows_in_words(flows: Sequence[ProvinceFlow]) -> dict[str, Any]:
    """What was dispatched from province to province, month by month."""
    return {
        "flows": [
            {
                "month": f"{one.month:%Y-%m}",
                "from": one.source,
                "to": one.target,
                "pieces": one.pieces,
                "unweighed": one.unweighed,
                "mass_kg": kilograms(one.mass_g),
            }
            for one in flows
        ]
    }


def _balance(one: Balance) -> dict[str, Any]:
    return {
        "in_kg": kilograms(one.in_g),
        "out_kg": kilograms(one.out_g),
        "stock_change_kg": _mass(one.stock_g),
        "unexplained_kg": _mass(one.unexplained_g),
        "tolerance_kg": _mass(one.tolerance_g),
        "uncertainty_kg": _mass(one.uncertainty_g),
        "within_tolerance": one.within,
        "unweighed": one.unweighed,
        "certain": one.certain,
    }


def _treated(one: TreatedMass) -> dict[str, Any]:
    return {
        "event": str(one.event),
        "kind": one.kind.value,
        "happened_at": said(one.happened_at),
        "in_kg": kilograms(one.in_g),
        "out_kg": kilograms(one.out_g),
        "lead_in_kg": kilograms(one.lead_in_g),
        "lead_out_kg": kilograms(one.lead_out_g),
        "not_assayed_kg": kilograms(one.not_assayed_g),
    }


def _kinds(masses: Mapping[ScanKind, int]) -> dict[str, str]:
    return {kind.value: kilograms(mass_g) for kind, mass_g in sorted(masses.items())}


def _mass(mass_g: int | None) -> str | None:
    return None if mass_g is None else kilograms(mass_g)
