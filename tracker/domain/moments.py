"""Moments: aware UTC inside, China Standard Time for days of the trade."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

#: China has kept one offset without summer time since 1991.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")

#: Nothing traced here happened before; earlier times are slips of a clock.
FIRST_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)

#: Clocks of handhelds may run ahead by this much before a time counts as future.
CLOCK_TOLERANCE = timedelta(minutes=5)


def day_of(moment: datetime) -> date:
    """The calendar day in China on which a moment falls: law and years are counted in these."""
    return moment.astimezone(CHINA).date()


def said(moment: datetime) -> str:
    """A moment as it is written in answers: UTC, RFC 3339, milliseconds only if there are any."""
    utc = moment.astimezone(UTC)
    spec = "milliseconds" if utc.microsecond else "seconds"
    return utc.isoformat(timespec=spec).replace("+00:00", "Z")
