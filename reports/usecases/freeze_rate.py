"""An evaluator freezes the rate of a year; later corrections restate it under a new version.

A year is frozen from 31 March of the next. What moves the figure by more than 0.5 % of itself is
restated with a reason; the old version is kept and the new one flagged.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata

from reports.usecases.assessment_ports import AssessmentWork
from reports.usecases.frozen_rates import (
    Frozen,
    figure_of,
    frozen_from,
    moved,
    packed,
    parameter_digest,
    plain,
    restated,
)
from reports.usecases.given import given_of
from reports.usecases.kept_books import RecordingBooks, digest
from reports.usecases.rate_books import RateBooks
from reports.usecases.show_rate import show_rate
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotAllowed, SomeoneWasFaster
from tracker.domain.moments import day_of
from tracker.domain.roles import Right
from tracker.usecases.ports import Clock

#: The chain of the audit trail that belongs to no site.
OFFICE = 0


def freeze_rate(
    enterprise: str,
    year: int,
    definition: str | None,
    given: Mapping[str, object],
    reason: str | None,
    caller: Caller,
    books: RateBooks,
    uow: AssessmentWork,
    clock: Clock,
) -> int:
    """The id of the new snapshot.

    Raises what ``show_rate`` raises; NotAllowed; Malformed before the day, when there is nothing
    to restate, or a restatement has no reason; SomeoneWasFaster.
    """
    if not caller.may(Right.ASSESS):
        raise NotAllowed
    now = clock.now()
    first = frozen_from(year) if 1900 <= year < 9000 else None
    if first is not None and day_of(now) < first:
        words = {"year": year, "day": first.isoformat()}
        raise Malformed(Fault("too_early_to_freeze", "/year", words))
    recording = RecordingBooks(books)
    shown = show_rate(enterprise, year, caller, recording, definition, given_of(given))
    content = recording.content()
    rule = shown.definition
    with uow:
        before = uow.assessments.latest(shown.enterprise.id, year, rule.id)
        if before is not None:
            same = before.parameter_digest == parameter_digest(rule, given)
            if same and not moved(before.figure, shown.rate):
                raise Malformed(Fault("nothing_to_restate"))
            if not (reason or "").strip():
                raise Malformed(Fault("reason_to_restate", "/reason"))
            shown = restated(shown)
        frozen = Frozen(
            id=0,
            organisation=shown.enterprise.id,
            enterprise=shown.enterprise.code,
            name=shown.enterprise.name,
            division=shown.enterprise.division,
            province=shown.enterprise.province,
            year=year,
            definition=rule.id,
            definition_version=rule.version,
            definition_digest=rule.digest,
            version=1 if before is None else before.version + 1,
            restates=None if before is None else before.id,
            reason=reason,
            parameter_digest=parameter_digest(rule, given),
            data_digest=digest(content),
            code_version=code_version(),
            known_at=now,
            status=shown.rate.status.value,
            figure=figure_of(shown.rate),
            flags=[flag.value for flag in shown.rate.flags],
            given=plain(given),
            content=packed(content),
        )
        id_ = uow.assessments.add_snapshot(frozen, caller.user)
        if id_ is None:
            raise SomeoneWasFaster
        line = f"rate freeze id={id_} data={frozen.data_digest} version={frozen.version}"
        uow.audit.append(OFFICE, caller.user, now, line)
        uow.commit()
    return id_


def code_version() -> str:
    """The version of this program, as it is installed."""
    try:
        return metadata.version("plumbline")
    except metadata.PackageNotFoundError:
        return "unknown"
