"""Whatever somebody writes into a case: is there an answer or faults by their place, no crash?"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.audit import stringer
from reports.indicators.binomial import upper_bound
from reports.indicators.figure import Figure
from reports.indicators.rate import Rate, Status
from reports.usecases.case_methods import COMMON, METHODS
from reports.usecases.case_text import case_of
from reports.usecases.compute_rate import compute_rate
from reports.usecases.example_cases import EXAMPLES
from reports.usecases.rate_words import computed_in_words
from tests.builders.rate_cases import a_case, a_chain, faults
from tracker.domain.errors import BrokenJson, Fault, Malformed

#: What nobody should write and somebody will.
JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**400, 1e308, 0.1, 2026.0, "", "0", "-0", "-1", "NaN", "-Infinity"),
    *("1e400", "1E-400", "1/0", "1/3", "1." + "0" * 39 + "1", "9" * 41, "1,5", "２０２６", "吨"),
    *([], {}, [[]], [{}], [None], {"": ""}, {"2025": {}}, {"x": "1"}, {"9999": 1}, "\x00"),
    *("\ud800", {"\ud800": "1"}, {"a": {"b": {"c": []}}}, "<script>", "a" * 10_000, "own", [1, 2]),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything within a case."""
    yield path
    below: Any = value if isinstance(value, dict) else range(len(value)) if _is(value) else ()
    for name in below:
        yield from places(value[name], (*path, name))


def _is(value: Any) -> bool:
    return isinstance(value, list)


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = list(value) if _is(value) else dict(value)
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


def judged(case: dict[str, Any]) -> Rate | None:
    """The rate, as it could be sent to anybody; None for a case that is refused by its places."""
    refused: list[Fault] = []
    try:
        computed = compute_rate(case)
    except Malformed as error:
        refused += error.faults or [Fault("nothing named")]
    if refused:
        assert all(fault.pointer.startswith("/") for fault in refused)
        json.dumps([fault.pointer for fault in refused], ensure_ascii=False).encode()
        return None
    json.dumps(computed_in_words(computed, "zh"), ensure_ascii=False).encode()
    return computed.rate


@pytest.mark.parametrize("method", METHODS)
def test_junk_anywhere_is_refused_or_answered_and_never_breaks(method: str) -> None:
    junk = itertools.cycle(JUNK)
    example = EXAMPLES[method]
    known = METHODS[method].inputs | COMMON
    for path in [*places(example), *((name,) for name in sorted(known - set(example)))]:
        for new in itertools.islice(junk, 3):
            given = {**example, path[0]: None} if path and path[0] not in example else example
            rate = judged({"method": method, "inputs": changed(given, path, new)})
            if rate is not None:
                assert (rate.value is not None) == (rate.status is Status.OK)
                assert rate.missing or rate.status is not Status.INSUFFICIENT_DATA


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:20])
def test_junk_in_place_of_a_case_is_refused(junk: Any) -> None:
    for case in ({"method": junk, "inputs": {}}, {"method": "PLANT", "inputs": junk}):
        judged(case)
    judged({"method": "R_EPR", "variant": junk, "inputs": {}})
    judged({"method": "R_EPR", "inputs": {}, "note": junk})


def test_half_a_character_is_no_text_anywhere() -> None:
    receipts = [{"origin": "\ud800", "collector": "42", "mass_t": "1"}]
    inputs = {"receipts": receipts, "arising_t": {"\udfff": "1"}}
    assert faults({"method": "COLLECTION", "inputs": inputs}) == {
        "/inputs/receipts/0/origin": "not_a_text",
        "/inputs/arising_t/?": "not_a_text",
    }
    with pytest.raises(BrokenJson):
        case_of(rb'{"method": "\ud800"}')
    assert case_of(rb'{"note": "\ud83d\ude00 \u94c5"}') == {"note": "😀 铅"}


def test_fractions_without_a_common_denominator_are_refused_before_they_are_added() -> None:
    rows = [
        {"mass_t": f"1/{10**30 + 7 * n}", "route": "own", "licensed": True, "category": "waste"}
        for n in range(40)
    ]
    found = faults(a_case(collected=rows))
    assert set(found.values()) == {"no_common_denominator"}
    assert "/inputs/collected/0/mass_t" not in found
    thirds = [{**rows[0], "mass_t": f"{n}/3"} for n in range(40)]
    assert compute_rate(a_case(collected=thirds)).rate.value == Figure(Fraction(260, 100))


@pytest.mark.parametrize(
    ("method", "name", "value", "limit"),
    [
        ("R_EPR", "collected", [{}] * 10_001, 10_000),
        ("AUDIT-MASS", "hits", [{}] * 2_001, 2_000),
        ("LIFETIME", "returned", [{}] * 4_001, 4_000),
        ("CRR-A-1", "sales_by_class", {str(n): {} for n in range(51)}, 50),
    ],
)
def test_nobody_can_ask_for_hours_of_arithmetic(
    method: str, name: str, value: Any, limit: int
) -> None:
    with pytest.raises(Malformed) as refused:
        compute_rate({"method": method, "inputs": {name: value}})
    (fault,) = refused.value.faults
    assert (fault.code, fault.params) == ("list_too_long", {"limit": limit})


def test_a_figure_is_written_however_long_it_is() -> None:
    long = Figure(Fraction(10**5_000 + 1, 3**11_000))
    above, below = (long.fraction or "").split("/")
    assert (len(above), above[0], above[-1]) == (5_001, "1", "1")
    assert (len(below), below[-1]) == (5_249, "1")


def test_equal_taints_need_one_bound_and_count_as_often_as_they_come() -> None:
    taints = [Fraction(1, 2)] * 3 + [Fraction(1, 4)]
    p = [upper_bound(errors, 30) for errors in range(5)]
    by_hand = p[0] + (p[3] - p[0]) / 2 + (p[4] - p[3]) / 4
    assert stringer(taints, 30) == by_hand


def test_all_faults_of_all_rows_come_at_once() -> None:
    rows = [{"mass_t": "x"}, 5, {"mass_t": "-1", "route": "own", "licensed": 1, "category": "?"}]
    assert set(faults(a_case(year="26", founded="x", collected=rows, target="9", colour=1))) == {
        "/inputs/year",
        "/inputs/founded",
        "/inputs/colour",
        "/inputs/target",
        "/inputs/collected/0/mass_t",
        "/inputs/collected/0/route",
        "/inputs/collected/0/licensed",
        "/inputs/collected/0/category",
        "/inputs/collected/1",
        "/inputs/collected/2/mass_t",
        "/inputs/collected/2/licensed",
        "/inputs/collected/2/category",
    }


@pytest.mark.parametrize("eta", ["1e3", "1E-2", "0x1", "∞", "1_000"])
def test_a_number_has_no_exponent_and_no_ornament(eta: str) -> None:
    assert faults(a_chain(eta_pb=eta)) == {"/inputs/eta_pb": "not_a_decimal"}
