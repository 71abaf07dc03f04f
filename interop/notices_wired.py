"""What the house gives to notices: the way out, and what is done about them again and again."""

from __future__ import annotations

from interop.notices.guard import Guard, networks
from interop.notices.mail import mail_server
from interop.store.notices import NoticeWork
from interop.usecases.tell_alarms import HEAP, Post, deliver, fan_out
from tracker.http.house import House


def post_of(house: House) -> Post:
    """With what this house sends."""
    settings = house.settings
    return Post(
        guard=Guard(networks(settings.notice_networks)),
        mail=mail_server(settings.smtp_url, settings.mail_from),
        secret=house.secret,
        public_url=settings.public_url,
    )


def work_of(house: House) -> NoticeWork:
    return NoticeWork(house.sessions, house.settings.province)


def tell(house: House) -> dict[str, int]:
    """Everything that is owed now, heap by heap: duties to notices, notices to their targets."""
    work, post = work_of(house), post_of(house)
    made = 0
    while (count := fan_out(work, post, house.clock)) > 0:
        made += count
    told = failed = 0
    while True:
        sent = deliver(work, post, house.clock)
        told, failed = told + sent.told, failed + sent.failed
        if sum(sent) < HEAP:
            return {"duties": made, "told": told, "failed": failed}
