"""Does the table of battery schemes claim no more than is known?"""

import pytest

from tracker.domain.identifiers.battery_code import ROWS, Certainty, schemes_of
from tracker.domain.identifiers.scheme import BATTERY_SCHEMES, Scheme


def test_every_battery_scheme_has_one_row() -> None:
    assert sorted(row.scheme for row in ROWS) == sorted(BATTERY_SCHEMES)


def test_a_scheme_whose_structure_is_unknown_has_no_pattern() -> None:
    unknown = [row for row in ROWS if row.certainty is Certainty.UNKNOWN]
    assert {Scheme.QBT5506, Scheme.TDCB0001} <= {row.scheme for row in unknown}
    assert all(row.sure is None and row.possible is None for row in unknown)


def test_every_row_says_where_its_form_is_from() -> None:
    assert all(row.source for row in ROWS)


@pytest.mark.parametrize(
    ("code", "schemes"),
    [
        ("04QPB76G0000000A1B0000042", (Scheme.ENTERPRISE,)),  # 25 characters
        ("04QPB76G000001A1B0000042", (Scheme.GBT34014, Scheme.ENTERPRISE)),
        ("04QXB76G000001A1B0000042", (Scheme.ENTERPRISE,)),  # X is no product letter
        ("04QPB76A1B0000042", (Scheme.ENTERPRISE, Scheme.GBT34014)),
        ("XY2026-000017", (Scheme.ENTERPRISE,)),
    ],
)
def test_traction_batteries_are_told_by_24_characters_and_guessed_by_17(
    code: str, schemes: tuple[Scheme, ...]
) -> None:
    assert schemes_of(code) == schemes
