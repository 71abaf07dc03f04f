"""Does every sealed field name who filled it in, whose consent changes it, and how it is read?"""

from __future__ import annotations

from tracker.domain.manifest import ManifestStep as M
from tracker.domain.manifest_revision import RevisableField
from tracker.lifecycle.manifest_seals import BY_FIELD, SEALS, sealed_fields
from tracker.lifecycle.manifest_steps import MANIFEST_STEPS
from tracker.usecases.revision_values import REVISABLE


def test_a_field_has_one_seal() -> None:
    assert len(BY_FIELD) == len(SEALS)


def test_who_fills_in_never_consents_alone() -> None:
    assert [seal.field for seal in SEALS if seal.filled_by is seal.consent_of] == []


def test_every_revisable_field_can_be_read() -> None:
    revisable = {seal.field for seal in SEALS if seal.revisable}
    assert revisable == set(REVISABLE) == set(RevisableField)


def test_what_seals_is_a_step_that_says_so() -> None:
    sealing = {row.step for row in MANIFEST_STEPS if row.seals is not None}
    assert {step for seal in SEALS for step in seal.sealed_by} == sealing


def test_nothing_is_sealed_before_the_first_step() -> None:
    assert sealed_fields(frozenset()) == []
    assert "mass_kg" in sealed_fields(frozenset({M.ISSUE}))
    assert "accepted_kg" not in sealed_fields(frozenset({M.ISSUE}))
