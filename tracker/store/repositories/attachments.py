"""Which file an organisation brought: rows that are only ever added."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.domain.attachment import Attachment
from tracker.store.models.attachment import AttachmentRow


class SqlAttachments:
    """See ``tracker.usecases.register_ports.Attachments``."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def add(self, attachment: Attachment) -> bool:
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
        return self._session.scalar(statement.returning(AttachmentRow.digest)) is not None
