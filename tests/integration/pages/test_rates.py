"""Does the page of rates say what a rate is made of, and offer only what can be shown?"""

from __future__ import annotations

import pytest

from reports.methods.definitions import EVERY
from tests.builders.province import TheTown
from tests.integration.pages.conftest import Visitor


def shown(visitor: Visitor, town: TheTown, language: str, definition: str = "") -> str:
    visitor.enter("officer")
    address = f"/rates?enterprise={town.producer.code}&year=2025&definition={definition}"
    answer = visitor.open(address, language)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(("language", "word"), [("en", "lead yield η"), ("zh", "铅收得率 η")])
def test_factors_are_called_by_their_names(
    visitor: Visitor, town: TheTown, language: str, word: str
) -> None:
    assert word in shown(visitor, town, language)


def test_only_definitions_that_records_can_answer_are_offered(
    visitor: Visitor, town: TheTown
) -> None:
    page = shown(visitor, town, "en")
    for one in EVERY:
        assert (f'value="{one.id}"' in page) is one.from_records, one.id


@pytest.mark.parametrize("definition", [one.id for one in EVERY if one.from_records])
def test_every_definition_that_is_offered_opens(
    visitor: Visitor, town: TheTown, definition: str
) -> None:
    assert f"follows the definition {definition}" in shown(visitor, town, "en", definition)
