"""Are the definitions complete, distinct, and honest about what they rest on?"""

from __future__ import annotations

from collections import Counter

from reports.methods.definition import Grounds, Standing
from reports.methods.definitions import DEFINITIONS, USUAL, definition_of, from_records


def test_no_two_definitions_have_the_same_id_and_version() -> None:
    counted = Counter((one.id, one.version) for one in DEFINITIONS)
    assert max(counted.values()) == 1


def test_none_pretends_to_be_confirmed() -> None:
    assert {one.standing for one in DEFINITIONS} == {Standing.AWAITS_CONFIRMATION}


def test_every_comprehensive_rate_is_marked_as_a_proposal() -> None:
    grounds = {one.grounds for one in DEFINITIONS if one.method.startswith("CRR")}
    assert grounds == {Grounds.PROPOSAL}


def test_every_definition_names_formula_symbols_and_source() -> None:
    assert [one.id for one in DEFINITIONS if not (one.formula and one.symbols and one.source)] == []


def test_a_method_with_variants_stands_for_its_first() -> None:
    found = definition_of("R_EPR")
    assert found is not None
    assert found.id == "R_EPR/NDRC-2020"


def test_the_usual_definition_can_be_computed_from_records() -> None:
    assert USUAL in {one.id for one in from_records()}


def test_what_nobody_defined_is_not_found() -> None:
    assert definition_of("CRR-S-9") is None
