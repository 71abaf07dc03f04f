"""Are sums of a bulk load added up by day and by month before they are copied?"""

from __future__ import annotations

from datetime import date

from tests.builders.make_believe import HeldLines
from tracker.domain.scan import ReceiptCategory
from tracker.domain.scan import ScanKind as K
from tracker.store.bulk.rollup_sums import Of, RollupSums, Sums
from tracker.store.codes import Part, Ware

COLLECTED = Of(7, K.COLLECT, None, ReceiptCategory.WASTE, Ware.BATTERIES, Part.TOUCHED)
FIRST, SECOND, NEXT_MONTH = date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1)


def test_days_are_added_up_to_months() -> None:
    lines = HeldLines()
    sums = RollupSums(lines, 42)
    for day in (FIRST, FIRST, SECOND, NEXT_MONTH):
        sums.add(day, COLLECTED, Sums(1, 2, 0, 30_000))
    sums.write()
    key = "4\t0\t1\t0\t0\t42"
    assert lines.lines == {
        "daily_rollup": [
            f"7\t2026-10-30\t{key}\t2\t4\t0\t60000",
            f"7\t2026-10-31\t{key}\t1\t2\t0\t30000",
            f"7\t2026-11-01\t{key}\t1\t2\t0\t30000",
        ],
        "monthly_rollup": [
            f"7\t2026-10-01\t{key}\t3\t6\t0\t90000",
            f"7\t2026-11-01\t{key}\t1\t2\t0\t30000",
        ],
    }


def test_what_was_taken_away_again_stays_as_zeros() -> None:
    lines = HeldLines()
    sums = RollupSums(lines, 42)
    one = Sums(1, 2, 2, 0)
    for change in (one, one.less()):
        sums.add(FIRST, COLLECTED, change)
    sums.write()
    assert [line.split("\t")[-4:] for line in lines.lines["daily_rollup"]] == [["0"] * 4]


def test_what_was_written_is_forgotten() -> None:
    lines = HeldLines()
    sums = RollupSums(lines, 42)
    sums.add(FIRST, COLLECTED, Sums(1, 1, 0, 1))
    sums.write()
    sums.write()
    assert [len(rows) for rows in lines.lines.values()] == [1, 1]
