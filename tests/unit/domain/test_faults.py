"""Is every fault that the house names in the table, and does somebody name every row of it?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import interop
import reports
import tracker
from tracker.domain.approval_faults import APPROVAL_FAULTS
from tracker.domain.epcis_faults import EPCIS_FAULTS
from tracker.domain.faults import FAULTS
from tracker.domain.ledger_faults import LEDGER_FAULTS
from tracker.domain.manifest_faults import MANIFEST_FAULTS
from tracker.domain.rate_faults import RATE_FAULTS

#: The wings name faults of the house, too.
HOUSE = tuple(Path(str(wing.__file__)).parent for wing in (tracker, interop, reports))
_PLACES = re.compile(r"\{([^}]*)\}")


def faults_in_the_code() -> Iterator[tuple[str, frozenset[str] | None]]:
    """(code, names that fill its message) of each ``Fault("…")``; None: they are not literal."""
    for file in (path for wing in HOUSE for path in wing.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Fault"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value), _names(node)


def _names(call: ast.Call) -> frozenset[str] | None:
    given = call.args[2] if len(call.args) > 2 else None
    for keyword in call.keywords:
        given = keyword.value if keyword.arg == "params" else given
    if given is None:
        return frozenset()
    if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
        return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))
    return None


def test_every_fault_that_is_named_is_in_the_table() -> None:
    assert {code for code, _ in faults_in_the_code()} <= set(FAULTS)


def test_every_place_in_a_message_is_filled_where_the_fault_is_named() -> None:
    unfilled = {
        code: set(_PLACES.findall(FAULTS[code])) - names
        for code, names in faults_in_the_code()
        if names is not None and code in FAULTS
    }
    assert {code: missing for code, missing in unfilled.items() if missing} == {}


def test_no_row_is_left_that_nobody_names() -> None:
    house = "\n".join(
        file.read_text(encoding="utf-8")
        for wing in HOUSE
        for file in wing.rglob("*.py")
        if file.name != "faults.py" or file.parent.name != "domain"
    )
    assert [code for code in FAULTS if f'"{code}"' not in house] == []


def test_every_message_is_a_whole_sentence() -> None:
    free = {"invalid"}  # its sentence comes from elsewhere
    odd = [c for c, says in FAULTS.items() if c not in free and not re.match(r"[A-Z{].*\.$", says)]
    assert odd == []


def test_no_two_tables_say_the_same_fault_differently() -> None:
    parts = [APPROVAL_FAULTS, EPCIS_FAULTS, LEDGER_FAULTS, MANIFEST_FAULTS, RATE_FAULTS]
    assert all(FAULTS[code] == said for part in parts for code, said in part.items())
    codes = [code for part in parts for code in part]
    assert {code for code in codes if codes.count(code) > 1} == set()
