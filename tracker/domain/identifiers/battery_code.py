"""Which code schemes may a battery carry, how sure are we of each, and how is one told?

No national code is invented. Of two industry standards the structure was never published, so no
pattern tells them: who registers a battery says so. When the standard is at hand, a pattern is
added to its row here and nothing else changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.identifiers.scheme import Scheme


class Certainty(StrEnum):
    """How well the form of a scheme is founded."""

    OURS = "ours"  # we made it
    READ = "read"  # the specification, or data of its maintainer, was read
    SECOND_HAND = "second_hand"  # read in other people's programs or pages
    UNKNOWN = "unknown"  # the standard exists, its structure was not found


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One scheme: its name, how sure its form is, where that is from, and what tells it.

    ``sure`` are patterns of capitals and digits that put the scheme before ENTERPRISE when they
    match, ``possible`` those that put it after.
    """

    scheme: Scheme
    title: str
    certainty: Certainty
    source: str
    sure: re.Pattern[str] | None = None
    possible: re.Pattern[str] | None = None


# Vendor 3, product (P pack, M module, C cell) 1, chemistry 1, model 2, trace 7, day 3, serial 7.
_GBT34014_LONG = re.compile(r"[0-9A-Z]{3}[PMC][0-9A-Z][0-9]{2}[0-9A-Z]{7}[0-9A-Z]{3}[0-9]{7}")
# The same without the seven of trace.
_GBT34014_SHORT = re.compile(r"[0-9A-Z]{3}[PMC][0-9A-Z][0-9]{2}[0-9A-Z]{3}[0-9]{7}")

#: Schemes of batteries, the ones that tell themselves first.
ROWS: tuple[SchemeRow, ...] = (
    SchemeRow(Scheme.PLATFORM, "Label of this platform", Certainty.OURS, "platform_label"),
    SchemeRow(
        Scheme.GS1_DL,
        "GS1 Digital Link URI",
        Certainty.READ,
        "GS1 Digital Link Standard: URI Syntax; GS1 Barcode Syntax Dictionary",
    ),
    SchemeRow(
        Scheme.GBT34014,
        "GB/T 34014-2017 汽车动力蓄电池编码规则",
        Certainty.SECOND_HAND,
        "public decoders; traction batteries, no letter for lead-acid is known",
        sure=_GBT34014_LONG,
        possible=_GBT34014_SHORT,
    ),
    SchemeRow(
        Scheme.QBT5506,
        "QB/T 5506-2020 铅蓄电池二维码身份信息编码规则",
        Certainty.UNKNOWN,
        "title and drafters only",
    ),
    SchemeRow(
        Scheme.TDCB0001,
        "T/DCB 0001-2018 铅蓄电池二维码身份信息编码规则",
        Certainty.UNKNOWN,
        "title and purpose only; predecessor of QB/T 5506",
    ),
    SchemeRow(
        Scheme.ENTERPRISE, "The maker's own code", Certainty.UNKNOWN, "any code that can be kept"
    ),
)


_SURE = tuple((row.scheme, row.sure) for row in ROWS if row.sure)
_POSSIBLE = tuple((row.scheme, row.possible) for row in ROWS if row.possible)


def schemes_of(code: str) -> tuple[Scheme, ...]:
    """Schemes that a plain code in capitals may belong to, the most certain first.

    PLATFORM and GS1_DL are told by their own modules; ENTERPRISE is always among the answers.
    """
    sure = [scheme for scheme, pattern in _SURE if pattern.fullmatch(code)]
    possible = [scheme for scheme, pattern in _POSSIBLE if pattern.fullmatch(code)]
    return (*sure, Scheme.ENTERPRISE, *possible)
