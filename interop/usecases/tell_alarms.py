"""What the outbox owes of alarms becomes notices, and notices are sent until they are told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from interop.notices.backoff import LEASE, next_attempt
from interop.notices.guard import Guard
from interop.notices.mail import MailServer, send_mail
from interop.notices.sealing import opened
from interop.notices.target import Channel, Target
from interop.notices.webhook import Outcome, post_webhook
from interop.notices.words import mail_text, plain, subject_line
from interop.store.notice_rows import Leased
from interop.store.notices import NoticeWork
from tracker.http.alarm_words import alarm_in_words
from tracker.rules.finding import Severity
from tracker.store.queries.alarms import SeenAlarm
from tracker.usecases.ports import Clock

#: So many duties become notices, and so many notices are sent, in one go.
HEAP = 200


@dataclass(frozen=True, slots=True)
class Post:
    """With what is sent: ``secret`` opens the targets' keys, ``public_url`` begins links."""

    guard: Guard
    mail: MailServer | None
    secret: bytes
    public_url: str


class Sent(NamedTuple):
    """What came of one go."""

    told: int
    failed: int


def fan_out(work: NoticeWork, post: Post, clock: Clock) -> int:
    """Make one notice for each target that wants to hear of an alarm; the duty is done with it.

    Answers how many duties there were. A notice is made once, whatever happens in between.
    """
    now = clock.now()
    with work:
        duties = work.duties(HEAP)
        if not duties:
            return 0
        targets = work.targets()
        alarms = work.alarms([duty.alarm for duty in duties])
        rows = [
            {
                "target": target.id,
                "alarm": duty.alarm,
                "version": duty.version,
                "topic": duty.topic,
                "body": _body(duty.topic, alarm, target, post, now),
            }
            for duty in duties
            for alarm in [alarms.get(duty.alarm)]
            if alarm is not None
            for target in targets
            if target.wants(alarm.rule, Severity(alarm.severity), alarm.level, alarm.organisation)
        ]
        work.add(json.dumps(rows, ensure_ascii=False), now)
        work.done(duties, now)
        work.commit()
    return len(duties)


def _body(
    topic: str, alarm: SeenAlarm, target: Target, post: Post, now: datetime
) -> dict[str, Any]:
    return {
        "type": topic,
        "at": now.isoformat(),
        "alarm": plain(alarm_in_words(alarm, target.language, now)),
        "link": f"{post.public_url}/alarms/{alarm.id}",
    }


def deliver(work: NoticeWork, post: Post, clock: Clock) -> Sent:
    """Send what is due. Between lease and note nothing is held open; who dies in between leaves
    the notice to the next one, who sends it again under the same number."""
    leased, targets = _lease(work, clock)
    told = 0
    for notice in leased:
        target = targets.get(notice.target)
        outcome = _gone() if target is None else send(notice, target, post, clock.now())
        _note(notice, outcome, work, clock)
        told += outcome.told
    return Sent(told, len(leased) - told)


def _lease(work: NoticeWork, clock: Clock) -> tuple[list[Leased], dict[int, Target]]:
    now = clock.now()
    with work:
        leased = work.lease(now, now + LEASE, HEAP)
        targets = {target.id: target for target in work.targets() if target.active}
        work.commit()
    return leased, targets


def _note(notice: Leased, outcome: Outcome, work: NoticeWork, clock: Clock) -> None:
    now = clock.now()
    with work:
        following = next_attempt(notice.recorded_at, notice.attempts, now)
        work.note(notice.id, now, outcome, following)
        work.commit()


def send(notice: Leased, target: Target, post: Post, now: datetime) -> Outcome:
    """One attempt on the target's own way."""
    if target.kind is Channel.MAIL:
        subject = subject_line(notice.topic, notice.body, target.language)
        text = mail_text(notice.topic, notice.body, target.language)
        return send_mail(post.mail, target.address, subject, text, f"notice-{notice.id}", now)
    secret = None if target.secret is None else opened(target.secret.encode(), post.secret)
    if secret is None:
        return Outcome(False, "refused", None, "the key of this target cannot be opened", 0)
    body = json.dumps(notice.body, ensure_ascii=False, sort_keys=True).encode()
    return post_webhook(target.address, secret, f"notice-{notice.id}", now, body, post.guard)


def _gone() -> Outcome:
    return Outcome(False, "refused", None, "the target is switched off", 0)
