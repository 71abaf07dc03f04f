"""Does the page about manifests tell the tables as they are?"""

from __future__ import annotations

from pathlib import Path

from tracker.domain.manifest import ManifestStep
from tracker.lifecycle.manifest_seals import SEALS
from tracker.lifecycle.manifest_steps import MANIFEST_STEPS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "manifests.md"


def cells() -> set[tuple[str, ...]]:
    """Every row of every table, each cell's last word without its marks."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("| ")]
    return {tuple(cell.replace("`", "").strip().split(" ")[-1] for cell in row) for row in rows}


def test_every_step_stands_in_its_table() -> None:
    wanted = {
        (
            row.step.value,
            row.before.value,
            row.after.value,
            row.by.value,
            "✓" if row.compares else "",
            "5" if row.clock else "",
        )
        for row in MANIFEST_STEPS
        if row.step is not ManifestStep.NUMBER
    }
    assert wanted - cells() == set()


def test_every_sealed_field_stands_in_its_table() -> None:
    told = {(row[0], row[1], row[3], row[4]) for row in cells() if len(row) == 5}
    wanted = {
        (
            seal.field,
            seal.where,
            seal.filled_by.value,
            seal.consent_of.value if seal.revisable else "—",
        )
        for seal in SEALS
    }
    assert wanted - told == set()
