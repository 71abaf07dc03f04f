"""Does a caller see its own events and those it oversees, and nothing of anybody else's?"""

from __future__ import annotations

import pytest

from tests.builders.flows import a_site, happened
from tests.builders.scans import a_caller
from tracker.domain.roles import Role
from tracker.graph.facts import Happened
from tracker.graph.sight import Sight, sight_of

SITES = {
    1: a_site(1, organisation=10, division="420106"),
    2: a_site(2, organisation=20, division="420106"),
    3: a_site(3, organisation=30, division="420500"),
    4: a_site(4, organisation=40, division="360100"),
}


def collector() -> Sight:
    return sight_of(a_caller(Role.COLLECTOR, organisation=10), SITES)


def officer(division: str, role: Role = Role.BUREAU_CITY) -> Sight:
    return sight_of(a_caller(role, organisation=None, division=division), SITES)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (happened(1, site=2, recorder=10), "recorded by itself at a stranger's site"),
        (happened(1, site=1, recorder=20), "recorded by a carrier at its own site"),
        (happened(1, site=2, recorder=20, peer_site=1), "sent to its own site"),
    ],
)
def test_an_organisation_sees_what_it_has_to_do_with(event: Happened, why: str) -> None:
    assert collector().sees(event), why


def test_an_organisation_sees_nothing_that_happens_between_others() -> None:
    assert not collector().sees(happened(1, site=2, recorder=20, peer_site=3))


def test_a_trader_oversees_nobody_even_in_its_own_division() -> None:
    sight = sight_of(a_caller(Role.COLLECTOR, organisation=10, division="420000"), SITES)
    assert not sight.sees(happened(1, site=2, recorder=20))


@pytest.mark.parametrize(
    ("division", "seen"),
    [("420106", {1, 2}), ("420100", {1, 2}), ("420500", {3}), ("420000", {1, 2, 3})],
)
def test_an_officer_sees_the_sites_within_its_division(division: str, seen: set[int]) -> None:
    sight = officer(division)
    assert {site for site in SITES if sight.sees(happened(1, site=site, recorder=1))} == seen


def test_an_evaluator_sees_as_far_as_its_division_goes() -> None:
    sight = officer("420000", Role.EVALUATOR)
    assert sight.sees(happened(1, site=3, recorder=30))
    assert not sight.sees(happened(1, site=4, recorder=40))


def test_a_shipment_into_the_division_belongs_to_where_it_was_sent_from() -> None:
    assert not officer("420500").sees(happened(1, site=1, recorder=10, peer_site=3))


def test_an_administrator_without_oversight_sees_nothing() -> None:
    sight = sight_of(a_caller(Role.ADMINISTRATOR, organisation=None, division="420000"), SITES)
    assert not any(sight.sees_site(site) for site in SITES)
