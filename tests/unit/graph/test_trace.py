"""Do origins account for the whole of a unit, and hide what is not for the caller?"""

from __future__ import annotations

from fractions import Fraction

from tests.builders.flows import Books, a_site
from tests.unit.graph.test_walk_back import BOX, INGOT, mixed_ingot
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.graph.facts import END, Leaf, OriginPart
from tracker.graph.life import live, windows_of
from tracker.graph.lineage import Key, NodeKind, unit_key
from tracker.graph.sight import Sight
from tracker.graph.trace import Holder, holders_of, origins_of, own_origin
from tracker.graph.view import what_is_seen
from tracker.graph.walk_back import walk_back

SITES = {1: a_site(1), 2: a_site(2), 3: a_site(3)}
PROVINCE = Sight(None, "420000", SITES)
HOLDERS = [Holder(unit_key(1), Leaf(5, 0, (), 2)), Holder(unit_key(2), Leaf(6, 0, (), 1))]
SHARES: dict[Key, Fraction | None] = {unit_key(1): Fraction(5, 8), unit_key(2): Fraction(3, 8)}


def test_each_site_has_the_shares_of_all_it_collected() -> None:
    parts = [
        OriginPart(0, 1, 2, 30, 0, 45),
        OriginPart(0, 2, 1, 15, 0, 45),
        OriginPart(1, 2, 1, 7, 0, 7),
    ]
    found, rest = origins_of(parts, HOLDERS, SHARES, PROVINCE)
    assert [(o.site and o.site.id, o.share, o.pieces, o.mass_g) for o in found] == [
        (2, Fraction(5, 24) + Fraction(3, 8), 2, 22),
        (1, Fraction(5, 12), 2, 30),
    ]
    assert rest == 0


def test_what_nobody_collected_is_told_without_a_site() -> None:
    found, rest = origins_of([OriginPart(1, None, 1, 7, 0, 7)], HOLDERS, SHARES, PROVINCE)
    assert (found[0].site, found[0].hidden, found[0].share) == (None, False, Fraction(3, 8))
    assert rest == Fraction(5, 8)


def test_sites_that_the_caller_may_not_see_are_one_hidden_origin() -> None:
    parts = [OriginPart(0, 2, 1, 15, 0, 45), OriginPart(1, 3, 1, 7, 0, 7)]
    found, _ = origins_of(parts, HOLDERS, SHARES, Sight(1, None, SITES))
    assert [(o.site, o.hidden, o.pieces) for o in found] == [(None, True, 2)]


def test_a_battery_never_weighed_makes_its_origin_and_the_rest_unknown() -> None:
    parts = [OriginPart(0, 1, 2, 30, 1, None), OriginPart(1, 2, 1, 7, 0, 7)]
    found, rest = origins_of(parts, HOLDERS, SHARES, PROVINCE)
    assert {(o.site and o.site.id, o.share) for o in found} == {(1, None), (2, Fraction(3, 8))}
    assert rest is None


def test_batteries_end_in_loose_treatments_and_boxes_in_the_order_of_pages() -> None:
    books = mixed_ingot()
    flow = walk_back(books.things[INGOT], None, books)
    seen = what_is_seen(flow, PROVINCE, (), ())
    leaves = [holder.leaf for holder in holders_of(flow, seen)]
    assert [(leaf.event, leaf.box, leaf.number) for leaf in leaves] == [
        (5, 0, 1),
        (5, BOX, 2),
        (6, 0, 1),
    ]


def test_uncoded_lots_have_origins_though_they_are_no_batteries_to_page() -> None:
    books = Books()
    books.unit(9, UnitKind.UNCODED_LOT, 50)
    books.lot(21, 30)
    books.treat(5, [9], [21])
    flow = walk_back(books.things[21], None, books)
    found = holders_of(flow, what_is_seen(flow, PROVINCE, (), ()))
    assert [(h.key.kind, h.leaf.number) for h in found] == [(NodeKind.TREATMENT, 0)]


def test_a_battery_comes_from_where_it_was_first_collected() -> None:
    books = Books()
    books.event_with(1, 7, site=1)
    books.event_with(2, 7, site=2, kind=ScanKind.COLLECT)
    books.event_with(3, 7, site=3, kind=ScanKind.COLLECT)
    lived = live(windows_of(7, END, books), books)
    (origin,), rest = own_origin(1, 15_000, lived, PROVINCE)
    assert origin.site is not None
    assert origin.site.id == 2
    assert origin.share == 1
    assert rest == 0
