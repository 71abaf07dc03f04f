"""Does each planted fault lie in the records, and nothing like it anywhere else?

For every kind the plainest detector that could be written is scored against what was planted:
neither a miss nor a false alarm. Smarter detectors are measured against the same list.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import pytest

from tests.builders.make_believe import Played, played
from tracker.demo.catalogue import TYPES
from tracker.demo.faults import PLANTED, FaultRow, Kind
from tracker.demo.occasions import count_of
from tracker.demo.world import World
from tracker.domain.booking import Booking
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material, UnitKind, UnitState
from tracker.rules.authorities import CODE_DAY, ECO_CODE_474
from tracker.store.divisions_file import shipped_divisions

COUNTED = [row for row in PLANTED if row.per_2000 is not None]
SPOKEN = [row for row in PLANTED if row.finding is not None]
#: All detectors look at the same province.
SEEN = (2_000, 7)


def late_records(seen: Played) -> Iterable[str]:
    return (
        code
        for act in seen.acts
        if act.recorded_at - act.scan.at > timedelta(days=5)
        for code in act.scan.codes
    )


def missing_receipts(seen: Played) -> Iterable[str]:
    """Boxes that have been on the road for a week at the end."""
    week_before = seen.acts[-1].recorded_at - timedelta(days=7)
    return (
        unit.codes[0]
        for unit in seen.units.values()
        if unit.kind is UnitKind.CONTAINER
        and unit.state is UnitState.IN_TRANSIT
        and unit.since < week_before
    )


def weight_drifts(seen: Played) -> Iterable[str]:
    for one in seen.seen:
        b = one.booking
        if b.kind is K.RECEIVE and b.mass_g is not None and b.mass_g < 0.97 * one.mass_g:
            yield from codes(seen, b.units)


def serial_bursts(seen: Played) -> Iterable[str]:
    for b in bookings(seen, K.COLLECT):
        run: list[str] = []
        for code in codes(seen, b.units):
            if run and not follows(run[-1], code):
                run = []
            run.append(code)
        if len(run) >= 20:
            yield from run


def follows(one: str, other: str) -> bool:
    numbers = [re.fullmatch(r"(.*?)(\d{5})", code) for code in (one, other)]
    if numbers[0] is None or numbers[1] is None or numbers[0][1] != numbers[1][1]:
        return False
    return int(numbers[1][2]) == int(numbers[0][2]) + 1


def poor_yields(seen: Played) -> Iterable[str]:
    for b in bookings(seen, K.DISMANTLE):
        rich = [new for new in b.outputs if new.material in (Material.GRID, Material.PASTE)]
        lead = sum((new.mass_g or 0) * (new.lead_share or 0) for new in rich) / 1_000_000
        if lead < 0.5 * sum(mass or 0 for mass in b.inputs.values()):
            yield from (new.code for new in rich)


def over_age(seen: Played) -> Iterable[str]:
    """Boxes packed at a collection point and still there after 90 days."""
    points = {site.site for site in seen.written.places.values() if site.code.startswith("PT")}
    packed: dict[int, datetime] = {}
    for one in seen.seen:
        b = one.booking
        if b.kind is K.PACK and b.site in points and b.container is not None:
            packed[b.container] = b.happened_at
        elif b.kind in (K.DISPATCH, K.LOAD, K.RECEIVE):
            for unit in b.units:
                since = packed.pop(unit, None)
                if since is not None and b.happened_at - since > timedelta(days=90):
                    yield from codes(seen, [unit])


def dead_codes(seen: Played) -> Iterable[str]:
    """Codes that were refused because they lie in a box that was dismantled."""
    for line in seen.lines["receipt"]:
        for code in json.loads(line.rpartition("\t")[2]).get("refused", {}):
            box = seen.by_code[code].container
            if box is not None and seen.units[box].state is UnitState.DISMANTLED:
                yield code


def understated(seen: Played) -> Iterable[str]:
    """Declarations that fall short of the sales on record."""
    types = {kind.number: kind for kind in TYPES}
    makers = {code: brand for brand, code in seen.world.registers.makers.items()}
    sold: Counter[tuple[str, int, str]] = Counter()
    for act in seen.acts:
        brand = makers.get(act.caller)
        if act.scan.kind is K.SELL and brand is not None:
            for code in act.scan.codes:
                kind = next(k for k in types.values() if code.startswith(type_prefix(k.number)))
                year = (act.scan.at + timedelta(hours=8)).year
                sold[act.caller, year, kind.battery_class.value] += kind.mass_g
    for said in seen.world.declarations():
        recorded = sold[said.organisation, said.year, said.battery_class]
        if said.sold_in == "420000" and said.mass_g < 0.95 * recorded:
            yield said.code


def type_prefix(number: int) -> str:
    kind = TYPES[number]
    return kind.battery("", 0, 0)[: -len("0000000")]


def codes(seen: Played, units: Iterable[int]) -> list[str]:
    return [seen.units[unit].codes[0] for unit in units]


def bookings(seen: Played, kind: K) -> Iterable[Booking]:
    return (one.booking for one in seen.seen if one.booking.kind is kind)


def clones(seen: Played) -> Iterable[str]:
    """Codes that were refused because they lie in a box that is still closed."""
    for line in seen.lines["receipt"]:
        for code in json.loads(line.rpartition("\t")[2]).get("refused", {}):
            box = seen.by_code[code].container
            if box is not None and seen.units[box].state is not UnitState.DISMANTLED:
                yield code


def rings(seen: Played) -> Iterable[str]:
    """Boxes that were loaded at a site, and received there later."""
    left: set[tuple[int, int]] = set()
    for one in seen.seen:
        b = one.booking
        if b.kind is K.LOAD:
            left |= {(unit, b.site) for unit in b.units}
        elif b.kind is K.RECEIVE:
            yield from codes(seen, [unit for unit in b.units if (unit, b.site) in left])


def holes(seen: Played) -> Iterable[str]:
    """Shops that take batteries back and never load any."""
    names = {site.site: site.code for site in seen.written.places.values()}
    took = {b.site for b in bookings(seen, K.TAKE_BACK)}
    return (names[site] for site in took - {b.site for b in bookings(seen, K.LOAD)})


def doubly_claimed(seen: Played) -> Iterable[str]:
    """Collectors that are the own network of two makers."""
    own = Counter(
        one.collector for one in seen.world.registers.agreements if one.route.value == "own"
    )
    return (code for code, count in own.items() if count > 1)


def leaking(seen: Played) -> Iterable[str]:
    """Makers, categories, districts and years of sale of which at least ten were sold and less than
    half came back, of years of which most others did."""
    cohort_of: dict[str, tuple[str, str, str, int]] = {}
    makers = {code: brand for brand, code in seen.world.registers.makers.items()}
    division = {one.code: one.division for one in seen.world.registers.sites}
    owner: dict[str, str] = {}
    back: set[str] = set()
    for act in seen.acts:
        scan = act.scan
        if scan.kind is K.REGISTER:
            owner.update((code, act.caller) for code in scan.codes if act.caller in makers)
        elif scan.kind is K.SELL and scan.peer_site is None:
            year = (scan.at + timedelta(hours=8)).year
            for code in set(scan.codes) & owner.keys():
                kind = next(one for one in TYPES if code.startswith(type_prefix(one.number)))
                place = division[scan.site][:4]
                cohort_of[code] = (owner[code], kind.category.value, place, year)
        elif scan.kind in (K.COLLECT, K.TAKE_BACK):
            back.update(scan.codes)
    sold = Counter(cohort_of.values())
    came = Counter(cohort for code, cohort in cohort_of.items() if code in back)
    others = Counter(cohort[3] for cohort in cohort_of.values())
    returned = Counter(cohort[3] for code, cohort in cohort_of.items() if code in back)
    for cohort, count in sold.items():
        ripe = cohort[1] == "TRACTION" and returned[cohort[3]] > others[cohort[3]] / 2
        if ripe and count >= 10 and came[cohort] < count / 2:
            yield " ".join(map(str, cohort))


DETECTORS: dict[Kind, Callable[[Played], Iterable[str]]] = {
    Kind.LATE_RECORD: late_records,
    Kind.MISSING_RECEIPT: missing_receipts,
    Kind.WEIGHT_DRIFT: weight_drifts,
    Kind.SERIAL_BURST: serial_bursts,
    Kind.YIELD_OUT_OF_BAND: poor_yields,
    Kind.OVER_AGE_STORAGE: over_age,
    Kind.DEAD_CODE: dead_codes,
    Kind.SALES_UNDERSTATED: understated,
    Kind.CLONED_CODE: clones,
    Kind.TRADING_RING: rings,
    Kind.BLACK_HOLE: holes,
    Kind.CLAIMED_TWICE: doubly_claimed,
    Kind.COHORT_LEAKAGE: leaking,
}


def test_every_fault_is_found_by_a_rule_or_by_a_detector() -> None:
    assert {row.kind for row in SPOKEN} | set(DETECTORS) == set(Kind)


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row.kind.value)
def test_as_many_are_planted_as_the_table_says(row: FaultRow) -> None:
    planted = [one for one in played(*SEEN).planted if one.kind is row.kind]
    assert len(planted) == count_of(row, SEEN[0]) > 0
    assert all(one.codes for one in planted)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_small_provinces_find_an_occasion_for_everything(seed: int) -> None:
    for land in played(1_000, seed).world.territories:
        assert land.faults.unplanted == {}
        assert land.unusual.left == {}


@pytest.mark.parametrize("kind", DETECTORS, ids=lambda kind: kind.value)
def test_a_look_over_the_records_finds_exactly_what_was_planted(kind: Kind) -> None:
    seen = played(*SEEN)
    assert sorted(DETECTORS[kind](seen)) == seen.codes_of(kind)


@pytest.mark.parametrize("rule", sorted({str(row.finding) for row in SPOKEN}))
def test_a_rule_speaks_exactly_of_what_was_planted(rule: str) -> None:
    seen = played(*SEEN)
    alarms = {(one.subject, one.due) for one in seen.findings if one.rule == rule}
    said = sorted(subject for subject, _ in alarms)
    meant = [code for row in SPOKEN if row.finding == rule for code in seen.codes_of(row.kind)]
    assert said == sorted(meant)


def test_a_crate_that_comes_back_whole_is_not_of_the_cohort_that_hardly_returns() -> None:
    """In this province the crate would fall into it, and most of the cohort would come back."""
    world = World(1_000, 55, date(2026, 10, 31), shipped_divisions())
    (land,) = world.territories
    acts = list(world.acts())
    (crate,) = (one.codes for one in world.planted if one.kind is Kind.SERIAL_BURST)
    (sale,) = (
        act.scan
        for act in acts
        if act.scan.kind is K.SELL and act.scan.peer_site is None and crate[0] in act.scan.codes
    )
    (shop,) = (one for one in land.shops if one.code == sale.site)
    (kind,) = (one for one in TYPES if crate[0].startswith(type_prefix(one.number)))
    assert land.leak is not None
    assert not land.leak.holds(kind.number, shop.prefecture, sale.at.date())


def test_of_a_faultless_province_no_rule_and_no_detector_speaks() -> None:
    seen = played(500, 11, faultless=True)
    assert (seen.planted, seen.findings, seen.tally.refused) == ([], [], 0)
    assert [(kind, one) for kind, look in DETECTORS.items() for one in look(seen)] == []


def test_no_other_rule_speaks() -> None:
    assert {found.rule for found in played(*SEEN).findings} <= {row.finding for row in SPOKEN}


def test_faults_after_the_law_changed_are_judged_by_the_new_law() -> None:
    new = [found for found in played(*SEEN).findings if found.rule == "not_loaded"]
    assert new
    assert all(found.due >= CODE_DAY == date(2026, 8, 15) for found in new)
    assert {found.authority for found in new} == {ECO_CODE_474}
