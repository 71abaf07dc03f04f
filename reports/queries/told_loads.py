"""Which loads of other provinces did the exchange tell of, and which batteries came twice?

What partners signed is read as strangers' words: a row that lacks a name or a moment tells of no
load. The same manifest may have been told by its own province and by the national system, under
either of its two numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from reports.indicators.collection import UNKNOWN
from reports.indicators.exchanged import Before, Teller, ToldLoad
from tracker.domain.manifest import ManifestState as S
from tracker.domain.scan import ScanKind as K
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND

_ARRIVED = frozenset({S.DELIVERED, S.ACCEPTED, S.PARTLY_ACCEPTED, S.CLOSED})
_ON_THE_WAY = _ARRIVED | {S.IN_TRANSIT, S.HANDED_OVER}
_GATHER = ", ".join(str(SCAN_KIND.number[kind]) for kind in (K.COLLECT, K.TAKE_BACK))
#: No manifest carries more, and no row weighs more: larger numbers are no numbers of the trade.
_MOST = 10**12

_SHEETS = text("""\
SELECT origin, record_id, business_no, body FROM exchange_thing
WHERE province = :province AND noun = 'manifest' AND state <> 'cancelled'
  AND left(coalesce(body ->> 'delivered_at', body ->> 'departed_at'), 4)
    = ANY(CAST(:years AS text[]))
ORDER BY origin DESC, record_id""")

_ABOARD = text("""\
SELECT body ->> 'manifest' AS sheet, jsonb_path_query(body, '$.codes[*]') #>> '{}' AS code
FROM exchange_thing
WHERE province = :province AND noun = 'border_handover' AND state <> 'cancelled'
  AND body ->> 'manifest' = ANY(CAST(:sheets AS text[]))""")

_FIRMS = text(f"""\
SELECT id, code FROM organisation
WHERE code = ANY(CAST(:codes AS text[])) AND id = ANY({IDS.format("collectors")})""")

#: Where our own books have these batteries received first.
_OURS = text(f"""\
SELECT DISTINCT ON (u.id) c.value AS code, e.id AS receipt, e.happened_at AS at,
  b.organisation_id AS brand, coalesce(m.mass_g, u.mass_g, 0) AS mass_g
FROM unit_code c JOIN unit u ON u.id = c.unit_id AND u.province = :province
JOIN event_unit m ON m.unit_id = u.id AND m.province = :province AND m.part = 0
JOIN event e ON e.id = m.event_id AND e.province = :province
LEFT JOIN battery_model b ON b.id = u.model_id
WHERE c.value = ANY(CAST(:codes AS text[])) AND e.kind IN ({_GATHER})
  AND NOT EXISTS (SELECT FROM voided_event v
    WHERE v.event_id = e.id AND v.province = e.province)
ORDER BY u.id, e.happened_at, e.id""")


class _Sheet(NamedTuple):
    """A manifest from another province; ``left`` and ``arrived`` are None where it does not say."""

    name: str
    record: str
    teller: Teller
    sender: str
    sent_from: str
    left: datetime | None
    arrived: datetime | None
    pieces: int
    rows: list[dict[str, Any]]


def told_loads(
    session: Session, province: int, collectors: Collection[int], start: datetime, end: datetime
) -> Sequence[ToldLoad]:
    """Loads that these collectors sent here from elsewhere and that arrived from ``start`` on and
    before ``end``; each as often as it was told."""
    sheets = [s for s in _sheets(session, province, start) if _within(s.arrived, start, end)]
    codes = sorted({sheet.sender for sheet in sheets})
    given = {"codes": codes, "collectors": ids(collectors)}
    firms = {row.code: row.id for row in session.execute(_FIRMS, given)} if codes else {}
    sheets = [sheet for sheet in sheets if sheet.sender in firms]
    aboard = _aboard(session, province, sheets)
    ours = _ours(session, province, aboard)
    found: list[ToldLoad] = []
    for sheet in sheets:
        known = (ours.get(code) for code in aboard.get(sheet.name, ()))
        again = sum(1 for at in known if at is not None and _earlier(at[0], sheet))
        found += _loads(sheet, firms[sheet.sender], again)
    return found


def received_before(
    session: Session, province: int, start: datetime, end: datetime
) -> Sequence[Before]:
    """Of what our books received first from ``start`` to ``end``: batteries that had left another
    province on a manifest before."""
    sheets = _sheets(session, province, start)
    aboard = _aboard(session, province, sheets)
    ours = _ours(session, province, aboard)
    found: dict[str, Before] = {}
    for sheet in sheets:
        for code in aboard.get(sheet.name, ()):
            at = ours.get(code)
            if at is not None and start <= at[0] < end and not _earlier(at[0], sheet):
                found[code] = at[1]
    return [found[code] for code in sorted(found)]


def _loads(sheet: _Sheet, collector: int, again: int) -> Iterator[ToldLoad]:
    whole = sheet.pieces or sum(_whole(row.get("pieces")) or 0 for row in sheet.rows)
    arrived = sheet.arrived
    if arrived is None:
        return
    for place, row in enumerate(sheet.rows, 1):
        accepted = _whole(row.get("accepted_g"))
        yield ToldLoad(
            record=sheet.record,
            teller=sheet.teller.value,
            collector=collector,
            collector_code=sheet.sender,
            at=arrived,
            sent_from=sheet.sent_from,
            mass_g=_whole(row.get("mass_g")) if accepted is None else accepted,
            pieces=whole,
            again=min(again, whole),
            batch=sheet.name,
            ticket=str(_whole(row.get("position")) or place),
        )


def _sheets(session: Session, province: int, start: datetime) -> list[_Sheet]:
    """Manifests from other provinces around a year, under one name each."""
    years = [str(start.year + more) for more in (-1, 0, 1)]
    names: dict[str, str] = {}
    found: list[_Sheet] = []
    for row in session.execute(_SHEETS, {"province": province, "years": years}):
        body = row.body if isinstance(row.body, dict) else {}
        sender = _named(_named(body.get("ends"), dict).get("sender"), dict)
        division = _named(body.get("sender_division"), str)
        sent_from = division[:2] if len(division) == 6 and division.isdecimal() else UNKNOWN
        if sent_from == f"{province:02d}" or _named(body.get("state"), str) not in _ON_THE_WAY:
            continue
        number = _named(body.get("number"), str) or row.business_no
        name = names.get(number) or names.get(row.business_no) or row.business_no
        names[number] = names[row.business_no] = name
        arrived = body.get("state") in _ARRIVED
        found.append(
            _Sheet(
                name=name,
                record=f"{row.origin}/{row.record_id}",
                teller=Teller.NATIONAL if row.origin == "CN" else Teller.PROVINCE,
                sender=_named(sender.get("code"), str),
                sent_from=sent_from,
                left=_moment(body.get("departed_at")),
                arrived=_moment(body.get("delivered_at")) if arrived else None,
                pieces=_whole(body.get("pieces")) or 0,
                rows=[one for one in _named(body.get("rows"), list) if isinstance(one, dict)],
            )
        )
    return found


def _aboard(
    session: Session, province: int, sheets: Sequence[_Sheet]
) -> Mapping[str, frozenset[str]]:
    """Codes of batteries by the name of the manifest, however often they were told."""
    named = sorted({sheet.name for sheet in sheets})
    found: dict[str, set[str]] = {}
    if named:
        for row in session.execute(_ABOARD, {"province": province, "sheets": named}):
            found.setdefault(row.sheet, set()).add(row.code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _ours(
    session: Session, province: int, aboard: Mapping[str, frozenset[str]]
) -> dict[str, tuple[datetime, Before]]:
    codes = sorted({code for found in aboard.values() for code in found})
    if not codes:
        return {}
    rows = session.execute(_OURS, {"province": province, "codes": codes})
    return {row.code: (row.at, Before(row.receipt, row.brand, int(row.mass_g))) for row in rows}


def _earlier(ours: datetime, sheet: _Sheet) -> bool:
    """Whether our receipt was before the load left there; or arrived, if nobody says when."""
    moment = sheet.left or sheet.arrived
    return moment is not None and ours < moment


def _within(moment: datetime | None, start: datetime, end: datetime) -> bool:
    return moment is not None and start <= moment < end


def _named(value: object, kind: type[Any]) -> Any:
    """The value if it is of that kind, else an empty one."""
    return value if isinstance(value, kind) else kind()


def _whole(value: object) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST
    return int(str(value)) if good else None


def _moment(value: object) -> datetime | None:
    """A moment with its offset; None for what is none."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
