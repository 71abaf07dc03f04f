"""Does the make-believe province lie in real divisions?"""

from __future__ import annotations

import pytest

from tracker.demo.land import ABROAD, BY_CODE, HOME, PARTNER, PREFECTURES, Prefecture, counties_of
from tracker.domain.region import Level, province_of
from tracker.store.divisions_file import shipped_divisions

DIVISIONS = {division.code: division for division in shipped_divisions()}


@pytest.mark.parametrize("place", [*PREFECTURES, *ABROAD], ids=lambda place: place.name.en)
def test_a_prefecture_is_a_real_one_under_its_own_name(place: Prefecture) -> None:
    division = DIVISIONS[place.code]
    assert division.level is Level.PREFECTURE
    assert division.name_zh.startswith(place.name.zh)


def test_home_is_one_province_and_waste_flows_to_two_others() -> None:
    assert {province_of(place.code) for place in PREFECTURES} == {str(HOME)}
    assert {province_of(place.code) for place in ABROAD} == {str(PARTNER), "43"}


def test_every_prefecture_has_counties_to_put_sites_in() -> None:
    counties = counties_of(DIVISIONS.values())
    assert set(counties) == set(BY_CODE)
    for prefecture, codes in counties.items():
        assert codes, prefecture
        assert all(DIVISIONS[code].parent == prefecture for code in codes)


def test_distances_are_about_right() -> None:
    wuhan, xiangyang = BY_CODE["420100"], BY_CODE["420600"]
    assert 240 < wuhan.km_to(xiangyang) < 280
    assert wuhan.km_to(xiangyang) == pytest.approx(xiangyang.km_to(wuhan), rel=0.02)
    assert wuhan.km_to(wuhan) == 0
