"""Another province lays something before ours: its consultation, its load, or how that stands."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.incoming import Incoming
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.find_approval import NOBODY, OFFICE
from tracker.usecases.ports import Clock


def receive_incoming(told: Incoming, receiver: str | None, uow: LawWork, clock: Clock) -> None:
    """Keep it as it was told last; what is older than what is known changes nothing. ``receiver``
    is the code of the organisation that must answer, None if the bureau must; the time limit of
    who answers runs from the day on which it first came (article 25)."""
    with uow:
        organisation = None
        if receiver is not None:
            found = uow.approvals.firms([receiver]).get(receiver)
            organisation = found.id if found else None
        known = uow.incoming.told(told.kind, told.code, told.source.authority)
        if known is not None and known.source.version >= told.source.version:
            return
        now = clock.now()
        if known is None:
            one = replace(told, organisation=organisation, received_at=now)
            id_ = uow.incoming.add(one)
        else:
            one = replace(
                known,
                source=told.source,
                state=told.state,
                body=told.body,
                organisation=organisation,
                version=known.version + 1,
            )
            uow.incoming.save(one)
            id_ = known.id
        uow.duties.add("incoming.received", str(id_), one.version)
        line = f"{told.kind.value} {told.code} of {told.source.authority} state={told.state}"
        uow.audit.append(OFFICE, NOBODY, now, line)
        uow.commit()
