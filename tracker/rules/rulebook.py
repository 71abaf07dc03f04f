"""The rules that speak at a scan: name, severity, authority by day, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.rules import authorities as law
from tracker.rules.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """``says`` is the English msgid shown with the finding; authorities leave no day uncovered."""

    name: str
    severity: Severity
    authorities: tuple[law.Authority, ...]
    says: str

    def on(self, day: date) -> law.Authority:
        """The authority in force on that day; LookupError when no row covers it."""
        for authority in self.authorities:
            if day in authority.in_force:
                return authority
        raise LookupError(f"rule {self.name} has no authority on {day}")


_ONCE = (law.SOLD_AND_COLLECTED_ONCE,)
_LICENCE = (law.SOLID_WASTE_LAW_80, law.ECO_CODE_534)
_TRACING = (law.SOLID_WASTE_LAW_16, law.ECO_CODE_474)

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("never_sold", Severity.NOTICE, _ONCE, "It comes back although no sale is known."),
        Rule("sold_twice", Severity.WARNING, _ONCE, "It was already sold and not taken back."),
        Rule(
            "collected_twice",
            Severity.ALARM,
            _ONCE,
            "It was already collected elsewhere and has not left that place.",
        ),
        Rule(
            "back_from_export", Severity.WARNING, _ONCE, "It comes back although it was exported."
        ),
        Rule("not_dispatched", Severity.NOTICE, _TRACING, "It was loaded without a dispatch."),
        Rule("not_loaded", Severity.NOTICE, _TRACING, "It arrived although no loading is known."),
        Rule(
            "received_without_shipment",
            Severity.WARNING,
            (law.SHIPMENT_AND_RECEIPT,),
            "It arrived although, by the records, it never left another place.",
        ),
        Rule(
            "no_receipt",
            Severity.WARNING,
            (law.SHIPMENT_AND_RECEIPT,),
            "It has been on the road for a long time and no receipt is known.",
        ),
        Rule(
            "other_site",
            Severity.NOTICE,
            (law.ONE_PLACE,),
            "By the records it lies at another site of the same organisation.",
        ),
        Rule(
            "effect_before_cause",
            Severity.WARNING,
            (law.CAUSE_BEFORE_EFFECT,),
            "This is said to have happened before what was recorded earlier.",
        ),
        Rule(
            "damage_undone",
            Severity.WARNING,
            (law.DAMAGE_IS_FINAL,),
            "It was recorded as damaged; that cannot be undone.",
        ),
        Rule(
            "licence_missing",
            Severity.ALARM,
            _LICENCE,
            "The site's organisation holds no valid licence for this on that day.",
        ),
        Rule(
            "calibration_expired",
            Severity.WARNING,
            (law.METROLOGY_LAW_9,),
            "The scale's calibration had expired on the day of weighing.",
        ),
        Rule(
            "chain_broken",
            Severity.ALARM,
            _TRACING,
            "After the correction, a later record no longer fits what came before it.",
        ),
    )
}


def finding(rule: str, subject: str, day: date) -> Finding:
    """A finding of the named rule, under the law of that day."""
    row = RULES[rule]
    return Finding(rule, subject, day, row.severity, row.on(day))
