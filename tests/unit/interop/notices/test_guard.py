"""Which addresses does the guard let through, whatever clothes they wear?"""

from __future__ import annotations

import pytest

from interop.notices.guard import Guard, networks

OPEN = Guard()
HOME = Guard(networks("10.1.0.0/16, fd00::/8"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "64:ff9b::a01:203",
        "2002:a01:203::1",
    ],
)
def test_private_addresses_are_refused_in_every_form(address: str) -> None:
    assert not OPEN.passes(address, encrypted=True)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_strangers_are_reached_by_tls_only(address: str) -> None:
    assert OPEN.passes(address, encrypted=True)
    assert not OPEN.passes(address, encrypted=False)


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "fd12::1"])
@pytest.mark.parametrize("encrypted", [True, False])
def test_networks_of_the_settings_are_no_strangers(address: str, *, encrypted: bool) -> None:
    assert HOME.passes(address, encrypted=encrypted)
    assert not HOME.passes("10.2.2.3", encrypted=encrypted)


def test_nothing_allowed_is_nothing_and_what_is_no_network_is_an_error() -> None:
    assert networks(None) == networks(" , ") == ()
    with pytest.raises(ValueError, match="does not appear to be"):
        networks("intranet")
