"""The inbox of alarms: GET /alarms, GET and POST /alarms/{id}."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import redirect, render_template, request, url_for

from tracker.domain import register_kinds as kind
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.programme import AlarmState
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.graph.anomalies.detectors import DETECTORS
from tracker.http.alarm_desk import MOST_ID, whole_alarm
from tracker.http.alarm_words import alarm_in_words
from tracker.http.page_manners import Pages
from tracker.http.paging import key_of, page_of
from tracker.i18n.catalogue import translate
from tracker.lifecycle.alarm_steps import AlarmStep
from tracker.rules.finding import Severity
from tracker.store.queries.alarms import WantedAlarms, counted_alarms, listed_alarms
from tracker.store.queries.overview import those_seen
from tracker.usecases.handle_alarm import handle_alarm

_SHOWN = 50
_REASON = kind.paragraphs(2_000)


def alarms(pages: Pages) -> None:
    """Register the views."""
    _inbox(pages)
    _one_alarm(pages)


def _inbox(pages: Pages) -> None:
    """The list of alarms."""
    house = pages.house

    @pages.route("GET", "/alarms", right=Right.READ)
    def list_alarms(caller: Caller) -> str:
        given = {
            "state": _one_of(request.args.get("state"), ("open", "all", *AlarmState)) or "open",
            "severity": _one_of(request.args.get("severity"), tuple(Severity)),
            "site": _plain(request.args.get("site")),
            "detector": _one_of(request.args.get("detector"), tuple(DETECTORS)),
        }
        state = given["state"]
        after = key_of(request.args.get("cursor") or None, datetime.fromisoformat, _number)
        wanted = WantedAlarms(
            limit=_SHOWN,
            state=state if state in set(AlarmState) else None,
            open=True if state == "open" else None,
            severity=given["severity"],
            site=given["site"],
            rules=DETECTORS[given["detector"]].rules if given["detector"] else None,
            after=None if after is None else (after[0], after[1]),
        )
        with house.sessions() as session:
            found = listed_alarms(session, sight_of(caller), wanted)
            counts = counted_alarms(session, sight_of(caller))
        page, following = page_of(found, _SHOWN, lambda row: [row.raised_at, row.id])
        language, now = pages.language(), house.clock.now()
        return render_template(
            "alarms.html",
            alarms=[alarm_in_words(row, language, now) for row in page],
            seen=those_seen(house.sessions, caller, [row.site for row in page]),
            next=following,
            counts=counts,
            given={name: value for name, value in given.items() if value},
            states=[one.value for one in AlarmState],
            severities=[one.value for one in Severity],
            detectors=[(one.id, translate(one.name, language)) for one in DETECTORS.values()],
        )


def _one_alarm(pages: Pages) -> None:
    """One alarm, and what is done with it."""
    house = pages.house

    @pages.route("GET", "/alarms/<int:alarm>", right=Right.READ)
    def show_alarm(caller: Caller, alarm: int) -> str:
        found = whole_alarm(house, caller, alarm, pages.language())
        for step in found["steps"]:
            step["at"] = datetime.fromisoformat(step["at"].replace("Z", "+00:00"))
        seen = those_seen(house.sessions, caller, [found["site"]])
        return render_template("alarm.html", alarm=found, seen=seen)

    @pages.route("POST", "/alarms/<int:alarm>", right=(Right.CLOSE_ALARMS, Right.EDIT_OWN))
    def post_alarm(caller: Caller, alarm: int) -> Any:
        if alarm > MOST_ID:
            raise NotFound
        step = _one_of(request.form.get("step"), tuple(AlarmStep))
        if step is None:
            raise Malformed(Fault("not_one_of", "/step", {"choices": ", ".join(AlarmStep)}))
        version = request.form.get("version", "")
        handle_alarm(
            alarm,
            AlarmStep(step),
            _reason(request.form.get("reason", "")),
            int(version) if version.isascii() and version.isdecimal() else None,
            caller,
            house.new_uow(),
            house.clock,
        )
        return redirect(url_for("pages.show_alarm", alarm=alarm), 303)


def _one_of(text: str | None, among: tuple[str, ...]) -> str | None:
    return str(text) if text in among else None


def _plain(text: str | None) -> str | None:
    return text.strip() if text and text.strip() and text.isprintable() else None


def _reason(text: str) -> str | None:
    try:
        return str(_REASON.read(text)) if text.strip() else None
    except kind.Unfit as error:
        raise Malformed(*error.faults) from error


def _number(part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or not 0 <= part <= MOST_ID:
        raise ValueError(f"{part!r} is no number of an alarm")
    return part
