"""Which firms and sites does a territory have, and where?"""

from __future__ import annotations

import random
from datetime import date, timedelta

from tracker.demo.catalogue import MAKERS
from tracker.demo.census import Census
from tracker.demo.diary import Diary
from tracker.demo.faults import Faults, Kind
from tracker.demo.land import BY_CODE, PREFECTURES, Prefecture
from tracker.demo.leaking import BRAND, Leak
from tracker.demo.names import Name
from tracker.demo.occasions import Occasions
from tracker.demo.places import Fleet, MakerSpot, Plant, Point, Shop, Station
from tracker.demo.registers import Agreement, Enterprise, Organisation
from tracker.demo.seasons import Span
from tracker.demo.territory import Territory
from tracker.demo.unusual import UNUSUAL
from tracker.domain.programme import DemonstrationKind, TakeBackRoute
from tracker.domain.roles import Role

SHOPS = 36
FLEETS = 3
LORRIES = 4
_SHOP = (
    Name("电动车行", "E-Bike Shop"),
    Name("汽车维修店", "Car Repair"),
    Name("蓄电池店", "Batteries"),
)
_POINT = Name("再生资源回收有限公司", "Collection Co.")
_STATION = Name("环保科技有限公司", "Environmental Co.")
_FLEET = Name("危险品运输有限公司", "Dangerous Goods Transport Co.")
_PLANT = Name("再生铅有限公司", "Recycled Lead Co.")
_STATIONS = ("420100", "420500", "420600")
#: At home, in the partner province, in a third one.
_PLANTS = ("420600", "360900", "430600")


class Settlers:
    """Settles territories; makers and recyclers are the same everywhere, each with a site there."""

    def __init__(self, census: Census, seed: int, *, faultless: bool = False) -> None:
        self._census = census
        self._faultless = faultless
        self._seed = seed
        self._makers: list[Organisation] = []
        self._plants: list[Organisation] = []

    def settle(self, number: int, batteries: int) -> Territory:
        """The territory with this number, for so many batteries."""
        rng = random.Random(f"{self._seed}/{self._census.span.until}/{batteries}/{number}")  # noqa: S311
        if number == 0:
            self._settle_the_big_ones()
        span = self._census.span
        prefix = f"demo-{self._seed}-{number}"
        small = batteries < 20_000
        points = self._points(number, max(6, min(24, batteries // 1_500)), rng)
        land_stations = self._stations(number, 2 if small else 3, rng)
        land = Territory(
            number,
            batteries,
            rng,
            Diary(span, prefix, rng),
            Faults(rng, 0 if self._faultless else batteries, span.days),
            Occasions(UNUSUAL, rng, batteries, span.days),
            self._maker_spots(number, rng),
            self._shops(number, 4 if small else 10, rng),
            points,
            land_stations,
            self._plant_spots(number, rng),
            self._fleets(number, rng),
        )
        if number == 0:
            self._agree(points, span.first)
        if not self._faultless:
            self._plant(land, span)
        return land

    def _plant(self, land: Territory, span: Span) -> None:
        """What is wrong from the beginning, whatever happens."""
        land.hole = next(shop for shop in land.shops if shop.takes_back)
        land.faults.plant(Kind.BLACK_HOLE, [land.hole.code], f"of {land.hole.owner}")
        land.leak = Leak(self._census.registers.makers[BRAND], span.first.year + 1)
        land.faults.plant(Kind.COHORT_LEAKAGE, [land.leak.cohort], "a dealer buys them up")
        if land.number == 0:
            land.lapsed = land.stations[0]
            double = self._agree_twice(land.points, span)
            land.faults.plant(Kind.CLAIMED_TWICE, [double], "own network of two makers")

    def _settle_the_big_ones(self) -> None:
        census = self._census
        for maker in MAKERS:
            place = BY_CODE[maker.prefecture]
            firm = census.firm(place, maker.trade, maker.role, short="maker")
            census.registers.makers[maker.brand] = firm.code
            self._makers.append(firm)
        for code in _PLANTS:
            firm = census.firm(BY_CODE[code], _PLANT, Role.RECYCLER, short="recycler")
            census.licence(firm, 120_000)
            self._plants.append(firm)

    def _maker_spots(self, number: int, rng: random.Random) -> list[MakerSpot]:
        kind = Name("成品库", "Finished Goods")
        spots = []
        for place_, (maker, firm) in enumerate(zip(MAKERS, self._makers, strict=True)):
            place = BY_CODE[maker.prefecture]
            code = self._census.site(firm, f"MK{number:02d}-{place_ + 1}", place, rng, kind)
            spots.append(MakerSpot(code, firm.code, place, brand=maker.brand))
        return spots

    def _plant_spots(self, number: int, rng: random.Random) -> list[Plant]:
        kind = Name(f"{number + 1}号厂区", f"Works {number + 1}")
        spots = []
        for place_, firm in enumerate(self._plants):
            place = BY_CODE[firm.division]
            code = self._census.site(firm, f"RC{number:02d}-{place_ + 1}", place, rng, kind, 20_000)
            spots.append(Plant(code, firm.code, place))
        return spots

    def _shops(self, number: int, taking_back: int, rng: random.Random) -> list[Shop]:
        census = self._census
        shops = []
        for place_, place in enumerate(_seats(SHOPS)):
            takes_back = place_ % (SHOPS // taking_back) == 0
            roles = (Role.SELLER, Role.COLLECTOR) if takes_back else (Role.SELLER,)
            firm = census.firm(place, _SHOP[place_ % len(_SHOP)], *roles, short="shop")
            code = f"SH{number:02d}-{place_ + 1:02d}"
            census.site(firm, code, place, rng, Name("门店", "Shop"), 3 if takes_back else None)
            shops.append(Shop(code, firm.code, place, rng.randint(1, 5), takes_back=takes_back))
        return shops

    def _points(self, number: int, count: int, rng: random.Random) -> list[Point]:
        """The first firm has two points, far apart; the others one each."""
        census = self._census
        points: list[Point] = []
        firm: Organisation | None = None
        for place_ in range(count):
            place = PREFECTURES[place_ % len(PREFECTURES)]
            if firm is None or place_ != 1:
                firm = census.firm(place, _POINT, Role.COLLECTOR, short="point")
            code = f"PT{number:02d}-{place_ + 1:02d}"
            census.site(firm, code, place, rng, Name("收集网点", "Collection Point"), 3)
            points.append(Point(code, firm.code, place, place.weight))
        points[0].sister, points[1].sister = points[1], points[0]
        return points

    def _stations(self, number: int, count: int, rng: random.Random) -> list[Station]:
        census = self._census
        found = []
        for place_, prefecture in enumerate(_STATIONS[:count]):
            place = BY_CODE[prefecture]
            firm = census.firm(place, _STATION, Role.STATION, short="station")
            lapses = number == place_ == 0 and not self._faultless
            census.licence(firm, 30_000, lapses=lapses)
            code = f"ST{number:02d}-{place_ + 1}"
            census.site(firm, code, place, rng, Name("集中转运点", "Transfer Station"), 500)
            found.append(Station(code, firm.code, place))
        return found

    def _fleets(self, number: int, rng: random.Random) -> list[Fleet]:
        census = self._census
        found = []
        for place_ in range(FLEETS):
            place = PREFECTURES[place_]
            firm = census.firm(place, _FLEET, Role.CARRIER, short="carrier")
            code = f"CA{number:02d}-{place_ + 1}"
            census.site(firm, code, place, rng, Name("停车场", "Yard"))
            found.append(Fleet(code, firm.code, place, plates=census.lorries(firm, LORRIES)))
        return found

    def _agree(self, points: list[Point], first: date) -> None:
        """Take-back agreements, and who takes part in the project."""
        registers = self._census.registers
        owners = list(dict.fromkeys(point.owner for point in points))
        for place_, firm in enumerate(self._makers):
            for turn in range(2):
                number = len(registers.agreements) + 1
                collector = owners[(2 * place_ + turn) % len(owners)]
                route = TakeBackRoute.OWN if turn == 0 else TakeBackRoute.COOPERATIVE
                registers.agreements.append(
                    Agreement(f"TB-{number:03d}", firm.code, collector, route, first)
                )
        enterprises = (
            (self._makers[0].code, DemonstrationKind.PRODUCER),
            (self._makers[1].code, DemonstrationKind.PRODUCER),
            (owners[0], DemonstrationKind.COLLECTOR),
            (self._plants[0].code, DemonstrationKind.RECYCLER),
        )
        for number, (firm_code, kind) in enumerate(enterprises, 1):
            registers.enterprises.append(Enterprise(f"DE-{number:02d}", firm_code, kind, first))

    def _agree_twice(self, points: list[Point], span: Span) -> str:
        """A collector that is already the first maker's own network becomes the second one's, too,
        for eight weeks."""
        registers = self._census.registers
        number = len(registers.agreements) + 1
        first = span.until - timedelta(weeks=8)
        code, collector = f"TB-{number:03d}", points[0].owner
        firm = self._makers[1].code
        registers.agreements.append(Agreement(code, firm, collector, TakeBackRoute.OWN, first))
        return collector


def _seats(count: int) -> list[Prefecture]:
    """Seats for shops by the weight of each prefecture (D'Hondt), the heaviest first."""
    given = dict.fromkeys(PREFECTURES, 0)
    seats = []
    for _ in range(count):
        place = max(PREFECTURES, key=lambda one: (one.weight / (given[one] + 1), one.code))
        given[place] += 1
        seats.append(place)
    return seats
