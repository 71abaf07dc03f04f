"""How is what the books answered written down, so that it can be read again exactly?

Frozen values of this house become JSON by their fields: moments and days as ISO 8601, fractions as
'a/b', words as themselves. Reading follows the types of the fields. Standard library only.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any


def written(value: Any) -> Any:
    """A value, or a dataclass of values, as JSON knows it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: written(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return value


def read(kind: Any, value: Any) -> Any:
    """The opposite, for a dataclass or the type of one field; ValueError where it does not fit."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise ValueError("a row is an object")
        return kind(**{name: read(of, value[name]) for name, of in _fields(kind).items()})
    if isinstance(kind, types.UnionType):
        (inner,) = (one for one in typing.get_args(kind) if one is not types.NoneType)
        return None if value is None else read(inner, value)
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if kind is Fraction or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return kind(value)
    if not isinstance(value, kind):
        raise ValueError(f"{value!r} is no {kind.__name__}")
    return value


@cache
def _fields(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
