"""Rates on the command line: cases from files, rates from a real database, no traces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.builders.rates import a_year_in_its_own_house
from tracker.commands.rates import rate

CASE: dict[str, Any] = {
    "method": "R_EPR",
    "variant": "NDRC-2020",
    "inputs": {
        "year": 2026,
        "sales_t": {"2025": "6400"},
        "collected": [{"mass_t": "2304", "route": "own", "licensed": True, "category": "waste"}],
    },
}


def run(*words: str, given: bytes = b"", settings: dict[str, str] | None = None) -> Result:
    """The command as a process would see it; English unless said otherwise."""
    result = CliRunner().invoke(rate, words, input=given, env={"LC_ALL": "en", **(settings or {})})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def compute(content: bytes | str, *words: str) -> tuple[int, dict[str, Any]]:
    """Exit code and answer for a case given on standard input."""
    given = content.encode() if isinstance(content, str) else content
    result = run("compute", "-", "--json", *words, given=given)
    return result.exit_code, json.loads(result.stdout)


def test_a_case_in_a_file_is_computed(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8-sig")
    result = run("compute", str(file), "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["value"]["fraction"]) == (0, "9/25")


def test_people_read_value_definition_and_flags(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE))
    said = run("compute", str(file)).stdout
    assert "0.360000  = 9/25" in said
    assert "R_EPR/NDRC-2020  (awaits_confirmation)" in said


def test_a_case_with_several_inputs_gets_an_answer_for_each() -> None:
    code, answer = compute(json.dumps({"inputs": [CASE, CASE], "values": {}}))
    assert code == 0
    assert [one["value"]["fraction"] for one in answer["answers"]] == ["9/25", "9/25"]


def test_a_fault_in_one_of_several_inputs_is_pointed_at() -> None:
    code, answer = compute(json.dumps({"inputs": [CASE, {"method": "NO", "inputs": {}}]}))
    pointers = [fault["pointer"] for fault in answer["error"]["faults"]]
    assert (code, pointers) == (1, ["/inputs/1/method"])


def test_numbers_in_a_file_never_pass_through_binary_fractions() -> None:
    text = json.dumps(CASE).replace('"2304"', "2304.0000000000000000000000000001")
    _, answer = compute(text)
    assert answer["value"]["fraction"] != "9/25"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "broken_json"),
        ("{", "broken_json"),
        ('{"method": NaN}', "broken_json"),
        ('{"inputs": {}, "inputs": {}}', "broken_json"),
        (b"\xff\xfe{}", "broken_json"),
        ("[" * 100_000, "broken_json"),
        ('{"method": ' + "9" * 5_000 + "}", "broken_json"),
        ("[]", "malformed"),
        ("{}", "malformed"),
        ('{"inputs": [5]}', "malformed"),
        (" " * 4_000_001, "too_large"),
    ],
)
def test_what_is_no_case_is_refused_by_name(content: bytes | str, problem: str) -> None:
    code, answer = compute(content)
    assert (code, answer["error"]["code"]) == (1, problem)


@pytest.mark.parametrize("name", ["missing.json", "", "nul\x00.json"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    result = run("compute", str(tmp_path / name), "--json")
    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (1, "file_unreadable")


@pytest.fixture
def province(own_database: str, tmp_path: Path) -> dict[str, str]:
    return a_year_in_its_own_house(own_database, tmp_path)


def show(province: dict[str, str], *words: str) -> tuple[int, dict[str, Any]]:
    given = ("--enterprise", province["producer"], "--year", "2025", *words)
    settings = {name: value for name, value in province.items() if name.startswith("PLUMBLINE")}
    result = run("show", *given, "--json", settings=settings)
    return result.exit_code, json.loads(result.stdout)


def test_a_rate_is_shown_with_its_factors_and_records(province: dict[str, str]) -> None:
    code, answer = show(province)
    assert (code, answer["status"], answer["value"]["fraction"]) == (0, "OK", "39/400")
    assert answer["definition"]["id"] == "CRR-S-1"
    assert {name: len(page["items"]) for name, page in answer["evidence"].items()} == {
        "collected": 1,
        "sales_base": 3,
        "v0": 1,
        "eta_pb": 2,
    }


def test_the_records_of_one_factor_come_in_pages(province: dict[str, str]) -> None:
    _, first = show(province, "--factor", "sales_base", "--limit", "2")
    _, rest = show(province, "--factor", "sales_base", "--cursor", first["next"])
    years = [item["about"]["year"] for item in (*first["items"], *rest["items"])]
    assert (years, rest["next"]) == ([2022, 2023, 2024], None)


def test_what_nobody_knows_is_said_without_a_trace(province: dict[str, str]) -> None:
    code, answer = show(province, "--definition", "CRR-X", "--year", "1")
    found = {fault["pointer"]: fault["code"] for fault in answer["error"]["faults"]}
    assert code == 1
    assert found == {"/definition": "unknown_definition", "/year": "not_a_whole_number"}
    code, answer = show({**province, "producer": "NOBODY"})
    assert (code, answer["error"]["code"]) == (1, "not_found")
