"""Does every emission factor say where it is from and how sure it is?"""

from __future__ import annotations

import pytest

from reports.methods.definition import Certainty
from reports.methods.emission_factors import EMISSION_FACTORS, emission_factor


def test_every_factor_has_source_and_unit_in_both_languages() -> None:
    for one in EMISSION_FACTORS:
        assert all((*one.title, *one.source, one.unit)), one.id
    assert len({one.id for one in EMISSION_FACTORS}) == len(EMISSION_FACTORS)


def test_only_what_was_read_is_verified() -> None:
    verified = {one.id for one in EMISSION_FACTORS if one.verified}
    assert verified == {"IIR-DE-2C5"}
    assert emission_factor("TOOLKIT-2D-1").certainty is Certainty.MEMORY


def test_the_usual_mix_of_primary_lead_is_that_of_its_parts() -> None:
    mix, isf, direct = (
        emission_factor(id_).value for id_ in ("IPCC-PRIMARY-MIX", "IPCC-ISF", "IPCC-DIRECT")
    )
    assert round((isf * 80 + direct * 20) / 100, 2) == mix


def test_a_factor_that_there_is_none_of_is_not_found() -> None:
    with pytest.raises(KeyError):
        emission_factor("TOOLKIT-2D-9")
