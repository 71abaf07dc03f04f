"""May a password be tried now? Counts attempts so that many at once are no way round the throttle.

An attempt on a login name is counted before the password is looked at, and taken back when it was
right: of a hundred sent at the same moment, five are looked at. A sender's failures are counted
afterwards, because many honest people may come in through one address at the same moment.
"""

from __future__ import annotations

from tracker.accounts.throttle import FORGOTTEN_AFTER, Failures, login_subject, sender_subject
from tracker.domain.errors import TooManyAttempts
from tracker.store.account_work import AccountWork
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock


def count_attempt(
    sessions: Sessions, province: int, login: str, clock: Clock, address: str
) -> None:
    """Count one attempt on a login (in its normal spelling), as if it had failed.

    Raises TooManyAttempts with the ``seconds`` to wait; nothing is counted then.
    """
    now = clock.now()
    subject = login_subject(login)
    with AccountWork(sessions, province) as work:
        of_login = Failures(*work.attempts.locked(subject, now))
        found = work.attempts.find(sender_subject(address))
        of_sender = Failures(*found) if found else Failures(0, now)
        seconds = max(of_login.seconds_left(now), of_sender.seconds_left(now))
        if seconds:
            raise TooManyAttempts(seconds=seconds)
        counted = of_login.one_more(now)
        work.attempts.keep(subject, counted.count, counted.last_at)
        work.commit()


def count_failure(sessions: Sessions, province: int, clock: Clock, address: str) -> None:
    """Count one failure of a sender."""
    now = clock.now()
    subject = sender_subject(address)
    with AccountWork(sessions, province) as work:
        counted = Failures(*work.attempts.locked(subject, now)).one_more(now)
        work.attempts.keep(subject, counted.count, counted.last_at)
        work.commit()


def take_back_failures(work: AccountWork, login: str, address: str) -> None:
    """The password was right: the failures under this login were slips, the sender's among them.

    What the sender did under other logins stays counted: an account of one's own must not be a way
    to try passwords on those of others. Part of the caller's transaction.
    """
    counted = work.attempts.clear(login_subject(login))
    work.attempts.take_back(sender_subject(address), max(counted - 1, 0))


def forget_attempts(sessions: Sessions, province: int, clock: Clock) -> int:
    """Clear away the counts that no longer matter; answers how many. For the nightly round."""
    with AccountWork(sessions, province) as work:
        gone = work.attempts.forget(clock.now() - FORGOTTEN_AFTER)
        work.commit()
    return gone
