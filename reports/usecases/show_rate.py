"""Somebody asks for the rate of an enterprise in a year, from the records behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reports.indicators.comprehensive import Chain, comprehensive_rate
from reports.indicators.figure import Figure, total
from reports.indicators.producer_rate import ProducerYear, producer_rate
from reports.indicators.rate import Factor, Flag, Rate, Status, once
from reports.indicators.sales_base import Variant, sales_base
from reports.methods.definition import Definition, Standing
from reports.methods.definitions import USUAL, definition_of, from_records
from reports.usecases import evidence
from reports.usecases.case_reader import FIRST_YEAR, LAST_YEAR
from reports.usecases.evidence import Evidence
from reports.usecases.lead_yield import LeadYield, lead_yield
from reports.usecases.rate_books import Declared, Enterprise, RateBooks
from reports.usecases.yearly_loads import (
    Load,
    accepted_t,
    collected,
    verified_t,
    yearly_loads,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.mass import GRAMS_PER_TONNE
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
    enterprise: str, year: int, caller: Caller, books: RateBooks, definition: str | None = None
) -> ShownRate:
    """The rate of the organisation with this credit code, by a definition's id (else the usual).

    Raises Malformed for a year or definition that there is none of; NotFound for an organisation
    that does not exist or that the caller does not see.
    """
    rule = _definition(definition or USUAL, year)
    sight = sight_of(caller)
    with books:
        found = books.enterprise(enterprise.strip().upper()) if enterprise.isprintable() else None
        if found is None or not _sees(sight, found):
            raise NotFound(Fault("unknown_organisation", "/enterprise", {"code": enterprise}))
        declared = books.declared(found.id)
        if not (found.produces or declared):
            return ShownRate(found, year, rule, Rate(Status.NA_NOT_APPLICABLE), ())
        loads = yearly_loads(found.id, year, books)
        sold = books.recorded_sales(found.id)
        variant = Variant(rule.variant) if rule.variant else Variant.NDRC_2020
        epr = _producer_rate(year, declared, loads, variant)
        yielded = LeadYield(None) if rule.variant else lead_yield(loads, year, books)
    rate = epr if rule.variant else _comprehensive(rule.method, epr, loads, yielded)
    disputed = any(load.counts and load.claim.disputed for load in loads)
    rate = rate.flagged(*((Flag.DOUBLE_CLAIM,) if disputed else ()))
    if rule.standing is Standing.AWAITS_CONFIRMATION:
        rate = rate.flagged(Flag.UNCONFIRMED_DEFINITION)
    years = sales_base(variant, year, _by_year(declared)).years
    behind = [evidence.behind_collected(loads), evidence.behind_sales(declared, sold, years)]
    if not rule.variant:
        behind.append(evidence.behind_v0(loads))
        behind.append(evidence.behind_yield(yielded, lambda plant: _knows(sight, plant)))
    return ShownRate(found, year, rule, rate, behind)


def evidence_of(shown: ShownRate, factor: str) -> Evidence:
    """The records behind one factor; Malformed when this rate has no such factor."""
    for found in shown.evidence:
        if found.factor == factor:
            return found
    words = {"factor": factor, "choices": ", ".join(one.factor for one in shown.evidence)}
    raise Malformed(Fault("unknown_factor", "/factor", words))


def _definition(id_: str, year: int) -> Definition:
    faults = []
    found = definition_of(id_)
    if found is None or not found.from_records:
        choices = ", ".join(known.id for known in from_records())
        words = {"definition": id_[:100], "choices": choices}
        faults.append(Fault("unknown_definition", "/definition", words))
    if not _FIRST <= year <= _LAST:
        limits = {"least": _FIRST, "limit": _LAST}
        faults.append(Fault("not_a_whole_number", "/year", limits))
    if found is None or faults:
        raise Malformed(*faults)
    return found


def _sees(sight: Sight, enterprise: Enterprise) -> bool:
    """Its own, those of the division overseen; a province also what its house keeps of others."""
    overseen = sight.division is not None and enterprise.division.startswith(sight.division)
    return sight.organisation == enterprise.id or overseen or sight.province == enterprise.province


def _knows(sight: Sight, plant: int) -> bool:
    """Whether the inside of a plant is the reader's to see: its own, or an overseer's."""
    return sight.division is not None or sight.organisation == plant


def _by_year(declared: Sequence[Declared]) -> dict[int, Fraction]:
    found: dict[int, Fraction] = {}
    for one in declared:
        found[one.year] = found.get(one.year, Fraction(0)) + Fraction(one.mass_g, GRAMS_PER_TONNE)
    return found


def _producer_rate(
    year: int, declared: Sequence[Declared], loads: Sequence[Load], variant: Variant
) -> Rate:
    """R_EPR from the records: without a declaration at all, sales are unknown and not none."""
    rate = producer_rate(
        ProducerYear(year, _by_year(declared) or None, collected(loads) or None), variant
    )
    unweighed = total(Fraction(load.parcel.unweighed) for load in loads)
    more: dict[str, Factor | None] = {"pieces_without_mass": Figure(unweighed)} if unweighed else {}
    return replace(rate, factors={**rate.factors, **more})


def _comprehensive(method: str, epr: Rate, loads: Sequence[Load], yielded: LeadYield) -> Rate:
    """CRR-S-1 with v0. Where R_EPR has no value, this has none, for the same reason."""
    accepted, verified = accepted_t(loads), verified_t(loads)
    base = epr.factors.get("sales_base_t")
    factors: dict[str, Factor | None] = {
        "R_EPR": epr.value if isinstance(epr.value, Figure) else None,
        "v0": Figure(verified / accepted) if accepted else None,
        "eta_pb": None if yielded.eta is None else Figure(yielded.eta),
        **epr.factors,
        "verified_t": Figure(verified),
        **_of_plants(yielded),
    }
    flags: list[Flag] = [flag for flag in epr.flags if flag is not Flag.GT1]
    if epr.status is not Status.OK or not isinstance(base, Figure):
        missing = (*epr.missing, *yielded.missing) if epr.missing else ()
        return Rate(epr.status, None, once(flags), factors, None, missing)
    flags += yielded.flags
    chain = Chain(
        deliveries_t=accepted,
        verified_deliveries_t=verified,
        sales_base_t=base.number,
        eta_pb=yielded.eta,
    )
    rate = comprehensive_rate(method, chain)
    missing = yielded.missing if rate.status is Status.INSUFFICIENT_DATA else ()
    return replace(rate, flags=once((*flags, *rate.flags)), factors=factors, missing=missing)


def _of_plants(yielded: LeadYield) -> Mapping[str, Factor | None]:
    found: dict[str, Factor | None] = {
        f"eta_pb/{code}": rate.value if isinstance(rate.value, Figure) else None
        for code, rate in yielded.rates.items()
    }
    return {**found, "eta_weighted_by": yielded.weighted_by} if yielded.weighted_by else found
