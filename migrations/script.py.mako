"""${message}

Before you write this, remember:
- Old code runs on the new tables for a while: expand first (add, nullable or with default), change
  the code, contract in a later migration.
- Every table of facts carries ``province`` in its key; keys are bigint; no triggers.
- A new table needs its grants for the application's role, or the application cannot see it.
- Keep a data fixture: tests/integration/migrations/fixtures/${up_revision}.sql holds a few rows of
  every table that is new here; the test loads those of all steps before it, too, and walks the
  rows up to the newest form.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
