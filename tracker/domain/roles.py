"""Who may do what: the roles of the trade and the rights each carries."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The twelve parts people and systems play."""

    PRODUCER = "producer"
    IMPORTER = "importer"
    SELLER = "seller"
    COLLECTOR = "collector"
    STATION = "station"
    CARRIER = "carrier"
    RECYCLER = "recycler"
    BUREAU_CITY = "bureau_city"
    BUREAU_PROVINCE = "bureau_province"
    EVALUATOR = "evaluator"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What a route can ask for. A token's scopes are a subset of these."""

    SCAN = "scan"
    TRACE = "trace"
    READ = "read"
    EDIT_OWN = "edit_own"
    EDIT_REFERENCE = "edit_reference"
    CLOSE_ALARMS = "close_alarms"
    ADMINISTER = "administer"
    ASSESS = "assess"


TRADE = frozenset(
    {
        Role.PRODUCER,
        Role.IMPORTER,
        Role.SELLER,
        Role.COLLECTOR,
        Role.STATION,
        Role.CARRIER,
        Role.RECYCLER,
    }
)

_OF_TRADE = frozenset({Right.SCAN, Right.TRACE, Right.READ, Right.EDIT_OWN})

RIGHTS: dict[Role, frozenset[Right]] = {
    **dict.fromkeys(TRADE, _OF_TRADE),
    Role.BUREAU_CITY: frozenset({Right.TRACE, Right.READ, Right.CLOSE_ALARMS}),
    Role.BUREAU_PROVINCE: frozenset(
        {Right.TRACE, Right.READ, Right.CLOSE_ALARMS, Right.EDIT_REFERENCE, Right.ASSESS}
    ),
    Role.EVALUATOR: frozenset({Right.TRACE, Right.READ, Right.ASSESS}),
    Role.PARTNER: frozenset(),  # a partner system enters by its key over the exchange, never here
    Role.ADMINISTRATOR: frozenset({Right.READ, Right.ADMINISTER}),
}

#: Roles that see every organisation, within their division.
OVERSIGHT = frozenset({Role.BUREAU_CITY, Role.BUREAU_PROVINCE, Role.EVALUATOR})


def rights_of(roles: frozenset[Role]) -> frozenset[Right]:
    """All rights that a set of roles carries together."""
    return frozenset().union(*(RIGHTS[role] for role in roles))
