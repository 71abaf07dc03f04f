"""Do pages of evidence, read a few receipts at a time, say what the whole year says?"""

from __future__ import annotations

from typing import Any

import pytest

from reports.queries.rate_books import SqlRateBooks
from reports.usecases import page_evidence
from reports.usecases.evidence import Record
from reports.usecases.given import given_of
from reports.usecases.page_evidence import page_of_evidence
from reports.usecases.show_rate import evidence_of, show_rate
from tests.builders.rates import TONNE, RecoveryYear, in_china
from tests.builders.registers import HOME_PROVINCE
from tracker.domain.errors import Malformed
from tracker.domain.scan import ReceiptCategory
from tracker.domain.scan import ScanKind as K

GIVEN: dict[str, object] = {"most_days": 10, "lifetimes": {"I": {"beta": "4", "eta": "2"}}}


@pytest.fixture
def lived(year: RecoveryYear) -> RecoveryYear:
    """Loads of a year: three at one moment, one out of tolerance, one in two parts, scrap, one
    corrected, one voided, boxes that a recycler took in twice, one over the counter; two that were
    gathered in the year before, two that another collector gathered, too: first, and later."""
    town = year.town
    year.usual_registers()
    year.collect("OLD", TONNE, "2024-06-01 08:00")
    year.collect("OLDER", 2 * TONNE, "2024-05-01 08:00")
    for firm, day, code in (
        (town.other_point, "2025-02-01", "T1"),
        (town.point, "2025-02-02", "T1"),
        (town.point, "2025-02-03", "T2"),
        (town.other_point, "2025-02-04", "T2"),
    ):
        year.do(firm, K.COLLECT, f"{day} 08:00", code, model=town.model)
    for heap in ("A", "B", "C"):
        year.collect(heap, TONNE, "2025-03-01 08:00")
        year.deliver(heap, "2025-03-02 08:00", "2025-03-02 16:00", TONNE)
    year.collect("OFF", TONNE, "2025-03-03 08:00")
    year.deliver("OFF", "2025-03-04 08:00", "2025-03-04 16:00", 2 * TONNE)
    year.collect("SCRAP", TONNE, "2025-04-01 08:00", category=ReceiptCategory.PRODUCTION_SCRAP)
    year.deliver("SCRAP", "2025-04-02 08:00", "2025-04-02 16:00", TONNE)
    for heap in ("HALF-1", "HALF-2"):
        year.collect(heap, TONNE, "2025-05-01 08:00")
    gate, halves = town.recycler, ("HALF-1", "HALF-2")
    year.do(town.point, K.DISPATCH, "2025-05-02 08:00", *halves, peer_site=gate.site)
    year.do(town.carrier, K.LOAD, "2025-05-02 08:00", *halves, site=town.point.site)
    year.do(gate, K.RECEIVE, "2025-05-02 16:00", "HALF-1", mass_g=TONNE)
    year.do(gate, K.RECEIVE, "2025-05-20 16:00", "HALF-2", mass_g=TONNE)
    year.collect("WRONG", TONNE, "2025-06-01 08:00")
    wrong = year.deliver("WRONG", "2025-06-02 08:00", "2025-06-02 16:00", TONNE)
    year.do(gate, K.CORRECT, "2025-06-03 08:00", event=wrong, mass_g=990_000, reason="misread")
    year.collect("GONE", TONNE, "2025-06-04 08:00")
    gone = year.deliver("GONE", "2025-06-05 08:00", "2025-06-05 16:00", TONNE)
    year.do(gate, K.VOID, "2025-06-06 08:00", event=gone, reason="typed twice")
    town.clock.moment = in_china("2025-07-01 08:00")
    box = town.box()
    town.scan(town.point, K.COLLECT, "B1", "B2", "B3", model=town.model)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    for codes in ((box,), ("B3",)):
        town.scan(town.point, K.DISPATCH, *codes, peer_site=gate.site)
        town.scan(town.carrier, K.LOAD, *codes, site=town.point.site)
        town.clock.moment = in_china("2025-07-01 16:00")
        town.scan(gate, K.RECEIVE, *codes)
    return year


def ask(year: RecoveryYear, definition: str, recycler: bool) -> dict[str, Any]:
    town = year.town
    code = town.recycler.code if recycler else town.producer.code
    return {
        "enterprise": code,
        "year": 2025,
        "caller": town.bureau,
        "books": SqlRateBooks(year.sessions, HOME_PROVINCE),
        "definition": definition,
        "given": given_of(GIVEN),
    }


LISTS = (
    *(("V", "collected"), ("V", "v0"), ("V", "v"), ("CRR-R-1", "intake")),
    *(("LEGAL-FLOW", "first_receipts"), ("LEGAL-FLOW", "stocks")),
)


def test_pages_joined_are_the_whole_list(
    lived: RecoveryYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_evidence, "_FEWEST", 1)
    for definition, factor in LISTS:
        asked = ask(lived, definition, factor == "intake")
        whole = sorted(evidence_of(show_rate(**asked), factor).records, key=lambda one: one.key)
        assert len(whole) >= (3 if factor == "stocks" else 8), factor
        assert joined(factor, 3, asked) == whole, factor
        assert joined(factor, 100, asked) == whole, factor


def joined(factor: str, size: int, asked: dict[str, Any]) -> list[Record]:
    """Every page one after the other."""
    found: list[Record] = []
    after: str | None = None
    while True:
        page = page_of_evidence(factor=factor, after=after, limit=size, **asked)
        assert len(page.records) <= size
        found += page.records
        after = page.next
        if after is None:
            return found


def test_a_page_after_no_key_of_ours_is_empty_or_begins_anew(lived: RecoveryYear) -> None:
    asked = ask(lived, "V0", recycler=False)
    found = {
        after: len(page_of_evidence(factor="collected", after=after, limit=100, **asked).records)
        for after in ("", "x", "9999-12-31T00:00:00+08:00/1", "2025-13-01/", "2025-06-01")
    }
    assert found[""] == 10
    assert found["x"] == 0
    assert found["9999-12-31T00:00:00+08:00/1"] == 0


def test_a_factor_that_the_rate_does_not_have_is_refused_with_the_choices(
    lived: RecoveryYear,
) -> None:
    with pytest.raises(Malformed) as refused:
        page_of_evidence(factor="luck", after=None, limit=1, **ask(lived, "V0", recycler=False))
    assert refused.value.faults[0].params == {"factor": "luck", "choices": "collected, v0"}
    with pytest.raises(Malformed):
        page_of_evidence(
            factor="collected", after=None, limit=1, **ask(lived, "R_EPR", recycler=True)
        )
