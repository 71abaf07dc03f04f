"""Tokens as they travel over the wire."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from tracker.api.schemas.registers import KindField
from tracker.domain.register_kinds import words
from tracker.domain.roles import Right


class LoginSchema(ma.Schema):
    """Login and password, and what the token shall be good for (all rights if not said)."""

    login = KindField(words(128), required=True)
    password = ma.fields.String(required=True, validate=validate.Length(1, 1024))
    name = KindField(words(100))
    scopes = ma.fields.List(ma.fields.Enum(Right, by_value=True), validate=validate.Length(1, 10))
    days = ma.fields.Integer(strict=True, validate=validate.Range(1, 365))


class TokenSchema(ma.Schema):
    """A new token; its text is shown this once."""

    token = ma.fields.String()
    id = ma.fields.String()
    scopes = ma.fields.List(ma.fields.String())
    expires = ma.fields.String()


class TokenRowSchema(ma.Schema):
    """A token as its holder sees it later: everything but its text."""

    id = ma.fields.String()
    name = ma.fields.String()
    scopes = ma.fields.List(ma.fields.String())
    expires = ma.fields.String()
    revoked = ma.fields.Boolean()


class TokensSchema(ma.Schema):
    """All tokens of the caller, newest first."""

    tokens = ma.fields.List(ma.fields.Nested(TokenRowSchema))
