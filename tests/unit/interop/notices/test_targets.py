"""Who wants to hear what, when is it tried again, and what is a good address?"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

import pytest

from interop.notices.backoff import LONGEST_REST, PATIENCE, next_attempt
from interop.notices.mail import mail_server
from interop.notices.sealing import opened, sealed
from interop.notices.signature import new_secret, signed_headers
from interop.notices.target import Channel, Target, target_faults
from tests.fakes.clock import START
from tracker.rules.finding import Severity


def a_target(**changes: Any) -> Target:
    """The bureau's webhook for warnings and worse."""
    fields: dict[str, Any] = {
        "id": 1,
        "kind": Channel.WEBHOOK,
        "address": "https://alarms.example/hook",
        "secret": None,
        "least": Severity.WARNING,
        "rules": frozenset(),
        "organisation": None,
        "language": "zh",
    }
    return Target(**fields | changes)


@pytest.mark.parametrize(
    ("changes", "severity", "level", "wanted"),
    [
        ({}, Severity.WARNING, 0, True),
        ({}, Severity.NOTICE, 0, False),
        ({}, Severity.NOTICE, 1, True),  # it has risen
        ({"active": False}, Severity.ALARM, 0, False),
        ({"rules": frozenset({"never_sold"})}, Severity.ALARM, 0, True),
        ({"rules": frozenset({"sold_twice"})}, Severity.ALARM, 0, False),
        ({"organisation": "US"}, Severity.ALARM, 0, True),
        ({"organisation": "THEM"}, Severity.ALARM, 0, False),
    ],
)
def test_a_target_hears_what_it_asked_for(
    changes: dict[str, Any], severity: Severity, level: int, *, wanted: bool
) -> None:
    assert a_target(**changes).wants("never_sold", severity, level, "US") is wanted


def test_rests_grow_to_a_quarter_of_a_day_and_a_week_is_the_end() -> None:
    rests = []
    attempts, now = 0, START
    while (following := next_attempt(START, attempts + 1, now)) is not None:
        attempts += 1
        rests.append(following - now)
        now = following
    assert rests == sorted(rests)
    assert rests[0] == timedelta(seconds=30)
    assert rests[-1] == LONGEST_REST
    assert START + timedelta(days=1) < now <= START + PATIENCE


def test_a_receiver_can_check_a_notice_with_what_it_was_shown() -> None:
    secret, body = new_secret(), b'{"type": "alarm.raised"}'
    headers = signed_headers(secret, "notice-7", 1_790_000_000, body)
    key = base64.b64decode(secret[len("whsec_") :])
    signed = b".".join((b"notice-7", b"1790000000", body))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert new_secret() != secret


def test_a_key_is_opened_by_the_same_house_only() -> None:
    kept = sealed("whsec_x", b"house")
    assert b"whsec_x" not in kept
    assert opened(kept, b"house") == "whsec_x"
    assert opened(kept, b"another") is None


@pytest.mark.parametrize(
    ("kind", "address", "fits"),
    [
        ("mail", "duty@example.org", True),
        ("mail", "Duty <duty@example.org>", False),
        ("mail", "a@b\r\nBcc: c@d", False),
        ("mail", "nobody", False),
        ("webhook", "https://alarms.example/hook?x=1", True),
        ("webhook", "http://10.1.2.3:8080/", True),
        ("webhook", "https://user:pw@alarms.example/", False),
        ("webhook", "ftp://alarms.example/", False),
        ("webhook", "https:///hook", False),
        ("webhook", "https://alarms.example:99999/", False),
        ("webhook", "https://alarms.example/#x", False),
        ("webhook", "https://alarms.example/" + "x" * 500, False),
        ("webhook", "https://报警.example/", False),
    ],
)
def test_an_address_is_what_its_way_takes(kind: str, address: str, *, fits: bool) -> None:
    faults = target_faults({"kind": kind, "address": address, "rules": ["never_sold"]})
    assert (not faults) is fits


def test_a_rule_that_is_none_is_named_by_its_place() -> None:
    given = {"kind": "mail", "address": "a@b.c", "rules": ["never_sold", "gossip"]}
    assert [fault.pointer for fault in target_faults(given)] == ["/rules/1"]


def test_the_mail_server_of_the_settings_is_read() -> None:
    found = mail_server("smtp+starttls://me%40x.org:p%3Aw@mail.example", None)
    assert found is not None
    assert (found.host, found.port, found.user, found.password, found.sender) == (
        *("mail.example", 587, "me@x.org", "p:w"),
        "me@x.org",
    )
    assert mail_server("http://mail.example", None) is None
    assert mail_server(None, None) is None
