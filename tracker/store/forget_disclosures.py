"""What partners were told is logged for three years; what is older is cleared away, and no more.

The application's role can only add to the log: clearing is done by the database's owner.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, text

#: Whole calendar years, so that a day of the third year is never lost.
YEARS_KEPT = 3
_FORGET = text(
    "DELETE FROM exchange_disclosure"
    " WHERE at < CAST(:now AS timestamptz) - make_interval(years => :years)"
)


def forget_disclosures(owner: Engine, now: datetime) -> int:
    """How many rows were older than three years at this moment (aware) and are gone."""
    with owner.begin() as connection:
        given = {"now": now, "years": YEARS_KEPT}
        return connection.execute(_FORGET, given).rowcount
