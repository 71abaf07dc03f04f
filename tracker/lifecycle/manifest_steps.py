"""Which step leads a manifest from which state to which, who confirms it, and what it seals.

One row per permitted step; the functions below only look rows up. A step that ``compares`` is
confirmed over the set that was scanned, and not while a difference has no reason. ``clock`` names
the time limit (``tracker.rules.manifest_clocks``) that starts running when the step is done.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from tracker.domain.manifest import ManifestState as S
from tracker.domain.manifest import ManifestStep as M
from tracker.domain.manifest import Party as P  # noqa: N817
from tracker.domain.roles import TRADE
from tracker.domain.roles import Role as R  # noqa: N817  a table of one-letter columns


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One permitted step. ``seals`` names the party whose part of the form it seals."""

    step: M
    before: S
    after: S
    by: P
    seals: P | None = None
    compares: bool = False
    clock: str | None = None


#: Which roles of the trade may act as a party at all. A keeper may drive its own load.
PARTY_ROLES: dict[P, frozenset[R]] = {
    P.SENDER: TRADE - {R.CARRIER},
    P.CARRIER: TRADE,
    P.NEXT_CARRIER: TRADE,
    P.RECEIVER: frozenset({R.COLLECTOR, R.STATION, R.RECYCLER}),
}

#: In these states a manifest still lacks its final number if it bears a provisional one.
AFTER_ISSUE = (
    S.ISSUED, S.LOADED, S.IN_TRANSIT, S.HANDED_OVER, S.DELIVERED, S.ACCEPTED, S.PARTLY_ACCEPTED,
    S.REJECTED, S.CLOSED,
)  # fmt: skip

# fmt: off
MANIFEST_STEPS: tuple[ManifestRow, ...] = (
    #           step             before             after              by
    ManifestRow(M.EDIT,          S.DRAFT,           S.DRAFT,           P.SENDER),
    ManifestRow(M.ISSUE,         S.DRAFT,           S.ISSUED,          P.SENDER, seals=P.SENDER),
    ManifestRow(M.CANCEL,        S.DRAFT,           S.CANCELLED,       P.SENDER),
    ManifestRow(M.CANCEL,        S.ISSUED,          S.CANCELLED,       P.SENDER),
    # on the road
    ManifestRow(M.LOAD,          S.ISSUED,          S.LOADED,          P.CARRIER,
                seals=P.CARRIER, compares=True),
    ManifestRow(M.DEPART,        S.LOADED,          S.IN_TRANSIT,      P.CARRIER),
    ManifestRow(M.HAND_OVER,     S.IN_TRANSIT,      S.HANDED_OVER,     P.CARRIER),
    ManifestRow(M.TAKE_OVER,     S.HANDED_OVER,     S.IN_TRANSIT,      P.NEXT_CARRIER,
                seals=P.CARRIER, compares=True),
    ManifestRow(M.DELIVER,       S.IN_TRANSIT,      S.DELIVERED,       P.CARRIER,
                clock="acceptance"),
    # at the gate
    ManifestRow(M.ACCEPT,        S.DELIVERED,       S.ACCEPTED,        P.RECEIVER,
                seals=P.RECEIVER, compares=True),
    ManifestRow(M.ACCEPT_PARTLY, S.DELIVERED,       S.PARTLY_ACCEPTED, P.RECEIVER,
                seals=P.RECEIVER, compares=True),
    ManifestRow(M.REJECT,        S.DELIVERED,       S.REJECTED,        P.RECEIVER,
                seals=P.RECEIVER),
    # what was refused comes back
    ManifestRow(M.TAKE_RETURN,   S.REJECTED,        S.CLOSED,          P.SENDER, compares=True),
    ManifestRow(M.TAKE_RETURN,   S.PARTLY_ACCEPTED, S.PARTLY_ACCEPTED, P.SENDER, compares=True),
    # the receiver reports what became of it (article 12)
    ManifestRow(M.CLOSE,         S.ACCEPTED,        S.CLOSED,          P.RECEIVER),
    ManifestRow(M.CLOSE,         S.PARTLY_ACCEPTED, S.CLOSED,          P.RECEIVER),
    # went on paper
    ManifestRow(M.EDIT,          S.PAPER,           S.PAPER,           P.SENDER),
    ManifestRow(M.BACK_FILL,     S.PAPER,           S.DELIVERED,       P.SENDER,
                seals=P.SENDER, clock="acceptance"),
    # a provisional number gives way to the official one
    *(ManifestRow(M.NUMBER,      state,             state,             P.SENDER)
      for state in AFTER_ISSUE),
)
# fmt: on

#: On the road: loaded and not yet decided about.
ON_THE_ROAD = frozenset({S.LOADED, S.IN_TRANSIT, S.HANDED_OVER, S.DELIVERED})
#: Units bound to a manifest in these states cannot be bound to another.
BINDING = frozenset({S.ISSUED, S.REJECTED, S.PARTLY_ACCEPTED}) | ON_THE_ROAD
#: What no state of affairs follows.
FINAL = frozenset({S.CLOSED, S.CANCELLED})

_ROWS = {(row.before, row.step): row for row in MANIFEST_STEPS}


def row_for(state: S, step: M) -> ManifestRow | None:
    """The row of this step in this state, whoever takes it."""
    return _ROWS.get((state, step))


def may_act(row: ManifestRow, parties: Set[P], roles: Set[R]) -> bool:
    """Whether somebody who stands as these parties, in these roles, may take the step."""
    return row.by in parties and bool(PARTY_ROLES[row.by] & roles)


def steps_now(state: S, parties: Set[P], roles: Set[R]) -> list[ManifestRow]:
    """Every step that they may take now, in the order of the table."""
    return [row for row in MANIFEST_STEPS if row.before is state and may_act(row, parties, roles)]


def turn_of(state: S) -> P | None:
    """Whose confirmation is awaited next: the one who lists find it by. None: nobody's."""
    return _TURN.get(state)


_TURN: dict[S, P] = {
    S.DRAFT: P.SENDER,
    S.PAPER: P.SENDER,
    S.ISSUED: P.CARRIER,
    S.LOADED: P.CARRIER,
    S.IN_TRANSIT: P.CARRIER,
    S.HANDED_OVER: P.NEXT_CARRIER,
    S.DELIVERED: P.RECEIVER,
    S.ACCEPTED: P.RECEIVER,
    S.REJECTED: P.SENDER,
}
