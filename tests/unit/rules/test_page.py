"""Is docs/reference/rules.md what the tables say today?"""

from __future__ import annotations

from pathlib import Path

from tracker.rules.page import rules_page
from tracker.rules.rulebook import RULES
from tracker.store.parameters_file import shipped_parameters

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rules.md"


def test_the_page_is_up_to_date() -> None:
    """If this fails: ``plumbline rules --write docs/reference/rules.md``."""
    assert PAGE.read_text(encoding="utf-8") == rules_page(shipped_parameters())


def test_every_rule_stands_on_it_once_in_each_language() -> None:
    page = rules_page(shipped_parameters())
    for name in RULES:
        assert page.count(f"| `{name}`") == 2, name
