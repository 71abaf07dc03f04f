"""What of the exchange is refused to people, on the command line and on pages?"""

from __future__ import annotations

from tracker.domain.errors import DomainError


class KeyNotTaken(DomainError):
    """The key {name} is not taken: {problem}"""

    code = "key_not_taken"
