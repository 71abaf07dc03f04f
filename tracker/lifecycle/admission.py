"""Which codes of a scanned set may take the step, which may not, and why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.errors import Fault
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Unit, UnitKind
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.unit_steps import ANNOUNCED, Step, allowed_scans, rows_for, step_for

#: In these states a unit is in the keeping of its site's organisation, and of nobody else.
KEPT = frozenset({S.COLLECTED, S.IN_STORAGE, S.RECEIVED, S.DISPATCHED})


@dataclass(slots=True)
class Admission:
    """``steps`` pairs each admitted known unit with its step; ``newcomers`` are codes nobody knew,
    or knew only from an entry that was voided."""

    steps: list[tuple[Unit, Step]] = field(default_factory=list)
    newcomers: list[str] = field(default_factory=list)
    newcomer_step: Step | None = None
    refused: dict[str, Fault] = field(default_factory=dict)


def admit(
    kind: K,
    codes: Sequence[str],
    units: Mapping[str, Unit],
    place: Place,
    roles: frozenset[Role],
    *,
    out_of: int | None = None,
    container_codes: Mapping[int, str] | None = None,
    late: Mapping[int, Step] | None = None,
    announced: Collection[str] = (),
) -> Admission:
    """Judge a set: the step table is asked once per distinct kind and state, not once per code.

    ``out_of`` is the container that an unpack takes units from; ``container_codes`` names
    containers by id, for the refusals. ``late`` holds the steps of units in whose past this scan
    fits, by id: where they stand now does not matter then. ``announced`` are codes that another
    province's authority said are on their way here.
    """
    found = Admission(newcomer_step=step_for(kind, UnitKind.BATTERY, None, roles, elsewhere=True))
    asked: dict[tuple[UnitKind, S, int | None, int | None], Step | None] = {}
    places: dict[int, int] = {}
    takes: dict[tuple[object, ...], Step] = {}
    simple = not late and len({unit.id for unit in units.values()}) == len(units)
    for position, code in enumerate(codes):
        unit = units.get(code)
        if simple and unit is not None and (same := takes.get(unit[2:7])) is not None:
            found.steps.append((unit, same))  # as one before it, a thousand times a truck
            continue
        first = position if unit is None else places.setdefault(unit.id, position)
        if first != position:  # two codes of one unit
            found.refused[code] = Fault("duplicate_code", params={"code": code, "first": first})
            continue
        voided = unit is not None and unit.state is S.VOIDED
        told = code in announced
        may_enter = told or kind not in ANNOUNCED
        enters = found.newcomer_step is not None and may_enter
        if unit is None or (voided and enters and _enters_again(unit, told)):
            if not enters:
                found.refused[code] = Fault(_stranger(kind), params={"code": code})
            else:
                found.newcomers.append(code)
            continue
        if late and unit.id in late:
            found.steps.append((unit, late[unit.id]))
            continue
        if unit.container is not None and unit.container != out_of:
            box = (container_codes or {}).get(unit.container, "?")
            found.refused[code] = Fault("inside_container", params={"code": code, "container": box})
            continue
        key = (unit.kind, unit.state, unit.site, unit.owner)
        if key not in asked:
            asked[key] = _step(kind, unit, place, roles)
        step = asked[key]
        if step is None:
            found.refused[code] = _why_not(kind, code, unit, place, roles)
        else:
            found.steps.append((unit, step))
            takes[unit[2:7]] = step
    return found


def _step(kind: K, unit: Unit, place: Place, roles: frozenset[Role]) -> Step | None:
    """The step of a loose unit, by nothing but its kind, state, site and owner."""
    step = step_for(kind, unit.kind, unit.state, roles, elsewhere=unit.site != place.site)
    return None if step is not None and _kept_by_others(unit, place, step) else step


def _kept_by_others(unit: Unit, place: Place, step: Step) -> bool:
    return unit.state in KEPT and unit.owner != place.organisation and not step.elsewhere


def _enters_again(unit: Unit, told: bool) -> bool:
    """A battery, or an announced lot, whose first entry was a mistake and voided; it is really
    there."""
    return unit.kind is UnitKind.BATTERY or (told and unit.kind is UnitKind.UNCODED_LOT)


def _stranger(kind: K) -> str:
    """Why a code that nobody knows is refused: at a gate there is something to be done about it."""
    return "not_announced" if kind in ANNOUNCED else "unknown_code"


def _why_not(kind: K, code: str, unit: Unit, place: Place, roles: frozenset[Role]) -> Fault:
    elsewhere = unit.site != place.site
    if step_for(kind, unit.kind, unit.state, roles, elsewhere=elsewhere) is not None:
        return Fault("at_another_site", params={"code": code})
    words = {"kind": kind.value, "state": unit.state.value, "unit_kind": unit.kind.value}
    rows = rows_for(kind, unit.kind, unit.state)
    if rows and not any(step.by & roles for step in rows):
        return Fault("wrong_role", params={"code": code, **words})
    scans = allowed_scans(unit.kind, unit.state, roles, elsewhere=elsewhere)
    allowed = ", ".join(scan.value for scan in scans) or "-"
    return Fault("wrong_state", params={"code": code, "allowed": allowed, **words})
