"""Which use case of the house follows from which record of a partner, and with what?

A body is what a partner wrote: every value is looked at before it is used (Malformed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from interop.documents.canonical import canonical
from interop.documents.digest import sha256
from interop.documents.words import moment_of
from interop.records.envelope import RecordKey
from interop.store.records import Stands
from interop.usecases.station import Station
from tracker.domain.approval import ApprovalState
from tracker.domain.errors import Fault, Malformed
from tracker.domain.incoming import Incoming, IncomingKind, Source
from tracker.domain.manifest import LoadDifference, ManifestState, ManifestStep
from tracker.domain.manifest_draft import DifferenceSaid, Filled, RowSaid
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.moments import CLOCK_TOLERANCE
from tracker.usecases.answer_incoming import reopen_incoming
from tracker.usecases.receive_incoming import receive_incoming
from tracker.usecases.take_decision import take_decision
from tracker.usecases.take_reply import Reply, take_reply

#: What one row can hold at most.
_MOST_G, _MOST_PIECES = 1_000_000 * GRAMS_PER_TONNE, 1_000_000
#: What a receiver may decide from afar.
DECISIONS = (ManifestStep.ACCEPT, ManifestStep.ACCEPT_PARTLY, ManifestStep.REJECT)


#: In which states a matter of each kind can be; another may be of a later version: a person looks.
_STATES: Mapping[IncomingKind, frozenset[str]] = {
    IncomingKind.CONSULTATION: frozenset(ApprovalState),
    IncomingKind.LOAD: frozenset(ManifestState),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A partner's thing in force; ``us`` is our own authority."""

    key: RecordKey
    stands: Stands
    us: str

    @property
    def province(self) -> str:
        """Two digits of the province that tells."""
        return self.key.origin.partition("-")[2]

    def value(self, name: str, *kinds: type) -> Any:
        """A member that must be there and of one of these kinds."""
        return _value(self.stands.body, name, *kinds)


def act_upon_letter(told: Told, station: Station) -> None:
    """An approval of the sender's province, of which the receiver's is asked."""
    if _ends_here(told, station):
        receive_incoming(_incoming(told, IncomingKind.CONSULTATION, station), None, *_work(station))


def act_upon_load(told: Told, station: Station) -> None:
    """A manifest of the sender's province, on which a receiver here decides."""
    if _ends_here(told, station):
        receiver = _value(told.value("ends", dict), "receiver", dict)
        code = _value(receiver, "code", str)
        receive_incoming(_incoming(told, IncomingKind.LOAD, station), code, *_work(station))


def act_upon_reply(told: Told, station: Station) -> None:
    """The reply to a letter of ours; at first only that the letter came."""
    body = told.stands.body
    agrees = body.get("agrees")
    reply = Reply(
        province=told.province,
        approval=told.stands.business_no,
        received_on=_day(body, "received_on"),
        agrees=None if agrees is None else _value(body, "agrees", bool),
        reference=_value(body, "reference", str, type(None)) if agrees is not None else None,
        reason=_value(body, "reason", str, type(None)) if agrees is not None else None,
        replied_on=_day(body, "answered_on") if agrees is not None else None,
    )
    take_reply(reply, *_work(station))


def act_upon_answer(told: Told, station: Station) -> None:
    """What a receiver in the other province decided about a load of ours."""
    body = told.stands.body
    step = told.value("step", str)
    if step not in DECISIONS:
        raise _unfit("step")
    at = moment_of(body.get("at"))
    if at is None or at > station.clock.now() + CLOCK_TOLERANCE:
        raise _unfit("at")
    scanned = _value(body, "scanned", list, type(None))
    reasons = _value(body, "reasons", list, type(None)) or []
    filled = Filled(
        step=ManifestStep(step),
        version=0,  # the answer counts whatever became of the papers meanwhile
        at=at,
        client_id=f"{told.key.origin}/{told.key.id}/{told.key.version}",
        scanned=None if scanned is None else _texts(scanned, "scanned"),
        reasons={_value(one, "code", str): _value(one, "reason", str) for one in reasons},
        reason_for=_reasons_for(_value(body, "reason_for", dict, type(None)) or {}),
        damaged=_texts(_value(body, "damaged", list, type(None)) or [], "damaged"),
        refused=_texts(_value(body, "refused", list, type(None)) or [], "refused"),
        rows=[_row(one) for one in _value(body, "rows", list, type(None)) or []],
        differences=[
            _difference(one) for one in _value(body, "differences", list, type(None)) or []
        ],
        reason=_value(body, "reason", str, type(None)),
    )
    digest = sha256(canonical(dict(body))).encode()
    said = {**body, "province": told.province}
    take_decision(told.province, told.stands.business_no, filled, said, digest, *_work(station))


def act_upon_outcome(told: Told, station: Station) -> None:
    """The other province could not take our answer: it is to be given again."""
    kinds = {"approval_reply": IncomingKind.CONSULTATION, "manifest_answer": IncomingKind.LOAD}
    kind = kinds.get(told.value("noun", str))
    if kind is None or told.value("outcome", str) != "refused":
        raise _unfit("noun")
    reopen_incoming(told.key.origin, kind, told.value("business_no", str), *_work(station))


def _work(station: Station) -> tuple[Any, Any]:
    return station.new_uow(), station.clock


def _ends_here(told: Told, station: Station) -> bool:
    """Told by the province that it leaves, and going to ours; others only hear of it."""
    home, there = told.value("sender_division", str)[:2], told.value("receiver_division", str)[:2]
    if home != told.province:
        raise _unfit("sender_division")
    return station.authority == f"CN-{there}"


def _incoming(told: Told, kind: IncomingKind, station: Station) -> Incoming:
    key, stands = told.key, told.stands
    state = told.value("state", str)
    if state not in _STATES[kind]:
        raise _unfit("state")
    return Incoming(
        kind=kind,
        code=stands.business_no,
        source=Source(key.origin, key.id, key.version, stands.digest),
        state=state,
        body=stands.body,
        organisation=None,
        received_at=station.clock.now(),
    )


def _row(said: object) -> RowSaid:
    row = _value({"rows": said}, "rows", dict)
    return RowSaid(
        row=_value(row, "row", int),
        accepted_g=_amount(row, "accepted_g", _MOST_G),
        accepted_pieces=_amount(row, "accepted_pieces", _MOST_PIECES),
        method=_value(row, "method", str, type(None)),
    )


def _difference(said: object) -> DifferenceSaid:
    one = _value({"differences": said}, "differences", dict)
    kind = _value(one, "kind", str)
    if kind not in set(LoadDifference):
        raise _unfit("differences")
    row = _value(one, "row", int, type(None))
    return DifferenceSaid(LoadDifference(kind), _value(one, "reason", str), row)


def _amount(row: Mapping[str, object], name: str, most: int) -> int | None:
    found: int | None = _value(row, name, int, type(None))
    if found is not None and not 0 <= found <= most:
        raise _unfit(name)
    return found


def _reasons_for(found: Mapping[str, object]) -> dict[str, str]:
    if not set(found) <= set(LoadDifference):
        raise _unfit("reason_for")
    return {kind: _value(found, kind, str) for kind in found}


def _texts(found: Sequence[object], name: str) -> list[str]:
    texts = [one for one in found if isinstance(one, str)]
    if len(texts) != len(found):
        raise _unfit(name)
    return texts


def _day(body: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(_value(body, name, str))
    except ValueError as error:
        raise _unfit(name) from error


def _value(body: object, name: str, *kinds: type) -> Any:
    found = body.get(name) if isinstance(body, Mapping) else None
    if type(found) not in kinds:
        raise _unfit(name)
    return found


def _unfit(name: str) -> Malformed:
    return Malformed(Fault("wrong_form", f"/{name}"))
