"""Two provinces, each a whole application with its own database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.two_provinces import Province, a_province, join
from tests.databases import Server
from tests.fakes.clock import FixedClock


@pytest.fixture
def provinces(
    server: Server, tmp_path: Path, clock: FixedClock
) -> Iterator[tuple[Province, Province]]:
    """42 and 36, joined; both live by the test's clock."""
    names = [server.create(), server.create()]
    made = [
        a_province(number, server.url(name), tmp_path / str(number), clock)
        for number, name in zip((42, 36), names, strict=True)
    ]
    join(made[0], made[1])
    yield made[0], made[1]
    for one, name in zip(made, names, strict=True):
        engine = one.house.sessions.kw["bind"]
        engine.dispose()
        server.drop(name)
