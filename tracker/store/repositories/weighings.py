"""Tickets of scales: rows that are only ever added."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.domain.errors import SomeoneWasFaster
from tracker.domain.weighing import Ticket
from tracker.store.models.weighing import WeighingRow


class SqlWeighings:
    """See ``tracker.usecases.register_ports.Weighings``."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def find(self, organisation: int, ticket: str) -> Ticket | None:
        row = self._session.scalar(
            select(WeighingRow).where(
                WeighingRow.organisation_id == organisation,
                WeighingRow.ticket == ticket,
                WeighingRow.province == self._province,
            )
        )
        if row is None:
            return None
        return Ticket(
            organisation=row.organisation_id,
            ticket=row.ticket,
            scale=row.scale,
            site=row.site_id,
            weighed_at=row.weighed_at,
            recorded_at=row.recorded_at,
            gross_g=row.gross_g,
            tare_g=row.tare_g,
            actor=row.actor_id,
            unit=row.unit_id,
            event=row.event_id,
            vehicle=row.vehicle,
            manifest=row.manifest,
            calibrated_until=row.calibrated_until,
        )

    def add(self, ticket: Ticket) -> None:
        row = {
            "organisation_id": ticket.organisation,
            "site_id": ticket.site,
            "gross_g": ticket.gross_g,
            "tare_g": ticket.tare_g,
            "net_g": ticket.gross_g - ticket.tare_g,
            "weighed_at": ticket.weighed_at,
            "recorded_at": ticket.recorded_at,
            "actor_id": ticket.actor,
            "unit_id": ticket.unit,
            "event_id": ticket.event,
            "province": self._province,
            "calibrated_until": ticket.calibrated_until,
            "ticket": ticket.ticket,
            "scale": ticket.scale,
            "vehicle": ticket.vehicle,
            "manifest": ticket.manifest,
        }
        statement = insert(WeighingRow).values(row).on_conflict_do_nothing()
        if self._session.scalar(statement.returning(WeighingRow.ticket)) is None:
            raise SomeoneWasFaster
