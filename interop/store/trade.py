"""How things of the house stand now, as far as a partner may know: what records are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.approval import ApprovalState
from tracker.store.approval_codes import APPROVAL_STATE
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
_APPROVALS = text(
    "SELECT code, number, state, sender_division, receiver_division, approved_g, drawn_g,"
    " agreed, received_on, accepted_on, valid_from, valid_until, asked, ends FROM approval"
    " WHERE (code = ANY(CAST(:codes AS text[])) OR number = ANY(CAST(:codes AS text[])))"
    " AND state >= :told"
)
#: The receiver's province is asked for its opinion (商请函) from here on; before, it hears nothing.
_TOLD_FROM = ApprovalState.CONSULTED
_ROWS = text(
    "SELECT manifest_id, position, waste, name, mass_g, accepted_g, pieces, accepted_pieces,"
    " ticket, accepted_ticket FROM manifest_row WHERE manifest_id = ANY(CAST(:ids AS bigint[]))"
    " AND NOT withdrawn ORDER BY manifest_id, position"
)
#: Batteries on board, in boxes and on pallets, too; each by its first code.
_ABOARD = text(
    "WITH RECURSIVE aboard AS (SELECT u.id, u.kind FROM unit u WHERE u.id IN ("
    "SELECT unnest(r.aboard) FROM manifest_row r WHERE r.manifest_id = :id AND NOT r.withdrawn)"
    " UNION SELECT u.id, u.kind FROM aboard a JOIN containment k ON k.parent_id = a.id"
    " AND k.to_event IS NULL JOIN unit u ON u.id = k.child_id)"
    " SELECT min(c.value) AS code FROM aboard a JOIN unit_code c ON c.unit_id = a.id"
    " WHERE a.kind = 1 GROUP BY a.id ORDER BY code"
)
#: Of these codes, those that our own books have in the hands of collectors or treaters here.
_HERE = text(
    "SELECT c.value FROM unit_code c JOIN unit u ON u.id = c.unit_id"
    " WHERE c.value = ANY(CAST(:codes AS text[])) AND u.kind = 1 AND u.state BETWEEN 4 AND 12"
    " ORDER BY c.value"
)
#: So many codes stand in one hand-over; a larger load is told in parts.
CODES_A_PART = 500


class Stand(NamedTuple):
    """How one thing stands. ``provinces``: two digits of those that it concerns beside ours;
    None: every partner. ``home``: the province whose thing it is."""

    noun: str
    business_no: str
    home: int
    provinces: frozenset[int] | None
    body: Mapping[str, Any]
    cancelled: bool = False


class SqlTrade:
    """Things by topic and subject."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._of: Mapping[str, Callable[[Sequence[str]], list[Stand]]] = {
            "organisation": self._organisations,
            "site": self._sites,
            "licence": self._licences,
            "manifest": self._manifests,
            "approval": self._approvals,
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
        given = {"codes": list(names), "told": APPROVAL_STATE.number[_TOLD_FROM]}
        stands = []
        for row in self._session.execute(_APPROVALS, given):
            home, there = _province(row.sender_division), _province(row.receiver_division)
            if home == there:
                continue
            body = _said(row, "state") | {"state": APPROVAL_STATE.word[row.state].value}
            stands.append(Stand("approval", row.code, home, frozenset({there}), body))
        return stands

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
            if state == "in_transit":
                stands += self._handovers(id_, sheet.provisional, home, there)
        return stands

    def _handovers(self, id_: int, name: str, home: int, there: int) -> list[Stand]:
        """Which batteries cross the border with a load."""
        codes = list(self._session.scalars(_ABOARD, {"id": id_}))
        starts = range(0, len(codes), CODES_A_PART)
        return [
            Stand(
                "border_handover",
                f"{name}/{number}",
                home,
                frozenset({there}),
                {
                    "manifest": name,
                    "part": number,
                    "parts": len(starts),
                    "pieces": len(codes),
                    "codes": codes[start : start + CODES_A_PART],
                },
            )
            for number, start in enumerate(starts, 1)
        ]

    def held_here(self, codes: Sequence[str]) -> list[str]:
        """Batteries of these codes that by our books are here and not on their way to us."""
        return list(self._session.scalars(_HERE, {"codes": list(codes)}))


def _province(division: str) -> int:
    return int(division[:2])


def _said(row: Any, *without: str) -> dict[str, Any]:
    """A row as a document says it: moments and days as texts."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row._mapping.items()
        if name not in without
    }
