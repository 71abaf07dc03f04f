"""What rates need from the books, as promises. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from reports.indicators.attribution import Agreement
from reports.indicators.exchanged import Before, ToldLoad
from reports.indicators.flows import Gathered
from reports.indicators.imputed import Measured, Unweighed
from reports.indicators.loads import Parcel
from reports.indicators.plant_year import Lot


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An organisation as reports speak of it. ``kind`` is None if it is no demonstration
    enterprise; ``produces``: a site of it makes or imports batteries."""

    id: int
    code: str
    name: str
    name_en: str | None
    division: str
    province: int
    produces: bool
    kind: str | None


@dataclass(frozen=True, slots=True)
class Declared:
    """A sales declaration: a year, a class and a province, in grams and pieces. ``evidence`` is
    the SHA-256 of an attachment."""

    id: int
    code: str
    year: int
    battery_class: str
    sold_in: str
    mass_g: int
    pieces: int
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Treated:
    """What a plant (id) took apart in grams, and pieces of it whose mass nobody knows."""

    plant: int
    mass_g: int
    unweighed: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The manifest on which an event stands, as far as a verified leg asks for it."""

    event: int
    number: str
    closed: bool
    departed_at: datetime | None
    delivered_at: datetime | None


class RateBooks(Protocol):
    """One state of the books, in which all questions of one answer are asked. Voided events are
    never told, corrected masses are told as corrected."""

    def enterprise(self, code: str) -> Enterprise | None:
        """The organisation with this credit code."""
        ...

    def agreements(self, enterprise: int) -> Sequence[Agreement]:
        """All agreements of every collector that the enterprise has one with, or is itself."""
        ...

    def producers(self) -> Collection[int]:
        """The organisations that owe a rate: they make, import, or have declared sales."""
        ...

    def declared(self, enterprise: int) -> Sequence[Declared]:
        """Every sales declaration of the enterprise, by year."""
        ...

    def recorded_sales(self, enterprise: int) -> dict[int, int]:
        """Grams recorded as sold by the enterprise, by calendar year in China."""
        ...

    def parcels(self, start: datetime, end: datetime) -> Sequence[Parcel]:
        """What recyclers accepted from ``start`` (included) to ``end``, in order."""
        ...

    def plant_lots(self, plants: Collection[int], start: datetime, end: datetime) -> Sequence[Lot]:
        """Lots of these plants made before ``end`` and still there at, or made after, ``start``."""
        ...

    def gathered(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Gathered]:
        """What these collectors received first from ``start`` to ``end``, or had at ``start``."""
        ...

    def told_loads(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[ToldLoad]:
        """Loads of other provinces that these collectors sent and that the exchange told of; each
        as often as it was told."""
        ...

    def received_before(self, start: datetime, end: datetime) -> Sequence[Before]:
        """What of our first receipts of that time had left another province before."""
        ...

    def treated(self, plants: Collection[int], start: datetime, end: datetime) -> Sequence[Treated]:
        """What these plants took apart in that time, which is whole months."""
        ...

    def sheets(self, events: Collection[int]) -> Sequence[Sheet]:
        """The manifests on which these events stand."""
        ...

    def unweighed(self, receipts: Collection[int]) -> Sequence[Unweighed]:
        """Pieces without a mass in these receipts, by class."""
        ...

    def measured(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Measured]:
        """What these collectors weighed when they gathered it, by quarter and class."""
        ...

    def lead_sold(self, enterprise: int, years: Collection[int]) -> tuple[int, int] | None:
        """Grams recorded as sold in these years and the lead in them in millionths of a gram; None
        where the lead of something sold is not known."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object, /
    ) -> None: ...


class PagedBooks(RateBooks, Protocol):
    """Books that can be read a few receipts at a time."""

    def next_receipts(
        self, since: datetime, end: datetime, year: datetime, size: int
    ) -> Sequence[tuple[int, datetime]]:
        """The next receipts of recyclers from ``since`` to ``end`` by id and moment, at least
        ``size`` if there are so many, and all of the last moment; ``year`` is the first of all."""
        ...

    def parcels_of(
        self, receipts: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Parcel]:
        """What was accepted in these receipts and in those that they must be read with."""
        ...

    def next_gathered(
        self, collectors: Collection[int], since: datetime, end: datetime, size: int
    ) -> Sequence[tuple[int, datetime]]:
        """The next receipts of these collectors from ``since`` to ``end``, counted as above."""
        ...

    def gathered_of(
        self,
        collectors: Collection[int],
        receipts: Collection[int],
        start: datetime,
        end: datetime,
    ) -> Sequence[Gathered]:
        """Of these receipts what ``gathered`` tells of all."""
        ...
