"""What have partners answered about these units? The newest answer, and the newest attempt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitState
from tracker.graph.abroad import Abroad, AskedAbout, Standing, StepAbroad

#: In the order in which they were asked: later ones count.
_ABOUT = text(
    "SELECT id, partner, direction, codes, asked_at, outcome, told FROM exchange_question"
    " WHERE codes && CAST(:codes AS text[]) AND (CAST(:known_at AS timestamptz) IS NULL"
    " OR asked_at <= :known_at) ORDER BY id"
)


#: Of several the last one counts.
_CAME = text(
    "SELECT code, partner FROM exchange_crossing WHERE NOT leaving"
    " AND code = ANY(CAST(:codes AS text[])) ORDER BY at"
)


class SqlAnswersAbroad:
    """See ``tracker.graph.abroad.AnswersAbroad``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def about(
        self, codes: Collection[str], known_at: datetime | None
    ) -> Mapping[AskedAbout, Abroad]:
        found: dict[AskedAbout, Abroad] = {}
        if not codes:
            return found
        given = {"codes": list(codes), "known_at": known_at}
        wanted = set(codes)
        for row in self._session.execute(_ABOUT, given):
            for code in wanted.intersection(row.codes):
                name = AskedAbout(row.partner, row.direction == "forward", code)
                found[name] = _after(found.get(name), row, code)
        return found

    def came_from(self, codes: Collection[str]) -> Mapping[str, str]:
        rows = self._session.execute(_CAME, {"codes": list(codes)})
        return {row.code: row.partner for row in rows}


def _after(before: Abroad | None, row: Any, code: str) -> Abroad:
    """How it stands after one more question: without an answer, what was known stays known."""
    standing = Standing(row.outcome)
    if standing is not Standing.ANSWERED:
        if before is not None and before.standing in (Standing.ANSWERED, Standing.UNKNOWN_THERE):
            return before._replace(tried_at=row.asked_at)
        return Abroad(row.partner, standing, row.asked_at, row.id)
    said = (row.told or {}).get(code, {"known": False})
    if not said["known"]:
        return Abroad(row.partner, Standing.UNKNOWN_THERE, row.asked_at, row.id)
    return Abroad(
        authority=row.partner,
        standing=Standing.ANSWERED,
        asked_at=row.asked_at,
        question=row.id,
        steps=tuple(
            StepAbroad(
                ScanKind(step["kind"]),
                date.fromisoformat(step["day"]),
                step["division"],
                tuple(step["roles"]),
                step["site"],
                step["to_province"],
            )
            for step in said["steps"]
        ),
        state=None if said["state"] is None else UnitState(said["state"]),
        held=said["held"],
    )
