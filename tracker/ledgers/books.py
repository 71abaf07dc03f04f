"""What do rows of a ledger find in the books? Looked up once for many rows together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.domain.caller import Caller
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitState
from tracker.ledgers.form import Form, KnownUnit, Row
from tracker.lifecycle.unit_steps import scans_of
from tracker.store.driver import Driver
from tracker.store.queries.import_lookups import site_licensed, site_named, units_by_code
from tracker.store.repositories.places import SqlPlaces
from tracker.store.unit_of_work import Sessions


@dataclass(slots=True)
class HouseBooks:
    """See ``tracker.ledgers.form.Books``. ``tolerance_ppm`` is the share by which two masses of one
    thing may differ. What was asked once is remembered; units are those of one set of rows, whose
    ``codes`` were looked up."""

    sessions: Sessions
    caller: Caller
    organisation: str
    site: str | None
    tolerance_ppm: int
    codes: Set[str] = frozenset()
    _units: Mapping[str, Any] = field(default_factory=dict)
    _coming: dict[str, KnownUnit] = field(default_factory=dict)
    _sites: dict[str, str | None] = field(default_factory=dict)
    _licences: dict[str, str | None] = field(default_factory=dict)
    _scans: dict[str, frozenset[ScanKind]] = field(default_factory=dict)

    def opened_for(self, form: Form, rows: Iterable[Row]) -> HouseBooks:
        """These books with the units that these rows speak of. A code that begins with '*' is one
        of the organisation's own batches."""
        codes = {
            f"{self.organisation}-{code[1:]}" if code.startswith("*") else code
            for row in rows
            for code in form.codes(row.values)
            if code.isprintable()
        }
        with self.sessions() as session:
            return replace(self, codes=codes, _units=units_by_code(session, sorted(codes)))

    def unit(self, code: str) -> KnownUnit | None:
        """What was entered by mistake and voided may enter again: it is as good as unknown."""
        found = self._units.get(code)
        if found is None or found.state is UnitState.VOIDED:
            return self._coming.get(code)
        return KnownUnit(found.kind, found.state, found.mass_g)

    def expect(self, code: str, coming: KnownUnit) -> None:
        self._coming[code] = coming

    def site_named(self, name: str) -> str | None:
        if name not in self._sites:
            with self.sessions() as session:
                self._sites[name] = site_named(session, name, self.caller.organisation)
        return self._sites[name]

    def site_licensed(self, licence: str) -> str | None:
        if licence not in self._licences:
            with self.sessions() as session:
                self._licences[licence] = site_licensed(session, licence)
        return self._licences[licence]

    def may(self, site: str, kind: ScanKind) -> bool:
        if site not in self._scans:
            with self.sessions() as session:
                place = SqlPlaces(Driver(session)).find(site)
            roles = place.acting_roles(self.caller) if place else frozenset()
            self._scans[site] = scans_of(roles)
        return kind in self._scans[site]
