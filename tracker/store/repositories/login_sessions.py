"""Sessions of people on the pages, each kept as the SHA-256 of its cookie's secret."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

_ADD = text(
    "INSERT INTO login_session"
    " (digest, account_id, account_version, province, begun_at, expires_at)"
    " VALUES (:digest, :user, :version, :province, :at, :expires)"
)
_REVOKE = text(
    "UPDATE login_session SET revoked_at = :at WHERE digest = :digest AND revoked_at IS NULL"
)


class SqlLoginSessions:
    """Begun and ended; whose one is, ``queries.callers`` says."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def begin(
        self, digest: bytes, user: int, version: int, at: datetime, expires: datetime
    ) -> None:
        self._session.execute(
            _ADD,
            {
                "digest": digest,
                "user": user,
                "version": version,
                "province": self._province,
                "at": at,
                "expires": expires,
            },
        )

    def end(self, digest: bytes, at: datetime) -> None:
        self._session.execute(_REVOKE, {"digest": digest, "at": at})
