"""What other provinces lay before ours, on its page: the bureau replies, a receiver decides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.province import TheTown
from tests.integration.pages.conftest import Visitor
from tracker.domain.incoming import Incoming, IncomingKind, Source
from tracker.usecases.receive_incoming import receive_incoming

_RECORD = "0199b0f2-0000-7000-8000-0000000000aa"
_ASKED = {"waste": "900-052-31", "waste_name": "废铅蓄电池", "mass_g": 10_000_000}


def laid(town: TheTown, kind: IncomingKind, state: str, **body: Any) -> int:
    """A matter of Jiangxi; its number here."""
    receiver = town.point.code if kind is IncomingKind.LOAD else None
    told = Incoming(
        kind=kind,
        code="PA36202600000007",
        source=Source("CN-36", _RECORD, 1, "sha256:" + "0" * 64),
        state=state,
        body={"receiver_division": "420100"} | body,
        organisation=None,
        received_at=town.clock.now(),
    )
    receive_incoming(told, receiver, town.uow_factory(), town.clock)
    with town.uow_factory() as uow:
        found = uow.incoming.told(kind, told.code, "CN-36")
    assert found is not None
    return found.id


def press(visitor: Visitor, id_: int, **fields: str) -> tuple[int, str]:
    path = f"/incoming/{id_}"
    form = {"csrf": visitor.csrf(path), "version": "1"} | fields
    answer = visitor.client.post(path, data=form, headers={"Accept-Language": "en"})
    return answer.status_code, answer.get_data(as_text=True)


def page(visitor: Visitor, path: str, language: str = "en") -> str:
    answer = visitor.open(path, language)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_an_officer_finds_a_letter_and_replies(visitor: Visitor, town: TheTown) -> None:
    id_ = laid(
        town, IncomingKind.CONSULTATION, "consulted", letter="赣环商〔2026〕1号", asked=_ASKED
    )
    visitor.enter("officer")
    assert f'href="/incoming/{id_}"' in page(visitor, "/incoming")
    assert "外省商请" in page(visitor, "/incoming", "zh")
    assert "赣环商〔2026〕1号" in page(visitor, f"/incoming/{id_}")
    assert press(visitor, id_, agrees="no", reference="R")[0] == 422
    assert press(visitor, id_, agrees="no", reference="R", reason="full")[0] == 303
    after = page(visitor, f"/incoming/{id_}")
    assert "does not agree" in after
    assert "Send the answer" not in after


def test_a_receiver_decides_on_a_load(visitor: Visitor, town: TheTown) -> None:
    rows = [{"position": 1, "mass_g": 6_000_000}]
    id_ = laid(town, IncomingKind.LOAD, "delivered", rows=rows)
    visitor.enter("clerk")
    assert 'value="6000.000"' in page(visitor, f"/incoming/{id_}")
    assert press(visitor, id_, step="accept", accepted_1="heavy")[0] == 422
    said = {"step": "accept", "accepted_1": "5900", "reason": "scales"}
    assert press(visitor, id_, **said)[0] == 303
    with town.uow_factory() as uow:
        one = uow.incoming.locked(id_)
    assert one is not None
    assert one.answer is not None
    assert one.answer["rows"] == [{"row": 1, "accepted_g": 5_900_000}]
    assert one.answer["differences"] == [{"kind": "quantity", "reason": "scales", "row": 1}]


@pytest.mark.parametrize("body", [{"rows": "x", "asked": 5}, {"rows": [{}, {"position": "1"}]}])
def test_a_page_of_odd_content_is_shown_all_the_same(
    visitor: Visitor, town: TheTown, body: dict[str, Any]
) -> None:
    id_ = laid(town, IncomingKind.LOAD, "delivered", approved_g="1", drawn_g=[], **body)
    visitor.enter("officer")
    assert "CN-36" in page(visitor, f"/incoming/{id_}")


def test_another_organisation_sees_nothing_of_it(visitor: Visitor, town: TheTown) -> None:
    id_ = laid(town, IncomingKind.CONSULTATION, "consulted")
    visitor.enter("clerk")
    assert visitor.open(f"/incoming/{id_}").status_code == 404
