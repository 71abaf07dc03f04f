"""How alembic finds our tables: the connection comes from ``tracker.store.migrate``."""

from __future__ import annotations

from alembic import context

import tracker.store.models  # noqa: F401  fills the metadata
from tracker.store.base import Base
from tracker.store.partitions import is_partition


def _ours(_object: object, name: str | None, kind: str, reflected: bool, _to: object) -> bool:
    return not (kind == "table" and reflected and name is not None and is_partition(name))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=_ours,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
