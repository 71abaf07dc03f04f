"""What is a rule: its name, what it is about, its law by day, its price, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.rules import authorities as law
from tracker.rules.finding import Severity
from tracker.rules.penalties import Penalties, penalty_on


class Subject(StrEnum):
    """What the code in an alarm names."""

    UNIT = "unit"
    SITE = "site"
    ORGANISATION = "organisation"
    LICENCE = "licence"
    VEHICLE = "vehicle"
    SCALE = "scale"
    MANIFEST = "manifest"
    APPROVAL = "approval"
    TREATMENT = "treatment"
    RECORD = "record"
    PARTNER = "partner"


class Lasting(StrEnum):
    """ONCE: it happened, and nothing undoes it by itself. OVERDUE: a day has passed; it ends when
    the thing is done. STANDING: a limit is broken as long as the facts stand; one alarm keeps the
    day on which it was first seen."""

    ONCE = "once"
    OVERDUE = "overdue"
    STANDING = "standing"


#: What to do next; several rules share one sentence.
LOOK = "Look at the records of both sides; correct the wrong one by a correction or a void."
ASK_BOTH = "Ask sender and receiver; have the missing step recorded, late if need be."
CALL_PARTNER = (
    "Call the other province's bureau; compare label, load and records, and have the wrong side"
    " corrected."
)
STOP_LOAD = "Do not load, or hold the load, until papers and goods agree."
DISPATCH = "Dispatch to a licensed receiver; take nothing more in until the limit is kept."
RENEW = "Apply to the licensing authority, and record the new licence when it is there."
FILE = "File it in the national system and record the receipt's number here."
RECORD_IT = "Have the organisation record the document with its days of validity."
REPORT = "Tell the sender, report to the authority of the place of acceptance, record the report."
DECIDE = "Decide, or say in writing why not; silence never approves here."
INSPECT = "Ask the organisation for its records of these days; inspect the place if need be."


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``severity`` counts where no fine is known; ``says`` and ``next_step`` are English
    msgids; ``numbers`` are those of the catalogue of rules (V1 to V13, A1 to A20)."""

    name: str
    severity: Severity
    authorities: tuple[law.Authority, ...]
    says: str
    next_step: str = LOOK
    numbers: tuple[str, ...] = ()
    about: Subject = Subject.UNIT
    lasting: Lasting = Lasting.ONCE
    penalties: Penalties = ()

    @property
    def first(self) -> date:
        """The first day on which the rule speaks."""
        return min(authority.in_force.first for authority in self.authorities)

    def on(self, day: date) -> law.Authority:
        """The authority in force on that day; LookupError when no row covers it."""
        for authority in self.authorities:
            if day in authority.in_force:
                return authority
        raise LookupError(f"rule {self.name} has no authority on {day}")

    def severity_on(self, day: date) -> Severity:
        """By what it could cost on that day, else as the row says."""
        penalty = penalty_on(self.penalties, day)
        return self.severity if penalty is None else penalty.severity
