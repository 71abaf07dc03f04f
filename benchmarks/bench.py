"""What may every figure ask for? Books of all sizes, who scans, and where the API is served."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from benchmarks.ground import Ground, broken_ground, plain_dsn, served
from benchmarks.people import People, invite
from benchmarks.province import Province, found_province
from benchmarks.sizes import Sizes
from benchmarks.stock import Stock, fill
from benchmarks.works import Works, found_works


@dataclass(frozen=True, slots=True)
class Books:
    """``url`` and ``dsn`` are the owner's way to the same database, ``address`` that of the API."""

    url: str
    dsn: str
    people: People
    stock: Stock
    address: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything is loaded when the first figure asks for it."""

    ground: Ground
    sizes: Sizes
    _closing: ExitStack
    _books: list[Books] = field(default_factory=list)
    _founded: dict[int, Province] = field(default_factory=dict)
    _works: dict[int, Works] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self._written_to().url

    @property
    def dsn(self) -> str:
        return self._written_to().dsn

    @property
    def people(self) -> People:
        return self._written_to().people

    @property
    def stock(self) -> Stock:
        return self._written_to().stock

    @property
    def address(self) -> tuple[str, int]:
        return self._written_to().address

    def province(self) -> Province:
        """A demonstration province, that is only read."""
        return self._province(self.sizes.province)

    def other_province(self) -> Province:
        """One of another size."""
        return self._province(self.sizes.other_province)

    def works(self) -> Works:
        """Small ones."""
        return self._works_of(self.sizes.heaps)

    def grown_works(self) -> Works:
        """The same, but for how much is in the books."""
        return self._works_of(self.sizes.grown)

    def _written_to(self) -> Books:
        if not self._books:
            sizes = self.sizes
            print(f"loading {sizes.batteries:,} batteries …", flush=True)
            url = self.ground.database("bench")
            people = invite(url)
            stock = fill(plain_dsn(url), people, sizes.batteries, sizes.trucks, sizes.codes)
            address = self._closing.enter_context(served(self.ground, url, sizes.workers))
            self._books.append(Books(url, plain_dsn(url), people, stock, address))
        return self._books[0]

    def _province(self, batteries: int) -> Province:
        if batteries not in self._founded:
            print(f"loading a province of {batteries:,} batteries …", flush=True)
            self._founded[batteries] = found_province(self.ground, batteries)
        return self._founded[batteries]

    def _works_of(self, heaps: int) -> Works:
        if heaps not in self._works:
            print(f"loading works of {heaps * self.sizes.ingot:,} batteries …", flush=True)
            self._works[heaps] = found_works(self.ground, heaps, self.sizes.ingot)
        return self._works[heaps]


@contextmanager
def set_up(sizes: Sizes, given: Ground | None = None) -> Iterator[Bench]:
    """A bench on a server of its own, gone afterwards, or on one that stands already."""
    with ExitStack() as closing:
        ground = given or closing.enter_context(broken_ground(sizes.shared_buffers))
        yield Bench(ground, sizes, closing)
