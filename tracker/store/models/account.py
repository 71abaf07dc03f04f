"""Users and their API tokens, as rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CHAR, ForeignKey, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class UserRow(Base):
    """A person or a machine that acts. The password is kept as its argon2 hash only."""

    __tablename__ = "account"

    id: Mapped[Key]
    province: Mapped[Province]
    login: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    division: Mapped[str] = mapped_column(CHAR(6))
    active: Mapped[bool] = mapped_column(default=True)
    loopback_only: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}


class TokenRow(Base):
    """An API token, kept as its SHA-256 only; scopes are a subset of its user's rights."""

    __tablename__ = "token"

    id: Mapped[Key]
    province: Mapped[Province]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    recorded_at: Mapped[Written]


class LoginSessionRow(Base):
    """Somebody logged in on the pages: kept as the SHA-256 of the cookie's secret. It is over when
    it expires, is revoked, or the account's version is another."""

    __tablename__ = "login_session"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    account_version: Mapped[int]
    province: Mapped[Province]
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class LoginAttemptRow(Base):
    """Failed attempts by login name or address: throttling that outlives a restart."""

    __tablename__ = "login_attempt"

    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
