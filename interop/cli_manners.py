"""What commands about partners share: the station they work at, who gives them, plain answers."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from interop.usecases.station import Station
from interop.wired import station_of
from tracker.commands.opened import opened

BY = click.option(
    "--by", default=getpass.getuser, help="Who says so; your login otherwise / 经办人"
)


@contextmanager
def opened_station() -> Iterator[Station]:
    """This installation as its partners see it, for as long as the command takes."""
    with opened() as house:
        yield station_of(house.parts(pool_size=2))


def tell_lines(answer: dict[str, Any]) -> None:
    """Each member of an answer on a line of its own."""
    for name, value in answer.items():
        click.echo(f"{name}: {value}")
