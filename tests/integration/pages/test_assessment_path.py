"""Does the evaluator's path work on the pages alone, and does what was typed survive a refusal?"""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from reports.verify.bundle import verify
from tests.builders.accounts import CHEAP
from tests.builders.province import TheTown
from tests.builders.rates import TONNE, RecoveryYear, in_china
from tests.builders.registers import CITY, HOME_PROVINCE
from tests.fakes.clock import FixedClock
from tests.integration.pages.conftest import PASSWORD, Visitor
from tracker.accounts.add_user import NewUser, add_user


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(in_china("2024-01-02 08:00"))


class Path:
    """One recognition on the pages, in the hands of several people."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.address = "/assessments"

    def send(self, login: str, address: str = "", **form: str | list[str]) -> TestResponse:
        self.visitor.enter(login)
        form["csrf"] = self.visitor.csrf("/rates/calculator")
        return self.visitor.client.post(
            self.address + address, data=form, headers={"Accept-Language": "en"}
        )

    def step(self, login: str, name: str, **form: str) -> None:
        answer = self.send(login, step=name, **form)
        assert answer.status_code == 303, shown(answer)

    def see(self, login: str, language: str = "en") -> str:
        self.visitor.enter(login)
        return shown(self.visitor.open(self.address, language))


def shown(answer: TestResponse) -> str:
    return html.unescape(answer.get_data(as_text=True))


@pytest.fixture
def path(
    visitor: Visitor, sessions: sessionmaker[Session], town: TheTown, clock: FixedClock
) -> Path:
    """2025 is over: three heaps came back; the maker has applied, an evaluator of the city is
    there."""
    year = RecoveryYear(sessions, town)
    year.usual_registers()
    for month in (3, 4, 5):
        heap = f"HEAP-{month}"
        year.collect(heap, month * TONNE, f"2025-0{month}-01 08:00")
        year.deliver(heap, f"2025-0{month}-02 08:00", f"2025-0{month}-02 16:00", month * TONNE)
        year.treat(heap, f"2025-0{month}-03 08:00", 500_000, 395_000)
    clock.moment = in_china("2026-04-01 08:00")
    for login, roles, firm in (
        ("eva", ["evaluator"], None),
        ("maker", ["producer"], town.producer),
    ):
        code = None if firm is None else firm.code
        new = NewUser(login, login, roles, code, CITY, PASSWORD)
        add_user(sessions, HOME_PROVINCE, new, 0, clock, CHEAP)
    found = Path(visitor)
    answer = found.send("maker", year="2025")
    assert answer.status_code == 303
    found.address = answer.headers["Location"]
    return found


def test_the_evaluators_path_on_the_pages(path: Path) -> None:
    path.step("eva", "examine")
    page = path.see("eva")
    assert "the same figure" in page
    assert "The definition awaits confirmation by the project." in page
    assert "loads that recyclers accepted: 3 records, 12.000000 t" in page
    path.step("eva", "ask_correction", reason="Which ticket?")
    path.step("maker", "correct", reason="None changed")
    unmoved = path.send("eva", step="examine", reason="looked again")
    assert unmoved.status_code == 422
    assert "has not moved by more than 0.5 %" in shown(unmoved)
    assert "looked again" in shown(unmoved)
    kept = re.search(r'<option value="(\d+)">Version 1', shown(unmoved))
    assert kept is not None
    path.step("eva", "examine", snapshot=kept[1])
    path.step("eva", "sample", plan="mass", factor="collected", size="20", seed="lottery")
    page = path.see("eva")
    assert "3 of the drawn records have no finding yet." in page
    assert "hit" in page
    assert 'value="conclude"' not in page
    records = re.findall(r'name="record" value="([^"]+)"', page)
    assert len(records) == len(set(records)) == 3
    refused = path.send("eva", "/findings", record=records, found_t=["x", "4", "-"])
    assert refused.status_code == 422
    assert "1. A decimal number is expected here" in shown(refused)
    assert 'value="x"' in shown(refused)
    claimed = re.findall(r'data-head="Claimed, t">([0-9.]+)<', page)
    assert path.send("eva", "/findings", record=records, found_t=claimed).status_code == 303
    assert "0 / 20" in path.see("eva")
    path.step("eva", "conclude")
    taken = path.send("eva", step="recognise", number="", signer="Li Wei")
    assert taken.status_code == 422
    assert "Number: This field is required." in shown(taken)
    path.step("eva", "recognise", number="REC-1", signer="Li Wei")
    path.step("officer", "publish")
    for login in ("maker", "eva", "officer"):
        page = path.see(login, "zh")
        assert "已公布" in page
        assert "REC-1" in page
        assert 'name="step"' not in page
    path.visitor.enter("eva")
    link = re.search(r'href="(/rates/frozen/\d+/bundle)"', path.see("eva"))
    assert link is not None
    assert verify(path.visitor.client.get(link[1]).data).agrees


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2025", "has applied for this year before"),
        ("25", "A whole number"),
        ("2027", "from 2015 to 2026"),
        ("9999", "from 2015 to 2026"),
    ],
)
def test_an_application_that_cannot_be_stays_to_be_mended(path: Path, year: str, said: str) -> None:
    path.address = "/assessments"
    answer = path.send("maker", year=year)
    assert answer.status_code in (409, 422)
    assert said in shown(answer)
    assert f'value="{year}"' in shown(answer)


def test_a_step_that_is_anothers_or_unknown_is_refused_on_the_page(path: Path) -> None:
    for login, step in (("maker", "examine"), ("eva", "publish"), ("eva", "dance"), ("maker", "")):
        answer = path.send(login, step=step)
        assert answer.status_code == 422
        assert "That is not possible now" in shown(answer)


def test_a_sample_without_size_and_seed_names_both(path: Path) -> None:
    path.step("eva", "examine")
    answer = path.send("eva", step="sample", plan="mass", size="0", seed=" ")
    assert "Size: A whole number from 1 to 2000 is expected here." in shown(answer)
    assert "Seed, drawn in public: This field is required." in shown(answer)
