"""Reference data that every installation has: the administrative divisions."""

from __future__ import annotations

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.store.divisions_file import shipped_divisions
from tracker.store.models.division import DivisionRow


def seed_reference(engine: Engine) -> int:
    """Add shipped divisions that are not there yet; answers how many there are then."""
    with Session(engine) as session:
        rows = [
            {
                "code": division.code,
                "known_from": division.known_from,
                "known_until": division.known_until,
                "name_zh": division.name_zh,
                "name_en": division.name_en or None,
                "level": division.level.value,
                "parent": division.parent or None,
                "source": division.source,
                "certainty": str(division.certainty),
            }
            for division in shipped_divisions()
        ]
        session.execute(insert(DivisionRow).on_conflict_do_nothing(), rows)
        session.commit()
        return session.scalar(select(func.count()).select_from(DivisionRow)) or 0
