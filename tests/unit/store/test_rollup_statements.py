"""Do the sums know which scans move lots of material, and tell wares apart?"""

from __future__ import annotations

from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.lifecycle.unit_steps import ABOUT_EVENTS, TREATMENTS, UNIT_STEPS
from tracker.store.codes import MATERIAL, SCAN_KIND, Ware
from tracker.store.repositories.rollup_statements import OF_MATERIAL


def test_every_scan_that_moves_lots_on_asks_for_their_material() -> None:
    moved = {
        step.scan
        for step in UNIT_STEPS
        if UnitKind.MATERIAL_LOT in step.units and step.before is not step.after
    }
    assert moved == OF_MATERIAL


def test_wares_that_are_no_material_have_numbers_of_their_own() -> None:
    assert {Ware.BATTERIES, Ware.SEVERAL}.isdisjoint(MATERIAL.word)


def test_the_numbers_of_kinds_are_those_with_which_old_books_were_filled() -> None:
    """The migration names them: whoever changes a number changes what is in the books."""
    numbers = {kind: SCAN_KIND.number[kind] for kind in (*OF_MATERIAL, *TREATMENTS, *ABOUT_EVENTS)}
    assert numbers == {
        ScanKind.SELL: 2,
        ScanKind.DISMANTLE: 18,
        ScanKind.SMELT: 19,
        ScanKind.DISPOSE: 20,
        ScanKind.LOSE: 22,
        ScanKind.FIND: 23,
        ScanKind.CORRECT: 24,
        ScanKind.VOID: 25,
    }
