"""Where do journeys play? In the town, with a second carrier. How is a step of one performed?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from tests.builders.approvals import bring_materials, far_smelter
from tests.builders.province import Firm, TheTown
from tests.builders.registers import a_site, a_uscc, an_account, an_organisation
from tests.builders.scans import a_caller
from tests.builders.web import Web
from tests.fakes.clock import FixedClock
from tests.journeys.journey import Journey, Night, Step, Wait
from tracker.domain.moments import said
from tracker.domain.roles import Role
from tracker.usecases.sweep_alarms import sweep_alarms

_WORD = re.compile(r"\$([a-z_]+)")
_FIRMS = (
    "producer",
    "shop",
    "other_shop",
    "point",
    "other_point",
    "station",
    "carrier",
    "recycler",
)


class Stage:
    """People by login, what was kept on the way, and the clock."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        town: TheTown,
        clock: FixedClock,
        home: Path,
    ) -> None:
        self.town = town
        self._clock = clock
        second = second_carrier(sessions)
        far = far_smelter(sessions)
        self.web = Web(sessions, town, home, second.caller, far.caller)
        firms = {name: getattr(town, name) for name in _FIRMS}
        firms |= {"second_carrier": second, "far_smelter": far}
        self.kept: dict[str, Any] = {"model": town.model, "materials": bring_materials(town)}
        for name, firm in firms.items():
            self.kept |= {name: firm.code, f"{name}_site": firm.site}
        self._clients = (f"journey-request-{number}" for number in count(1))

    def perform(self, journey: Journey) -> Iterator[str]:
        """Every step in its order; yields what did not happen as told."""
        if journey.start is not None:
            self._clock.moment = datetime.fromisoformat(journey.start)
        for number, step in enumerate(journey.steps, 1):
            if isinstance(step, Wait):
                self._clock.pass_by(days=step.days, hours=step.hours, minutes=step.minutes)
                continue
            if isinstance(step, Night):
                sweep_alarms(self.town.uow_factory(), self._clock)
                continue
            for wrong in self._play(step):
                yield f"{journey.name}, step {number} ({step.en}): {wrong}"
            self._clock.pass_by(minutes=1)

    def _play(self, step: Step) -> Iterator[str]:
        self.kept |= {"now": said(self._clock.now()), "client": next(self._clients)}
        method, path = step.request.split(" ", 1)
        more = {} if step.body is None else {"json": self._filled(step.body)}
        answer = self.web.request(method, self._filled(path), step.who, **more)
        body = answer.get_json()
        if answer.status_code != step.status:
            yield f"answered {answer.status_code}, not {step.status}: {body}"
            return
        if step.faults:
            codes = sorted(fault["code"] for fault in body["errors"])
            if codes != sorted(step.faults):
                yield f"refused for {codes}, not {sorted(step.faults)}"
        yield from _differences(self._filled(step.expect), body, "")
        for name, where in step.keep.items():
            self.kept[name] = _at(body, where)

    def _filled(self, value: Any) -> Any:
        if isinstance(value, str):
            whole = _WORD.fullmatch(value)
            if whole and whole[1] in self.kept:
                return self.kept[whole[1]]
            return _WORD.sub(lambda found: str(self.kept.get(found[1], found[0])), value)
        if isinstance(value, Mapping):
            return {self._filled(name): self._filled(below) for name, below in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._filled(below) for below in value]
        return value


def second_carrier(sessions: sessionmaker[Session]) -> Firm:
    """Another carrier, for loads that change hands on the way."""
    with sessions() as session:
        row = an_organisation(code=a_uscc(77), name="汉水运输公司", name_en="second_carrier")
        session.add(row)
        session.flush()
        site = a_site(row, code="FLEET-2", roles=[Role.CARRIER.value])
        person = an_account(row, login="second_carrier", roles=[Role.CARRIER.value])
        session.add_all([site, person])
        session.flush()
        caller = a_caller(Role.CARRIER, user=person.id, login="second_carrier", organisation=row.id)
        firm = Firm(row.id, row.code, caller, {site.code: site.id})
        session.commit()
    return firm


def _at(body: Any, where: str) -> Any:
    """A part of an answer: 'items.0.number'."""
    for name in where.split("."):
        body = body[int(name)] if isinstance(body, list) else body[name]
    return body


def _differences(expected: Any, found: Any, where: str) -> Iterator[str]:
    """What an answer does not say as expected."""
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping):
            yield f"{where or 'the answer'} is {found!r}, no object"
            return
        for name, below in expected.items():
            if name not in found:
                yield f"{where}/{name} is missing"
            else:
                yield from _differences(below, found[name], f"{where}/{name}")
    elif isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            yield f"{where} is {found!r}, not {expected!r}"
            return
        for place, (below, part) in enumerate(zip(expected, found, strict=True)):
            yield from _differences(below, part, f"{where}/{place}")
    elif expected != found:
        yield f"{where} is {found!r}, not {expected!r}"
