"""What is a journey? A story told as a list of steps: who asks for what, and what is answered.

The same rows are run as a test and rendered as documentation (``python -m tests.journeys.render``).
To tell a new story, add a file with a ``JOURNEY`` or ``JOURNEYS`` to this folder; nothing else.

In paths, bodies and expectations ``$word`` stands for something that was kept before, or for one of
the stage's own words (``tests.journeys.stage``): ``$carrier`` is the carrier's organisation code. A
text that is nothing but ``$word`` becomes the kept value itself, whatever it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """``who`` (a login of the stage) sends ``request`` ('POST /manifests') with ``body``.

    The answer has ``status``, and holds ``expect``: objects may say more than is expected, lists
    are compared as they are. ``faults`` are the codes of a refusal, in any order. ``keep`` names
    parts of the answer for later: {'number': 'number'}. ``en`` and ``zh`` tell it to people.
    """

    who: str
    request: str
    en: str
    zh: str
    body: Mapping[str, Any] | None = None
    status: int = 200
    expect: Mapping[str, Any] = field(default_factory=dict)
    faults: Sequence[str] = ()
    keep: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wait:
    """Time goes by."""

    days: float = 0
    hours: float = 0
    minutes: float = 0

    @property
    def en(self) -> str:
        return f"{_said(self, 'days', 'hours', 'minutes')} later"

    @property
    def zh(self) -> str:
        return f"{_said(self, '天', '小时', '分钟')}之后"


@dataclass(frozen=True, slots=True)
class Night:
    """The nightly look over open facts (``plumbline sweep``)."""

    en: str = "The nightly look goes over all open facts."
    zh: str = "夜间巡查。"


@dataclass(frozen=True, slots=True)
class Journey:
    """A story with a name (its anchor in the documentation) and a title in both languages.

    ``start`` is an RFC 3339 moment, if it must begin on a certain day.
    """

    name: str
    en: str
    zh: str
    steps: Sequence[Step | Wait | Night]
    start: str | None = None


def _said(wait: Wait, *units: str) -> str:
    amounts = (wait.days, wait.hours, wait.minutes)
    return " ".join(
        f"{amount:g} {unit}" for amount, unit in zip(amounts, units, strict=True) if amount
    )


def scan(who: str, kind: str, codes: Sequence[str], en: str, zh: str, **more: Any) -> Step:
    """A scan at the first site of whoever makes it; ``$client`` is new with every request."""
    body = {"client_id": "$client", "kind": kind, "site": f"${who}_site", "at": "$now"}
    return Step(who, "POST /scans", en, zh, body | {"codes": list(codes)} | more, 201)


def confirm(
    who: str,
    step: str,
    en: str,
    zh: str,
    *,
    status: int = 200,
    expect: Mapping[str, Any] | None = None,
    faults: Sequence[str] = (),
    manifest: str = "",
    **fields: Any,
) -> Step:
    """A confirmation of the manifest kept as ``$number``; its number and version are kept anew.
    ``manifest`` is a prefix, when a story has several: 'second_'."""
    kept = {f"{manifest}number": "number", f"{manifest}version": "version"}
    return Step(
        who,
        f"POST /manifests/${manifest}number/confirmations",
        en,
        zh,
        {"step": step, "version": f"${manifest}version"} | fields,
        status,
        expect or {},
        faults,
        kept if status < 300 else {},
    )


def draft(
    who: str,
    en: str,
    zh: str,
    *,
    rows: Sequence[Mapping[str, Any]],
    receiver: str = "recycler",
    carriers: Sequence[str] = ("carrier",),
    manifest: str = "",
    status: int = 201,
    expect: Mapping[str, Any] | None = None,
    **more: Any,
) -> Step:
    """A manifest that is filled in; its number and version are kept."""
    body = {
        "client_id": "$client",
        "sender": f"${who}_site",
        "receiver": f"${receiver}_site",
        "carriers": [{"organisation": f"${one}", "vehicle": "鄂A12345"} for one in carriers],
        "rows": list(rows),
    }
    kept = {f"{manifest}number": "number", f"{manifest}version": "version"}
    return Step(who, "POST /manifests", en, zh, body | more, status, expect or {}, (), kept)
