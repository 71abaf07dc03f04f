"""Do bundles that earlier programs made still agree, and still make the figure of their day?

Each file was downloaded once and is never made again; a program that says otherwise of one of them
has changed what a definition means instead of adding a version.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.verify.bundle import verify

BUNDLES = Path(__file__).parent / "bundles"
#: File -> the figure that it was frozen with.
FIGURES = {"2026-CRR-S-1-v1.zip": "0.127991"}


def test_every_bundle_has_its_figure() -> None:
    assert {path.name for path in BUNDLES.glob("*.zip")} == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_an_earlier_bundle_still_makes_its_figure(name: str) -> None:
    verdict = verify((BUNDLES / name).read_bytes())
    assert verdict.wrong == ()
    assert verdict.figure is not None
    assert verdict.figure["decimal"] == FIGURES[name]
