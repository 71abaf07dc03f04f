"""Which codes of a scanned set may take the step, which may not, and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.errors import Fault
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Unit, UnitKind
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.unit_steps import Step, allowed_scans, rows_for, step_for

#: In these states a unit is in the keeping of its site's organisation, and of nobody else.
KEPT = frozenset({S.COLLECTED, S.IN_STORAGE, S.RECEIVED, S.DISPATCHED})


@dataclass(slots=True)
class Admission:
    """``steps`` maps each admitted known unit to its step; ``newcomers`` are codes nobody knew."""

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
) -> Admission:
    """Judge a set: the step table is asked once per distinct kind and state, not once per code.

    ``out_of`` is the container that an unpack takes units from; ``container_codes`` names
    containers by id, for the refusals.
    """
    found = Admission(newcomer_step=step_for(kind, UnitKind.BATTERY, None, roles, elsewhere=True))
    asked: dict[tuple[UnitKind, S, bool], Step | None] = {}
    for code in codes:
        unit = units.get(code)
        if unit is None:
            if found.newcomer_step is None:
                found.refused[code] = Fault("unknown_code", params={"code": code})
            else:
                found.newcomers.append(code)
            continue
        if unit.container is not None and unit.container != out_of:
            box = (container_codes or {}).get(unit.container, "?")
            found.refused[code] = Fault("inside_container", params={"code": code, "container": box})
            continue
        elsewhere = unit.site != place.site
        key = (unit.kind, unit.state, elsewhere)
        if key not in asked:
            asked[key] = step_for(kind, unit.kind, unit.state, roles, elsewhere=elsewhere)
        step = asked[key]
        if step is None:
            found.refused[code] = _why_not(kind, code, unit, roles)
        elif unit.state in KEPT and unit.owner != place.organisation and not step.elsewhere:
            found.refused[code] = Fault("at_another_site", params={"code": code})
        else:
            found.steps.append((unit, step))
    return found


def _why_not(kind: K, code: str, unit: Unit, roles: frozenset[Role]) -> Fault:
    words = {"kind": kind.value, "state": unit.state.value, "unit_kind": unit.kind.value}
    rows = rows_for(kind, unit.kind, unit.state)
    if rows and not any(step.by & roles for step in rows):
        return Fault("wrong_role", params={"code": code, **words})
    allowed = ", ".join(k.value for k in allowed_scans(unit.kind, unit.state, roles)) or "-"
    return Fault("wrong_state", params={"code": code, "allowed": allowed, **words})
