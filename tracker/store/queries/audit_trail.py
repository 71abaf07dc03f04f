"""The whole audit trail, line by line, beside the events that it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Self

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tracker.domain.audit import AuditLine, Head
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND
from tracker.store.ending import begin_asking, end
from tracker.store.repositories.audit import stamped
from tracker.usecases.verify_audit import KeptEvent

_LINES = text(
    "SELECT chain, number, actor_id, recorded_at, line, digest FROM audit ORDER BY chain, number"
)
_HEADS = text("SELECT chain, length, digest FROM audit_head ORDER BY chain")
_EVENTS = text(
    f"SELECT id, kind, site_id, cardinality(units) FROM event WHERE id = ANY({IDS.format('ids')})"
)
_NUMBER = text("SELECT count(*) FROM event")
_SITES = text(f"SELECT id, code FROM site WHERE id = ANY({IDS.format('ids')})")

#: Lines that travel together.
AT_ONCE = 5_000


class SqlAuditTrail:
    """See ``tracker.usecases.verify_audit.AuditTrail``: one state of the books, nothing changes;
    on a connection that somebody lends us, its transaction decides."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def __enter__(self) -> Self:
        self.session = session = self._sessions()
        begin_asking(session)
        session.execute(text("SET LOCAL statement_timeout = 0"))  # it may take long, on purpose
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        end(self.session, error)

    def lines(self) -> Iterator[AuditLine]:
        rows = self.session.execute(_LINES, execution_options={"yield_per": AT_ONCE})
        for chain, number, actor, at, line, digest in rows:
            yield AuditLine(chain, number, line, bytes(digest), stamped(actor, at, ""))

    def heads(self) -> dict[int, Head]:
        rows = self.session.execute(_HEADS)
        return {chain: Head(length, bytes(digest)) for chain, length, digest in rows}

    def events(self, wanted: Sequence[int]) -> dict[int, KeptEvent]:
        rows = self.session.execute(_EVENTS, {"ids": ids(wanted)})
        word = SCAN_KIND.word
        return {id_: KeptEvent(word[kind].value, site, units) for id_, kind, site, units in rows}

    def number_of_events(self) -> int:
        return int(self.session.scalar(_NUMBER) or 0)


def number_of_events(sessions: sessionmaker[Session]) -> int:
    """How many events are in the books."""
    with sessions() as session:
        return int(session.scalar(_NUMBER) or 0)


def codes_of_sites(sessions: sessionmaker[Session], sites: Sequence[int]) -> dict[int, str]:
    """The code of each site, so that a chain can be named; chain 0, the office's, has none."""
    with sessions() as session:
        return {row.id: row.code for row in session.execute(_SITES, {"ids": ids(sites)})}
