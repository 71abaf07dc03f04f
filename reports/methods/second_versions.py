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
    replace(
        _FIRST["WEIGHTS"],
        version=2,
        rule=Text(
            "2 至 4 级为推算：> 10 % 标 FLAG_IMPUTED_10，> 20 % 标 FLAG_IMPUTED_20（不能认定）；"
            "由记录计算时：未过磅且无型号质量的只数按同网络同季同类均值（3 级），无均值的按给定的"
            "默认单只质量（4 级），未给的只列只数；各率不计推算部分",
            "tiers 2 to 4 are imputed: > 10 % is FLAG_IMPUTED_10, > 20 % FLAG_IMPUTED_20 (cannot be"
            " certified); from records: pieces neither weighed nor of a known model by the mean of"
            " their class in the same network and quarter (3), without one by the default piece"
            " that is given (4), else only counted; no rate counts what tiers 3 and 4 add",
        ),
    ),
)
