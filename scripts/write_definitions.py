"""Write the tables of definitions and emission factors into docs/reference/rates.md.

Run after a definition was added: python -m scripts.write_definitions. A test compares the two.
"""

from __future__ import annotations

from pathlib import Path

from reports.methods.table import LANGUAGES, definitions_table, factors_table, marks_line

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "rates.md"

BLOCKS = {"definitions": definitions_table, "marks": marks_line, "emission factors": factors_table}


def written(page: str) -> str:
    """The page with every marked block as the definitions are now; KeyError for a lost mark."""
    for name, make in BLOCKS.items():
        for language in LANGUAGES:
            begin, end = f"<!-- {name} {language} -->", f"<!-- end {name} {language} -->"
            before, begun, rest = page.partition(begin)
            _, ended, after = rest.partition(end)
            if not (begun and ended):
                raise KeyError(begin)
            page = f"{before}{begin}\n{make(language)}\n{end}{after}"
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
