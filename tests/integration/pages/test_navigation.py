"""Is everybody led only to pages that they may open?"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.approvals import applied, far_smelter
from tests.builders.lives import collected, on_sale, received
from tests.builders.manifests import drafted, walked
from tests.builders.province import TheTown
from tests.builders.registers import a_uscc, an_account, an_organisation
from tests.builders.web import Web
from tests.integration.pages.conftest import Visitor
from tracker.domain.roles import Role
from tracker.domain.scan import Output, ScanKind
from tracker.domain.unit import Material

#: Who walks: a login of each role; those of the trade live in the town.
WALKERS = {
    Role.PRODUCER: "producer",
    Role.IMPORTER: "importer",
    Role.SELLER: "shop",
    Role.COLLECTOR: "point",
    Role.STATION: "station",
    Role.CARRIER: "carrier",
    Role.RECYCLER: "recycler",
    Role.BUREAU_CITY: "bureau_city",
    Role.BUREAU_PROVINCE: "bureau",
    Role.EVALUATOR: "evaluator",
    Role.ADMINISTRATOR: "administrator",
}
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]*)')
_NAVIGATION = re.compile(r"<nav\b.*?</nav>", re.DOTALL)
#: Answers that are files or the machine's own: they are no pages to walk on from.
_NOT_WALKED = ("/api/", "/imports/templates/", "/imports/ledger")


@pytest.fixture
def people(sessions: sessionmaker[Session], town: TheTown) -> TheTown:
    """The town, with somebody of every role that it has not."""
    with sessions() as session:
        dealer = an_organisation(code=a_uscc(40))
        session.add(dealer)
        session.flush()
        session.add(an_account(dealer, login="importer", roles=[Role.IMPORTER.value]))
        for role in (Role.BUREAU_CITY, Role.EVALUATOR, Role.ADMINISTRATOR):
            session.add(an_account(None, login=role.value, roles=[role.value]))
        session.commit()
    return town


@pytest.fixture
def busy(people: TheTown, sessions: sessionmaker[Session], tmp_path: Path) -> TheTown:
    """Batteries from maker to smelter, a load under way, an application, an alarm."""
    town = people
    collected(town, "CELL-1", "CELL-2")
    received(town, "CELL-1", "CELL-2")
    grid = [Output("GRID-1", Material.GRID, 20_000)]
    town.scan(town.recycler, ScanKind.DISMANTLE, "CELL-1", outputs=grid)
    town.scan(town.recycler, ScanKind.RECEIVE, "STRANGER-1")  # nobody sent it: an alarm
    web = Web(sessions, town, tmp_path)
    walked(web, drafted(web, town), "deliver")
    applied(web, town, far_smelter(sessions))
    return town


def _links(html: str, here: str) -> set[str]:
    """The addresses inside the house that a page leads to, without those of languages."""
    found = (urljoin(here, unescape(link)) for link in _LINK.findall(html))
    return {
        link
        for link in found
        if link.startswith("/") and not link.startswith(_NOT_WALKED) and "lang=" not in link
    }


def _walk(visitor: Visitor) -> dict[str, int]:
    """Every address that can be reached from the first page by links, with what it answered; of
    addresses that differ in their question only, the first."""
    answers: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        here = waiting.pop()
        path = urlsplit(here).path
        if path in answers:
            continue
        answer = visitor.open(here)
        answers[path] = answer.status_code
        if answer.mimetype == "text/html":
            waiting += sorted(_links(answer.get_data(as_text=True), here))
    return answers


@pytest.mark.usefixtures("busy")
def test_no_link_leads_anybody_to_a_page_that_refuses_or_is_not_there(visitor: Visitor) -> None:
    refused: dict[tuple[str, str], int] = {}
    for role, login in WALKERS.items():
        visitor.enter(login)
        answers = _walk(visitor)
        refused |= {(role.value, at): status for at, status in answers.items() if status >= 400}

    assert refused == {}


@pytest.mark.usefixtures("people")
def test_the_top_of_every_page_leads_to_what_the_role_works_with(visitor: Visitor) -> None:
    for login, leads, does_not_lead in (
        ("point", {"/imports", "/notices", "/assessments"}, set[str]()),
        ("bureau", {"/imports", "/notices", "/assessments"}, set[str]()),
        ("evaluator", {"/rates", "/assessments"}, {"/imports", "/notices"}),
        ("administrator", {"/notices"}, {"/imports"}),
    ):
        visitor.enter(login)
        top = _NAVIGATION.search(visitor.open("/").get_data(as_text=True))
        assert top is not None
        found = _links(top[0], "/")
        assert leads <= found, login
        assert not found & does_not_lead, login


@pytest.mark.usefixtures("people")
def test_an_empty_list_of_recognitions_tells_what_comes_next(visitor: Visitor) -> None:
    for login, next_step in (
        ("recycler", "Name the year above and apply"),
        ("evaluator", '<a href="/rates">'),
        ("administrator", "once they are made"),
    ):
        visitor.enter(login)
        assert next_step in visitor.open("/assessments").get_data(as_text=True), login


def test_a_site_of_strangers_is_named_without_a_link(visitor: Visitor, town: TheTown) -> None:
    on_sale(town, "CELL-1")
    visitor.enter("producer")
    page = visitor.open("/units/CELL-1").get_data(as_text=True)

    assert "/sites/MAKER-1" in page
    assert "SHOP-1" in page
    assert "/sites/SHOP-1" not in page
