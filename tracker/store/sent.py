"""What was sent to the database and not yet waited for, on one connection.

A booking is half a dozen statements of which nobody needs the answer before the commit. Sent one
after the other without waiting (libpq's pipeline), the server works on one while the next is put
together. Their answers are looked at before anything else is asked on the connection, and before
the commit; until then it stands in the connection's ``info``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, MutableMapping
from typing import Any

import psycopg

#: Looks at what a statement answered, when the answer is there; may raise.
Check = Callable[[psycopg.Cursor[Any]], None]
Info = MutableMapping[Any, Any]

_SENT = "plumbline.sent"


class Sent:
    """A pipeline that is open, and the checks of the answers that are under way."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._checks: list[tuple[Check, psycopg.Cursor[Any]]] = []
        self._pipeline = connection.pipeline()
        self._pipeline.__enter__()

    def cursor(self, check: Check | None) -> psycopg.Cursor[Any]:
        """A cursor of its own for one more statement."""
        cursor = self._connection.cursor(binary=True)
        if check is not None:
            self._checks.append((check, cursor))
        return cursor

    def settle(self) -> None:
        """Wait for the answers and look at them. Raises psycopg.Error and what checks raise."""
        self._pipeline.__exit__(None, None, None)
        for check, cursor in self._checks:
            check(cursor)

    def give_up(self) -> None:
        """Wait for the answers, whatever they are."""
        with contextlib.suppress(psycopg.Error):
            self._pipeline.__exit__(None, None, None)


def sent_on(info: Info, connection: psycopg.Connection[Any]) -> Sent:
    """What is under way on this connection, begun now if nothing was."""
    sent = info.get(_SENT)
    if sent is None:
        sent = info[_SENT] = Sent(connection)
    return sent


def settle(info: Info) -> None:
    """Nothing is under way any more. Raises psycopg.Error and what the checks raise."""
    sent: Sent | None = info.pop(_SENT, None)
    if sent is not None:
        sent.settle()


def give_up(info: Info) -> None:
    """Nothing is under way any more, and nobody asks how it ended: before a rollback."""
    sent: Sent | None = info.pop(_SENT, None)
    if sent is not None:
        sent.give_up()
