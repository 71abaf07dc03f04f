"""Somebody asks for the rate of an enterprise in a year, from the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.indicators.rate import Flag, Rate, Status
from reports.indicators.sales_base import Variant, sales_base
from reports.indicators.targets import with_target
from reports.methods.definition import Definition, Standing
from reports.methods.definitions import USUAL, definition_of, from_records
from reports.usecases import evidence, flow_evidence
from reports.usecases.case_values import FIRST_YEAR, LAST_YEAR, Unread, whole_of
from reports.usecases.evidence import Evidence
from reports.usecases.given import NOTHING, Given
from reports.usecases.rate_books import Enterprise, RateBooks
from reports.usecases.rates_from_records import rate_from_records
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import by_year, period_of_year
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.sight import Sight, sight_of

#: The first year of which event ids can tell; the last is that of the registers.
_FIRST, _LAST = max(FIRST_YEAR, 2015), min(LAST_YEAR, 2100)


@dataclass(frozen=True, slots=True)
class ShownRate:
    """The rate, what it follows, and the records behind its factors in the order of reading."""

    enterprise: Enterprise
    year: int
    definition: Definition
    rate: Rate
    evidence: Sequence[Evidence]


def show_rate(
    enterprise: str,
    year: int,
    caller: Caller,
    books: RateBooks,
    definition: str | None = None,
    given: Given = NOTHING,
) -> ShownRate:
    """The rate of the organisation with this credit code, by a definition's id (else the usual);
    'COLLECTION@1' asks for that version, the bare id for the newest.

    Raises Malformed for a year or definition that there is none of; NotFound for an organisation
    that does not exist or that the caller does not see.
    """
    with books:
        asked = asked_of(enterprise, year, caller, books, definition)
        rule, found = asked.rule, asked.enterprise
        records = records_of(asked, year, books, given)
        rate = rate_from_records(rule, records, given)
        if rate.status is Status.NA_NOT_APPLICABLE:
            return ShownRate(found, year, rule, rate, ())
        lists = evidence.lists_of(rule)
        behind = [list_behind(name, rule, records, given, asked.knows) for name in lists]
    if given.target is not None:
        rate = with_target(rate, given.target)
    if rule.standing is Standing.AWAITS_CONFIRMATION:
        rate = rate.flagged(Flag.UNCONFIRMED_DEFINITION)
    return ShownRate(found, year, rule, rate, behind)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose rate is asked, by which definition, and what the reader sees."""

    rule: Definition
    enterprise: Enterprise
    sight: Sight

    def knows(self, plant: int) -> bool:
        """Whether the inside of a plant is the reader's to see: its own, or an overseer's."""
        return self.sight.division is not None or self.sight.organisation == plant


def asked_of(
    enterprise: str, year: int, caller: Caller, books: RateBooks, definition: str | None
) -> Asked:
    """What was asked; raises as ``show_rate`` does."""
    rule = _definition(definition or USUAL, year)
    sight = sight_of(caller)
    return Asked(rule, _seen(enterprise, "/enterprise", sight, books), sight)


def records_of(asked: Asked, year: int, books: RateBooks, given: Given) -> YearRecords:
    """The records of the enterprise; for a consortium those of its members beside them.

    Raises NotFound for a member that does not exist or that the reader does not see.
    """
    mine = asked.enterprise
    if asked.rule.method != "CONSORTIUM":
        return YearRecords(mine, year, books, founded=given.founded)
    found: dict[int, YearRecords] = {}
    for place, one in enumerate(given.members):
        member = _seen(one.code, f"/given/members/{place}/code", asked.sight, books)
        if member.id != mine.id:
            found[member.id] = YearRecords(member, year, books, founded=one.founded)
    return YearRecords(mine, year, books, members=tuple(found.values()), founded=given.founded)


def _seen(code: str, pointer: str, sight: Sight, books: RateBooks) -> Enterprise:
    found = books.enterprise(code.strip().upper()) if code.isprintable() else None
    if found is None or not _sees(sight, found):
        raise NotFound(Fault("unknown_organisation", pointer, {"code": code}))
    return found


def list_behind(
    name: str, rule: Definition, of: YearRecords, given: Given, knows: Callable[[int], bool]
) -> Evidence:
    """One list of the records that the definition reads; of a consortium those of all members."""
    if not of.members:
        return _own_list(name, rule, of, given, knows)
    every = (of, *of.members)
    parts = [(one.enterprise.code, _own_list(name, rule, one, given, knows)) for one in every]
    return evidence.of_members(name, parts)


def _own_list(
    name: str, rule: Definition, of: YearRecords, given: Given, knows: Callable[[int], bool]
) -> Evidence:
    lists: dict[str, Callable[[], Evidence]] = {
        "collected": lambda: evidence.behind_collected(of.loads),
        "first_receipts": lambda: flow_evidence.behind_receipts(of.flows, *period_of_year(of.year)),
        "stocks": lambda: flow_evidence.behind_stocks(of.flows),
        "exchanged": lambda: flow_evidence.behind_exchanged(of.told, of.told_once),
        "sales_base": lambda: evidence.behind_sales(
            of.declared, of.recorded_sales, _sales_years(rule, of)
        ),
        "v0": lambda: evidence.behind_v0(of.loads),
        "v": lambda: flow_evidence.behind_v(of, given.most_days),
        "intake": lambda: flow_evidence.behind_intake(of.intake),
        "eta_pb": lambda: evidence.behind_yield(of.yielded, knows),
    }
    return lists[name]()


def _sales_years(rule: Definition, of: YearRecords) -> Sequence[int]:
    variant = Variant(rule.variant) if rule.variant else Variant.NDRC_2020
    return sales_base(variant, of.year, by_year(of.declared)).years


def evidence_of(shown: ShownRate, factor: str) -> Evidence:
    """The records behind one factor; Malformed when this rate has no such factor."""
    for found in shown.evidence:
        if found.factor == factor:
            return found
    raise unknown_factor(factor, [one.factor for one in shown.evidence])


def unknown_factor(factor: str, choices: Iterable[str]) -> Malformed:
    """The refusal of a factor that a rate does not have."""
    words = {"factor": factor, "choices": ", ".join(choices)}
    return Malformed(Fault("unknown_factor", "/factor", words))


def reported_year(year: int | str, last: int = _LAST) -> int:
    """A year that rates are told of, up to the last; Malformed, with both, for what is none."""
    try:
        return whole_of(year, _FIRST, min(last, _LAST))
    except Unread as error:
        raise Malformed(Fault(error.code, "/year", error.params)) from error


def _definition(id_: str, year: int) -> Definition:
    faults = []
    found = definition_of(id_)
    if found is None or not found.from_records:
        choices = ", ".join(known.id for known in from_records())
        words = {"definition": id_[:100], "choices": choices}
        faults.append(Fault("unknown_definition", "/definition", words))
    try:
        reported_year(year)
    except Malformed as error:
        faults += error.faults
    if found is None or faults:
        raise Malformed(*faults)
    return found


def _sees(sight: Sight, enterprise: Enterprise) -> bool:
    """Its own, those of the division overseen; a province also what its house keeps of others."""
    overseen = sight.division is not None and enterprise.division.startswith(sight.division)
    return sight.organisation == enterprise.id or overseen or sight.province == enterprise.province
