"""Somebody does something about an alarm: acknowledge, remark, resolve, dismiss, raise again."""

from __future__ import annotations

from tracker.domain import region
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotAllowed, NotFound, SomeoneWasFaster
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.lifecycle.alarm_steps import AlarmStep, Hand, step_for, steps_from
from tracker.usecases.alarm_ports import KnownAlarm, LawWork
from tracker.usecases.keep_register import OFFICE
from tracker.usecases.ports import Clock


def handle_alarm(
    alarm: int,
    step: AlarmStep,
    reason: str | None,
    version: int | None,
    caller: Caller,
    uow: LawWork,
    clock: Clock,
) -> None:
    """Take one step. ``version``, if given, must still be the alarm's.

    Raises NotFound for what the caller may not see, NotAllowed for a step that is not the caller's,
    Malformed when the step is not possible now or wants a reason, SomeoneWasFaster.
    """
    with uow:
        known = uow.alarms.locked(alarm)
        if known is None or not sees(known, caller):
            raise NotFound
        hand = hand_of(known, caller)
        if hand is None:
            raise NotAllowed
        if version is not None and version != known.version:
            words = {"yours": version, "current": known.version}
            raise SomeoneWasFaster(Fault("stale_version", "/version", words))
        row = step_for(step, known.state, hand)
        if row is None:
            allowed = ", ".join(steps_from(known.state, hand))
            words_of_step = {"alarm_step": step, "alarm_state": known.state, "steps": allowed}
            raise Malformed(Fault("step_not_possible", "/step", words_of_step))
        if row.reason and not reason:
            raise Malformed(Fault("reason_needed", "/reason"))

        after = row.after or known.state
        now = clock.now()
        uow.alarms.take(known, step.value, after, caller.user, reason, now)
        uow.duties.add(f"alarm.{_TOPIC[step]}", str(known.id), known.version + 1)
        line = f"alarm {step.value} id={known.id} rule={known.rule} state={after.value}"
        uow.audit.append(known.site or OFFICE, caller.user, now, line)
        uow.commit()


def sees(alarm: KnownAlarm, caller: Caller) -> bool:
    """The organisation it is about, and whoever oversees its division or the whole province."""
    sight = sight_of(caller)
    if sight.organisation is not None and sight.organisation == alarm.organisation:
        return True
    if sight.division is None:
        return False
    within = alarm.division is not None and region.short_code(alarm.division).startswith(
        sight.division
    )
    return within or sight.province == alarm.province


def hand_of(alarm: KnownAlarm, caller: Caller) -> Hand | None:
    """As what the caller acts on this alarm."""
    hand = hand_of_reader(caller)
    own = caller.organisation is not None and caller.organisation == alarm.organisation
    return None if hand is Hand.KEEPER and not own else hand


def hand_of_reader(caller: Caller) -> Hand | None:
    """As what the caller acts on an alarm that it may see."""
    if caller.may(Right.CLOSE_ALARMS):
        return Hand.OFFICE
    return Hand.KEEPER if caller.may(Right.EDIT_OWN) else None


_TOPIC = {
    AlarmStep.ACKNOWLEDGE: "acknowledged",
    AlarmStep.REMARK: "remarked",
    AlarmStep.RESOLVE: "resolved",
    AlarmStep.DISMISS: "dismissed",
    AlarmStep.RAISE_AGAIN: "raised",
    AlarmStep.ESCALATE: "escalated",
    AlarmStep.CLEAR: "cleared",
    AlarmStep.RAISE: "raised",
}
