"""Four stories in one set of books, and the doors at which questions about them are asked.

Of the pallet M1 weighed 10 of 40 kg. U1 left its box before it was sent, but that was told later.
6 kg of paste of C1 and of C2 made the ingot; then those of C2 turned out to be 18 kg. The smelter
stands in another city than all the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from tests.builders import lives
from tests.builders.accounts import CHEAP
from tests.builders.province import TheTown, build_the_town
from tests.builders.registers import CITY, HOME_PROVINCE, a_division
from tests.builders.scans import a_caller
from tests.builders.web import Web
from tests.databases import Server
from tests.fakes.clock import FixedClock
from tests.integration.commands.test_commands import Terminal
from tests.integration.pages.conftest import Visitor
from tracker.accounts.add_user import NewUser, add_user
from tracker.domain.caller import Caller
from tracker.domain.roles import Role
from tracker.domain.scan import Detail, Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.store.engine import owner_engine

#: All stories end within one month.
START = datetime.fromisoformat("2026-10-20T08:00:00+08:00")
HOUR = timedelta(hours=1)


class Doors(NamedTuple):
    """Where the same question is asked; ``boxes`` and ``told`` (moments) by name."""

    web: Web
    terminal: Terminal
    visitor: Visitor
    boxes: dict[str, str]
    told: dict[str, datetime]


def weighed(town: TheTown, **kilograms: int) -> None:
    """Sold, used and brought to the collection point, where each is weighed."""
    lives.in_use(town, *kilograms)
    details = {code: Detail(mass * 1_000) for code, mass in kilograms.items()}
    town.scan(town.point, K.COLLECT, *kilograms, details=details)


def treated(town: TheTown, kind: K, *codes: str, lot: str, mass_kg: int) -> int:
    material = Material.INGOT if kind is K.SMELT else Material.PASTE
    town.clock.pass_by(hours=1)
    out = [Output(lot, material, mass_kg * 1_000)]
    event = town.scan(town.recycler, kind, *codes, outputs=out).event
    assert event is not None
    return event


def tell(town: TheTown) -> tuple[dict[str, str], dict[str, datetime]]:
    """All four stories, one after the other; answers boxes and moments by name."""
    pallet, late = town.box(1), town.box(2)
    weighed(town, M1=10, M2=30)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "M1", "M2", container=pallet)
    lives.received(town, pallet)
    treated(town, K.DISMANTLE, pallet, lot="PASTE-M", mass_kg=20)

    weighed(town, U1=10, U2=20)
    packed = town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "U1", "U2", container=late)
    town.clock.pass_by(hours=5)
    lives.received(town, late)
    believed = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.UNPACK, "U1", container=late, at=packed + HOUR)
    treated(town, K.DISMANTLE, late, lot="PASTE-U", mass_kg=9)

    weighed(town, C1=10, C2=30)
    lives.received(town, "C1", "C2")
    treated(town, K.DISMANTLE, "C1", lot="PASTE-C1", mass_kg=6)
    wrong = treated(town, K.DISMANTLE, "C2", lot="PASTE-C2", mass_kg=6)
    smelted = treated(town, K.SMELT, "PASTE-C1", "PASTE-C2", lot="INGOT-C", mass_kg=10)
    uncorrected = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    for event in (smelted, wrong):
        town.scan(town.recycler, K.VOID, event=event, reason="its paste was weighed wrong")
    treated(town, K.DISMANTLE, "C2", lot="PASTE-C2", mass_kg=18)
    treated(town, K.SMELT, "PASTE-C1", "PASTE-C2", lot="INGOT-C", mass_kg=20)
    boxes = {"pallet": pallet, "late": late}
    return boxes, {"believed": believed, "uncorrected": uncorrected}


#: Logins of the bureaus: of the province, and of either city.
OFFICES = {"province": "420000", "here": "420100", "there": "420200"}


def an_officer(login: str, division: str) -> Caller:
    role = Role.BUREAU_PROVINCE if division.endswith("0000") else Role.BUREAU_CITY
    return a_caller(role, login=login, organisation=None, division=division)


@pytest.fixture(scope="package")
def doors(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    name, home = server.create(), tmp_path_factory.mktemp("house")
    engine = owner_engine(server.url(name))
    sessions = sessionmaker(engine)
    with sessions() as session:
        session.add_all([a_division("420000"), a_division(CITY), a_division("420200")])
        session.commit()
    town = build_the_town(sessions, FixedClock(START))
    with engine.begin() as connection:
        connection.execute(text("UPDATE site SET division = '420200' WHERE code = 'SMELTER-1'"))
    boxes, told = tell(town)
    web = Web(sessions, town, home, *(an_officer(*one) for one in OFFICES.items()))
    settings = {"DATABASE_URL": server.url(name), "HOME": str(home)}
    terminal = Terminal(**settings, PROVINCE=str(HOME_PROVINCE))
    for login, division in OFFICES.items():
        words = [role.value for role in an_officer(login, division).roles]
        new = NewUser(login, login, words, None, division, "a long enough secret")
        add_user(sessions, HOME_PROVINCE, new, 0, town.clock, CHEAP)
    visitor = Visitor(web.app.test_client(), web.app.extensions["house"])
    yield Doors(web, terminal, visitor, boxes, told)
    engine.dispose()
    server.drop(name)
