"""Which file may the caller have?"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from tracker.domain.attachment import Attachment
from tracker.domain.sight import Sight
from tracker.store.models.attachment import AttachmentRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.repositories.attachments import attachment_of


def attachment_with(session: Session, sight: Sight, user: int, digest: str) -> Attachment | None:
    """The file with this SHA-256 as the caller's organisation brought it, or one that the caller
    oversees; what one brought oneself for the office is one's own to see."""
    row = AttachmentRow
    ways: list[ColumnElement[bool]] = [row.actor_id == user]
    if sight.organisation is not None:
        ways.append(row.organisation_id == sight.organisation)
    if sight.division is not None:
        ways.append(OrganisationRow.division.startswith(sight.division))
    if sight.province is not None:
        ways.append(row.province == sight.province)
    found = session.scalars(
        select(row)
        .outerjoin(OrganisationRow, OrganisationRow.id == row.organisation_id)
        .where(row.digest == digest, or_(*ways))
        .order_by((row.organisation_id == sight.organisation).desc(), row.recorded_at)
        .limit(1)
    ).first()
    return None if found is None else attachment_of(found)
