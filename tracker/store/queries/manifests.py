"""Which manifests concern the caller, the newest first; one of them, its load and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from tracker.domain.approval import GRANTED, ApprovalState
from tracker.domain.manifest import LoadDifference, Manifest, ManifestState, ManifestStep
from tracker.domain.manifest_revision import Revision
from tracker.domain.sight import Sight
from tracker.store.approval_codes import APPROVAL_STATE
from tracker.store.arrays import IDS, ids
from tracker.store.driver import Driver
from tracker.store.manifest_codes import LOAD_DIFFERENCE, MANIFEST_STATE, MANIFEST_STEP
from tracker.store.one_question import answer
from tracker.store.repositories.manifest_records import manifest_of, revision_of
from tracker.store.repositories.manifest_statements import FIND
from tracker.store.unit_of_work import Sessions

#: An approval that ended after the load was under way still covers it; a revoked one does not.
_GRANTED = ", ".join(
    str(APPROVAL_STATE.number[state]) for state in (*GRANTED, ApprovalState.EXPIRED)
)
_COLUMNS = (
    "m.id, m.number, m.provisional, m.kind, m.state, m.version, m.pieces, m.mass_g, m.accepted_g,"
    " m.sender_id, m.receiver_id, m.turn_id, m.ends, m.recorded_at, m.issued_at, m.loaded_at,"
    " m.delivered_at, m.decided_at, m.approval, m.sender_division, m.receiver_division"
)
_OF_PARTY = (
    " FROM manifest_party p JOIN manifest m ON m.id = p.manifest_id AND m.province = p.province"
    " WHERE p.organisation_id = :organisation"
)
#: What only its sender knows of is nobody else's business: drafts, and drafts that were dropped.
_OF_DIVISION = (
    " FROM manifest m"
    " WHERE (m.sender_division LIKE :division OR m.receiver_division LIKE :division)"
    " AND m.issued_at IS NOT NULL"
)
_FILTERS = {
    "states": f"m.state = ANY({IDS.format('states')})",
    "turn": (
        "(m.turn_id = :turn OR EXISTS (SELECT FROM manifest_revision r WHERE r.manifest_id = m.id"
        " AND r.province = m.province AND r.state = 1 AND r.consent_of = :turn))"
    ),
    "sender": "m.ends -> 'sender' ->> 'site_code' = :sender",
    "receiver": "m.ends -> 'receiver' ->> 'site_code' = :receiver",
    "unapproved": (
        "left(m.sender_division, 2) <> left(m.receiver_division, 2) AND CASE WHEN"
        " left(m.sender_division, 2) <> CAST(m.province AS text) THEN m.approval IS NULL"
        " ELSE NOT EXISTS (SELECT FROM approval_entry d JOIN approval a ON a.id = d.approval_id"
        " AND a.province = d.province WHERE d.manifest_id = m.id AND d.province = m.province"
        f" AND a.state IN ({_GRANTED}) AND CAST(m.loaded_at AT TIME ZONE 'UTC'"
        " + interval '8 hours' AS date) BETWEEN a.valid_from AND a.valid_until) END"
    ),
    "after": "m.id < :after",
}
_LOAD = text(
    "SELECT r.position, (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u) AS code,"
    " u = ANY(r.aboard) AS aboard"
    " FROM manifest_row r, unnest(r.units || r.aboard) AS u"
    " WHERE r.manifest_id = :id AND NOT r.withdrawn GROUP BY r.position, u, r.aboard"
    " ORDER BY r.position, code"
)
_HISTORY = text(
    "SELECT c.number, c.step, c.happened_at, c.recorded_at, c.event_id, c.said,"
    " coalesce(a.name, o.name) AS actor, o.code AS organisation FROM manifest_confirmation c"
    " LEFT JOIN account a ON a.id = c.actor_id JOIN organisation o ON o.id = c.organisation_id"
    " WHERE c.manifest_id = :id ORDER BY c.number"
)
_DIFFERENCES = text(
    "SELECT number, kind, row, code, reason FROM manifest_difference WHERE manifest_id = :id"
    " ORDER BY number, line"
)
_REVISIONS = text("SELECT * FROM manifest_revision WHERE manifest_id = :id ORDER BY number")


@dataclass(frozen=True, slots=True)
class WantedManifests:
    """``turn`` is the organisation whose confirmation is awaited; ``after`` the last id seen."""

    limit: int
    states: Sequence[ManifestState] = ()
    turn: int | None = None
    sender: str | None = None
    receiver: str | None = None
    unapproved: bool = False
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A manifest as a list tells it. Masses in grams."""

    id: int
    number: str
    provisional: str
    state: ManifestState
    version: int
    pieces: int
    mass_g: int
    accepted_g: int | None
    sender: str
    sender_name: str
    receiver: str
    receiver_name: str
    turn: int | None
    recorded_at: datetime
    issued_at: datetime | None
    delivered_at: datetime | None
    approval: str | None


@dataclass(frozen=True, slots=True)
class Happened:
    """A confirmation as the history tells it, with the differences that were explained in it."""

    number: int
    step: ManifestStep
    happened_at: datetime
    recorded_at: datetime
    event: int | None
    said: dict[str, Any]
    actor: str
    organisation: str
    differences: Sequence[tuple[LoadDifference, int | None, str | None, str]]


def listed_manifests(session: Session, sight: Sight, wanted: WantedManifests) -> list[Listed]:
    """By falling id, one more than ``limit`` if there are more."""
    given: dict[str, object] = {
        "states": ids(MANIFEST_STATE.number[state] for state in wanted.states),
        "turn": wanted.turn,
        "sender": wanted.sender,
        "receiver": wanted.receiver,
        "after": wanted.after,
        "organisation": sight.organisation,
        "division": f"{sight.division}%",
        "most": wanted.limit + 1,
    }
    asked = tuple(
        name
        for name, value in (
            ("states", wanted.states),
            ("turn", wanted.turn is not None),
            ("sender", wanted.sender),
            ("receiver", wanted.receiver),
            ("unapproved", wanted.unapproved),
            ("after", wanted.after is not None),
        )
        if value
    )
    if sight.organisation is None and sight.division is None:
        return []
    statement = _list(sight.organisation is not None, asked)
    return [_listed(row) for row in Driver(session).run(statement, given).fetchall()]


@cache
def _list(of_party: bool, asked: tuple[str, ...]) -> TextClause:
    source = _OF_PARTY if of_party else _OF_DIVISION
    filters = "".join(f" AND {_FILTERS[name]}" for name in asked)
    order = "p.manifest_id" if of_party else "m.id"
    return text(f"SELECT {_COLUMNS}{source}{filters} ORDER BY {order} DESC LIMIT :most")


def manifest_with(sessions: Sessions, number: str) -> Manifest | None:
    """The manifest that bears or bore this number."""
    for row in answer(sessions, FIND, {"number": number}):
        return manifest_of(row)
    return None


def load_of(session: Session, id_: int) -> list[tuple[int, str, bool]]:
    """Row, code, and whether it is on the vehicle now, of every unit bound to a manifest."""
    return [(row.position, row.code, row.aboard) for row in session.execute(_LOAD, {"id": id_})]


def history_of(session: Session, id_: int) -> list[Happened]:
    """Every confirmation in its order."""
    differences: dict[int, list[tuple[LoadDifference, int | None, str | None, str]]] = {}
    for row in session.execute(_DIFFERENCES, {"id": id_}):
        told = (LOAD_DIFFERENCE.word[row.kind], row.row, row.code, row.reason)
        differences.setdefault(row.number, []).append(told)
    return [
        Happened(
            number=row.number,
            step=MANIFEST_STEP.word[row.step],
            happened_at=row.happened_at,
            recorded_at=row.recorded_at,
            event=row.event_id,
            said=row.said,
            actor=row.actor,
            organisation=row.organisation,
            differences=differences.get(row.number, []),
        )
        for row in session.execute(_HISTORY, {"id": id_})
    ]


def _listed(row: Any) -> Listed:
    sender, receiver = row.ends["sender"], row.ends["receiver"]
    return Listed(
        id=row.id,
        number=row.number,
        provisional=row.provisional,
        state=MANIFEST_STATE.word[row.state],
        version=row.version,
        pieces=row.pieces,
        mass_g=row.mass_g,
        accepted_g=row.accepted_g,
        sender=sender["site_code"],
        sender_name=sender["name"],
        receiver=receiver["site_code"],
        receiver_name=receiver["name"],
        turn=row.turn_id,
        recorded_at=row.recorded_at,
        issued_at=row.issued_at,
        delivered_at=row.delivered_at,
        approval=row.approval,
    )


def revisions_of(session: Session, id_: int) -> list[Revision]:
    """Every revision that was proposed, in their order."""
    given = {"id": id_}
    return [revision_of(row) for row in Driver(session).run(_REVISIONS, given).fetchall()]
