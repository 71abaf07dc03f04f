"""Who is told of alarms, as a page: GET and POST /notices, POST /notices/{target} to test."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from interop.notices.target import Channel
from interop.notices_wired import post_of, work_of
from interop.usecases.keep_targets import (
    KEEPERS,
    add_target,
    list_targets,
    notice_log,
    replay,
    try_target,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.http.page_manners import Pages
from tracker.rules.finding import Severity

_SHOWN = 10
_MOST_ID = 2**63 - 1


def notices_pages(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    def shown(caller: Caller, **more: Any) -> str:
        targets = list_targets(caller, work_of(house))
        logs = {
            target.id: notice_log(target.id, None, _SHOWN, caller, work_of(house))
            for target in targets
        }
        return render_template(
            "notices.html",
            targets=targets,
            logs=logs,
            severities=[one.value for one in Severity],
            channels=[one.value for one in Channel],
            **more,
        )

    @pages.route("GET", "/notices", right=KEEPERS)
    def list_notices(caller: Caller) -> str:
        return shown(caller)

    @pages.route("POST", "/notices", right=KEEPERS)
    def post_notice_target(caller: Caller) -> str:
        kind, least = request.form.get("kind", ""), request.form.get("least", "")
        if kind not in set(Channel) or least not in set(Severity):
            raise Malformed(Fault("not_one_of", "/kind", {"choices": ", ".join(Channel)}))
        given = {
            "kind": kind,
            "address": request.form.get("address", "").strip(),
            "least": least,
            "rules": [],
            "language": pages.language(),
        }
        kept = add_target(given, caller, work_of(house), post_of(house), house.clock)
        return shown(caller, secret=kept.secret)

    @pages.route("POST", "/notices/<int:target>", right=KEEPERS)
    def post_notice_step(caller: Caller, target: int) -> Any:
        if target <= _MOST_ID and "replay" in request.form:
            replay(target, 0, caller, work_of(house), house.clock)
            return redirect(url_for("pages.list_notices"), 303)
        outcome = try_target(
            min(target, _MOST_ID), caller, work_of(house), post_of(house), house.clock
        )
        return shown(caller, tried=outcome, tried_target=target)
