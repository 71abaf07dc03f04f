"""The rules that speak of the exchange with other authorities: what must not stay unseen there."""

from __future__ import annotations

from tracker.rules import authorities as law
from tracker.rules.finding import Severity
from tracker.rules.rule import Lasting, Rule, Subject

_EXCHANGE = (law.EXCHANGE,)
_PARTNER = Subject.PARTNER
#: What to do next.
ASK_THE_PARTNER = "Ask the partner by telephone; keep both signed records, and find out who erred."
LOOK_AT_KEYS = "Compare keys with the partner on paper; look at every record since that day."
SET_CLOCKS = "Set both clocks by NTP; nothing is believed beyond sixty seconds."
FREE_THE_WAY = "Look at plumbline interop status; ask the partner whether its house is up."
DECIDE_PARKED = "Decide each with plumbline interop park."

EXCHANGE_ROWS: tuple[Rule, ...] = (
    Rule(
        "exchange_contradicts",
        Severity.ALARM,
        _EXCHANGE,
        "The partner signed something else before: a record, a number, or its log.",
        ASK_THE_PARTNER,
        about=_PARTNER,
    ),
    Rule(
        "exchange_answer_unfit",
        Severity.NOTICE,
        _EXCHANGE,
        "An answer of the partner could not be believed, or names what is unknown here.",
        ASK_THE_PARTNER,
        about=_PARTNER,
    ),
    Rule(
        "exchange_key_compromised",
        Severity.ALARM,
        _EXCHANGE,
        "A key fell into other hands: what it signed since then proves nothing.",
        LOOK_AT_KEYS,
        about=_PARTNER,
    ),
    Rule(
        "exchange_clock_drifts",
        Severity.WARNING,
        _EXCHANGE,
        "The clocks of the two sides drift apart.",
        SET_CLOCKS,
        about=_PARTNER,
        lasting=Lasting.STANDING,
    ),
    Rule(
        "exchange_late",
        Severity.WARNING,
        _EXCHANGE,
        "What is owed to the partner has waited for more than an hour.",
        FREE_THE_WAY,
        about=_PARTNER,
        lasting=Lasting.STANDING,
    ),
    Rule(
        "exchange_parked",
        Severity.WARNING,
        _EXCHANGE,
        "Something of the exchange waits for a person's decision.",
        DECIDE_PARKED,
        about=_PARTNER,
        lasting=Lasting.STANDING,
    ),
)
