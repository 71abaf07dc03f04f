"""The API's documentation, drawn by files of our own: GET /docs."""

from __future__ import annotations

from flask import render_template

from tracker.domain.caller import Caller
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages


def docs(pages: Pages) -> None:
    """Register the view."""

    @pages.route("GET", "/docs", right=Right.READ)
    def api_docs(caller: Caller) -> str:
        return render_template("docs.html")
