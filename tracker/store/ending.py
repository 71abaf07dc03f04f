"""How does a session begin that only asks, and how does any session end?"""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.store.refusals import refusal_of

_ONE_STATE = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def begin_asking(session: Session) -> None:
    """All questions see one state of the books, and nothing can be changed; on a connection that
    somebody lends us, its transaction decides."""
    if isinstance(session.get_bind(), Engine):
        session.connection(execution_options=_ONE_STATE)


def end(session: Session, error: BaseException | None) -> None:
    """Undo what was not committed and give the connection back. Raises the refusal that the error
    means, if it means one; the error itself goes on otherwise."""
    try:
        session.rollback()
    except DBAPIError:
        session.invalidate()
    session.close()
    refusal = refusal_of(error)
    if refusal is not None:
        raise refusal from error
