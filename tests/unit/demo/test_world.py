"""Is the make-believe province the same each time, of the size asked for, and lifelike?"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders.make_believe import a_world, played
from tracker.demo import world as worlds
from tracker.demo.catalogue import TYPES
from tracker.domain.moments import CHINA, day_of
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material, UnitKind, UnitState

#: Scans that need something the demonstration does not tell of: nothing.
NOT_TOLD: frozenset[ScanKind] = frozenset()


def test_the_same_three_numbers_give_the_same_acts() -> None:
    assert list(a_world(300, 4).acts()) == list(a_world(300, 4).acts())


def test_another_seed_gives_other_acts() -> None:
    assert list(a_world(300, 4).acts()) != list(a_world(300, 5).acts())


def test_acts_come_in_the_order_in_which_they_are_recorded() -> None:
    moments = [act.recorded_at for act in played().acts]
    assert moments == sorted(moments)
    assert all(act.scan.at <= act.recorded_at for act in played().acts)
    assert all(moment.tzinfo is UTC for moment in moments)


def test_all_happens_within_the_four_years() -> None:
    days = [day_of(act.recorded_at) for act in played().acts]
    assert date(2022, 11, 1) <= min(days) <= date(2022, 11, 10)
    assert date(2026, 10, 28) <= max(days) <= date(2026, 10, 31)


def test_every_request_has_a_client_id_of_its_own() -> None:
    ids = [act.scan.client_id for act in played().acts]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("batteries", [1, 60, 500, 2_000])
def test_as_many_batteries_come_into_the_books_as_were_asked_for(batteries: int) -> None:
    units = played(batteries, 7).units.values()
    assert sum(unit.kind is UnitKind.BATTERY for unit in units) == batteries


def test_a_large_province_is_made_of_territories_that_share_no_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worlds, "TERRITORY_SIZE", 400)
    world = a_world(1_000, 3)
    assert [land.batteries for land in world.territories] == [333, 333, 334]
    sites: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for land in world.territories:
        acts = list(worlds.acts_of(land))
        sites.update({act.scan.site for act in acts})
        codes.update(
            code for act in acts if act.scan.kind is ScanKind.REGISTER for code in act.scan.codes
        )
    assert set(sites.values()) == {1}
    assert set(codes.values()) == {1}


def test_the_acts_of_territories_are_merged_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "TERRITORY_SIZE", 200)
    days: list[None] = []
    world = a_world(500, 3)
    moments = [act.recorded_at for act in world.acts(lambda: days.append(None))]
    assert moments == sorted(moments)
    assert len(days) == 3 * world.span.days


def test_every_kind_of_scan_is_told_of() -> None:
    told = {act.scan.kind for act in played(2_000, 7).acts}
    assert set(ScanKind) - told == NOT_TOLD


def test_only_what_was_meant_to_be_refused_is_refused() -> None:
    assert played().tally.refused == sum(
        one.kind in ("dead_code", "cloned_code") for one in played().planted
    )


def test_batteries_are_everywhere_in_their_lives_at_the_end() -> None:
    seen = played()
    effective: Counter[UnitState] = Counter()
    for unit in seen.units.values():
        if unit.kind is UnitKind.BATTERY:
            box = seen.units.get(unit.container or 0)
            effective[(box or unit).state] += 1
    assert effective[UnitState.IN_USE] > 800
    assert effective[UnitState.DISMANTLED] > 300
    for state in (UnitState.ON_SALE, UnitState.IN_STORAGE, UnitState.IN_TRANSIT):
        assert effective[state] > 3, state


def test_waste_flows_into_two_other_provinces() -> None:
    seen = played()
    place = {site.site: site.division[:2] for site in seen.written.places.values()}
    treated = Counter(
        place[one.booking.site] for one in seen.seen if one.booking.kind is ScanKind.DISMANTLE
    )
    assert set(treated) == {"42", "36", "43"}
    assert treated["42"] > treated["36"] > 0


def test_more_old_batteries_come_in_winter() -> None:
    months = Counter(
        one.booking.happened_at.astimezone(CHINA).month
        for one in played(20_000, 7).seen
        if one.booking.kind is ScanKind.COLLECT
        for _ in one.booking.units
    )
    winter = sum(months[month] for month in (12, 1, 2))
    spring = sum(months[month] for month in (3, 4, 5))
    assert winter > 1.3 * spring


def test_nothing_is_packed_or_driven_on_sundays() -> None:
    heavy = {ScanKind.PACK, ScanKind.DISPATCH, ScanKind.LOAD, ScanKind.DISMANTLE}
    days = [day_of(act.scan.at) for act in played().acts if act.scan.kind in heavy]
    assert days
    assert all(day.weekday() != 6 for day in days)


def test_a_treatment_yields_a_little_less_than_it_takes_in() -> None:
    for one in played().seen:
        b = one.booking
        if b.kind in (ScanKind.DISMANTLE, ScanKind.SMELT):
            into = sum(mass or 0 for mass in b.inputs.values())
            out = sum(new.mass_g or 0 for new in b.outputs)
            assert 0.45 * into < out < into, b


def test_lead_is_neither_made_nor_lost_beyond_reason() -> None:
    lead: Counter[bool] = Counter()
    units = played().units
    for one in played().seen:
        b = one.booking
        if b.kind is ScanKind.SMELT:
            lead[True] += sum((units[u].mass_g or 0) * (units[u].lead_share or 0) for u in b.inputs)
            lead[False] += sum((new.mass_g or 0) * (new.lead_share or 0) for new in b.outputs)
    assert 0.97 < lead[False] / lead[True] < 1.0


def test_ingots_are_poured_and_sold() -> None:
    ingots = [u for u in played().units.values() if u.material is Material.INGOT]
    assert sum(ingot.pieces for ingot in ingots) > 50
    assert {ingot.state for ingot in ingots} >= {UnitState.SOLD}


def test_nobody_keeps_more_than_one_licence_a_day_and_one_station_lapsed() -> None:
    registers = played().world.registers
    held = Counter(licence.organisation for licence in registers.licences)
    assert sorted(held.values()) == [1, 1, 1, 1, 2]
    lapsed = max(held, key=lambda code: held[code])
    first, second = (one for one in registers.licences if one.organisation == lapsed)
    assert second.valid_from - first.valid_until == timedelta(days=84)


def test_there_is_a_login_for_every_role_but_the_partner() -> None:
    accounts = [one for one in played().world.registers.accounts if one.for_people]
    assert {one.login for one in accounts} == {role.value for role in Role} - {"partner"}
    assert all(one.login == one.roles[0].value for one in accounts)


def test_makers_declare_the_years_that_are_due_and_those_before_the_records() -> None:
    declared = played().world.declarations()
    assert {one.year for one in declared} == set(range(2021, 2026))
    assert {one.sold_in for one in declared} == {"420000", "360000"}


def test_what_is_declared_is_what_was_sold_to_shops() -> None:
    seen = played()
    masses = {f"{kind.brand}{kind.number:02d}": kind.mass_g for kind in TYPES}
    brand = {code: brand for brand, code in seen.world.registers.makers.items()}
    sold = 0
    for act in seen.acts:
        by_ct = act.scan.kind is ScanKind.SELL and brand.get(act.caller) == "CT"
        if by_ct and day_of(act.scan.at).year == 2024:
            sold += sum(masses[code[:4]] for code in act.scan.codes)
    said = [one.mass_g for one in seen.world.declarations() if one.code == "SD-CT-2024-I-42"]
    assert said == [sold]


def test_the_moment_of_every_act_is_whole_milliseconds() -> None:
    """What the ids of events can tell, and no more."""
    assert all(act.recorded_at.microsecond % 1_000 == 0 for act in played().acts)
    assert isinstance(played().acts[0].recorded_at, datetime)
