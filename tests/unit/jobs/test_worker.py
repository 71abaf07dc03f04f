"""Which of its jobs does the worker tell people of?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tracker.jobs.worker import REST_SECONDS, Job, _is_news

ALWAYS, NIGHTLY = timedelta(seconds=REST_SECONDS), timedelta(days=1)


@pytest.mark.parametrize(
    ("every", "told", "news"),
    [
        (NIGHTLY, {"found": 111, "finished": True}, True),
        (NIGHTLY, {"found": 111, "finished": False}, False),
        (NIGHTLY, {"forgotten": 0}, True),
        (ALWAYS, {"continued": []}, False),
        (ALWAYS, {"continued": [7]}, True),
    ],
    ids=["whole", "a part", "nothing at night", "nothing as ever", "something at last"],
)
def test_a_part_of_a_long_job_is_not_told_nor_is_nothing_every_half_minute(
    every: timedelta, told: dict[str, Any], news: bool
) -> None:
    assert _is_news(Job("any", every, lambda _: told), told) is news
