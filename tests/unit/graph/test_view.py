"""Is what a caller may not see blotted out before anything is worked out from it?"""

from __future__ import annotations

from fractions import Fraction

from tests.builders.flows import Books, a_site
from tests.unit.graph.test_walk_back import BOX, INGOT, PASTE_1, PASTE_2, mixed_ingot
from tracker.graph.lineage import Flow, Key, NodeKind, treatment_key, unit_key
from tracker.graph.sight import Sight
from tracker.graph.view import FlowView, Node, look, what_is_seen
from tracker.graph.walk_back import walk_back

SITES = {1: a_site(1), 2: a_site(2), 3: a_site(3)}


def ingot(**sites: int) -> Flow:
    """The mixed ingot, with treatments moved to other sites: ``e5=2`` is event 5 at site 2."""
    books = mixed_ingot()
    for name, site in sites.items():
        event = int(name[1:])
        books.events[event] = books.events[event]._replace(site=site, recorder=site)
    return walk_back(books.things[INGOT], None, books)


def seen_by(organisation: int, flow: Flow, *also: Key) -> FlowView:
    sight = Sight(organisation, None, SITES)
    seen = what_is_seen(flow, sight, also, ())
    return look(flow, seen, sight, forward=False).view


def test_who_sees_all_treatments_sees_all_shares() -> None:
    view = seen_by(1, ingot())
    shares = {node.code: node.share for node in view.nodes if node.code}
    assert shares["U10"] == Fraction(5, 12)
    assert (view.hidden, view.unknown_shares) == (0, 0)


def test_a_foreign_treatment_is_a_node_of_which_only_the_kind_is_told() -> None:
    view = seen_by(1, ingot(e5=2))
    (hidden,) = [n for n in view.nodes if n.hidden and n.kind is NodeKind.TREATMENT]
    assert hidden == Node(hidden.key, 3, NodeKind.TREATMENT, hidden=True)


def test_what_went_into_a_foreign_treatment_is_hidden_and_not_counted_in_batteries() -> None:
    view = seen_by(1, ingot(e5=2))
    assert view.hidden == 2  # the treatment and the box
    assert sum(node.batteries for node in view.nodes) == 1  # of the other treatment


def test_no_mass_of_a_foreign_treatment_is_told_nor_used() -> None:
    view = seen_by(1, ingot(e5=2))
    hidden = {node.key for node in view.nodes if node.hidden}
    touched = [e for e in view.edges if e.source in hidden or e.target in hidden]
    assert len(touched) == 2
    assert all(edge[2:] == (None, None, None, ()) for edge in touched)
    assert view.unknown_shares == 2


def test_a_lot_stays_known_by_the_treatment_that_used_it() -> None:
    view = seen_by(1, ingot(e5=2))
    assert Fraction(5, 8) in {node.share for node in view.nodes if node.code == f"U{PASTE_1}"}


def test_a_lot_stays_known_by_the_treatment_that_made_it() -> None:
    view = seen_by(2, ingot(e5=2))
    known = {node.code: node.share for node in view.nodes if not node.hidden and node.code}
    assert known == {f"U{INGOT}": 1, f"U{PASTE_1}": None, f"U{BOX}": None}


def test_a_node_known_otherwise_is_shown_without_what_lies_behind_it() -> None:
    view = seen_by(3, ingot(), unit_key(PASTE_2))
    assert [node.code for node in view.nodes if not node.hidden] == [f"U{INGOT}", f"U{PASTE_2}"]


def test_edges_run_the_way_of_the_flow_on_both_sides() -> None:
    flow = ingot()
    seen = what_is_seen(flow, Sight(1, None, SITES), (), ())
    back = look(flow, seen, Sight(1, None, SITES), forward=False).view
    first = back.edges[0]
    assert back.nodes[first.target].code == f"U{INGOT}"
    assert back.nodes[first.source].event == "7"


def test_the_inside_of_a_box_is_hidden_from_who_only_knows_the_box() -> None:
    books = Books()
    books.battery(1, 1)
    books.box(BOX, 1)
    books.lot(PASTE_1, 1)
    books.pack(1, BOX, 1)
    books.treat(5, [BOX], [PASTE_1], site=2, recorder=2)
    flow = walk_back(books.things[PASTE_1], None, books)
    view = seen_by(1, flow, Key(NodeKind.UNIT, BOX, 5))
    (box,) = [node for node in view.nodes if node.code == f"U{BOX}"]
    assert (box.batteries, box.batteries_share) == (0, None)
    assert treatment_key(5) in flow.nodes
