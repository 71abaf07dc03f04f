"""An evaluator freezes the rate of a year; later corrections restate it under a new version.

A year is frozen from 31 March of the next. What moves the figure by more than 0.5 % of itself is
restated with a reason; the old version is kept and the new one flagged.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
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
from reports.usecases.show_rate import ShownRate, show_rate
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
    _not_before_its_day(year, now)
    recording = RecordingBooks(books)
    shown = show_rate(enterprise, year, caller, recording, definition, given_of(given))
    content = recording.content()
    with uow:
        before = uow.assessments.latest(shown.enterprise.id, year, shown.definition.id)
        if before is not None:
            _worth_restating(before, shown, given, reason)
            shown = restated(shown)
        frozen = _snapshot(shown, before, given, reason, content, now)
        id_ = uow.assessments.add_snapshot(frozen, caller.user)
        if id_ is None:
            raise SomeoneWasFaster
        line = f"rate freeze id={id_} data={frozen.data_digest} version={frozen.version}"
        uow.audit.append(OFFICE, caller.user, now, line)
        uow.commit()
    return id_


def _not_before_its_day(year: int, now: datetime) -> None:
    """Years that no rate is told of are refused where the rate is asked for."""
    first = frozen_from(year) if 1900 <= year < 9000 else None
    if first is not None and day_of(now) < first:
        words = {"year": year, "day": first.isoformat()}
        raise Malformed(Fault("too_early_to_freeze", "/year", words))


def _worth_restating(
    before: Frozen, shown: ShownRate, given: Mapping[str, object], reason: str | None
) -> None:
    """Other parameters, or a figure that moved; and somebody says why."""
    same = before.parameter_digest == parameter_digest(shown.definition, given)
    if same and not moved(before.figure, shown.rate):
        raise Malformed(Fault("nothing_to_restate"))
    if not (reason or "").strip():
        raise Malformed(Fault("reason_to_restate", "/reason"))


def _snapshot(
    shown: ShownRate,
    before: Frozen | None,
    given: Mapping[str, object],
    reason: str | None,
    content: bytes,
    now: datetime,
) -> Frozen:
    """What is kept; ``before`` is the version that it restates."""
    rule, enterprise = shown.definition, shown.enterprise
    return Frozen(
        id=0,
        organisation=enterprise.id,
        enterprise=enterprise.code,
        name=enterprise.name,
        division=enterprise.division,
        province=enterprise.province,
        year=shown.year,
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


def code_version() -> str:
    """The version of this program, as it is installed."""
    try:
        return metadata.version("plumbline")
    except metadata.PackageNotFoundError:
        return "unknown"
