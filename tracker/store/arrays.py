"""Large sets as one parameter: the driver dumps a list element by element, a text in one go."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

#: SQL that turns the parameter ``:name`` of ``ids`` back into a bigint array.
IDS = "CAST(CAST(:{} AS text) AS bigint[])"


def ids(values: Iterable[int | None]) -> str:
    """A PostgreSQL array literal of bigints, NULLs allowed."""
    return "{" + ",".join(map(str, values)).replace("None", "NULL") + "}"


def byte_strings(values: Iterable[bytes]) -> str:
    """A PostgreSQL array literal; SQL: CAST(CAST(:values AS text) AS bytea[])."""
    return "{" + ",".join([rf'"\\x{value.hex()}"' for value in values]) + "}"


def places(values: Iterable[str]) -> str:
    """A PostgreSQL array literal of tids such as (12,3); SQL: CAST(CAST(:x AS text) AS tid[])."""
    return '{"' + '","'.join(values) + '"}'


def lines(values: Iterable[str]) -> str:
    """Codes joined by line feeds, which no code holds; SQL: string_to_array(:codes, E'\\n')."""
    return "\n".join(values)


def json_text(rows: object) -> str:
    """Rows as one JSON text; SQL: jsonb_to_recordset(CAST(:rows AS jsonb)) AS v(...)."""
    return orjson.dumps(rows).decode()
