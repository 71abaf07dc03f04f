"""Who scans in the benchmarks? Eight stations, a carrier and a smelter, each with an API token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.accounts.add_user import NewUser, add_user
from tracker.accounts.issue_token import issue_token
from tracker.domain.identifiers import uscc
from tracker.domain.roles import Right, Role
from tracker.store.clock import SystemClock
from tracker.store.engine import app_engine, owner_engine
from tracker.store.models.licence import LicenceRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.models.site import SiteRow
from tracker.store.seed import seed_reference
from tracker.store.sessions import sessions_of

PROVINCE = 42
CITY = "420100"
STATIONS = 8


@dataclass(frozen=True, slots=True)
class Firm:
    """One organisation with one site; ids are the database's own."""

    name: str
    code: str
    organisation: int
    site: int
    user: int
    token: str


@dataclass(frozen=True, slots=True)
class People:
    """``stations`` scan loose batteries; the first one's pallets go to the smelter and back."""

    stations: tuple[Firm, ...]
    carrier: Firm
    smelter: Firm


def invite(url: str) -> People:
    """Write them into an empty, migrated database, and the divisions that they belong to."""
    seed_reference(owner_engine(url))
    roles = {f"STATION-{n}": Role.STATION for n in range(1, STATIONS + 1)}
    roles |= {"FLEET": Role.CARRIER, "SMELTER": Role.RECYCLER}
    firms = [_firm(url, number, name, role) for number, (name, role) in enumerate(roles.items(), 1)]
    return People(tuple(firms[:STATIONS]), *firms[STATIONS:])


def _firm(url: str, number: int, name: str, role: Role) -> Firm:
    first17 = f"91{CITY}MA{number:07d}"
    code = first17 + uscc.check_character(first17)
    with Session(owner_engine(url)) as session:
        organisation = OrganisationRow(province=PROVINCE, code=code, name=name, division=CITY)
        session.add(organisation)
        session.flush()
        site = SiteRow(
            province=PROVINCE,
            code=name,
            organisation_id=organisation.id,
            name=name,
            division=CITY,
            roles=[role.value],
        )
        licence = LicenceRow(
            province=PROVINCE,
            code=f"4201{number:06d}",
            organisation_id=organisation.id,
            scope=["collect", "store", "use"],
            waste_codes=["900-052-31"],
            valid_from=date(2020, 1, 1),
        )
        session.add_all([site, licence])
        session.commit()
        ids = organisation.id, site.id
    user, token = _account(url, name.lower(), code, role)
    return Firm(name, code, *ids, user, token)


def _account(url: str, login: str, organisation: str, role: Role) -> tuple[int, str]:
    """An account without password, and a token of it for scanning, tracing and reading."""
    clock = SystemClock()
    engine = app_engine(url, pool_size=1)
    sessions = sessions_of(engine)
    try:
        new = NewUser(login, login, [role.value], organisation)
        user = add_user(sessions, PROVINCE, new, 0, clock)
        expires = clock.now() + timedelta(days=1)
        rights = [Right.SCAN.value, Right.TRACE.value, Right.READ.value]
        issued = issue_token(sessions, PROVINCE, user, "bench", rights, expires, 0, clock)
    finally:
        engine.dispose()
    return user, issued.text
