"""Is what nobody weighed imputed by its class nearby, else by what was given, else only counted?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Rate
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.given import given_of
from reports.usecases.show_rate import show_rate
from tests.builders.rates import TONNE, RecoveryYear
from tests.builders.registers import HOME_PROVINCE
from tracker.domain.scan import ScanKind as K


def ask(
    year: RecoveryYear, definition: str = "WEIGHTS", given: dict[str, object] | None = None
) -> Rate:
    books = SqlRateBooks(year.sessions, HOME_PROVINCE)
    code = year.town.producer.code
    return show_rate(code, 2025, year.town.bureau, books, definition, given_of(given)).rate


def number(rate: Rate, factor: str | None = None) -> Fraction:
    found = rate.value if factor is None else rate.factors[factor]
    assert isinstance(found, Figure), (rate.status, rate.missing, rate.factors)
    return found.number


@pytest.fixture
def lived(year: RecoveryYear) -> RecoveryYear:
    """Forty pieces of 1 t weighed in March; two pieces of which nobody knows anything in March,
    and two more in August, when nothing was weighed."""
    town = year.town
    year.usual_registers()
    year.collect("HEAP", TONNE, "2025-03-01 08:00")
    year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", TONNE)
    for month, codes in (("03", ("X1", "X2")), ("08", ("Y1", "Y2"))):
        year.do(town.point, K.COLLECT, f"2025-{month}-05 08:00", *codes)
        for code in codes:
            sent = f"2025-{month}-06 08:00"
            year.do(town.point, K.DISPATCH, sent, code, peer_site=town.recycler.site)
            year.do(town.carrier, K.LOAD, sent, code, site=town.point.site)
            year.do(town.recycler, K.RECEIVE, f"2025-{month}-06 16:00", code)
    return year


def test_pieces_weigh_what_their_class_weighed_nearby_in_that_quarter(lived: RecoveryYear) -> None:
    rate = ask(lived)
    assert number(rate, "tier_1_t") == 1
    assert number(rate, "tier_3_t") == Fraction(2 * 25, 1_000)
    assert number(rate, "pieces_without_mass") == 2
    assert number(rate) == Fraction(1_050, 1_000)
    square = (Fraction(2, 1_000)) ** 2 + (Fraction(8, 100) * Fraction(50, 1_000)) ** 2
    assert abs(number(rate, "u_t") ** 2 - square) < Fraction(1, 10**40)


def test_a_default_that_is_given_is_the_last_resort(lived: RecoveryYear) -> None:
    rate = ask(lived, given={"default_piece_kg": "100"})
    assert number(rate, "tier_3_t") == Fraction(50, 1_000)
    assert number(rate, "tier_4_t") == Fraction(200, 1_000)
    assert number(rate, "pieces_without_mass") == 0
    assert number(rate, "imputed_share") == Fraction(250, 1_250)
    assert Flag.IMPUTED_10 in rate.flags
    assert Flag.IMPUTED_20 not in rate.flags


def test_the_first_version_only_counts_such_pieces_and_no_rate_counts_them(
    lived: RecoveryYear,
) -> None:
    rate = ask(lived, "WEIGHTS@1")
    assert number(rate) == 1
    assert number(rate, "pieces_without_mass") == 4
    assert number(ask(lived, "R_EPR")) == Fraction(1, 10)
