"""Are the battery types lifelike, and their codes what the house takes for a battery's?"""

from __future__ import annotations

import random
from statistics import fmean

import pytest

from tracker.demo.catalogue import MAKERS, TYPES, BatteryType
from tracker.domain.identifiers.recognise import recognise, store_value
from tracker.domain.identifiers.scheme import Scheme
from tracker.domain.programme import BatteryCategory
from tracker.domain.roles import Role


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.code)
def test_a_battery_code_is_kept_as_it_is(kind: BatteryType) -> None:
    code = kind.battery("240315", 3, 12)
    assert store_value(code) == code
    scheme = Scheme.GS1_DL if kind.linked else Scheme.ENTERPRISE
    assert recognise(code).battery_scheme is scheme


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.code)
def test_no_two_batteries_of_a_type_bear_one_code(kind: BatteryType) -> None:
    codes = {
        kind.battery(day, territory, serial)
        for day in ("240315", "240316")
        for territory in (0, 1, 39)
        for serial in range(1, 50)
    }
    assert len(codes) == 2 * 3 * 49


def test_types_differ_by_code_even_on_one_day() -> None:
    assert len({kind.battery("240315", 0, 1) for kind in TYPES}) == len(TYPES)


def test_every_brand_has_a_maker_and_one_of_them_imports() -> None:
    assert {kind.brand for kind in TYPES} == {maker.brand for maker in MAKERS}
    assert [maker.brand for maker in MAKERS if maker.role is Role.IMPORTER] == ["ZF"]


def test_every_category_and_both_classes_are_sold() -> None:
    assert {kind.category for kind in TYPES} == set(BatteryCategory)
    assert len({kind.battery_class for kind in TYPES}) == 2


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.code)
def test_lives_follow_the_curve_of_the_type(kind: BatteryType) -> None:
    rng = random.Random(1)  # noqa: S311
    years = fmean(kind.life_days(rng) for _ in range(3_000)) / 365.25
    assert years == pytest.approx(kind.scale * 0.9, rel=0.04)  # mean of a Weibull curve, 3 to 4


def test_lead_is_the_greater_part_of_every_battery() -> None:
    assert all(0.55 < kind.lead_share / 1_000_000 < 0.70 for kind in TYPES)
