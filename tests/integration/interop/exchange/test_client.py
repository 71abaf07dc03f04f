"""What does our client make of strange partners: slow, loud, elsewhere, with other keys or logs?"""

from __future__ import annotations

import gzip
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from requests import PreparedRequest, Response
from werkzeug.serving import make_server

from interop.keys.files import make_key
from interop.link import HttpLink
from interop.signing.wire import HttpRequest
from interop.usecases.follow_log import follow_log
from interop.usecases.keep_partners import add_partner, revoke_key
from interop.usecases.send import NotReached
from tests.builders.exchange import approved
from tests.builders.posted import a_message, a_request, answered
from tests.builders.two_provinces import Carry, Province, as_response
from tests.integration.interop.exchange.test_link import settled
from tracker.domain.errors import Malformed

Pair = tuple[Province, Province]
JSON = ("Content-Type", "application/json")


def pending(side: Province) -> list[tuple[object, ...]]:
    return side.ask("SELECT state, attempts FROM exchange_message")


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (202, [JSON], b" " * 10_000_000),
        (202, [JSON, ("Content-Encoding", "gzip")], gzip.compress(b"0" * 50_000_000)),
        (202, [JSON, ("Content-Length", "5")], b"{}"),
        (200, [JSON], b'{"code":500}'),
        (202, [("Content-Type", "text/html")], b"<h1>accepted</h1>"),
        (204, [], b""),
    ],
)
def test_n74_n80_an_answer_too_large_packed_or_of_no_sense_settles_nothing(
    provinces: Pair, status: int, headers: list[tuple[str, str]], body: bytes
) -> None:
    ours, theirs = provinces

    def strange(_request: PreparedRequest, _carry: Carry) -> Response:
        return as_response(status, headers, body)

    ours.weather[:] = [strange]
    ours.site_changed("S-1")
    ours.exchange(theirs)
    assert pending(ours) == [(1, 1)]


@pytest.mark.parametrize(("said", "seconds"), [("120", 120), ("1000000000", 6 * 3600), ("soon", 0)])
def test_n78_what_a_partner_asks_for_is_waited(provinces: Pair, said: str, seconds: int) -> None:
    ours, theirs = provinces

    def busy(_request: PreparedRequest, _carry: Carry) -> Response:
        return as_response(503, [("Retry-After", said)], b"")

    ours.weather[:] = [busy]
    ours.site_changed("S-1")
    ours.exchange(theirs)
    ((next_at,),) = ours.ask("SELECT next_at FROM exchange_message")
    assert isinstance(next_at, datetime)
    waited = next_at - ours.clock.now()
    assert timedelta(seconds=seconds) <= waited <= timedelta(seconds=max(seconds, 10))


@pytest.mark.parametrize(
    "address",
    [
        "http://partner.example",
        "https://user@partner.example",
        "https://partner.example/path",
        "ftp://partner.example",
        "partner.example",
    ],
)
def test_n76_an_address_that_is_none_is_refused(provinces: Pair, address: str) -> None:
    with pytest.raises(Malformed):
        add_partner(provinces[0].station, "CN-50", address, None)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "10.0.0.1"])
def test_n76_a_private_address_is_not_called_unless_its_network_is_named(
    provinces: Pair, host: str
) -> None:
    ours = provinces[0]
    add_partner(ours.station, "CN-50", f"https://{host}:9", None)
    with ours.station.new_work() as work:
        partner = work.partners.find("CN-50")
    assert partner is not None
    with pytest.raises(NotReached, match=r"AddressRefused|ConnectionError|NewConnectionError"):
        HttpLink()(partner, HttpRequest("GET", "/interop/v1/time", ()))


class Names:
    """A resolver of a test's own, and the addresses to which somebody then connects."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0
        self.connected: list[str] = []

    def resolve(self, *_: object, **__: object) -> list[tuple[object, ...]]:
        found = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in found]

    def connect(self, address: tuple[str, int], *_: object) -> socket.socket:
        self.connected.append(address[0])
        raise OSError("nobody is called in a test")


def called(pair: Pair, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    side, other = pair
    monkeypatch.setattr("interop.notices.guard.socket.getaddrinfo", names.resolve)
    monkeypatch.setattr("interop.notices.guard.socket.create_connection", names.connect)
    partner = side.partner(other)._replace(base_url="https://exchange.partner.example")
    with pytest.raises(NotReached):
        HttpLink()(partner, HttpRequest("GET", "/interop/v1/time", ()))


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["10.1.2.3"], ["1.1.1.1", "192.168.1.1"], ["::ffff:10.0.0.1"]]
)
def test_n76_a_name_that_leads_to_a_private_address_is_not_called(
    provinces: Pair, monkeypatch: pytest.MonkeyPatch, found: list[str]
) -> None:
    names = Names(found)
    called(provinces, names, monkeypatch)
    assert names.connected == []


def test_n76_a_name_that_is_bound_anew_between_look_and_call_leads_nowhere_else(
    provinces: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names(["1.1.1.1"], ["10.1.2.3"])
    called(provinces, names, monkeypatch)
    assert (names.asked, names.connected) == (1, ["1.1.1.1"])


def test_n55_the_same_message_at_once_is_stored_once_and_answered_alike(provinces: Pair) -> None:
    message = a_message(provinces)
    requests = [a_request(provinces, message) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda request: answered(provinces, request), requests))
    assert {one.status for one in found} == {202}
    assert len({one.body for one in found}) == 1
    assert provinces[1].ask("SELECT count(*) FROM exchange_inbox") == [(1,)]


def test_n89_a_log_that_was_rewritten_is_noticed(provinces: Pair) -> None:
    ours, theirs = provinces
    link = ours.link_to(theirs)
    for number in range(5):
        ours.site_changed(f"S-{number}")
        settled(ours, theirs)
        assert follow_log(ours.station, theirs.name, link)
    theirs.restore("UPDATE exchange_node SET hash = sha256(hash) WHERE level = 0 AND place = 4")
    assert not follow_log(ours.station, theirs.name, link)
    codes = [row[0] for row in ours.ask("SELECT code FROM exchange_incident")]
    assert codes == ["log_rewritten"]


def test_n92_a_key_that_goes_too_early_holds_messages_up_until_its_successor_is_known(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    ours.site_changed("S-1")
    settled(ours, theirs)
    revoke_key(theirs.station, f"{ours.name}:t-{ours.clock.now().year}a", "lin")
    ours.site_changed("S-2")
    ours.exchange(theirs)
    assert ours.ask("SELECT count(*) FROM exchange_message WHERE state = 1") == [(1,)]
    assert ours.ask("SELECT count(*) FROM exchange_incident") == [(1,)]

    start = ours.clock.now()
    name = f"{ours.name}:t-{start.year}b"
    folder = ours.house.settings.keys_dir
    new = make_key(folder, name, "Ed25519", start, start + timedelta(days=300))
    revoke_key(ours.station, f"{ours.name}:t-{start.year}a", "lin")
    for side in provinces:
        with side.station.new_work() as work:
            before = work.partners.book()
            work.partners.keep(before, approved(before, new, start))
            work.commit()
    ours.clock.pass_by(minutes=20)
    settled(ours, theirs)
    theirs.exchange(ours)
    assert set(theirs.things()) == {"S-1", "S-2"}


def test_n42_who_stops_in_the_middle_of_a_body_leaves_nothing_behind(provinces: Pair) -> None:
    ours, theirs = provinces
    request = a_request(provinces)
    server = make_server("127.0.0.1", 0, theirs.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with socket.create_connection(("127.0.0.1", server.server_port), 10) as line:
            head = f"POST {request.target} HTTP/1.1\r\nHost: {theirs.host}\r\n"
            head += "".join(f"{name}: {value}\r\n" for name, value in request.headers)
            head += f"Content-Length: {len(request.body)}\r\nConnection: close\r\n\r\n"
            line.sendall(head.encode() + request.body[: len(request.body) // 2])
            line.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: line.recv(65_536), b""))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert answer.partition(b"\r\n")[0].split()[1:2] in ([b"400"], [])
    assert theirs.ask("SELECT count(*) FROM exchange_inbox") == [(0,)]
    ours.site_changed("S-1")
    settled(ours, theirs)
