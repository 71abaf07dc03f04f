"""The audit trail: one line more on a hash chain, head and line in one statement."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import text

from tracker.store.driver import Driver

#: digest = SHA-256(previous digest || line as UTF-8); the first previous digest is empty.
_APPEND = text(
    "WITH head AS ("
    " INSERT INTO audit_head (chain, length, province, digest)"
    " VALUES (:chain, 1, :province, sha256(convert_to(:line, 'UTF8')))"
    " ON CONFLICT (chain, province) DO UPDATE SET length = audit_head.length + 1,"
    " digest = sha256(audit_head.digest || convert_to(:line, 'UTF8'))"
    " RETURNING length, digest)"
    " INSERT INTO audit (chain, number, actor_id, recorded_at, province, line, digest)"
    " SELECT :chain, length, :actor, :at, :province, :line, digest FROM head"
)


def stamped(actor: int, at: datetime, line: str) -> str:
    """The line as it is chained: when, by whom, what."""
    return f"{at.astimezone(UTC).isoformat(timespec='milliseconds')} actor={actor} {line}"


class SqlAudit:
    """See ``tracker.usecases.ports.Audit``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def append(self, chain: int, actor: int, at: datetime, line: str) -> None:
        self._driver.later(
            _APPEND,
            {
                "chain": chain,
                "province": self._province,
                "line": stamped(actor, at, line),
                "actor": actor,
                "at": at,
            },
        )
