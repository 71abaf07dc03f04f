"""How far has a battery come? Each function leads batteries of the town to one place in life."""

from __future__ import annotations

from typing import Any

from tests.builders.province import Firm, TheTown
from tracker.domain.scan import ScanKind as K

#: Named by loads that are on no manifest of the house.
ON_PAPER = "20264201000017"


def _all(town: TheTown, firm: Firm, kind: K, *codes: str, **fields: Any) -> None:
    """A scan that must book every code, or the test would stand on nothing."""
    answer = town.scan(firm, kind, *codes, **fields)
    assert answer.event is not None
    assert not answer.refused, answer.refused


def registered(town: TheTown, *codes: str) -> None:
    _all(town, town.producer, K.REGISTER, *codes, model=town.model)


def on_sale(town: TheTown, *codes: str) -> None:
    """Sold by the maker to the shop."""
    registered(town, *codes)
    _all(town, town.producer, K.SELL, *codes, peer_site=town.shop.site)


def in_use(town: TheTown, *codes: str) -> None:
    """Sold over the counter."""
    on_sale(town, *codes)
    _all(town, town.shop, K.SELL, *codes)


def collected(town: TheTown, *codes: str) -> None:
    """Brought to the collection point by whoever used them."""
    in_use(town, *codes)
    _all(town, town.point, K.COLLECT, *codes)


def packed(town: TheTown, box: str, *codes: str) -> None:
    """Collected and packed into a box at the collection point."""
    collected(town, *codes)
    _all(town, town.point, K.PACK, *codes, container=box)


def on_the_road(town: TheTown, *codes: str, sender: Firm | None = None) -> None:
    """What lies at the sender's (else the collection point's) is sent to the smelter and loaded."""
    firm = sender or town.point
    _all(town, firm, K.DISPATCH, *codes, peer_site=town.recycler.site)
    _all(town, town.carrier, K.LOAD, *codes, site=firm.site, manifest=ON_PAPER)


def received(town: TheTown, *codes: str, sender: Firm | None = None) -> None:
    """On the road, delivered, and taken in at the smelter's gate."""
    on_the_road(town, *codes, sender=sender)
    _all(town, town.carrier, K.DELIVER, *codes, site=town.recycler.site)
    _all(town, town.recycler, K.RECEIVE, *codes)
