"""A battery, box or lot: its timeline and its graph, GET /units/{code}."""

from __future__ import annotations

from datetime import datetime

from flask import render_template, request, url_for
from markupsafe import Markup

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.moments import CHINA
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.exports.picture import names_in, picture
from tracker.http.alarm_words import alarm_in_words
from tracker.http.page_manners import Pages
from tracker.store.queries.alarms_about import alarms_about
from tracker.usecases.show_abroad import questions_of, told_abroad
from tracker.usecases.trace_unit import trace_unit


def unit(pages: Pages) -> None:
    """Register the view."""
    house = pages.house

    @pages.route("GET", "/units/<path:code>", right=Right.TRACE)
    def unit(caller: Caller, code: str) -> str:
        trace = trace_unit(
            code,
            "both",
            caller,
            house.reading(),
            as_of=_moment("as_of"),
            known_at=_moment("known_at"),
            cursor=request.args.get("cursor") or None,
            limit=50,
        )
        names = [*names_in(trace), *(one.code for one in trace.batteries)]
        with house.sessions() as session:
            alarms = alarms_about(session, sight_of(caller), names)
        counts = {name: len(some) for name, some in alarms.items()}
        drawn = picture(
            trace,
            pages.language(),
            lambda other: url_for("pages.unit", code=other),
            counts,
        )
        now, each = house.clock.now(), {one.id: one for some in alarms.values() for one in some}
        return render_template(
            "unit.html",
            trace=trace,
            to_ask=questions_of(trace, caller),
            told_abroad=told_abroad(trace),
            unit=trace.life.unit,
            life=trace.life,
            counts=counts,
            alarms=[alarm_in_words(one, pages.language(), now) for one in each.values()],
            picture=Markup(drawn),  # noqa: S704  every text in it was escaped where it was drawn
            as_of=request.args.get("as_of", ""),
            known_at=request.args.get("known_at", ""),
        )


def _moment(name: str) -> datetime | None:
    """A moment as the browser's own field sends it, in China's time; None when empty."""
    text = request.args.get(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed(Fault("time_not_a_time", f"/{name}")) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
