"""Which frozen figures and recognitions are there, page by page, and how did each come about?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from reports.store.assessment_statements import ASSESSMENT, SNAPSHOT
from reports.store.assessments import frozen_of
from reports.usecases.assessment_ports import Assessment, StepTaken
from reports.usecases.frozen_rates import Frozen
from tracker.domain.caller import Caller
from tracker.domain.sight import sight_of

_SEEN = (
    " (o.id = :own OR (CAST(:division AS text) IS NOT NULL"
    " AND left(o.division, length(:division)) = CAST(:division AS text)))"
)
_PAGE = (
    " AND (CAST(:after AS bigint) IS NULL OR {0}.id < :after)"
    " AND (CAST(:enterprise AS text) IS NULL OR o.code = :enterprise)"
    " ORDER BY {0}.id DESC LIMIT :limit"
)
_SNAPSHOTS = text(SNAPSHOT.format("CAST('' AS bytea)", _SEEN + _PAGE.format("s")))
_ASSESSMENTS = text(ASSESSMENT.format(_SEEN + _PAGE.format("a")))
_STEPS = text("""\
SELECT t.number, t.at, c.login AS actor, t.step, t.state, t.said
FROM assessment_step t LEFT JOIN account c ON c.id = t.actor_id
WHERE t.assessment_id = :id AND t.province = :province ORDER BY t.number""")


def _given(
    caller: Caller, province: int, enterprise: str | None, after: int | None, limit: int
) -> dict[str, object]:
    sight = sight_of(caller)
    return {
        "own": sight.organisation,
        "division": sight.division,
        "province": province,
        "enterprise": enterprise,
        "after": after,
        "limit": limit,
    }


def snapshots(
    sessions: sessionmaker[Session], caller: Caller, province: int, enterprise: str | None,
    after: int | None, limit: int,
) -> list[Frozen]:  # fmt: skip
    """Frozen figures that the caller sees, the newest first, without their records."""
    with sessions() as session:
        given = _given(caller, province, enterprise, after, limit)
        return [frozen_of(row) for row in session.execute(_SNAPSHOTS, given)]


def assessments(
    sessions: sessionmaker[Session], caller: Caller, province: int, enterprise: str | None,
    after: int | None, limit: int,
) -> list[Assessment]:  # fmt: skip
    """Recognitions that the caller sees, the newest first."""
    with sessions() as session:
        given = _given(caller, province, enterprise, after, limit)
        return [Assessment(**row._mapping) for row in session.execute(_ASSESSMENTS, given)]


def steps(sessions: sessionmaker[Session], province: int, assessment: int) -> Sequence[StepTaken]:
    """Its history."""
    with sessions() as session:
        rows = session.execute(_STEPS, {"id": assessment, "province": province})
        return [StepTaken(**row._mapping) for row in rows]
