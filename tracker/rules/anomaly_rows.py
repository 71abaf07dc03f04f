"""The rules that speak of flows that cannot be true; their detectors stand in the graph."""

from __future__ import annotations

from tracker.rules import authorities as law
from tracker.rules.finding import Severity
from tracker.rules.rule import ASK_BOTH, DISPATCH, INSPECT, LOOK, Rule, Subject

_FLOWS = (law.FLOWS_THAT_CANNOT_BE,)
#: What to do about a code that two batteries bear, and about a paper that serves twice.
FIND_BOTH = "Find both batteries, give one a new label, and ask where the second code was printed."
ONE_PAPER = "Ask for both papers; let the mass count once and have the other claim withdrawn."

ANOMALY_ROWS: tuple[Rule, ...] = (
    Rule(
        "flow_cycle",
        Severity.ALARM,
        _FLOWS,
        "By the records a lot went into its own making.",
        LOOK,
        about=Subject.RECORD,
    ),
    Rule(
        "impossible_travel",
        Severity.WARNING,
        _FLOWS,
        "No lorry could have brought it from one scan to the next in that time.",
        LOOK,
    ),
    Rule(
        "cloned_code",
        Severity.ALARM,
        _FLOWS,
        "Two batteries seem to bear this code: it is scanned in two places in turns.",
        FIND_BOTH,
    ),
    Rule("two_parents", Severity.ALARM, _FLOWS, "It lies in two boxes at once.", LOOK),
    Rule(
        "use_after_consumption",
        Severity.ALARM,
        _FLOWS,
        "It was presented again after it had been dismantled, smelted or disposed of.",
        FIND_BOTH,
    ),
    Rule(
        "dwell_too_long",
        Severity.WARNING,
        (law.SOLID_WASTE_LAW_81, law.ECO_CODE_535),
        "It lay at a site for longer than such a site may keep it.",
        DISPATCH,
    ),
    Rule(
        "black_hole",
        Severity.WARNING,
        _FLOWS,
        "Waste has been coming to this site for a long time, and none has left it.",
        INSPECT,
        about=Subject.SITE,
    ),
    Rule(
        "volcano",
        Severity.WARNING,
        _FLOWS,
        "More mass has left this site than ever came to it.",
        INSPECT,
        about=Subject.SITE,
    ),
    Rule(
        "yield_out_of_band",
        Severity.WARNING,
        _FLOWS,
        "A treatment yielded less or more lead than batteries hold.",
        INSPECT,
        about=Subject.RECORD,
    ),
    Rule(
        "weight_drift",
        Severity.WARNING,
        (law.WATCHED_ON_THE_ROAD,),
        "At the gate a load weighed less or more than by the records of the sender.",
        ASK_BOTH,
        about=Subject.RECORD,
    ),
    Rule(
        "trading_ring",
        Severity.WARNING,
        _FLOWS,
        "The same waste went from one party to another and back.",
        INSPECT,
        about=Subject.RECORD,
    ),
    Rule(
        "serial_burst",
        Severity.NOTICE,
        _FLOWS,
        "Old batteries came back in one scan with numbers that follow each other.",
        INSPECT,
        about=Subject.RECORD,
    ),
    Rule(
        "cohort_leakage",
        Severity.NOTICE,
        _FLOWS,
        "Far fewer batteries of this brand and district come back than of others of that year.",
        INSPECT,
        about=Subject.RECORD,
    ),
    Rule(
        "claimed_twice",
        Severity.ALARM,
        _FLOWS,
        "Two papers or two enterprises claim the same mass.",
        ONE_PAPER,
        about=Subject.RECORD,
    ),
    Rule(
        "recorded_late",
        Severity.NOTICE,
        _FLOWS,
        "It was recorded long after it is said to have happened.",
        ASK_BOTH,
        about=Subject.RECORD,
    ),
)
