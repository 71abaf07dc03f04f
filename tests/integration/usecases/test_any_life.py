"""Whatever people do in whatever order: do rows, histories and containment still agree?

A walk of random scans, some late and some taken back, from a fixed seed. Most are refused, as in
life; what is booked must leave the books in order.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import assert_containment_agrees
from tests.builders.province import Firm, TheTown
from tracker.domain.errors import DomainError
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material, Unit, UnitKind
from tracker.lifecycle.replay import Outcome
from tracker.lifecycle.unit_steps import allowed_scans
from tracker.usecases.past_lives import outcome_of

BATTERIES = ("B1", "B2", "B3", "B4")
STEPS = 80
#: A walk that books less than this does not get anywhere.
FEWEST_BOOKED = 20
#: What would end most lives early.
RARE = frozenset({K.DISMANTLE, K.SMELT, K.LOSE, K.EXPORT, K.SELL, K.DISPOSE})
#: What would need a code of its own.
FORBIDDEN = frozenset({K.RELABEL})


class Walk:
    """Somebody scans something somewhere, again and again."""

    def __init__(self, town: TheTown, seed: int) -> None:
        self.town = town
        self.random = Random(seed)  # noqa: S311  chance that can be repeated
        self.boxes = [town.box(serial) for serial in (1, 2)]
        self.firms = [town.shop, town.point, town.station, town.carrier, town.recycler]
        self.known = list(BATTERIES)
        self.booked: list[tuple[Firm, str, int]] = []

    def step(self) -> None:
        """One scan, or one event taken back; late with a chance of one in eight."""
        now = self.town.clock.pass_by(hours=1)
        if self.booked and self.random.random() < 1 / 10:
            firm, site, event = self.booked.pop(self.random.randrange(len(self.booked)))
            self._try(firm, site, K.VOID, event=event, reason="a slip", at=now)
            return
        late = self.random.random() < 1 / 8
        at = now - timedelta(hours=self.random.randint(1, 30)) if late else now
        code = self.random.choice(self.known)
        unit = self.town.unit(code)
        firm, site = self._somebody(unit)
        kinds = allowed_scans(unit.kind, unit.state, firm.caller.roles)
        kind = self.random.choice([kind for kind in kinds if kind not in FORBIDDEN] or [K.COLLECT])
        if kind in RARE and self.random.random() < 3 / 4:
            kind = K.WEIGH
        if unit.container is not None and self.random.random() < 3 / 4:
            kind = K.UNPACK
        self._try(firm, site, kind, **self._fields(kind, code), at=at)

    def _somebody(self, unit: Unit) -> tuple[Firm, str]:
        """Who keeps the unit, mostly; a carrier works at other people's gates."""
        keepers = [firm for firm in self.firms if firm.organisation == unit.owner]
        firm = self.random.choice(keepers * 6 + self.firms)
        place = self.random.choice(self.firms) if firm is self.town.carrier else firm
        return firm, self.random.choice([*place.sites])

    def _fields(self, kind: K, code: str) -> dict[str, Any]:
        codes = {code, self.random.choice(self.known)}
        match kind:
            case K.PACK:
                return {"codes": sorted(codes), "container": self.random.choice(self.boxes)}
            case K.UNPACK:
                return {"container": self.random.choice(self.boxes)}
            case K.DISMANTLE | K.SMELT:
                lot = Output(f"LOT-{len(self.known)}", Material.PASTE, 1_000)
                return {"codes": [code], "outputs": [lot]}
            case K.LOSE:
                return {"codes": [code], "reason": "gone", "stolen": self.random.random() < 1 / 2}
        return {"codes": sorted(codes)}

    def _try(self, firm: Firm, site: str, kind: K, **fields: Any) -> None:
        codes = fields.pop("codes", ())
        try:
            answer = self.town.scan(firm, kind, *codes, site=site, **fields)
        except DomainError:
            return
        if answer.event is not None and kind is not K.VOID:
            self.booked.append((firm, site, answer.event))
            new = [fields.get("container"), *(lot.code for lot in fields.get("outputs", ()))]
            self.known += [code for code in new if code and code not in self.known]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_walk_every_row_is_what_its_history_says(
    town: TheTown, database: Connection, seed: int
) -> None:
    lives.collected(town, *BATTERIES)
    walk = Walk(town, seed)
    for _ in range(STEPS):
        walk.step()
        assert_containment_agrees(database)
    assert len(walk.booked) >= FEWEST_BOOKED
    lives_told = [(town.unit(code), told(town, code)) for code in codes_of(database)]
    broken = any(outcome.broken for _, outcome in lives_told)
    for unit, outcome in lives_told:
        if unit.kind is UnitKind.CONTAINER and broken:
            continue  # what a box holds is known by its children's lives, and these are in doubt
        stands = (unit.state, unit.site, unit.container)
        assert stands == (outcome.state, outcome.site, outcome.container), unit.code


def codes_of(database: Connection) -> list[str]:
    return list(database.scalars(text("SELECT value FROM unit_code")))


def told(town: TheTown, code: str) -> Outcome:
    """Where the unit's history, told again, leads."""
    unit = town.unit(code)
    with town.uow_factory() as uow:
        return outcome_of(unit, uow.events.history([unit.id]).get(unit.id, []))
