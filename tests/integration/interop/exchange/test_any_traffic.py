"""Whatever people and the line do in whatever order: is everything told, once, and agreed upon?"""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.builders.two_provinces import Province, Weather
from tests.builders.weather import EVERY_WEATHER
from tests.integration.interop.exchange.conftest import begin_anew
from tests.integration.interop.exchange.test_link import agreed, settled

_SIDES = st.sampled_from([0, 1])
_RECORDS = (
    "SELECT record_id, version, digest FROM exchange_record WHERE origin = :origin ORDER BY 1, 2"
)

#: Duties that the partner still waits for; an alarm over a line that fails is told to people only.
_UNTOLD = "SELECT topic, subject FROM duty WHERE done_at IS NULL AND topic NOT LIKE 'alarm.%'"


class Traffic(RuleBasedStateMachine):
    """Two provinces that tell each other of sites over a line with weather."""

    pair: ClassVar[tuple[Province, Province]]

    @initialize()
    def empty(self) -> None:
        begin_anew(self.pair)
        self.changes = 0

    def sides(self, which: int) -> tuple[Province, Province]:
        return self.pair[which], self.pair[1 - which]

    @rule(which=_SIDES, site=st.integers(1, 3), kept=st.booleans())
    def change(self, which: int, site: int, kept: bool) -> None:
        self.changes += not kept
        self.sides(which)[0].site_changed(f"S-{which}-{site}", f"name {self.changes}")

    @rule(which=_SIDES, weather=st.lists(st.sampled_from(EVERY_WEATHER), max_size=3))
    def work(self, which: int, weather: list[Weather]) -> None:
        us, them = self.sides(which)
        us.weather[:] = weather
        us.exchange(them)
        us.weather.clear()

    @rule(minutes=st.sampled_from([1, 6, 20]))
    def wait(self, minutes: int) -> None:
        self.pair[0].clock.pass_by(minutes=minutes)

    @invariant()
    def nothing_is_invented_and_nothing_is_there_twice(self) -> None:
        for us, them in (self.pair, self.pair[::-1]):
            told = set(us.ask(_RECORDS, origin=us.name))
            came = them.ask(_RECORDS, origin=us.name)
            assert set(came) <= told
            assert len(set(came)) == len(came)

    def teardown(self) -> None:
        for us, them in (self.pair, self.pair[::-1]):
            settled(us, them)
            assert us.ask(_RECORDS, origin=us.name) == them.ask(_RECORDS, origin=us.name)
            assert us.ask(_UNTOLD) == []
            assert us.ask("SELECT count(*) FROM exchange_parked") == [(0,)]
            seqs = [row[0] for row in them.ask("SELECT seq FROM exchange_inbox ORDER BY seq")]
            assert seqs == list(range(1, len(seqs) + 1))
            them.exchange(us)
            assert {(row[0],) for row in them.ask("SELECT state FROM exchange_arrival")} <= {(2,)}
            assert agreed(us, them).differing == 0


def run(built: tuple[Province, Province], examples: int, steps: int) -> None:
    Traffic.pair = built
    run_state_machine_as_test(
        Traffic,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_traffic_is_told_once_and_agreed_upon(built: tuple[Province, Province]) -> None:
    run(built, 4, 10)


@pytest.mark.soak
def test_long_traffic_is_told_once_and_agreed_upon(built: tuple[Province, Province]) -> None:
    run(built, 200, 40)
