"""What the nightly look needs from the store, as promises: pages of facts, by rising key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple, Protocol

from tracker.rules.cover_findings import Cover
from tracker.rules.filing_findings import Filed
from tracker.rules.ledger_findings import Balance
from tracker.rules.licence_findings import Licence
from tracker.rules.manifest_findings import Clocks, Planned, Weighed
from tracker.rules.plant_findings import Smelted
from tracker.rules.storage_findings import SiteStock
from tracker.rules.watch_findings import Track, Video
from tracker.usecases.alarm_ports import LawWork


@dataclass(frozen=True, slots=True)
class Run:
    """One look: at which part it is, the last key it has seen of it, and what it counted."""

    id: int
    day: date
    part: str
    after: int
    facts: int
    wrong: int
    begun_at: datetime

    def come_to(self, after: int, facts: int, wrong: int) -> Run:
        return replace(self, after=after, facts=self.facts + facts, wrong=self.wrong + wrong)

    def at_part(self, part: str) -> Run:
        return replace(self, part=part, after=0)


class OnTheRoad(NamedTuple):
    """A unit that left a site and was not seen since."""

    code: str
    site: int | None
    since: datetime


class StockPage(NamedTuple):
    """``upto``: the last unit of the page, None when there is none left."""

    upto: int | None
    units: int
    long_on_the_road: Sequence[OnTheRoad]


class KeptStock(NamedTuple):
    """What lies at a site, with the ids of site and organisation."""

    site: int
    organisation: int
    stock: SiteStock


class KeeperPapers(NamedTuple):
    """A keeper of waste and all it has on paper; ``received_g``: what came in this year."""

    id: int
    code: str
    site: int
    licences: Sequence[Licence]
    insurances: Sequence[Cover]
    plans: Sequence[Cover]
    planned_years: frozenset[int]
    filed: frozenset[Filed]
    received_g: int


class ProducerPapers(NamedTuple):
    """A producer or importer and what it filed."""

    id: int
    code: str
    filed: frozenset[Filed]


class FiledPlan(NamedTuple):
    """The plan that an organisation filed for this year, with what was sent under it."""

    id: int
    code: str
    planned: Sequence[Planned]


class KnownFirm(NamedTuple):
    """An organisation by its code, and the day on which it was registered."""

    id: int
    code: str
    registered: date


class KeptBooks(NamedTuple):
    """The ledger of a site's batteries up to a day, and what was counted there: grams. ``ever_g``:
    all that ever came in. ``unsure``: pieces without a mass went in or out, or lie there."""

    site: int
    organisation: int
    balance: Balance
    ever_g: int
    unsure: int


class PlantMonth(NamedTuple):
    """What a plant smelted in a month, and since when it is licensed."""

    site: int
    code: str
    organisation: int
    licensed: date | None
    smelted: Sequence[Smelted]


class OwedManifest(NamedTuple):
    """A manifest's clocks with the ids of both ends; ``refused``: nothing of it was accepted.
    ``weighed``: the receiver weighed it and has not decided yet."""

    id: int
    sender: int
    sender_site: int
    receiver: int
    receiver_site: int
    refused: bool
    clocks: Clocks
    weighed: Weighed | None = None


class SweepFacts(Protocol):
    def stock_page(self, run: int, after: int, size: int, road_before: datetime) -> StockPage:
        """Add what of a page of units lies at which site to the look's stock."""
        ...

    def stocks(self, run: int, after: int, size: int) -> Sequence[KeptStock]: ...
    def set_levels(self, run: Run, upto: int | None) -> None:
        """From now on scans count on from what the look counted at these sites, those after
        ``run.after`` up to ``upto`` (None: all that are left)."""
        ...

    def keepers(self, today: date, after: int, size: int) -> Sequence[KeeperPapers]: ...
    def producers(self, after: int, size: int) -> Sequence[ProducerPapers]: ...
    def books(self, run: Run, after: int, size: int) -> Sequence[KeptBooks]:
        """Of sites that keep waste, this month, against what this look counted."""
        ...

    def came_back(self, site: int) -> int:
        """Grams that a site dispatched and that were refused at the gate: they lie there again,
        and no entry says so."""
        ...

    def plant_months(self, month: date, after: int, size: int) -> Sequence[PlantMonth]: ...
    def plans(self, year: int, after: int, size: int) -> Sequence[FiledPlan]: ...
    def firms(self, after: int, size: int) -> Sequence[KnownFirm]: ...
    def tracks(self, after: int, size: int) -> Sequence[tuple[int, int, Track]]:
        """id, organisation, track."""
        ...

    def videos(self, after: int, size: int) -> Sequence[tuple[int, int, Video]]: ...
    def manifests(self, day: date, after: int, size: int) -> Sequence[OwedManifest]:
        """Those that owe something, with what was weighed for them before that day."""
        ...

    def open_run(self, not_before: datetime) -> Run | None:
        """The unfinished look begun after that moment, locked."""
        ...

    def last_stock(self) -> tuple[int, datetime] | None:
        """The newest look that has counted all stock, and when it began."""
        ...

    def last_begun(self) -> datetime | None:
        """When the newest look began."""
        ...

    def begin(self, day: date, part: str, at: datetime) -> Run: ...
    def save(self, run: Run, finished: datetime | None) -> None: ...


class SweepWork(LawWork, Protocol):
    """One transaction of the nightly look."""

    @property
    def sweep_facts(self) -> SweepFacts: ...
