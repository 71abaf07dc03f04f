"""Frozen figures, samples, findings and recognitions: in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Row, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reports.store.assessment_statements import (
    ADD,
    ADD_FINDING,
    ADD_SAMPLE,
    ADD_SNAPSHOT,
    ADD_STEP,
    ASSESSMENT,
    FINDINGS,
    SAMPLE,
    SAVE,
    SNAPSHOT,
)
from reports.usecases.assessment_ports import Assessment, Finding, Sample
from reports.usecases.frozen_rates import Frozen

_BY_ID = text(SNAPSHOT.format("s.content", "s.id = :id"))
_LATEST = text(
    SNAPSHOT.format(
        "CAST('' AS bytea)",
        "s.organisation_id = :organisation AND s.year = :year AND s.definition = :definition",
    )
    + " ORDER BY s.version DESC LIMIT 1"
)
_LOCKED = text(ASSESSMENT.format("a.id = :id") + " FOR NO KEY UPDATE OF a")


#: No row has a larger id.
MOST_ID = 2**63 - 1


class SqlAssessments:
    """See ``reports.usecases.assessment_ports.Assessments``."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def add_snapshot(self, frozen: Frozen, actor: int) -> int | None:
        names = (
            "organisation", "year", "definition", "definition_version", "definition_digest",
            "version", "restates", "reason", "parameter_digest", "data_digest", "code_version",
            "known_at", "status", "content",
        )  # fmt: skip
        values = {name: getattr(frozen, name) for name in names}
        values |= {
            "flags": list(frozen.flags),
            "figure": None if frozen.figure is None else _json(frozen.figure),
            "given": _json(frozen.given),
        }
        return self._scalar(ADD_SNAPSHOT, actor=actor, **values)

    def snapshot(self, id_: int) -> Frozen | None:
        row = self._row(_BY_ID, id=id_)
        return None if row is None else frozen_of(row)

    def latest(self, organisation: int, year: int, definition: str) -> Frozen | None:
        row = self._row(_LATEST, organisation=organisation, year=year, definition=definition)
        return None if row is None else frozen_of(row)

    def add_sample(self, sample: Sample, actor: int) -> int:
        id_ = self._scalar(
            ADD_SAMPLE,
            snapshot=sample.snapshot,
            plan=sample.plan,
            factor=sample.factor,
            seed=sample.seed,
            size=sample.size,
            claimed_g=sample.claimed_g,
            hits=_json([list(hit) for hit in sample.hits]),
            at=sample.drawn_at,
            actor=actor,
        )
        assert id_ is not None  # noqa: S101  an insert without a condition answers
        return id_

    def sample(self, id_: int) -> Sample | None:
        row = self._row(SAMPLE, id=id_)
        if row is None:
            return None
        values = dict(row._mapping)
        hits = tuple((str(key), int(grams)) for key, grams in values.pop("hits"))
        return Sample(hits=hits, **values)

    def add_findings(self, sample: int, found: Sequence[Finding], actor: int) -> None:
        rows = [
            {
                "province": self._province,
                "sample": sample,
                "record": one.record,
                "found_g": one.found_g,
                "note": one.note,
                "at": one.at,
                "actor": actor,
            }
            for one in found
        ]
        if rows:
            self._session.execute(ADD_FINDING, rows)

    def findings(self, sample: int) -> dict[str, Finding]:
        rows = self._session.execute(FINDINGS, {"sample": sample, "province": self._province})
        return {row.record: Finding(row.record, row.found_g, row.note, row.at) for row in rows}

    def add(self, assessment: Assessment) -> int | None:
        return self._scalar(
            ADD,
            organisation=assessment.organisation,
            year=assessment.year,
            definition=assessment.definition,
            state=assessment.state,
            due_on=assessment.due_on,
        )

    def locked(self, id_: int) -> Assessment | None:
        row = self._row(_LOCKED, id=id_)
        return None if row is None else Assessment(**row._mapping)

    def save(self, assessment: Assessment) -> bool:
        names = ("id", "state", "version", "snapshot", "sample", "number", "signer", "due_on")
        given = {name: getattr(assessment, name) for name in names}
        try:
            with self._session.begin_nested():
                self._session.execute(SAVE, {**given, "province": self._province})
        except IntegrityError:
            return False
        return True

    def add_step(
        self, assessment: int, number: int, actor: int, step: str, state: str,
        said: Mapping[str, object], at: datetime,
    ) -> None:  # fmt: skip
        given = {"assessment": assessment, "number": number, "actor": actor, "step": step}
        more = {"state": state, "said": _json(said), "at": at, "province": self._province}
        self._session.execute(ADD_STEP, given | more)

    def _scalar(self, statement: Any, **values: object) -> int | None:
        found = self._session.scalars(statement, {**values, "province": self._province})
        id_ = found.one_or_none()
        return None if id_ is None else int(id_)

    def _row(self, statement: Any, **values: object) -> Row[Any] | None:
        if int(str(values.get("id", 0))) > MOST_ID:
            return None
        found = self._session.execute(statement, {**values, "province": self._province})
        return found.one_or_none()


def frozen_of(row: Row[Any]) -> Frozen:
    """A row of the statement ``SNAPSHOT``."""
    values = dict(row._mapping)
    return Frozen(**values | {"content": bytes(values["content"]), "flags": tuple(values["flags"])})


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
