"""Is a 32-byte public key a point that an honest Ed25519 key can be (RFC 8032, section 5.1.3)?

A key of small order lets one signature fit many messages, so it must never be enrolled. The library
does not refuse it. Public data only: nothing here needs to run in constant time.
"""

from __future__ import annotations

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)
_COFACTOR_DOUBLINGS = 3  # the cofactor is 8

Point = tuple[int, int]


def is_sound_ed25519_point(public: bytes) -> bool:
    """Whether the bytes are the one right spelling of a point on the curve, not of small order."""
    point = _decoded(public)
    if point is None:
        return False
    for _ in range(_COFACTOR_DOUBLINGS):
        point = _doubled(point)
    return point != (0, 1)


def _decoded(public: bytes) -> Point | None:
    if len(public) != 32:
        return None
    number = int.from_bytes(public, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P:
        return None
    x = _root((y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P)
    if x is None or (x == 0 and sign):
        return None
    return (x if x & 1 == sign else _P - x), y


def _root(square: int) -> int | None:
    root = pow(square, (_P + 3) // 8, _P)
    if root * root % _P != square:
        root = root * _ROOT_OF_MINUS_ONE % _P
    return root if root * root % _P == square else None


def _doubled(point: Point) -> Point:
    x, y = point
    crossed = _D * x * x * y * y % _P
    return (
        2 * x * y * pow(1 + crossed, -1, _P) % _P,
        (y * y + x * x) * pow(1 - crossed, -1, _P) % _P,
    )
