"""Manifests in and out of the database, each change in a few statements whatever its size."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from tracker.domain.errors import SomeoneWasFaster
from tracker.domain.manifest import End, Manifest, ManifestStep, NumberKind
from tracker.domain.manifest_revision import Revision, RevisionState
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.rules.manifest_findings import Planned
from tracker.store.arrays import ids, json_text, lines
from tracker.store.driver import Driver
from tracker.store.manifest_codes import (
    LOAD_DIFFERENCE,
    MANIFEST_STEP,
    NUMBER_KIND,
    REVISION_STATE,
)
from tracker.store.plan_statements import PLAN_OF, in_year, planned_of
from tracker.store.repositories import manifest_statements as sql
from tracker.store.repositories.manifest_records import (
    manifest_of,
    revision_of,
    row_values,
    sheet_values,
)
from tracker.usecases.manifest_ports import Confirmation, Firm, NamedPlace


class SqlManifests:
    """See ``tracker.usecases.manifest_ports.Manifests``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def new_ids(self) -> tuple[int, int]:
        ((id_, serial),) = self._driver.rows(sql.NEW_IDS, {})
        return id_, serial

    def ends(self, sites: Collection[str]) -> dict[str, NamedPlace]:
        rows = self._driver.run(sql.ENDS, {"codes": lines(sites)}).fetchall()
        return {
            row.code: NamedPlace(
                Place(
                    site=row.id,
                    code=row.code,
                    organisation=row.organisation_id,
                    organisation_code=row.organisation_code,
                    roles=frozenset(Role(role) for role in row.roles),
                    division=row.division,
                ),
                End(
                    site=row.id,
                    site_code=row.code,
                    organisation=row.organisation_id,
                    code=row.organisation_code,
                    name=row.name,
                    division=row.division,
                ),
            )
            for row in rows
        }

    def firms(self, codes: Collection[str]) -> dict[str, Firm]:
        rows = self._driver.rows(sql.FIRMS, {"codes": lines(codes)})
        return {firm.code: firm for firm in (Firm(*row) for row in rows)}

    def add(self, manifest: Manifest, confirmation: Confirmation) -> None:
        try:
            self._driver.run(
                sql.ADD,
                {
                    **sheet_values(manifest, manifest.sender.organisation, self._province),
                    **self._confirmed(confirmation),
                    "rows": row_values(manifest.rows),
                },
            )
        except IntegrityError as error:
            raise SomeoneWasFaster from error

    def locked(self, number: str) -> Manifest | None:
        if not self._driver.rows(sql.LOCK, {"number": number}):
            return None
        return self.find(number)

    def find(self, number: str) -> Manifest | None:
        row = self._driver.run(sql.FIND, {"number": number}).fetchone()
        return None if row is None else manifest_of(row)

    def number_of(self, id_: int) -> str:
        ((number,),) = self._driver.rows(sql.NUMBER_OF, {"id": id_, "province": self._province})
        return str(number)

    def save(self, manifest: Manifest, turn: int | None) -> None:
        saved = self._driver.run(sql.SAVE, sheet_values(manifest, turn, self._province))
        if saved.rowcount != 1:
            raise SomeoneWasFaster
        given = {"id": manifest.id, "province": self._province}
        self._driver.run(sql.SAVE_ROWS, {**given, "rows": row_values(manifest.rows)})
        last = max((row.position for row in manifest.rows), default=0)
        self._driver.run(sql.WITHDRAW_ROWS, {**given, "last": last})

    def confirm(self, confirmation: Confirmation) -> None:
        given = {"id": confirmation.manifest, "province": self._province}
        self._driver.run(sql.CONFIRM, {**given, **self._confirmed(confirmation)})
        if confirmation.differences:
            rows = [
                {
                    "line": line,
                    "kind": LOAD_DIFFERENCE.number[one.kind],
                    "row": one.row,
                    "unit": one.unit,
                    "code": one.code,
                    "reason": one.reason,
                }
                for line, one in enumerate(confirmation.differences, 1)
            ]
            self._driver.run(
                sql.DIFFER,
                {**given, "confirmation": confirmation.number, "rows": json_text(rows)},
            )

    def show_to(self, manifest: int, organisations: Collection[int]) -> None:
        self._driver.run(
            sql.SHOW,
            {
                "id": manifest,
                "province": self._province,
                "organisations": ids(sorted(organisations)),
            },
        )

    def register_number(self, manifest: int, number: str, kind: NumberKind) -> bool:
        done = self._driver.run(
            sql.NUMBER,
            {
                "id": manifest,
                "province": self._province,
                "number": number,
                "kind": NUMBER_KIND.number[kind],
            },
        )
        return done.rowcount == 1

    def bind(self, manifest: int, units: Collection[int]) -> Sequence[tuple[int, str]]:
        if not units:
            return ()
        given = {"id": manifest, "province": self._province, "ids": ids(units)}
        if self._driver.run(sql.BIND, given).rowcount == len(units):
            return ()
        return [(unit, number) for unit, number in self._driver.rows(sql.ELSEWHERE, given)]

    def bound_elsewhere(self, manifest: int, units: Collection[int]) -> frozenset[int]:
        if not units:
            return frozenset()
        given = {"id": manifest, "province": self._province, "ids": ids(units)}
        return frozenset(unit for unit, _ in self._driver.rows(sql.ELSEWHERE, given))

    def free(self, manifest: int, units: Collection[int]) -> None:
        if units:
            given = {"id": manifest, "province": self._province, "ids": ids(units)}
            self._driver.run(sql.FREE, given)

    def pieces_inside(self, boxes: Collection[int]) -> dict[int, int]:
        return dict(self._driver.rows(sql.INSIDE, {"ids": ids(boxes)})) if boxes else {}

    def pieces_of(self, units: Collection[int]) -> dict[int, int]:
        return dict(self._driver.rows(sql.PIECES, {"ids": ids(units)})) if units else {}

    def planned(self, sender: int, year: int, *, but: int) -> list[Planned]:
        rows = self._driver.run(PLAN_OF, {"sender": sender, **in_year(year, but=but)}).fetchall()
        return [planned_of(row) for row in rows]

    def event_of(self, manifest: int, step: ManifestStep) -> int | None:
        given = {
            "id": manifest,
            "province": self._province,
            "step": MANIFEST_STEP.number[step],
        }
        found = self._driver.rows(sql.EVENT_OF, given)
        return found[0][0] if found else None

    def open_revision(self, manifest: int) -> Revision | None:
        given = {"id": manifest, "province": self._province}
        row = self._driver.run(sql.OPEN_REVISION, given).fetchone()
        return None if row is None else revision_of(row)

    def revisions(self, manifest: int) -> Sequence[Revision]:
        given = {"id": manifest, "province": self._province}
        return [revision_of(row) for row in self._driver.run(sql.REVISIONS, given).fetchall()]

    def propose(self, revision: Revision, actor: int) -> None:
        done = self._driver.run(
            sql.PROPOSE,
            {
                "id": revision.manifest,
                "province": self._province,
                "number": revision.number,
                "at": revision.proposed_at,
                "proposed_by": revision.proposed_by,
                "consent_of": revision.consent_of,
                "actor": actor,
                "reason": revision.reason,
                "changes": json_text([list(change) for change in revision.changes]),
            },
        )
        if done.rowcount != 1:
            raise SomeoneWasFaster

    def decide(
        self, revision: Revision, state: RevisionState, answer: str | None, actor: int, at: datetime
    ) -> None:
        self._driver.run(
            sql.DECIDE,
            {
                "id": revision.manifest,
                "province": self._province,
                "number": revision.number,
                "state": REVISION_STATE.number[state],
                "at": at,
                "actor": actor,
                "answer": answer,
            },
        )

    def _confirmed(self, c: Confirmation) -> dict[str, object]:
        return {
            "happened_at": c.happened_at,
            "recorded_at": c.recorded_at,
            "actor": c.actor,
            "organisation": c.organisation,
            "event": c.event,
            "confirmation": c.number,
            "step": MANIFEST_STEP.number[c.step],
            "said": json_text(c.said),
        }
