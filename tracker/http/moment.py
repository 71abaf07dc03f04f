"""The moment of the request, for fields that must not lie in the future."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime

#: Set once per request from the house's clock.
NOW: ContextVar[datetime] = ContextVar("now")
