"""How does a test get two provinces with people in them: a sender here, a smelter there?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.approvals import applied, far_smelter, taken, walked
from tests.builders.manifests import answer_of
from tests.builders.province import Firm, TheTown, build_the_town
from tests.builders.registers import an_account
from tests.builders.scans import a_caller
from tests.builders.two_provinces import Province, Weather, a_province, join, keys_of
from tests.builders.web import Web
from tests.databases import Server
from tests.fakes.clock import FixedClock
from tracker.domain.caller import Caller
from tracker.domain.roles import Role
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of


class Desk(Web):
    """Requests to one of the two applications, by login."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()


@dataclass(frozen=True)
class Bureaus:
    """``ours`` (42) has the town, ``theirs`` (36) the smelter and its bureau; ``far`` is the
    smelter as the sender's province knows it."""

    town: TheTown
    far: Firm
    ours: Province
    theirs: Province
    here: Desk
    there: Desk

    def talk(self, *weather: Weather) -> None:
        """Both work until nothing is under way; the first requests of each meet this weather."""
        pair = (self.ours, self.theirs)
        for side in pair:
            side.weather[:] = list(weather)
        for _ in range(40):
            self.ours.exchange(self.theirs)
            self.theirs.exchange(self.ours)
            if not any(side.ask(_UNDER_WAY) for side in pair):
                break
            self.ours.clock.pass_by(minutes=16)
        else:
            raise AssertionError([side.ask(_UNDER_WAY) for side in pair])
        for side in pair:
            side.weather.clear()


#: Told to nobody yet, not confirmed yet, not in force yet, not acted upon yet.
_UNDER_WAY = (
    "SELECT topic, subject FROM duty WHERE done_at IS NULL AND (topic LIKE 'partner.%'"
    " OR topic LIKE 'incoming.%' OR topic LIKE 'approval.%' OR topic LIKE 'manifest.%')"
    " UNION ALL SELECT 'message', message_id FROM exchange_message WHERE state = 1"
    " UNION ALL SELECT 'delivery', record::text FROM exchange_delivery WHERE seq IS NULL"
    " UNION ALL SELECT 'arrival', record::text FROM exchange_arrival WHERE state = 1"
)


@contextmanager
def two_bureaus(server: Server, home: Path) -> Iterator[Bureaus]:
    """Two whole applications on databases of their own, joined."""
    clock = FixedClock()
    with ExitStack() as closing:
        sessions = []
        urls = []
        for _ in range(2):
            name = server.create()
            closing.callback(server.drop, name)
            urls.append(server.url(name))
            engine = app_engine(urls[-1])
            closing.callback(engine.dispose)
            sessions.append(sessions_of(engine))
        town = build_the_town(sessions[0], clock)
        far = far_smelter(sessions[0])
        firms = (town.point, town.carrier)
        callers = {firm.caller.login: firm.caller for firm in firms} | {"bureau": town.bureau}
        ours = a_province(42, urls[0], home / "42", clock, callers)
        theirs = a_province(36, urls[1], home / "36", clock, _people(sessions[1]))
        for side in (ours, theirs):
            closing.callback(side.house.sessions.kw["bind"].dispose)
            side.keys[:] = keys_of(side)
        join(ours, theirs)
        yield Bureaus(town, far, ours, theirs, Desk(ours.app), Desk(theirs.app))


def _people(sessions: sessionmaker[Session]) -> dict[str, Caller]:
    """The smelter as its own province knows it, and the bureau there."""
    smelter = far_smelter(sessions)
    with sessions() as session:
        office = an_account(
            None, login="bureau", roles=[Role.BUREAU_PROVINCE.value], division="360000"
        )
        session.add(office)
        session.commit()
        bureau = a_caller(
            Role.BUREAU_PROVINCE,
            user=office.id,
            login="bureau",
            organisation=None,
            division="360000",
        )
    return {"far_smelter": smelter.caller, "bureau": bureau}


def the_approval(two: Bureaus, code: str) -> dict[str, Any]:
    return answer_of(two.here.get(f"/approvals/{code}", "bureau"), 200)


def incoming(two: Bureaus, login: str, kind: str, code: str) -> dict[str, Any]:
    """What the other province sees of it."""
    found = answer_of(two.there.get(f"/incoming?kind={kind}", login), 200)["items"]
    return next(one for one in found if one["code"] == code)


def consulted(two: Bureaus) -> dict[str, Any]:
    """An application for which the letter was sent."""
    return walked(two.here, applied(two.here, two.town, two.far), "consult")


def reply(two: Bureaus, code: str, **said: Any) -> dict[str, Any]:
    """The other bureau replies."""
    letter = incoming(two, "bureau", "consultation", code)
    body = {"version": letter["version"], "agrees": True, "reference": "赣环复〔2026〕1号"} | said
    return answer_of(two.there.post(f"/incoming/{letter['id']}/reply", "bureau", body), 200)


def in_force(two: Bureaus, number: str) -> str:
    """An approval to which the other province agreed, by the number it was given."""
    code = consulted(two)["code"]
    two.talk()
    reply(two, code)
    two.talk()
    decided = taken(two.here, "bureau", the_approval(two, code), "decide", number=number)
    taken(two.here, "bureau", decided, "announce")
    return number
