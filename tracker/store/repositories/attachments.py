"""Which file an organisation brought: rows that are only ever added."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.domain.attachment import Attachment
from tracker.domain.programme import AttachmentKind
from tracker.store.models.attachment import AttachmentRow


class SqlAttachments:
    """See ``tracker.usecases.register_ports.Attachments``."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def keep(self, attachment: Attachment) -> Attachment | None:
        row = {
            "digest": attachment.digest,
            "organisation_id": attachment.organisation,
            "size": attachment.size,
            "actor_id": attachment.actor,
            "recorded_at": attachment.recorded_at,
            "province": self._province,
            "kind": attachment.kind.value,
            "media_type": attachment.media_type,
            "name": attachment.name,
        }
        statement = insert(AttachmentRow).values(row).on_conflict_do_nothing()
        if self._session.scalar(statement.returning(AttachmentRow.digest)) is not None:
            return None
        before = self._session.scalars(
            select(AttachmentRow).where(
                AttachmentRow.digest == attachment.digest,
                AttachmentRow.organisation_id == attachment.organisation,
                AttachmentRow.province == self._province,
            )
        ).one()
        return attachment_of(before)


def attachment_of(row: AttachmentRow) -> Attachment:
    """A row as the value it keeps."""
    return Attachment(
        digest=row.digest,
        organisation=row.organisation_id,
        kind=AttachmentKind(row.kind),
        media_type=row.media_type,
        name=row.name,
        size=row.size,
        actor=row.actor_id,
        recorded_at=row.recorded_at,
    )
