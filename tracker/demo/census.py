"""How does a firm of the demonstration come into the registers?"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta

from tracker.demo import names
from tracker.demo.land import Prefecture
from tracker.demo.names import Name
from tracker.demo.registers import Account, Licence, Organisation, Registers, Site, Vehicle
from tracker.demo.seasons import Span
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.programme import LicenceScope
from tracker.domain.roles import Role

#: One login of each, for people to try; the first firm of a role gets the role's.
OFFICES = (
    (Role.BUREAU_CITY, "武汉市生态环境局（演示）", "420100"),
    (Role.BUREAU_PROVINCE, "湖北省生态环境厅（演示）", "420000"),
    (Role.EVALUATOR, "评估方（演示）", "420000"),
    (Role.ADMINISTRATOR, "系统管理员（演示）", "420000"),
)
#: The trades in the order in which their first firms are asked for a login.
_TRADES = (
    Role.PRODUCER,
    Role.IMPORTER,
    Role.SELLER,
    Role.COLLECTOR,
    Role.STATION,
    Role.CARRIER,
    Role.RECYCLER,
)
DEMO_PASSWORD = "plumbline-demo"  # noqa: S105  printed at every start; good on loopback only
#: How far a site lies from the centre of its prefecture, in degrees.
_SPREAD = 0.12
#: Long enough for lorries to come while there is no licence, in the smallest province, too.
LAPSE = timedelta(days=84)
#: The licence lapses so long before the end of the data.
LAPSED_BEFORE_END = timedelta(days=600)


def demo_logins() -> list[tuple[str, str]]:
    """Login and role of everybody with the common password."""
    roles = (*_TRADES, *(role for role, _, _ in OFFICES))
    return [(role.value, role.value) for role in roles]


class Census:
    """Adds firms one after the other; names, codes and accounts count up."""

    def __init__(self, span: Span, counties: Mapping[str, Sequence[str]]) -> None:
        self.span = span
        self.registers = Registers()
        self._counties = counties
        self._known: set[str] = set()

    def firm(self, place: Prefecture, trade: Name, *roles: Role, short: str) -> Organisation:
        """A firm with an account for its devices; ``short`` begins the account's login."""
        number = len(self.registers.organisations)
        found = Organisation(
            names.credit_code(place.code, number + 1),
            names.firm(number, place.name, trade),
            place.code,
            roles,
        )
        self.registers.organisations.append(found)
        login = roles[0].value
        first = login not in self._known
        self._known.add(login)
        account = Account(
            login if first else f"{short}-{number + 1}",
            found.name.zh,
            found.code,
            roles,
            place.code,
            for_people=first,
        )
        self.registers.accounts.append(account)
        return found

    def site(
        self,
        firm: Organisation,
        code: str,
        place: Prefecture,
        rng: random.Random,
        kind: Name,
        capacity_t: int | None = None,
    ) -> str:
        """A site in some county of a prefecture; answers its code."""
        self.registers.sites.append(
            Site(
                code,
                firm.code,
                Name(f"{firm.name.zh}{kind.zh}", f"{firm.name.en}, {kind.en}"),
                rng.choice(self._counties[place.code]),
                firm.roles,
                round(place.longitude + _SPREAD * (2 * rng.random() - 1), 6),
                round(place.latitude + _SPREAD * (2 * rng.random() - 1), 6),
                capacity_t * GRAMS_PER_TONNE if capacity_t else None,
            )
        )
        return code

    def licence(self, firm: Organisation, tonnes: int, *, lapses: bool = False) -> None:
        """A licence for the whole time, or two with some weeks between them."""
        scope = [LicenceScope.COLLECT, LicenceScope.STORE]
        if Role.RECYCLER in firm.roles:
            scope.append(LicenceScope.USE)
        first = self.span.first - timedelta(days=400)
        last = self.span.until + timedelta(days=900)
        terms = [(first, last)]
        if lapses:
            gap = self.span.until - LAPSED_BEFORE_END
            terms = [(first, gap), (gap + LAPSE, last)]
        for valid_from, valid_until in terms:
            number = len(self.registers.licences) + 1
            self.registers.licences.append(
                Licence(
                    f"{firm.division}{number:04d}",
                    firm.code,
                    tuple(scope),
                    tonnes * GRAMS_PER_TONNE,
                    valid_from,
                    valid_until,
                )
            )

    def lorries(self, firm: Organisation, count: int) -> list[str]:
        """Lorries of a carrier; answers their plates."""
        plates = []
        for _ in range(count):
            number = len(self.registers.vehicles)
            plate = names.plate("ABCDEFGHJKLMNPQRS"[number // 999 % 17], number % 999 + 1)
            until = self.span.until + timedelta(days=200)
            permit = f"DEMO-{number + 1:06d}"
            self.registers.vehicles.append(Vehicle(plate, firm.code, permit, until))
            plates.append(plate)
        return plates

    def offices(self) -> None:
        """The bureaus, the evaluator and the administrator."""
        for role, name, division in OFFICES:
            self.registers.accounts.append(
                Account(role.value, name, None, (role,), division, for_people=True)
            )
