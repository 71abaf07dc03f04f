"""What is every figure given? The books, who scans in them, and where the API is served."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.ground import Ground, broken_ground, plain_dsn, served
from benchmarks.people import People, invite
from benchmarks.province import Province, found_province
from benchmarks.sizes import Sizes
from benchmarks.stock import Stock, fill


@dataclass(frozen=True, slots=True)
class Bench:
    """``url`` and ``dsn`` are the owner's way to the same database."""

    ground: Ground
    sizes: Sizes
    url: str
    dsn: str
    people: People
    stock: Stock
    address: tuple[str, int]
    _founded: list[Province] = field(default_factory=list)

    def province(self) -> Province:
        """Loaded when the first figure asks for it."""
        if not self._founded:
            print(f"loading a province of {self.sizes.province:,} batteries …", flush=True)
            self._founded.append(found_province(self.ground, self.sizes.province))
        return self._founded[0]


@contextmanager
def set_up(sizes: Sizes) -> Iterator[Bench]:
    """Server, database, people and batteries; gone afterwards."""
    with broken_ground() as ground:
        url = ground.database("bench")
        dsn = plain_dsn(url)
        people = invite(url)
        stock = fill(dsn, people, sizes.batteries, sizes.trucks, sizes.codes)
        with served(ground, url) as address:
            yield Bench(ground, sizes, url, dsn, people, stock, address)
