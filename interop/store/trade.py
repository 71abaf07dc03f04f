"""How things of the house stand now, as far as a partner may know: what records are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from interop.documents.words import written
from interop.records.code_list import body_of, scanned_of
from interop.records.envelope import About
from interop.store.border import SqlBorder
from tracker.domain.approval import ApprovalState, ApprovalStep
from tracker.domain.incoming import IncomingKind
from tracker.domain.moments import day_of
from tracker.store.approval_codes import APPROVAL_STATE, APPROVAL_STEP
from tracker.store.manifest_codes import MANIFEST_STATE

_ORGANISATIONS = text(
    "SELECT code, name, name_en, division FROM organisation"
    " WHERE code = ANY(CAST(:codes AS text[]))"
)
_SITES = text(
    "SELECT s.code, o.code AS organisation, s.name, s.name_en, s.division, s.roles"
    " FROM site s JOIN organisation o ON o.id = s.organisation_id"
    " WHERE s.code = ANY(CAST(:codes AS text[]))"
)
_LICENCES = text(
    "SELECT l.code, o.code AS organisation, o.division, l.scope, l.waste_codes, l.capacity_g,"
    " l.valid_from, l.valid_until FROM licence l JOIN organisation o ON o.id = l.organisation_id"
    " WHERE l.code = ANY(CAST(:codes AS text[]))"
)
_MANIFESTS = text(
    "SELECT m.id, m.number, m.provisional, m.state, m.sender_division, m.receiver_division,"
    " m.mass_g, m.accepted_g, m.pieces, m.approval, m.issued_at, m.departed_at, m.delivered_at,"
    " m.decided_at, m.ends, m.carriers FROM manifest m JOIN manifest_number n"
    " ON n.manifest_id = m.id WHERE n.value = ANY(CAST(:codes AS text[]))"
    " AND m.issued_at IS NOT NULL"
)
#: The letter 商请函 is the newest one that was sent.
_APPROVALS = text(
    "SELECT a.code, a.number, a.state, a.sender_division, a.receiver_division, a.approved_g,"
    " a.drawn_g, a.agreed, a.received_on, a.accepted_on, a.valid_from, a.valid_until, a.asked,"
    " a.ends, l.day AS letter_on, l.said ->> 'reference' AS letter FROM approval a"
    " LEFT JOIN LATERAL (SELECT s.day, s.said FROM approval_step s WHERE s.approval_id = a.id"
    " AND s.province = a.province AND s.step = :letter ORDER BY s.number DESC LIMIT 1) l ON true"
    " WHERE (a.code = ANY(CAST(:codes AS text[])) OR a.number = ANY(CAST(:codes AS text[])))"
    " AND a.state >= :told AND a.province = :province"
)
_WHITE_LIST = text(
    "SELECT w.code, o.code AS organisation, o.division, w.document, w.source, w.valid_from,"
    " w.valid_until FROM white_list_entry w JOIN organisation o ON o.id = w.organisation_id"
    " WHERE w.code = ANY(CAST(:codes AS text[]))"
)
#: What another province asked and we say to it, by our own numbers.
_INCOMING = text(
    "SELECT id, kind, code, authority, record, told_version, digest, received_at, version,"
    " answer, answered_on FROM incoming WHERE id::text = ANY(CAST(:ids AS text[]))"
    " AND province = :province"
)
#: The receiver's province is asked for its opinion (商请函) from here on; before, it hears nothing.
_TOLD_FROM = ApprovalState.CONSULTED
_ROWS = text(
    "SELECT manifest_id, position, waste, name, mass_g, accepted_g, pieces, accepted_pieces,"
    " ticket, accepted_ticket FROM manifest_row WHERE manifest_id = ANY(CAST(:ids AS bigint[]))"
    " AND NOT withdrawn ORDER BY manifest_id, position"
)
#: From here on a load has crossed, whatever became of it then; each as its own record.
_CROSSED = frozenset(
    {"in_transit", "handed_over", "delivered", "accepted", "partly_accepted", "rejected", "closed"}
)


class Stand(NamedTuple):
    """How one thing stands. ``provinces``: two digits of those that it concerns beside ours;
    None: every partner. ``home``: the province whose thing it is; ``enclosure``: the attachment
    that the body names."""

    noun: str
    business_no: str
    home: int
    provinces: frozenset[int] | None
    body: Mapping[str, Any]
    cancelled: bool = False
    about: About | None = None
    enclosure: bytes | None = None


class SqlTrade:
    """Things by topic and subject."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province
        self._border = SqlBorder(session, province)
        self._of: Mapping[str, Callable[[Sequence[str]], list[Stand]]] = {
            "organisation": self._organisations,
            "site": self._sites,
            "licence": self._licences,
            "manifest": self._manifests,
            "approval": self._approvals,
            "white_list_entry": self._white_list,
            "incoming": self._incoming,
        }

    def stands(self, noun: str, subjects: Sequence[str]) -> list[Stand]:
        """Things as they stand; what is not told to anybody is left out."""
        read = self._of.get(noun)
        return read(subjects) if read else []

    def _organisations(self, codes: Sequence[str]) -> list[Stand]:
        return [
            Stand("organisation", row.code, _province(row.division), None, _said(row))
            for row in self._session.execute(_ORGANISATIONS, {"codes": list(codes)})
        ]

    def _sites(self, codes: Sequence[str]) -> list[Stand]:
        return [
            Stand("site", row.code, _province(row.division), None, _said(row))
            for row in self._session.execute(_SITES, {"codes": list(codes)})
        ]

    def _licences(self, codes: Sequence[str]) -> list[Stand]:
        return [
            Stand("licence", row.code, _province(row.division), None, _said(row, "division"))
            for row in self._session.execute(_LICENCES, {"codes": list(codes)})
        ]

    def _approvals(self, names: Sequence[str]) -> list[Stand]:
        """Only those that cross a border, once the other side is asked."""
        given = {
            "codes": list(names),
            "told": APPROVAL_STATE.number[_TOLD_FROM],
            "letter": APPROVAL_STEP.number[ApprovalStep.CONSULT],
            "province": self._province,
        }
        stands = []
        for row in self._session.execute(_APPROVALS, given):
            home, there = _province(row.sender_division), _province(row.receiver_division)
            if home == there:
                continue
            body = _said(row, "state") | {"state": APPROVAL_STATE.word[row.state].value}
            stands.append(Stand("approval", row.code, home, frozenset({there}), body))
        return stands

    def _white_list(self, codes: Sequence[str]) -> list[Stand]:
        """Who is on a pilot's list, by the document that lists it."""
        return [
            Stand("white_list_entry", row.code, _province(row.division), None, _said(row))
            for row in self._session.execute(_WHITE_LIST, {"codes": list(codes)})
        ]

    def _incoming(self, ids: Sequence[str]) -> list[Stand]:
        """What we say about what another province laid before us, to that province alone."""
        given = {"ids": list(ids), "province": self._province}
        rows = self._session.execute(_INCOMING, given)
        return [one for row in rows if (one := answer_to(row, self._province)) is not None]

    def _manifests(self, numbers: Sequence[str]) -> list[Stand]:
        """Only those that cross a border: they are the sender's province's, told to the
        receiver's."""
        found = self._session.execute(_MANIFESTS, {"codes": list(numbers)}).all()
        sheets = {row.id: row for row in found}
        rows: dict[int, list[dict[str, Any]]] = {}
        for row in self._session.execute(_ROWS, {"ids": list(sheets)}):
            rows.setdefault(row.manifest_id, []).append(_said(row, "manifest_id"))
        stands = []
        for id_, sheet in sheets.items():
            home, there = _province(sheet.sender_division), _province(sheet.receiver_division)
            if home == there:
                continue
            state = MANIFEST_STATE.word[sheet.state].value
            body = _said(sheet, "id", "state", "provisional")
            body |= {"state": state, "rows": rows.get(id_, [])}
            stands.append(
                Stand(
                    "manifest",
                    sheet.provisional,
                    home,
                    frozenset({there}),
                    body,
                    cancelled=state == "cancelled",
                )
            )
            if state in _CROSSED and sheet.departed_at is not None:
                stands += self._crossed(sheet, home, there)
        return stands

    def _crossed(self, sheet: Any, home: int, there: int) -> list[Stand]:
        """Which batteries cross the border with a load, and each lot aboard."""
        load, to = self._border.aboard(sheet.id, sheet.departed_at), frozenset({there})
        name = sheet.provisional
        lots = [
            Stand("lot", lot.code, home, to, {"manifest": name} | lot._asdict())
            for lot in load.lots
        ]
        if not load.codes:
            return lots
        body, enclosure = body_of(load.codes)
        body |= {"manifest": name, "part": 1, "parts": 1, "pieces": len(load.codes)}
        if load.boxes:
            body["boxes"] = [box._asdict() for box in load.boxes]
        body["departed_at"] = written(sheet.departed_at)
        handover = Stand("border_handover", f"{name}/1", home, to, body, enclosure=enclosure)
        return [handover, *lots]


def answer_to(row: Any, province: int) -> Stand | None:
    """A record of ours about a record of another: the letter came, or what was answered. Of a load
    nothing is said before its receiver decided."""
    answer = dict(row.answer or {})
    about = answer.pop("about", None) or {"version": row.told_version, "digest": row.digest}
    body: dict[str, Any] = {"received_on": day_of(row.received_at).isoformat()}
    if row.answer is not None:
        body |= answer | {"answered_on": row.answered_on.isoformat()}
    enclosure = None
    if row.kind == IncomingKind.CONSULTATION.value:
        noun, body = "approval_reply", {"approval": row.code} | body
    elif row.answer is None:
        return None
    else:
        noun, body = "manifest_answer", {"manifest": row.code} | body
        body, enclosure = scanned_of(body)
    return Stand(
        noun,
        row.code,
        province,
        frozenset({int(row.authority.partition("-")[2])}),
        body,
        about=About(row.authority, row.record, **about),
        enclosure=enclosure,
    )


def _province(division: str) -> int:
    return int(division[:2])


def _said(row: Any, *without: str) -> dict[str, Any]:
    """A row as a document says it: moments and days as texts."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row._mapping.items()
        if name not in without
    }
