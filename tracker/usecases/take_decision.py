"""A receiver in another province decided on a load of ours; its province signed for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.manifest import Party
from tracker.domain.manifest_draft import Filled
from tracker.domain.roles import Right
from tracker.lifecycle.manifest_steps import PARTY_ROLES
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.confirm_manifest import confirm_manifest
from tracker.usecases.find_approval import NOBODY
from tracker.usecases.ports import Clock


def take_decision(
    province: str,
    number: str,
    filled: Filled,
    said: Mapping[str, object],
    request_digest: bytes,
    uow: LawWork,
    clock: Clock,
) -> None:
    """Confirm the step as the receiver would have here; the same answer counts once. Raises
    NotFound for a load that does not go there, and whatever confirming refuses."""
    with uow:
        found = uow.manifests.find(number)
    if found is None or found.receiver.division[:2] != province:
        raise NotFound
    receiver = Caller(
        user=NOBODY,
        login=f"CN-{province}",
        organisation=found.receiver.organisation,
        roles=PARTY_ROLES[Party.RECEIVER],
        division=found.receiver.division,
        rights=frozenset({Right.SCAN}),
    )
    filled = replace(filled, version=found.version)
    confirm_manifest(number, filled, said, request_digest, receiver, uow, clock)
