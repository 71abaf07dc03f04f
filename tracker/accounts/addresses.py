"""Where does a request come from: this machine itself, or whose network?"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

#: A household or office gets at least this much of IPv6 (RFC 6177); below it a sender may take
#: another address for every attempt.
_IPV6_SUBSCRIBER_BITS = 64
_UNKNOWN = "unknown"


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own (127.0.0.0/8, ::1); what is no address is not.

    The address must be that of the other end of the connection, or one that a trusted proxy
    vouches for: behind a proxy on the same machine every visitor would look local.
    """
    parsed = _parsed(address)
    return parsed is not None and parsed.is_loopback


def said_address(address: str) -> str:
    """An address as it is noted: in its one spelling, or "unknown" for what is no address."""
    return str(_parsed(address) or _UNKNOWN)


def network_of(address: str) -> str:
    """What counts as one sender: an IPv4 address, or the /64 of an IPv6 address.

    Everything that is no address (a local socket has none) is one sender together.
    """
    parsed = _parsed(address)
    if parsed is None:
        return _UNKNOWN
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return str(IPv6Network((int(parsed), _IPV6_SUBSCRIBER_BITS), strict=False))


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return None
    # A socket that listens on IPv6 shows callers over IPv4 as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2).
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        return parsed.ipv4_mapped
    return parsed
