"""Approvals in and out of the database; what manifests draw is one statement with its entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tracker.domain.approval import (
    Approval,
    ApprovalState,
    ApprovalStep,
    EntryKind,
    Firm,
    StepTaken,
)
from tracker.domain.errors import SomeoneWasFaster
from tracker.domain.moments import day_of
from tracker.store.approval_codes import APPROVAL_STATE, APPROVAL_STEP, ENTRY_KIND
from tracker.store.arrays import json_text, lines
from tracker.store.driver import Driver
from tracker.store.repositories.approval_records import approval_of, approval_values

_IN_FORCE = APPROVAL_STATE.number[ApprovalState.IN_FORCE]
_USED_UP = APPROVAL_STATE.number[ApprovalState.USED_UP]
_OVER_FROM = APPROVAL_STATE.number[ApprovalState.EXPIRED]

_NEW_ID = text("SELECT nextval('approval_id_seq')")
_FIRMS = text(
    "SELECT id, code, name, division FROM organisation"
    " WHERE code = ANY(string_to_array(:codes, E'\\n'))"
)
#: By our own code, or by the number of the deciding authority.
_NAMED = "province = :province AND (code = :name OR number = :name)"
FIND = text(f"SELECT * FROM approval WHERE {_NAMED}")
_LOCK = text(f"SELECT * FROM approval WHERE {_NAMED} FOR UPDATE")
_ADD = text(
    "INSERT INTO approval (id, province, recorded_at, sender_id, receiver_id, approved_g, drawn_g,"
    " version, received_on, clock_from, accepted_on, valid_from, valid_until, state, agreed,"
    " sender_division, receiver_division, code, number, asked, ends) VALUES (:id, :province,"
    " :recorded_at, :sender, :receiver, :approved_g, 0, :version, :received_on, :clock_from,"
    " :accepted_on, :valid_from, :valid_until, :state, :agreed, :sender_division,"
    " :receiver_division, :code, :approval_number, CAST(:asked AS jsonb), CAST(:ends AS jsonb))"
)
_SAVE = text(
    "UPDATE approval SET approved_g = :approved_g, version = :version, received_on = :received_on,"
    " clock_from = :clock_from, accepted_on = :accepted_on, valid_from = :valid_from,"
    " valid_until = :valid_until, state = :state, agreed = :agreed, number = :approval_number,"
    " asked = CAST(:asked AS jsonb) WHERE id = :id AND province = :province"
)
_TAKE = text(
    "INSERT INTO approval_step (approval_id, recorded_at, actor_id, number, day, province, step,"
    " said) VALUES (:approval, :recorded_at, :actor, :number, :day, :province, :step,"
    " CAST(:said AS jsonb))"
)
_HAS_STEP = text(
    "SELECT 1 FROM approval_step WHERE approval_id = :approval AND step = :step"
    " AND province = :province LIMIT 1"
)
_ENTRY = (
    " INSERT INTO approval_entry (approval_id, manifest_id, delta_g, at, province, kind)"
    " SELECT id, :manifest, :delta, :at, :province, :kind FROM drawn"
)
_NEW_STATE = (
    f"CASE WHEN state NOT IN ({_IN_FORCE}, {_USED_UP}) THEN state"
    f" WHEN drawn_g + :delta >= approved_g THEN {_USED_UP} ELSE {_IN_FORCE} END"
)
#: Takes the quantity only if the approval is in force on the day and so much is left: of two
#: trucks at once the second waits here for the first, and then sees what is really left.
_DRAW = text(
    f"WITH drawn AS (UPDATE approval SET drawn_g = drawn_g + :delta, state = {_NEW_STATE}"
    f" WHERE id = :id AND province = :province AND state IN ({_IN_FORCE}, {_USED_UP})"
    " AND drawn_g + :delta <= approved_g AND :day BETWEEN valid_from AND valid_until"
    " RETURNING id)" + _ENTRY
)
#: Books what is a fact already: what was accepted, or moved on paper, or given back.
_ADJUST = text(
    f"WITH drawn AS (UPDATE approval SET drawn_g = drawn_g + :delta, state = {_NEW_STATE}"
    " WHERE id = :id AND province = :province RETURNING id)" + _ENTRY
)
_DRAWN_BY = text(
    "SELECT approval_id, sum(delta_g) AS drawn_g FROM approval_entry"
    " WHERE manifest_id = :manifest AND province = :province GROUP BY approval_id"
)
_BY_ID = text("SELECT * FROM approval WHERE id = :id AND province = :province")
_OPEN = text(
    f"SELECT * FROM approval WHERE province = :province AND state < {_OVER_FROM} AND id > :after"
    " ORDER BY id LIMIT :size"
)


class SqlApprovals:
    """See ``tracker.usecases.approval_ports.Approvals``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province
        self.province = province

    def new_id(self) -> int:
        ((id_,),) = self._driver.rows(_NEW_ID, {})
        return int(id_)

    def firms(self, codes: Collection[str]) -> dict[str, Firm]:
        rows = self._driver.rows(_FIRMS, {"codes": lines(codes)})
        return {firm.code: firm for firm in (Firm(*row) for row in rows)}

    def add(self, approval: Approval, taken: StepTaken) -> None:
        self._driver.run(_ADD, approval_values(approval, self._province))
        self.take(taken)

    def find(self, name: str) -> Approval | None:
        row = self._driver.run(FIND, {"name": name, "province": self._province}).fetchone()
        return None if row is None else approval_of(row)

    def locked(self, name: str) -> Approval | None:
        row = self._driver.run(_LOCK, {"name": name, "province": self._province}).fetchone()
        return None if row is None else approval_of(row)

    def with_id(self, id_: int) -> Approval | None:
        row = self._driver.run(_BY_ID, {"id": id_, "province": self._province}).fetchone()
        return None if row is None else approval_of(row)

    def open_page(self, after: int, size: int) -> list[Approval]:
        given = {"province": self._province, "after": after, "size": size}
        return [approval_of(row) for row in self._driver.run(_OPEN, given).fetchall()]

    def save(self, approval: Approval) -> None:
        try:
            self._driver.run(_SAVE, approval_values(approval, self._province))
        except IntegrityError as error:
            raise SomeoneWasFaster from error

    def take(self, taken: StepTaken) -> None:
        self._driver.run(
            _TAKE,
            {
                "approval": taken.approval,
                "recorded_at": taken.recorded_at,
                "actor": taken.actor,
                "number": taken.number,
                "day": taken.day,
                "province": self._province,
                "step": APPROVAL_STEP.number[taken.step],
                "said": json_text(dict(taken.said)),
            },
        )

    def has_step(self, approval: int, step: ApprovalStep) -> bool:
        given = {"approval": approval, "step": APPROVAL_STEP.number[step]}
        found = self._driver.run(_HAS_STEP, given | {"province": self._province})
        return found.fetchone() is not None

    def draw(
        self,
        approval: int,
        manifest: int,
        delta_g: int,
        kind: EntryKind,
        at: datetime,
    ) -> bool:
        given = self._entry(approval, manifest, delta_g, kind, at)
        return self._driver.run(_DRAW, given | {"day": day_of(at)}).rowcount == 1

    def adjust(
        self, approval: int, manifest: int, delta_g: int, kind: EntryKind, at: datetime
    ) -> None:
        self._driver.run(_ADJUST, self._entry(approval, manifest, delta_g, kind, at))

    def drawn_by(self, manifest: int) -> Sequence[tuple[int, int]]:
        given = {"manifest": manifest, "province": self._province}
        rows = self._driver.run(_DRAWN_BY, given).fetchall()
        return [(row.approval_id, int(row.drawn_g)) for row in rows]

    def _entry(
        self, approval: int, manifest: int, delta_g: int, kind: EntryKind, at: datetime
    ) -> dict[str, object]:
        return {
            "id": approval,
            "manifest": manifest,
            "delta": delta_g,
            "at": at,
            "kind": ENTRY_KIND.number[kind],
            "province": self._province,
        }
