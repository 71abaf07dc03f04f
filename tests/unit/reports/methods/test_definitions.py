"""Are the definitions complete, distinct, and honest about what they rest on?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from reports.methods.definition import MARKS, Certainty, Grounds, Standing, Text
from reports.methods.definitions import EVERY, USUAL, definition_of, from_records, used_by
from reports.usecases.case_methods import METHODS


def test_no_two_definitions_have_the_same_id_and_version() -> None:
    counted = Counter((one.id, one.version) for one in EVERY)
    assert max(counted.values()) == 1


def test_none_pretends_to_be_confirmed() -> None:
    assert {one.standing for one in EVERY} == {Standing.AWAITS_CONFIRMATION}


def test_every_comprehensive_rate_is_marked_as_a_proposal() -> None:
    grounds = {one.grounds for one in EVERY if one.method.startswith("CRR")}
    assert grounds == {Grounds.PROPOSAL}


def test_every_definition_names_formula_symbols_and_source() -> None:
    assert [one.id for one in EVERY if not (one.formula and one.symbols and one.source)] == []


def test_a_method_with_variants_stands_for_its_first() -> None:
    found = definition_of("R_EPR")
    assert found is not None
    assert found.id == "R_EPR/NDRC-2020"


def test_the_usual_definition_can_be_computed_from_records() -> None:
    assert USUAL in {one.id for one in from_records()}


def test_what_nobody_defined_is_not_found() -> None:
    for name in ("CRR-S-9", "", "@1", "R_EPR@9", "R_EPR/EU-2023@", "COLLECTION@1@2"):
        assert definition_of(name) is None, name


def test_a_bare_id_is_the_newest_version_and_every_version_stays() -> None:
    first = definition_of("V0")
    assert first is not None
    second = replace(first, version=2, parameters={"tolerance_share": "1/100"})
    for every in ([first, second], [second, first]):
        assert definition_of("V0", every) is second
        assert definition_of("V0@1", every) is first
    assert all(definition_of(one.name) is one for one in EVERY)
    assert len({one.id for one in from_records()}) == len(from_records())


def test_what_a_definition_rests_on_does_not_change_under_it() -> None:
    headline, v0 = definition_of("CRR-S-1"), definition_of("V0")
    assert headline is not None
    assert v0 is not None
    later = replace(v0, version=2)
    assert used_by(headline, [*EVERY, later])["V0"] is v0
    assert used_by(replace(headline, uses=("V0@2",)), [*EVERY, later])["V0@2"] is later


_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_word_of_a_definition_is_said_in_both_languages() -> None:
    for one in EVERY:
        texts = [one.title, one.source, one.rule, one.caution, *one.symbols.values()]
        assert all(text.zh and text.en for text in texts if text), one.id
        told = [text for text in (one.title, one.rule, one.caution) if text]
        assert all(_CHINESE.search(text.zh) for text in told), one.id
        assert not any(_CHINESE.search(text.en) for text in told), one.id
        assert not _CHINESE.search(one.formula), one.id


def test_what_was_read_is_law_and_what_is_ours_is_a_proposal() -> None:
    assert set(MARKS) == set(Certainty)
    ours = {one.id for one in EVERY if one.certainty is Certainty.PROPOSED}
    assert ours == {one.id for one in EVERY if one.grounds is Grounds.PROPOSAL}


def test_every_method_of_the_calculator_has_a_definition_and_every_used_one_exists() -> None:
    assert [method for method in METHODS if definition_of(method) is None] == []
    assert [used for one in EVERY for used in one.uses if definition_of(used) is None] == []


def test_the_digest_changes_with_what_decides_the_figure_and_with_nothing_else() -> None:
    one = definition_of(USUAL)
    assert one is not None
    confirmed = replace(one, standing=Standing.CONFIRMED, title=Text("率", "rate"))
    assert confirmed.digest == one.digest
    changed = [
        replace(one, version=2),
        replace(one, formula="1"),
        replace(one, parameters={"window": "5"}),
        replace(one, uses=()),
        replace(one, rule=Text("", "another")),
    ]
    digests = {other.digest for other in (one, *changed)}
    assert len(digests) == 1 + len(changed)


def test_digests_differ_between_definitions_and_never_by_chance() -> None:
    assert len({one.digest for one in EVERY}) == len(EVERY)
    assert all(re.fullmatch("[0-9a-f]{64}", one.digest) for one in EVERY)
