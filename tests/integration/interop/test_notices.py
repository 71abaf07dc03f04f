"""Are people told of alarms, once, signed, even if they were away for a day?"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import smtplib
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, text

from interop.notices_wired import tell
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tests.integration.interop.conftest import Receiver
from tracker.domain.scan import ScanKind


def a_target(web: Web, address: str, login: str = "bureau", **more: Any) -> dict[str, Any]:
    body = {"kind": "webhook", "address": address, "least": "notice", "language": "en", **more}
    answer = web.post("/notice-targets", login, body)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def told(web: Web) -> dict[str, int]:
    return tell(web.app.extensions["house"])


def log(web: Web, target: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = web.get(
        f"/notice-targets/{target['id']}/notices", "bureau"
    ).get_json()["items"]
    return items


def test_an_alarm_reaches_the_webhook_signed_and_only_once(
    web: Web, town: TheTown, receiver: Receiver
) -> None:
    target = a_target(web, receiver.url)
    town.scan(town.point, ScanKind.COLLECT, "B1")

    assert told(web) == {"duties": 1, "told": 1, "failed": 0}
    assert told(web) == {"duties": 0, "told": 0, "failed": 0}
    ((headers, body),) = receiver.got
    said = json.loads(body)
    assert (said["type"], said["alarm"]["subject"]) == ("alarm.raised", "B1")
    assert said["alarm"]["says"] == "It comes back although no sale is known."
    assert said["link"].endswith(f"/alarms/{said['alarm']['id']}")
    key = base64.b64decode(target["secret"].removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{mac}"
    (notice,) = log(web, target)
    assert [one["outcome"] for one in notice["attempts"]] == ["told"]
    assert notice["sent_at"] is not None


def test_a_target_that_is_down_for_a_day_loses_nothing(
    web: Web, town: TheTown, receiver: Receiver
) -> None:
    receiver.answers = [503]
    target = a_target(web, receiver.url)
    town.scan(town.point, ScanKind.COLLECT, "B1", "B2")
    for _ in range(24):
        told(web)
        town.clock.pass_by(hours=1)
    failed = len(receiver.got)
    assert failed > 10

    receiver.answers = [200]
    town.clock.pass_by(hours=6)
    assert told(web)["told"] == 2
    subjects = [json.loads(body)["alarm"]["subject"] for _, body in receiver.got[failed:]]
    assert sorted(subjects) == ["B1", "B2"]
    assert {headers["webhook-id"] for headers, _ in receiver.got} == {
        f"notice-{one['id']}" for one in log(web, target)
    }


def test_what_was_given_up_after_a_week_is_sent_again_when_asked(
    web: Web, town: TheTown, receiver: Receiver
) -> None:
    receiver.answers = [500]
    target = a_target(web, receiver.url)
    town.scan(town.point, ScanKind.COLLECT, "B1")
    for _ in range(60):
        told(web)
        town.clock.pass_by(hours=6)
    (notice,) = log(web, target)
    assert notice["given_up_at"] is not None
    assert notice["next_at"] is None

    receiver.answers = [200]
    path = f"/notice-targets/{target['id']}/replay"
    assert web.post(path, "bureau", {"after": int(notice["id"])}).get_json() == {"replayed": 0}
    assert web.post(path, "bureau", {"after": 0}).get_json() == {"replayed": 1}
    assert told(web)["told"] == 1
    assert receiver.got[-1][0]["webhook-id"] == f"notice-{notice['id']}"


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/", "https://[::1]:1/", "https://169.254.169.254/latest"]
)
def test_a_webhook_into_a_private_network_is_never_called(
    web: Web, town: TheTown, address: str
) -> None:
    target = a_target(web, address)
    town.scan(town.point, ScanKind.COLLECT, "B1")

    assert told(web)["failed"] == 1
    (attempt,) = log(web, target)[0]["attempts"]
    assert attempt["outcome"] == "refused"
    assert "not allowed" in attempt["detail"]


def test_a_redirect_leads_no_further_than_the_guard(
    web: Web, town: TheTown, receiver: Receiver
) -> None:
    receiver.answers = ["http://10.0.0.1/secret", receiver.url, 200]
    target = a_target(web, receiver.url)
    outcome = web.post(f"/notice-targets/{target['id']}/test", "bureau", {}).get_json()
    assert outcome["outcome"] == "refused"

    again = web.post(f"/notice-targets/{target['id']}/test", "bureau", {}).get_json()
    assert (again["outcome"], again["status"]) == ("told", 200)


def test_a_name_that_leads_home_is_refused_when_it_is_reached(
    web: Web, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is looked at when the connection is made, so a name cannot change its mind."""
    answers = [("10.0.0.5", 80), ("127.0.0.1", receiver.port)]
    monkeypatch.setattr(
        "interop.notices.guard.socket.getaddrinfo",
        lambda *_a, **_k: [(2, 1, 6, "", answer) for answer in answers],
    )
    target = a_target(web, f"http://alarms.example:{receiver.port}/")
    outcome = web.post(f"/notice-targets/{target['id']}/test", "bureau", {}).get_json()
    assert (outcome["outcome"], receiver.got) == ("refused", [])


def test_the_test_button_says_how_it_went_and_is_not_tried_again(
    web: Web, town: TheTown, receiver: Receiver
) -> None:
    receiver.answers = [500, 200]
    target = a_target(web, receiver.url)
    first = web.post(f"/notice-targets/{target['id']}/test", "bureau", {}).get_json()
    town.clock.pass_by(days=1)

    assert (first["outcome"], first["status"]) == ("answered", 500)
    assert told(web) == {"duties": 0, "told": 0, "failed": 0}
    assert len(receiver.got) == 1


def test_an_organisation_hears_of_its_own_alarms_only(
    web: Web, town: TheTown, receiver: Receiver
) -> None:
    a_target(web, receiver.url, "point")
    town.scan(town.other_point, ScanKind.COLLECT, "B1")
    town.scan(town.point, ScanKind.COLLECT, "B2")

    assert told(web) == {"duties": 2, "told": 1, "failed": 0}
    assert json.loads(receiver.got[0][1])["alarm"]["subject"] == "B2"


def test_one_sees_and_changes_ones_own_targets_only(web: Web, receiver: Receiver) -> None:
    target = a_target(web, receiver.url, "point")
    path = f"/notice-targets/{target['id']}"
    changed = {"least": "alarm", "rules": [], "language": "zh", "active": False, "version": 1}

    for login in ("bureau", "other_point"):
        assert web.get("/notice-targets", login).get_json() == {"items": []}
        assert web.put(path, login, changed).status_code == 404
        assert web.post(f"{path}/test", login, {}).status_code == 404
        assert web.get(f"{path}/notices", login).status_code == 404
    amended = web.put(path, "point", changed)
    assert (amended.status_code, amended.get_json()["active"]) == (200, False)
    assert amended.get_json()["secret"] is None
    assert web.put(path, "point", changed).status_code == 409


def test_who_is_told_stands_in_the_trail(
    web: Web, receiver: Receiver, database: Connection
) -> None:
    target = a_target(web, receiver.url)
    web.post(f"/notice-targets/{target['id']}/replay", "bureau", {})
    lines = database.scalars(text("SELECT line FROM audit ORDER BY number")).all()
    assert [receiver.url in lines[0], "replay after=0" in lines[1]] == [True, True]


def test_the_key_lies_sealed_in_the_books(
    web: Web, receiver: Receiver, database: Connection
) -> None:
    target = a_target(web, receiver.url)
    kept = database.scalar(text("SELECT secret FROM notice_target"))
    assert target["secret"].encode() not in bytes(kept)
    assert "secret" in web.get("/notice-targets", "bureau").get_json()["items"][0]
    assert web.get("/notice-targets", "bureau").get_json()["items"][0]["secret"] is None


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"kind": "pigeon"}, {"/kind": "not_one_of"}),
        ({"address": "ftp://x"}, {"/address": "not_a_webhook"}),
        ({"kind": "mail"}, {"/address": "not_a_mailbox"}),
        (
            {"address": "x", "rules": ["gossip"]},
            {"/address": "not_a_webhook", "/rules/0": "unknown_rule"},
        ),
    ],
)
def test_a_target_that_cannot_be_is_refused(
    web: Web, change: dict[str, Any], faults: dict[str, str]
) -> None:
    body = {"kind": "webhook", "address": "https://alarms.example/", **change}
    answer = web.post("/notice-targets", "bureau", body)
    assert (answer.status_code, faults_of(answer)) == (422, faults)


class _Mailbox:
    """Stands for a mail server: what smtplib would have sent."""

    sent: list[Any] = []  # noqa: RUF012  one for all, emptied by its test

    def __init__(self, host: str, port: int, **_: Any) -> None:
        self.host = host

    def __enter__(self) -> _Mailbox:
        return self

    def __exit__(self, *_: object) -> None:
        """Bye."""

    def send_message(self, message: Any) -> None:
        if self.host == "down.example":
            raise smtplib.SMTPServerDisconnected("gone")
        self.sent.append(message)


@pytest.mark.parametrize(
    ("host", "outcome"), [("up.example", "told"), ("down.example", "not_reached")]
)
def test_a_mail_says_what_where_and_what_to_do(
    web: Web,
    town: TheTown,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    outcome: str,
) -> None:
    monkeypatch.setattr("interop.notices.mail.smtplib.SMTP", _Mailbox)
    _Mailbox.sent.clear()
    house = web.app.extensions["house"]
    changed = replace(house.settings, smtp_url=f"smtp://{host}", mail_from="plumbline@x.org")
    object.__setattr__(house, "settings", changed)
    target = a_target(web, "duty@example.org", kind="mail")
    town.scan(town.point, ScanKind.COLLECT, "B1")
    told(web)

    assert log(web, target)[0]["attempts"][0]["outcome"] == outcome
    if outcome == "told":
        (message,) = _Mailbox.sent
        assert message["To"] == "duty@example.org"
        assert message["Subject"] == "[notice] B1: It comes back although no sale is known."
        assert "What to do next: Look at the records" in message.get_content()
        assert "/alarms/" in message.get_content()


def test_a_mail_server_that_is_down_for_a_day_loses_nothing(
    web: Web, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interop.notices.mail.smtplib.SMTP", _Mailbox)
    _Mailbox.sent.clear()
    house = web.app.extensions["house"]
    down, up = (
        replace(house.settings, smtp_url=f"smtp://{host}.example", mail_from="plumbline@x.org")
        for host in ("down", "up")
    )
    object.__setattr__(house, "settings", down)
    a_target(web, "duty@example.org", kind="mail")
    town.scan(town.point, ScanKind.COLLECT, "B1", "B2")
    for _ in range(24):
        assert told(web)["told"] == 0
        town.clock.pass_by(hours=1)

    object.__setattr__(house, "settings", up)
    town.clock.pass_by(hours=6)
    assert told(web)["told"] == 2
    town.clock.pass_by(hours=6)
    assert told(web)["told"] == 0
    assert sorted(message["Subject"][9:11] for message in _Mailbox.sent) == ["B1", "B2"]
