"""What is an approval of a transfer into another province 跨省转移: states, steps, parts?

危险废物转移管理办法（令23）第二十一条至第二十八条. Masses are whole grams; days are days in China.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.programme import LicenceScope


class ApprovalState(StrEnum):
    """Where an application, or the approval that came of it, stands."""

    APPLIED = "applied"
    INCOMPLETE = "incomplete"  # the applicant was told what is missing
    COMPLETE = "complete"  # accepted for review: said so, or by silence
    UNDER_REVIEW = "under_review"
    CONSULTED = "consulted"  # the other province was asked
    REPLIED = "replied"
    DECIDED = "decided"
    IN_FORCE = "in_force"
    USED_UP = "used_up"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ApprovalStep(StrEnum):
    """What is done with it."""

    APPLY = "apply"
    SUPPLY = "supply"  # materials that were missing
    WITHDRAW = "withdraw"
    ASK_FOR_MORE = "ask_for_more"
    FIND_COMPLETE = "find_complete"
    COUNT_AS_COMPLETE = "count_as_complete"  # nobody said anything in time (article 23)
    BEGIN_REVIEW = "begin_review"
    CONSULT = "consult"
    NOTE_RECEIPT = "note_receipt"  # the other province has the letter
    RECORD_REPLY = "record_reply"
    DECIDE = "decide"
    REFUSE = "refuse"
    ANNOUNCE = "announce"
    REVOKE = "revoke"
    EXPIRE = "expire"


class ApprovalHand(StrEnum):
    """Whose hand takes a step."""

    APPLICANT = "applicant"  # 移出人
    AUTHORITY = "authority"  # the province that the waste leaves
    PARTNER = "partner"  # the province that is asked, by what it signed
    HOUSE = "house"  # the passing of time


class AuthorityStep(StrEnum):
    """Which step of the authorities is running (articles 23 to 26)."""

    COMPLETENESS = "completeness"
    REVIEW = "review"
    CONSULTATION = "consultation"
    DECISION = "decision"


#: What manifests may draw on, or have drawn on.
GRANTED = (ApprovalState.IN_FORCE, ApprovalState.USED_UP)


class ApplicationMaterial(StrEnum):
    """What an application is accompanied by (article 22)."""

    FORM = "application_form"
    LICENCE = "receiver_licence"
    STATEMENT = "receiver_statement"
    CONTRACT = "receiver_contract"
    OTHER = "other_material"


#: Without these no application is complete; others are asked for by local law (article 22, no. 4).
NEEDED_MATERIALS = (
    ApplicationMaterial.FORM,
    ApplicationMaterial.LICENCE,
    ApplicationMaterial.STATEMENT,
    ApplicationMaterial.CONTRACT,
)


class Cause(StrEnum):
    """Why a new application is needed although there was an approval (article 28)."""

    KIND_CHANGED = "kind_changed"
    QUANTITY_EXCEEDED = "quantity_exceeded"
    METHOD_CHANGED = "method_changed"
    RECEIVER_CHANGED = "receiver_changed"
    RECEIVER_UNFIT = "receiver_unfit"


class EntryKind(StrEnum):
    """Why the quantity that is drawn on an approval changed."""

    DEBIT = "debit"
    REVISE = "revise"
    SETTLE = "settle"
    RELEASE = "release"


class Attached(NamedTuple):
    """A material: the SHA-256 of a file that was brought as an attachment."""

    kind: ApplicationMaterial
    digest: str


class Firm(NamedTuple):
    """A legal person with its six-digit division."""

    id: int
    code: str
    name: str
    division: str


@dataclass(frozen=True, slots=True)
class Application:
    """What is applied for. Organisations by code; ``purpose`` is storage, use or disposal."""

    receiver: str
    waste: str
    waste_name: str
    mass_g: int
    purpose: LicenceScope
    span_from: date
    span_until: date
    receiver_licence: str
    receiver_licence_until: date
    method: str | None = None
    materials: Sequence[Attached] = ()
    replaces: str | None = None
    cause: Cause | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """An application and what became of it. ``code`` is ours, ``number`` that of the deciding
    authority. ``clock_from`` is the day from which the time limit of its state runs; ``drawn_g``
    what manifests took off ``approved_g``, in force from ``valid_from`` to ``valid_until``."""

    id: int
    code: str
    state: ApprovalState
    version: int
    sender: Firm
    receiver: Firm
    asked: Application
    received_on: date
    clock_from: date
    recorded_at: datetime
    accepted_on: date | None = None
    number: str | None = None
    agreed: bool | None = None
    approved_g: int | None = None
    drawn_g: int = 0
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def name(self) -> str:
        """How people and alarms call it: the number if there is one."""
        return self.number or self.code

    @property
    def left_g(self) -> int:
        """What may still be drawn; below nothing when the scales said more than was approved."""
        return (self.approved_g or 0) - self.drawn_g

    def valid_on(self, day: date) -> bool:
        """Whether its days reach over that day."""
        begun = self.valid_from is not None and self.valid_from <= day
        return begun and self.valid_until is not None and day <= self.valid_until


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step: on which ``day`` it was taken, when it was recorded, by whom; None: by nobody, as
    time went by. ``said`` is what was filled in with it."""

    approval: int
    number: int
    step: ApprovalStep
    day: date
    recorded_at: datetime
    actor: int | None
    said: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A step as it comes in. ``version`` is that of the approval which was looked at."""

    step: ApprovalStep
    version: int
    day: date | None = None
    reason: str | None = None
    reference: str | None = None
    agrees: bool | None = None
    number: str | None = None
    mass_g: int | None = None
    missing: Sequence[ApplicationMaterial] = ()
    materials: Sequence[Attached] = ()
