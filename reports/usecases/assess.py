"""Who may do what with a recognition, and one step of it: each with role, clock and audit line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from reports.indicators.rate import Flag, Status
from reports.methods.definitions import USUAL, definition_of
from reports.usecases.assessment_ports import Assessment, AssessmentWork
from reports.usecases.assessment_steps import (
    AssessmentHand,
    AssessmentState,
    AssessmentStep,
    StepRow,
    row_of,
    steps_from,
)
from reports.usecases.freeze_rate import OFFICE
from reports.usecases.samples import conclusion_in_words
from reports.usecases.show_rate import reported_year
from tracker.domain.caller import Caller
from tracker.domain.errors import (
    AlreadyExists,
    Fault,
    Malformed,
    NotAllowed,
    NotFound,
    SomeoneWasFaster,
)
from tracker.domain.moments import day_of
from tracker.domain.roles import Right, Role
from tracker.domain.sight import sight_of
from tracker.usecases.ports import Clock

_MOST_TEXT = 2_000


def hands_of(caller: Caller, organisation: int, division: str) -> frozenset[AssessmentHand]:
    """As what the caller acts on a recognition of this organisation."""
    found = set()
    sight = sight_of(caller)
    overseen = sight.division is not None and division.startswith(sight.division)
    if caller.organisation == organisation and caller.may(Right.EDIT_OWN):
        found.add(AssessmentHand.ENTERPRISE)
    if overseen and caller.may(Right.ASSESS) and Role.EVALUATOR in caller.roles:
        found.add(AssessmentHand.EVALUATOR)
    if overseen and caller.may(Right.ASSESS) and Role.BUREAU_PROVINCE in caller.roles:
        found.add(AssessmentHand.BUREAU)
    return frozenset(found)


def sees(caller: Caller, organisation: int, division: str) -> bool:
    sight = sight_of(caller)
    overseen = sight.division is not None and division.startswith(sight.division)
    return overseen or sight.organisation == organisation


def apply_for(
    organisation: int | None, year: int, definition: str | None, caller: Caller,
    uow: AssessmentWork, clock: Clock,
) -> int:  # fmt: skip
    """The enterprise applies for the recognition of its rate of a year; answers the id.

    Raises NotAllowed, Malformed for a definition there is none of and for a year that has not begun
    or of which no rate is told, AlreadyExists.
    """
    if organisation is None or not caller.may(Right.EDIT_OWN):
        raise NotAllowed
    now, row = clock.now(), row_of(AssessmentStep.APPLY)
    rule = definition_of(definition or USUAL)
    faults = []
    if rule is None or not rule.from_records:
        words = {"definition": str(definition)[:100], "choices": USUAL}
        faults.append(Fault("unknown_definition", "/definition", words))
    try:
        reported_year(year, day_of(now).year)
    except Malformed as error:
        faults += error.faults
    if rule is None or faults:
        raise Malformed(*faults)
    with uow:
        due = day_of(now) + timedelta(days=row.days or 0)
        found = Assessment(
            0, organisation, "", "", "", 0, year, rule.id, row.after.value, 1, due_on=due
        )
        id_ = uow.assessments.add(found)
        if id_ is None:
            raise AlreadyExists
        uow.assessments.add_step(id_, 1, caller.user, row.step, row.after, {}, now)
        uow.audit.append(OFFICE, caller.user, now, f"assessment apply id={id_}")
        uow.commit()
    return id_


def take_step(
    id_: int, step: AssessmentStep, said: Mapping[str, object], version: int | None,
    caller: Caller, uow: AssessmentWork, clock: Clock,
) -> None:  # fmt: skip
    """One step. ``said`` holds the fields of the step's row, and may hold a remark.

    Raises NotFound, NotAllowed, SomeoneWasFaster, Malformed with every fault.
    """
    now = clock.now()
    with uow:
        known = uow.assessments.locked(id_)
        if known is None or not sees(caller, known.organisation, known.division):
            raise NotFound
        if version is not None and version != known.version:
            words = {"yours": version, "current": known.version}
            raise SomeoneWasFaster(Fault("stale_version", "/version", words))
        row = _row_for(step, known, caller)
        faults = [
            Fault("required", f"/{name}") for name in row.needs if not _filled(said.get(name))
        ]
        if faults:
            raise Malformed(*faults)
        after, kept = _changed(row, known, said, uow)
        due = None if row.days is None else day_of(now) + timedelta(days=row.days)
        after = replace(after, state=row.after.value, version=known.version + 1, due_on=due)
        if not uow.assessments.save(after):
            raise Malformed(Fault("number_taken", "/number", {"number": after.number}))
        uow.assessments.add_step(id_, after.version, caller.user, row.step, row.after, kept, now)
        line = f"assessment {row.step} id={id_} state={row.after}"
        uow.audit.append(OFFICE, caller.user, now, line)
        uow.commit()


def _filled(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and bool(value.strip()))


def _row_for(step: AssessmentStep, known: Assessment, caller: Caller) -> StepRow:
    hands = hands_of(caller, known.organisation, known.division)
    if row_of(step).hand not in hands:
        raise NotAllowed
    possible = steps_from(AssessmentState(known.state))
    if step not in [row.step for row in possible]:
        choices = ", ".join(row.step for row in possible if row.hand in hands) or "—"
        raise Malformed(Fault("assessment_step_not_possible", "/step", {"choices": choices}))
    return row_of(step)


def _changed(
    row: StepRow, known: Assessment, said: Mapping[str, object], uow: AssessmentWork
) -> tuple[Assessment, dict[str, object]]:
    """The assessment with what the step brings, and what is written beside the step."""
    kept: dict[str, object] = {
        name: str(said[name]).strip()[:_MOST_TEXT]
        for name in ("reason", "number", "signer", "remark")
        if _filled(said.get(name))
    }
    if row.step is AssessmentStep.EXAMINE:
        frozen = uow.assessments.snapshot(_id(said, "snapshot"))
        same = frozen is not None and (frozen.organisation, frozen.year, frozen.definition) == (
            known.organisation,
            known.year,
            known.definition,
        )
        if frozen is None or not same:
            raise Malformed(Fault("another_snapshot", "/snapshot"))
        kept |= {"snapshot": frozen.id, "data_digest": frozen.data_digest}
        return replace(known, snapshot=frozen.id, sample=None), kept
    if row.step is AssessmentStep.SAMPLE:
        sample = uow.assessments.sample(_id(said, "sample"))
        if sample is None or sample.snapshot != known.snapshot:
            raise Malformed(Fault("another_snapshot", "/sample"))
        kept |= {"sample": sample.id, "seed": sample.seed}
        return replace(known, sample=sample.id), kept
    if row.step is AssessmentStep.CONCLUDE:
        kept |= {"conclusion": _concluded(known, uow)}
    if row.step is AssessmentStep.RECOGNISE:
        number, signer = str(kept["number"]), str(kept["signer"])
        return replace(known, number=number, signer=signer), kept
    return known, kept


def _concluded(known: Assessment, uow: AssessmentWork) -> dict[str, object]:
    """What the sample says; refused while a finding is missing, or nothing can be certified."""
    sample = uow.assessments.sample(known.sample or 0)
    frozen = uow.assessments.snapshot(known.snapshot or 0)
    if sample is None or frozen is None:
        raise Malformed(Fault("another_snapshot", "/step"))
    findings = uow.assessments.findings(sample.id)
    open_ = {key for key, _ in sample.hits} - set(findings)
    faults = [Fault("findings_missing", "/step", {"count": len(open_)})] if open_ else []
    if frozen.status != Status.OK:
        faults.append(Fault("snapshot_without_value", "/step"))
    if Flag.IMPUTED_20.value in frozen.flags:
        faults.append(Fault("cannot_be_certified", "/step"))
    if faults:
        raise Malformed(*faults)
    return conclusion_in_words(sample, findings)


def _id(said: Mapping[str, object], name: str) -> int:
    value = str(said[name])
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise Malformed(Fault("not_an_integer", f"/{name}"))
    return int(value)
