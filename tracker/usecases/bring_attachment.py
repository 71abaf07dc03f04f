"""Somebody brings a file: write down whose it is and what it shows."""

from __future__ import annotations

from tracker.domain.attachment import THE_OFFICE, Attachment
from tracker.domain.caller import Caller
from tracker.domain.programme import AttachmentKind
from tracker.usecases.ports import Clock
from tracker.usecases.register_ports import OfficeWork

#: The chain of the audit trail for what happens at no site.
OFFICE = 0


def bring_attachment(
    digest: str,
    size: int,
    media_type: str,
    name: str,
    kind: AttachmentKind,
    caller: Caller,
    uow: OfficeWork,
    clock: Clock,
) -> tuple[Attachment, bool]:
    """The attachment, and whether it is new; its content must already be safe in the vault.

    A content that the organisation brought before stays as it was written down then.
    """
    attachment = Attachment(
        digest=digest,
        organisation=THE_OFFICE if caller.organisation is None else caller.organisation,
        kind=kind,
        media_type=media_type,
        name=name,
        size=size,
        actor=caller.user,
        recorded_at=clock.now(),
    )
    with uow:
        before = uow.attachments.keep(attachment)
        if before is not None:
            return before, False

        line = f"attachment {digest} kind={kind.value} size={size}"
        uow.audit.append(OFFICE, caller.user, attachment.recorded_at, line)
        uow.duties.add("attachment.added", digest, 1)
        uow.commit()
    return attachment, True
