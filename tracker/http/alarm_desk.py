"""What the alarm page and the alarm API both do: show one alarm, and take a step."""

from __future__ import annotations

from typing import Any

from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.programme import AlarmState
from tracker.domain.sight import sight_of
from tracker.http.alarm_words import alarm_in_words, steps_in_words
from tracker.http.house import House
from tracker.lifecycle.alarm_steps import AlarmStep, Hand, steps_from
from tracker.store.queries.alarms import shown_alarm, steps_of
from tracker.usecases.handle_alarm import hand_of_reader

#: Identity columns reach so far; a longer number names nothing.
MOST_ID = 2**63 - 1


def whole_alarm(house: House, caller: Caller, alarm: int, language: str) -> dict[str, Any]:
    """One alarm with its steps and what the caller may do now; NotFound if it may not see it."""
    if alarm > MOST_ID:
        raise NotFound
    with house.sessions() as session:
        found = shown_alarm(session, sight_of(caller), alarm)
        steps = steps_of(session, alarm) if found else ()
    if found is None:
        raise NotFound
    hand = hand_of_reader(caller)
    possible: list[AlarmStep] = steps_from(AlarmState(found.state), hand) if hand else []
    return {
        **alarm_in_words(found, language, house.clock.now()),
        "steps": steps_in_words(steps),
        "possible": [step.value for step in possible if hand is not Hand.HOUSE],
    }
