"""To which addresses may a webhook go? Never into a private network, unless the settings allow it.

The address is looked at when the connection is made, not before: a name that answers differently
the second time, or a redirect, leads no further than the first address did.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

Address = IPv4Address | IPv6Address
#: Where IPv4 addresses hide in IPv6 ones besides the forms that ipaddress knows (RFC 6052).
_NAT64 = ip_network("64:ff9b::/96")


class AddressRefused(NewConnectionError):
    """The address lies in a network to which nothing is sent."""


@dataclass(frozen=True, slots=True)
class Guard:
    """``allowed``: networks that are no strangers although they are private; to these, and to no
    others, a webhook may also go without TLS."""

    allowed: tuple[IPv4Network | IPv6Network, ...] = ()

    def passes(self, address: str, *, encrypted: bool) -> bool:
        """Whether a connection to this address may be made."""
        found = _plain(ip_address(address.partition("%")[0]))
        if any(found in network for network in self.allowed):
            return True
        return encrypted and found.is_global and not found.is_multicast

    def adapter(self) -> HTTPAdapter:
        """For ``requests``: every connection asks this guard."""
        return _GuardedAdapter(self)


def networks(text: str | None) -> tuple[IPv4Network | IPv6Network, ...]:
    """Networks with commas between them; ValueError for what is none."""
    parts = (part.strip() for part in (text or "").split(","))
    return tuple(ip_network(part) for part in parts if part)


def _plain(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one, if that is what it is."""
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is not None:
            return inside
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _connected(connection: HTTPConnection, guard: Guard, *, encrypted: bool) -> socket.socket:
    """A socket to the first address of the name that may be reached; all must be allowed."""
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, f"no address: {error}") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not guard.passes(address, encrypted=encrypted):
            raise AddressRefused(connection, f"{address} is not allowed")
    return _first(connection, addresses)


def _first(connection: HTTPConnection, addresses: Iterable[str]) -> socket.socket:
    problem: OSError | None = None
    timeout = connection.timeout if isinstance(connection.timeout, (int, float)) else None
    for address in addresses:
        try:
            return socket.create_connection((address, connection.port), timeout)
        except OSError as error:
            problem = error
    raise NewConnectionError(connection, f"not reached: {problem}")


class _Plain(HTTPConnection):
    guard = Guard()

    def _new_conn(self) -> socket.socket:
        return _connected(self, self.guard, encrypted=False)


class _Tls(HTTPSConnection):
    guard = Guard()

    def _new_conn(self) -> socket.socket:
        return _connected(self, self.guard, encrypted=True)


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """Pools whose connections ask the guard."""
        super().init_poolmanager(*args, **more)
        told = {"guard": self._guard}
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {
            "http": type(
                "Plain", (HTTPConnectionPool,), {"ConnectionCls": type("C", (_Plain,), told)}
            ),
            "https": type(
                "Tls", (HTTPSConnectionPool,), {"ConnectionCls": type("C", (_Tls,), told)}
            ),
        }
