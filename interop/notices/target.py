"""Who is told: a mailbox or a webhook, from which severity on, of which rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from tracker.domain.errors import Fault
from tracker.rules.finding import Severity
from tracker.rules.rulebook import RULES

MOST_CHARACTERS = 500


class Channel(StrEnum):
    """On which way somebody is told."""

    MAIL = "mail"
    WEBHOOK = "webhook"


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Target:
    """``organisation`` is a code; None: the bureau's, which hears of every alarm. ``rules`` empty:
    of all rules."""

    id: int
    kind: Channel
    address: str
    secret: str | None
    least: Severity
    rules: frozenset[str]
    organisation: str | None
    language: str
    active: bool = True

    def wants(self, rule: str, severity: Severity, level: int, organisation: str | None) -> bool:
        """Whether it is to hear of this alarm; one that has risen counts as more severe."""
        return (
            self.active
            and (self.organisation is None or self.organisation == organisation)
            and (not self.rules or rule in self.rules)
            and _RANK[severity] + level >= _RANK[self.least]
        )


def target_faults(given: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with a new target."""
    faults = []
    address = given["address"]
    fits = _is_mailbox(address) if given["kind"] == Channel.MAIL else _is_url(address)
    if not fits or len(address) > MOST_CHARACTERS:
        code = "not_a_mailbox" if given["kind"] == Channel.MAIL else "not_a_webhook"
        faults.append(Fault(code, "/address"))
    for place, rule in enumerate(given["rules"]):
        if rule not in RULES:
            faults.append(Fault("unknown_rule", f"/rules/{place}", {"rule": rule}))
    return faults


def _is_mailbox(text: str) -> bool:
    name, address = parseaddr(text)
    local, at, host = address.rpartition("@")
    plain = text.isascii() and text.isprintable() and not name and address == text
    return plain and bool(at and local and host) and " " not in text


def _is_url(text: str) -> bool:
    if not (text.isascii() and text.isprintable()) or " " in text:
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and not parts.fragment
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and port != 0
