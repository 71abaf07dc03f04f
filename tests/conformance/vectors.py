"""Where do the vectors of others lie? A folder that a setting names, and that CI must have."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def vectors(subject: str) -> Path:
    """The folder of one subject; skips the test without it, fails where none may be skipped."""
    folder = os.environ.get("PLUMBLINE_VECTORS")
    if not folder:
        message = "PLUMBLINE_VECTORS is not set: there is nothing to compare with"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return Path(folder) / subject
