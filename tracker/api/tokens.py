"""Tokens: POST /api/v1/tokens with login and password; list and revoke one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request

from tracker.accounts.issue_token import issue_token
from tracker.accounts.list_accounts import list_tokens
from tracker.accounts.log_in import log_in
from tracker.accounts.revoke_token import revoke_token
from tracker.api.schemas.token import LoginSchema, TokenSchema, TokensSchema
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.moments import said
from tracker.domain.roles import Right, rights_of
from tracker.http.blueprint import PUBLIC, ApiBlueprint
from tracker.http.house import House
from tracker.http.sender import sender_of

#: A token asked for without a term is good for so long.
USUAL_DAYS = 30


def tokens_blueprint(house: House) -> ApiBlueprint:
    tokens = ApiBlueprint("tokens", house, "Who may come in / 接口令牌")
    province = house.settings.province

    @tokens.route("POST", "/tokens", right=PUBLIC, body=LoginSchema, answer=TokenSchema, status=201)
    def post_token(body: dict[str, Any]) -> dict[str, Any]:
        """A token for login and password. Wrong ones are throttled."""
        address = sender_of(request)
        user = log_in(
            house.sessions, province, body["login"], body["password"], house.clock, address
        )
        scopes = body.get("scopes") or sorted(rights_of(frozenset(user.roles)))
        expires = house.clock.now() + timedelta(days=body.get("days", USUAL_DAYS))
        issued = issue_token(
            house.sessions,
            province,
            user.user,
            body.get("name", "api"),
            [str(scope) for scope in scopes],
            expires,
            user.user,
            house.clock,
        )
        return {
            "token": issued.text,
            "id": str(issued.token),
            "scopes": [str(scope) for scope in scopes],
            "expires": said(expires),
        }

    @tokens.route("GET", "/tokens", right=Right.READ, answer=TokensSchema)
    def get_tokens(caller: Caller) -> dict[str, Any]:
        """The caller's own tokens."""
        found = list_tokens(house.sessions, caller.user)
        return {
            "tokens": [
                {
                    "id": str(token.token),
                    "name": token.name,
                    "scopes": sorted(token.scopes),
                    "expires": said(token.expires_at),
                    "revoked": token.revoked_at is not None,
                }
                for token in found
            ]
        }

    @tokens.route("DELETE", "/tokens/<string:number>", right=Right.READ, status=204)
    def delete_token(caller: Caller, number: str) -> str:
        """Revoke one of the caller's own tokens."""
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            raise NotFound
        revoke_token(
            house.sessions, province, int(number), caller.user, house.clock, holder=caller.user
        )
        return ""

    return tokens
