"""What of an HTTP message is signed and verified: plain values, whoever sends or receives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """``target`` is path and query exactly as they were sent (never decoded), ``headers`` every
    field line in order, ``body`` the bytes before any decoding."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(default=b"", repr=False)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """The same of an answer; ``body`` as it came over the wire, not unpacked."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(default=b"", repr=False)


def lines_of(headers: Iterable[tuple[str, str]], name: str) -> list[str]:
    """The values of all lines of a field; names are compared without case."""
    return [value for key, value in headers if key.lower() == name]


class _Lines:
    """Field lines as the library reads (and, when signing, adds to) them."""

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self._lines = list(lines)

    def items(self) -> list[tuple[str, str]]:
        return self._lines

    def __iter__(self) -> Iterable[str]:
        return iter(name for name, _ in self._lines)

    def __contains__(self, name: str) -> bool:
        return bool(lines_of(self._lines, name.lower()))

    def __setitem__(self, name: str, value: str) -> None:
        del self[name]
        self._lines.append((name, value))

    def __delitem__(self, name: str) -> None:
        self._lines = [line for line in self._lines if line[0].lower() != name.lower()]


class RequestView:
    """A request as the library wants to see it. The authority is the configured one: neither Host
    nor X-Forwarded-Host is asked (RFC 9421, 7.4.3)."""

    def __init__(self, request: HttpRequest, authority: str) -> None:
        self.method = request.method
        self.url = f"https://{authority}{request.target}"
        self.headers = _Lines(request.headers)


class AnswerView:
    """An answer together with the request that it answers."""

    def __init__(self, answer: HttpAnswer, request: RequestView) -> None:
        self.status_code = answer.status
        self.headers = _Lines(answer.headers)
        self.request = request


def as_lines(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Header fields of a mapping as lines."""
    return tuple(headers.items())
