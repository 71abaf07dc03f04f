"""Where does a test get the hand-computed cases of recovery rates from?"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest


def recovery_cases() -> dict[str, Any]:
    """All cases by name. Without PLUMBLINE_VECTORS the test is skipped, on CI it fails."""
    folder = os.environ.get("PLUMBLINE_VECTORS")
    if not folder:
        message = "PLUMBLINE_VECTORS is not set: there are no cases to compare with"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    path = Path(folder) / "recovery" / "cases.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
