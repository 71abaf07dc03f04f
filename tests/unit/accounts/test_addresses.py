"""Is only this machine taken for this machine, and one sender for one sender?"""

from __future__ import annotations

import pytest

from tracker.accounts.addresses import is_loopback, network_of, said_address


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_loopback(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "0.0.0.0", "128.0.0.1", "::", "2001:db8::1", "::ffff:10.0.0.1", "", "localhost"],  # noqa: S104
)
def test_nobody_else_is_loopback(address: str) -> None:
    assert not is_loopback(address)


def test_neighbours_in_one_ipv6_network_are_one_sender() -> None:
    assert network_of("2001:db8:1:2::a") == network_of("2001:db8:1:2:ffff::b")
    assert network_of("2001:db8:1:2::a") != network_of("2001:db8:1:3::a")


def test_an_ipv4_address_is_one_sender_however_it_is_written() -> None:
    assert network_of("203.0.113.7") == network_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert network_of("203.0.113.7") != network_of("203.0.113.8")


def test_what_is_no_address_is_noted_as_unknown() -> None:
    assert said_address("evil\nactor=1") == network_of("") == "unknown"
    assert said_address(" 2001:DB8::1 ") == "2001:db8::1"
