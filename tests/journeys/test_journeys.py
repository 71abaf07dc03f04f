"""Does every journey go as it is told, and is the documentation told from the same rows?"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown
from tests.fakes.clock import FixedClock
from tests.journeys.journey import Journey, Step
from tests.journeys.render import PAGE, all_journeys, rendered
from tests.journeys.stage import Stage

JOURNEYS = all_journeys()


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_a_journey_goes_as_it_is_told(
    journey: Journey,
    sessions: sessionmaker[Session],
    town: TheTown,
    clock: FixedClock,
    tmp_path: Path,
) -> None:
    stage = Stage(sessions, town, clock, tmp_path)
    assert list(stage.perform(journey)) == []


def test_a_step_that_goes_otherwise_is_told(
    sessions: sessionmaker[Session], town: TheTown, clock: FixedClock, tmp_path: Path
) -> None:
    asked = Step("point", "GET /manifests", "List.", "列出。", expect={"items": [{"state": "x"}]})
    told = list(Stage(sessions, town, clock, tmp_path).perform(Journey("n", "e", "z", [asked])))
    assert told == ["n, step 1 (List.): /items is [], not [{'state': 'x'}]"]


#: The stories that the law at work must be able to tell, in every version of it.
PROMISED = frozenset(
    {
        "cross-province",
        "damaged-on-the-road",
        "late-acceptance",
        "licence-ends-on-the-way",
        "midnight-of-the-code",
        "milk-round",
        "over-ninety-days",
        "over-three-tonnes",
        "overdrawn",
        "paper-back-fill",
        "partner-silent",
        "refused-load",
        "revision",
        "shop-to-ingot",
        "void-after-smelting",
    }
)


def test_every_promised_journey_is_told() -> None:
    assert {journey.name for journey in JOURNEYS} >= PROMISED


def test_every_journey_has_a_name_of_its_own() -> None:
    names = [journey.name for journey in JOURNEYS]
    assert sorted(set(names)) == sorted(names)


def test_the_documentation_is_told_from_the_journeys() -> None:
    """Run ``python -m tests.journeys.render`` after a change."""
    assert PAGE.read_text(encoding="utf-8") == rendered(JOURNEYS)
