"""How is what somebody gives beside the records read from a text?"""

from __future__ import annotations

from reports.usecases.case_text import case_of
from reports.usecases.given import NOTHING, Given, given_of


def given_in(text: str | None) -> Given:
    """The JSON object in a text, numbers read exactly; nothing where the text is empty."""
    if text is None or not text.strip():
        return NOTHING
    return given_of(case_of(text.encode("utf-8", "replace")))
