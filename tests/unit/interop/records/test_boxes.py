"""Are boxes told as stretches of a list, and read back as they were?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interop.records.boxes import Box, boxes_of, within_boxes
from interop.usecases.aboard import lot_aboard
from tracker.domain.announced import Announced

_PATHS = st.sampled_from(
    [(), ("BOX-1",), ("BOX-2",), ("PALLET", "BOX-3"), ("PALLET", "BOX-4"), ("PALLET",)]
)


@given(st.dictionaries(st.text("ABC123", min_size=1), _PATHS, max_size=30))
def test_what_lies_in_which_box_is_read_back(within: dict[str, tuple[str, ...]]) -> None:
    codes, boxes = boxes_of(within)
    assert sorted(codes) == sorted(within)
    assert within_boxes(codes, [box._asdict() for box in boxes]) == within


def test_a_box_is_a_stretch_of_the_list_and_an_outer_one_stands_first() -> None:
    codes, boxes = boxes_of({"B": ("P", "X"), "A": ("P", "X"), "C": ("P", "Y"), "Z": ()})
    assert codes == ["A", "B", "C", "Z"]
    assert boxes == [Box("P", 0, 3), Box("X", 0, 2), Box("Y", 2, 1)]


@pytest.mark.parametrize(
    "told",
    [
        ["BOX"],
        [{"code": "BOX", "first": 0}],
        [{"code": "BOX", "first": True, "pieces": 1}],
        [{"code": "", "first": 0, "pieces": 1}],
        [{"code": "BOX", "first": -1, "pieces": 1}],
        [{"code": "BOX", "first": 0, "pieces": 0}],
        [{"code": "BOX", "first": 2, "pieces": 2}],
        [{"code": "BOX", "first": 0, "pieces": 2}, {"code": "CUTS", "first": 1, "pieces": 2}],
    ],
)
def test_boxes_that_are_no_stretches_are_refused(told: Any) -> None:
    with pytest.raises(ValueError, match="boxes"):
        within_boxes(["A", "B", "C"], told)


def test_a_lot_is_read_as_it_was_told_and_a_material_is_none() -> None:
    lot = {"code": "LOT-1", "kind": "uncoded_lot", "pieces": 40, "mass_g": 600_000}
    assert lot_aboard(lot) == {"LOT-1": Announced(40, 600_000)}
    assert lot_aboard(lot | {"boxes": ["BOX-1"]})["LOT-1"].boxes == ("BOX-1",)
    assert lot_aboard(lot | {"kind": "material_lot"}) == {}


@pytest.mark.parametrize(
    "odd", [{"pieces": 0}, {"pieces": True}, {"mass_g": "6"}, {"mass_g": 0}, {"boxes": [1]}]
)
def test_a_lot_that_makes_no_sense_is_refused(odd: dict[str, Any]) -> None:
    lot = {"code": "LOT-1", "kind": "uncoded_lot", "pieces": 40, "mass_g": 600_000}
    with pytest.raises(ValueError, match=next(iter(odd))):
        lot_aboard(lot | odd)
