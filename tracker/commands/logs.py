"""Where do log lines go? To standard error as JSON, so that standard output holds answers only."""

from __future__ import annotations

import sys

import structlog


def log_to_stderr() -> None:
    """One JSON object a line, Chinese as it is, with level and time."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
