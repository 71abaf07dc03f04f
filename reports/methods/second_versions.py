"""Which definitions were given a second version, and what does it change? The first ones stay."""

from __future__ import annotations

from dataclasses import replace

from reports.methods.arising_definitions import ARISINGS
from reports.methods.definition import Text

_FIRST = {one.id: one for one in ARISINGS}

SECONDS = (
    replace(
        _FIRST["COLLECTION"],
        version=2,
        rule=Text(
            "来源不明的单列，不算给收集方；再次转移不改变来源；另计外省与国家系统交换来的记录，"
            "按来源计一次，不论记录从哪一方来；后到的同一电池不再计",
            "unknown origin is its own bucket, never the collector's; later transfers change"
            " nothing; records of other provinces and of the national system count, too, once by"
            " origin, whichever way they came; what was received elsewhere before does not count"
            " again",
        ),
    ),
)
