"""Somebody says who is to be told of alarms, tries it, or has what was missed sent again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interop.notices.backoff import LEASE
from interop.notices.sealing import sealed
from interop.notices.signature import new_secret
from interop.notices.target import Channel, target_faults
from interop.notices.webhook import Outcome
from interop.store.notice_rows import (
    Leased,
    StoredAttempt,
    StoredNotice,
    StoredTarget,
    target_of,
)
from interop.store.notices import NoticeWork
from interop.usecases.tell_alarms import Post, send
from tracker.domain.caller import Caller
from tracker.domain.errors import (
    Fault,
    Malformed,
    NotAllowed,
    NotFound,
    SomeoneWasFaster,
)
from tracker.domain.roles import Right
from tracker.usecases.ports import Clock

#: Who may say who is told: an organisation of its own alarms, the bureau of all.
KEEPERS = (Right.EDIT_OWN, Right.EDIT_REFERENCE, Right.ADMINISTER)


@dataclass(frozen=True, slots=True)
class KeptTarget:
    """A target as it is shown. ``secret`` only once, when it was just made."""

    row: StoredTarget
    secret: str | None = None


def add_target(
    given: Mapping[str, Any], caller: Caller, work: NoticeWork, post: Post, clock: Clock
) -> KeptTarget:
    """A new target; a webhook gets a key, told this once. Malformed with every fault."""
    organisation = _whose(caller)
    faults = target_faults(given)
    if faults:
        raise Malformed(*faults)
    secret = new_secret() if given["kind"] == Channel.WEBHOOK else None
    with work:
        row = work.add_target(
            organisation_id=organisation,
            kind=given["kind"],
            address=given["address"],
            secret=None if secret is None else sealed(secret, post.secret),
            least=given["least"],
            rules=list(given["rules"]),
            language=given["language"],
            active=True,
            version=1,
        )
        line = f"notice_target id={row.id} {row.kind} {row.address} least={row.least}"
        work.write_down(caller.user, clock.now(), line)
        work.commit()
    return KeptTarget(row, secret)


def amend_target(
    target: int, given: Mapping[str, Any], caller: Caller, work: NoticeWork, clock: Clock
) -> KeptTarget:
    """Another severity, other rules, another language, on or off. The address stays: what was
    missed under it must be sent there. NotFound, SomeoneWasFaster, Malformed."""
    with work:
        row = _found(target, caller, work)
        if given["version"] != row.version:
            words = {"yours": given["version"], "current": row.version}
            raise SomeoneWasFaster(Fault("stale_version", "/version", words))
        faults = target_faults({**given, "kind": row.kind, "address": row.address})
        if faults:
            raise Malformed(*faults)
        amended = work.amend_target(
            target,
            least=given["least"],
            rules=list(given["rules"]),
            language=given["language"],
            active=given["active"],
        )
        said = f"least={amended.least} active={amended.active} rules={','.join(amended.rules)}"
        line = f"notice_target id={target} version={amended.version} {said}"
        work.write_down(caller.user, clock.now(), line)
        work.commit()
    return KeptTarget(amended)


def list_targets(caller: Caller, work: NoticeWork) -> Sequence[StoredTarget]:
    """The caller's own."""
    organisation = _whose(caller)
    with work:
        return work.list_targets(organisation)


def try_target(target: int, caller: Caller, work: NoticeWork, post: Post, clock: Clock) -> Outcome:
    """Send a test now and say how it went; it stands in the log like any other, and is not tried
    again by itself."""
    now = clock.now()
    with work:
        row = _found(target, caller, work)
        known = target_of(row, None)
        body = {"type": "notice.test", "at": now.isoformat(), "link": post.public_url}
        notice = work.add_test(target, body, now, now + LEASE)
        leased = Leased(notice, target, "notice.test", body, now, 1)
        work.commit()
    outcome = send(leased, known, post, now)
    _note_test(leased, outcome, work, clock)
    return outcome


def replay(target: int, after: int, caller: Caller, work: NoticeWork, clock: Clock) -> int:
    """Send again what comes after a number; answers how many notices that are. A receiver knows
    them by their numbers, which stay."""
    with work:
        _found(target, caller, work)
        count = work.replay(target, after, clock.now())
        line = f"notice_target id={target} replay after={after} notices={count}"
        work.write_down(caller.user, clock.now(), line)
        work.commit()
    return count


def notice_log(
    target: int, after: int | None, limit: int, caller: Caller, work: NoticeWork
) -> tuple[Sequence[StoredNotice], Mapping[int, Sequence[StoredAttempt]]]:
    """Notices of a target, the newest first, one more than ``limit`` if there are more, with every
    attempt."""
    with work:
        _found(target, caller, work)
        rows = work.log(target, after, limit)
        return rows, work.attempts([row.id for row in rows])


def _note_test(notice: Leased, outcome: Outcome, work: NoticeWork, clock: Clock) -> None:
    with work:
        work.note(notice.id, clock.now(), outcome, None)
        work.commit()


def _whose(caller: Caller) -> int | None:
    """An organisation keeps its own targets; the bureau and the administrator the bureau's."""
    if caller.organisation is not None:
        return caller.organisation
    if caller.may(Right.EDIT_REFERENCE) or caller.may(Right.ADMINISTER):
        return None
    raise NotAllowed


def _found(target: int, caller: Caller, work: NoticeWork) -> StoredTarget:
    row = work.target(target, _whose(caller))
    if row is None:
        raise NotFound
    return row
