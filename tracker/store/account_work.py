"""One transaction over accounts, tokens and login attempts, with its line in the audit trail."""

from __future__ import annotations

from typing import Self

from tracker.store.repositories.accounts import SqlAccounts
from tracker.store.repositories.login_attempts import SqlLoginAttempts
from tracker.store.repositories.login_sessions import SqlLoginSessions
from tracker.store.repositories.tokens import SqlTokens
from tracker.store.unit_of_work import SqlUnitOfWork

#: The chain of the audit trail on which the office itself is written.
OFFICE = 0


class AccountWork(SqlUnitOfWork):
    """A unit of work that also knows accounts. Leaving without commit() undoes everything."""

    def __enter__(self) -> Self:
        super().__enter__()
        self.accounts = SqlAccounts(self.session)
        self.tokens = SqlTokens(self.session)
        self.login_sessions = SqlLoginSessions(self.session, self._province)
        self.attempts = SqlLoginAttempts(self.session)
        return self
