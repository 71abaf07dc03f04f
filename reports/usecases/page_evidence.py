"""Somebody leafs through the records behind one factor of a rate, a page at a time.

Where the records are receipts, only the receipts of the page are read. Those of recyclers are read
with what they must be judged with: the two ends of a leg, and the same battery twice. Other lists
are short, or are read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reports.usecases import evidence, flow_evidence
from reports.usecases.evidence import Evidence, Record
from reports.usecases.given import NOTHING, Given
from reports.usecases.rate_books import PagedBooks
from reports.usecases.rates_from_records import applies
from reports.usecases.show_rate import asked_of, list_behind, records_of, unknown_factor
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import around_year, period_of_year
from tracker.domain.caller import Caller

#: Lists of receipts at recyclers' gates that can be read in parts.
_AT_GATES: dict[str, Callable[[YearRecords, Given], Evidence]] = {
    "collected": lambda of, _: evidence.behind_collected(of.loads),
    "v0": lambda of, _: evidence.behind_v0(of.loads),
    "v": lambda of, given: flow_evidence.behind_v(of, given.most_days),
    "intake": lambda of, _: flow_evidence.behind_intake(of.intake),
}
#: The same of receipts of collectors. What lies there may have been gathered long before the year.
_GATHERED: dict[str, Callable[[YearRecords, Given], Evidence]] = {
    "first_receipts": lambda of, _: flow_evidence.behind_receipts(
        of.flows, *period_of_year(of.year)
    ),
    "stocks": lambda of, _: flow_evidence.behind_stocks(of.flows),
}
_IN_PARTS = _AT_GATES | _GATHERED
#: Nothing was gathered before batteries had codes.
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
#: So many receipts are read at first, and so many at most; each turn takes twice the one before.
_FEWEST, _MOST = 25, 2_000
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Page:
    """Records by key; ``next`` is the last key if there are more. ``total`` is None where the list
    was not read to its end."""

    records: Sequence[Record]
    next: str | None
    total: int | None
    withheld: int = 0


def page_of_evidence(
    enterprise: str,
    year: int,
    factor: str,
    after: str | None,
    limit: int,
    caller: Caller,
    books: PagedBooks,
    definition: str | None = None,
    given: Given = NOTHING,
) -> Page:
    """The records behind a factor after a key.

    Raises what ``show_rate`` raises, and Malformed when the rate has no such factor.
    """
    with books:
        asked = asked_of(enterprise, year, caller, books, definition)
        rule = asked.rule
        records = records_of(asked, year, books, given)
        factors = evidence.lists_of(rule) if applies(rule, records) else ()
        if factor not in factors:
            raise unknown_factor(factor, factors)
        if factor in _IN_PARTS and not records.members:
            return _in_parts(factor, after, limit, records, books, given)
        return page_of(list_behind(factor, rule, records, given, asked.knows), after, limit)


def page_of(found: Evidence, after: str | None, limit: int) -> Page:
    """A page of a list that was read whole."""
    ordered = sorted(found.records, key=lambda record: record.key)
    left = [record for record in ordered if after is None or record.key > after]
    return _page(left, limit, len(ordered), found.withheld)


def _in_parts(
    factor: str, after: str | None, limit: int, of: YearRecords, books: PagedBooks, given: Given
) -> Page:
    start, end = period_of_year(of.year)
    first = _EVER if factor == "stocks" else start
    since = max(first, _moment(after) or first)
    found: list[Record] = []
    size = min(max(limit + 1, _FEWEST), _MOST)
    while len(found) <= limit and since < end:
        if factor in _GATHERED:
            window = books.next_gathered(of.network, since, end, size)
        else:
            window = books.next_receipts(since, end, start, size)
        if not window:
            break
        read = {str(id_) for id_, _ in window}
        part = _only(sorted(id_ for id_, _ in window), of, books, gathered=factor in _GATHERED)
        rows = _IN_PARTS[factor](part, given).records
        kept = [one for one in rows if one.id in read and (after is None or one.key > after)]
        found += sorted(kept, key=lambda one: one.key)
        since = max(at for _, at in window) + _TICK
        size = min(2 * size, _MOST)
    return _page(found, limit, None, 0)


def _only(
    receipts: Sequence[int], of: YearRecords, books: PagedBooks, *, gathered: bool
) -> YearRecords:
    """The records of certain receipts alone."""
    if gathered:
        rows = books.gathered_of(of.network, receipts, *period_of_year(of.year))
        return YearRecords(of.enterprise, of.year, books, gathered=rows)
    parcels = books.parcels_of(receipts, *around_year(of.year))
    return YearRecords(of.enterprise, of.year, books, parcels)


def _page(left: Sequence[Record], limit: int, total: int | None, withheld: int) -> Page:
    page = left[:limit]
    more = page[-1].key if page and len(left) > len(page) else None
    return Page(page, more, total, withheld)


def _moment(key: str | None) -> datetime | None:
    """When the record of a key was received; None for what is no key of a receipt."""
    try:
        found = datetime.fromisoformat((key or "").partition("/")[0])
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
