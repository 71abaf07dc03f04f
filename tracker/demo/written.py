"""Who may scan where, once the registers are written and everything has its id?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from tracker.demo.catalogue import TYPES
from tracker.demo.registers import Registers
from tracker.domain.caller import Caller
from tracker.domain.place import Place
from tracker.domain.roles import rights_of
from tracker.rules.scan_findings import HeldLicence
from tracker.rules.vehicle_findings import Vehicle
from tracker.usecases.ports import Model


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of organisations, sites and models by code, of accounts by login."""

    organisations: Mapping[str, int]
    sites: Mapping[str, int]
    models: Mapping[str, int]
    accounts: Mapping[str, int]


@dataclass(slots=True)
class Written:
    """Callers by credit code, places and models by code, licences by id of their organisation."""

    organisations: Mapping[str, int]
    callers: dict[str, Caller] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)
    licences: dict[int, tuple[HeldLicence, ...]] = field(default_factory=dict)
    vehicles: dict[str, Vehicle] = field(default_factory=dict)

    @classmethod
    def of(cls, registers: Registers, ids: Ids) -> Self:
        """The registers as use cases see them."""
        written = cls(ids.organisations)
        for site in registers.sites:
            written.places[site.code] = Place(
                ids.sites[site.code],
                site.code,
                ids.organisations[site.organisation],
                site.organisation,
                frozenset(site.roles),
                site.division,
                site.capacity_g,
            )
        for kind in TYPES:
            written.models[kind.code] = Model(
                ids.models[kind.code], kind.mass_g, kind.battery_class, kind.lead_share
            )
        for account in registers.accounts:
            if account.organisation is not None:
                roles = frozenset(account.roles)
                written.callers[account.organisation] = Caller(
                    ids.accounts[account.login],
                    account.login,
                    ids.organisations[account.organisation],
                    roles,
                    account.division,
                    rights_of(roles),
                )
        for licence in registers.licences:
            keeper = ids.organisations[licence.organisation]
            held = HeldLicence(licence.valid_from, licence.valid_until, frozenset(licence.scope))
            written.licences[keeper] = (held, *written.licences.get(keeper, ()))
        for lorry in registers.vehicles:
            written.vehicles[lorry.code] = Vehicle(
                lorry.code, lorry.permit, lorry.permit_until, tight=True
            )
        return written
