"""What of the exchange is refused to people, on the command line and on pages?"""

from __future__ import annotations

from tracker.domain.errors import DomainError


class KeyNotTaken(DomainError):
    """The key {name} is not taken: {problem}"""

    code = "key_not_taken"


class ExchangeNotReady(DomainError):
    """No key of this installation may sign now: {use}. Make one, and have two people approve it."""

    code = "exchange_not_ready"


class PartnerUnknown(DomainError):
    """There is no partner {name}."""

    code = "partner_unknown"


class NothingParked(DomainError):
    """Nothing with the number {number} waits for a decision."""

    code = "nothing_parked"


class NoEvidence(DomainError):
    """There is no evidence about {record}: {problem}"""

    code = "no_evidence"


class ExchangeTrouble(DomainError):
    """That could not be done: {problem}"""

    code = "exchange_trouble"
