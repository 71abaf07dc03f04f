"""Does the page of a recognition show where it stands, and only forms that are the reader's?"""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown
from tests.builders.registers import HOME_PROVINCE
from tests.integration.pages.conftest import Visitor


@pytest.fixture
def applied(sessions: sessionmaker[Session], town: TheTown) -> str:
    """An application stands there; answers the page's address."""
    with sessions() as session:
        id_ = session.scalars(
            text(
                "INSERT INTO assessment (province, organisation_id, year, definition, state,"
                " version) VALUES (:province, :firm, 2025, 'CRR-S-1', 'applied', 1) RETURNING id"
            ),
            {"province": HOME_PROVINCE, "firm": town.producer.organisation},
        ).one()
        session.commit()
    return f"/assessments/{id_}"


@pytest.mark.parametrize(("language", "word"), [("en", "applied for"), ("zh", "已申请")])
def test_a_recognition_tells_where_it_stands(
    visitor: Visitor, applied: str, language: str, word: str
) -> None:
    visitor.enter("officer")
    for address in ("/assessments", applied):
        answer = visitor.open(address, language)
        assert answer.status_code == 200
        assert word in answer.get_data(as_text=True)


def test_an_officer_of_the_bureau_is_offered_no_step_of_the_evaluator(
    visitor: Visitor, applied: str
) -> None:
    visitor.enter("officer")
    assert 'name="step"' not in visitor.open(applied).get_data(as_text=True)
