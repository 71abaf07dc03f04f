"""Which language does the caller read? As the address asks, or the browser; else Chinese."""

from __future__ import annotations

from flask import Request

from tracker.i18n.catalogue import negotiate


def language_of(request: Request) -> str:
    """'zh' or 'en'."""
    return negotiate(request.headers.get("Accept-Language"), request.args.get("lang"))
