"""Do the benchmarks measure rates against the very statements that they are made of?"""

from __future__ import annotations

import re

import pytest

from benchmarks.bare import statements
from benchmarks.rates import WHICH, parcels_of
from reports.queries import parcel_statement, plant_lots, receipt_window, registers

RUN = {
    "enterprise": registers.ENTERPRISE,
    "agreements": registers.AGREEMENTS,
    "producers": registers.PRODUCERS,
    "declared": registers.DECLARED,
    "recorded_sales": registers.RECORDED,
    "parcels": parcel_statement.PARCELS,
    "parcels_of": parcel_statement.PARCELS_OF,
    "plant_lots": plant_lots.LOTS,
    "next_receipts": receipt_window.NEXT,
}


def test_the_baseline_has_every_statement_and_no_other() -> None:
    assert set(statements("rates")) == {*RUN, "busiest", "these"} - {"parcels_of"}


@pytest.mark.parametrize("name", RUN)
def test_a_statement_of_the_baseline_is_the_one_that_is_run(name: str) -> None:
    named = re.sub(r"(?<!:):(\w+)", r"%(\1)s", RUN[name].text)
    sql = statements("rates")
    sent = parcels_of(sql) if name == "parcels_of" else sql[name].replace(WHICH, b"")
    assert sent.decode().split() == named.split()
