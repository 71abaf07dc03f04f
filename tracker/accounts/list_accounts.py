"""Who has an account, and which tokens does each hold?"""

from __future__ import annotations

from tracker.accounts.logins import normal_login
from tracker.domain.account import Token, User
from tracker.domain.errors import NotFound
from tracker.store.repositories.accounts import SqlAccounts
from tracker.store.repositories.tokens import SqlTokens
from tracker.store.unit_of_work import Sessions


def list_users(sessions: Sessions) -> list[User]:
    """Everybody, inactive ones too, by login."""
    with sessions() as session:
        return SqlAccounts(session).all()


def user_with_login(sessions: Sessions, login: str) -> User:
    """The user who has this login, in any spelling; raises NotFound."""
    with sessions() as session:
        found = SqlAccounts(session).by_login(normal_login(login))
    if found is None:
        raise NotFound
    return found[0]


def list_tokens(sessions: Sessions, user: int) -> list[Token]:
    """All tokens a user ever had, newest first; the tokens themselves are known to nobody."""
    with sessions() as session:
        return SqlTokens(session).of(user)
