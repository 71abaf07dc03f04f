"""Which test proves which of the negative cases? Rendered as docs/reference/exchange-cases.md.

``python -m tests.conformance.exchange.render`` writes the page; a test holds it to the tests.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import ROOT, tree
from tests.conformance.exchange.catalogue import CASES

PAGE = ROOT / "docs" / "reference" / "exchange-cases.md"
_NUMBER = re.compile(r"_n(\d\d)(?=_)")
_HEAD = """# Negative cases of the exchange · 数据交换的反例

Every request, record or answer that must not be taken has a number, N01 to N96, and tests that are
named after it. Rendered by `python -m tests.conformance.exchange.render`; a test compares this page
with the tests. How long N43, N47 and N95 take is measured
(`python -m benchmarks --only exchange_refusals`).

| Case | Proved by | In |
|---|---|---|
"""
_WAITS = {"sm2": "with SM2: not yet", "timestamps": "with a time-stamp authority: not yet"}


def page() -> str:
    """The whole page."""
    rows = []
    for case in CASES:
        for file in case.stands:
            said = "<br>".join(_said(case.number, file))
            rows.append(f"| N{case.number:02d} | {said} | `{file}` |")
        rows += [f"| N{case.number:02d} | *{_WAITS[what]}* | – |" for what in case.waits]
    return _HEAD + "\n".join(rows) + "\n"


def _said(number: int, file: str) -> Iterator[str]:
    """The names of the tests of a case, as sentences."""
    for node in ast.walk(tree(file)):
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_n"):
            continue
        if f"{number:02d}" in _NUMBER.findall(node.name):
            yield _NUMBER.sub("", node.name).removeprefix("test").strip("_").replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
