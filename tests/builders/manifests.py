"""How does a test get a manifest? As a body with one thing changed, or walked to where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from werkzeug.test import TestResponse

from tests.builders.province import Firm, TheTown
from tests.builders.web import Web
from tracker.domain.scan import ScanKind

_numbers = count(1)

#: The usual way of a load, and who confirms each step of it.
WAY = (
    ("issue", "point"),
    ("load", "carrier"),
    ("depart", "carrier"),
    ("deliver", "carrier"),
    ("accept", "recycler"),
    ("close", "recycler"),
)


def a_manifest(town: TheTown, **changes: Any) -> dict[str, Any]:
    """Forty batteries of 600 kg, from POINT-1 to the smelter by the carrier; None leaves out."""
    body = {
        "client_id": f"manifest-request-{next(_numbers)}",
        "sender": town.point.site,
        "receiver": town.recycler.site,
        "carriers": [{"organisation": town.carrier.code, "vehicle": "鄂A12345"}],
        "rows": [{"pieces": 40, "mass_kg": "600"}],
    } | changes
    return {name: value for name, value in body.items() if value is not None}


def drafted(web: Web, town: TheTown, login: str = "point", **changes: Any) -> dict[str, Any]:
    """A manifest that was filled in, as it was answered."""
    return answer_of(web.post("/manifests", login, a_manifest(town, **changes)), 201)


def confirm(
    web: Web, login: str, manifest: Mapping[str, Any], step: str, **fields: Any
) -> TestResponse:
    """Somebody confirms a step of the version they hold."""
    body = {"step": step, "version": manifest["version"]} | fields
    return web.post(f"/manifests/{manifest['number']}/confirmations", login, body)


def confirmed(
    web: Web, login: str, manifest: Mapping[str, Any], step: str, **fields: Any
) -> dict[str, Any]:
    """The manifest after a step that must be possible."""
    return answer_of(confirm(web, login, manifest, step, **fields), 200)


def walked(
    web: Web, manifest: Mapping[str, Any], until: str, **fields: Mapping[str, Any]
) -> dict[str, Any]:
    """The manifest after all steps of the usual way up to one; ``fields`` by step."""
    done = dict(manifest)
    for step, login in WAY:
        done = confirmed(web, login, done, step, **fields.get(step, {}))
        if step == until:
            return done
    raise ValueError(f"{until} is no step of the usual way")


def collected(town: TheTown, *codes: str, firm: Firm | None = None) -> Sequence[str]:
    """Batteries that lie at the collection point."""
    town.scan(firm or town.point, ScanKind.COLLECT, *codes)
    return codes


def answer_of(answer: TestResponse, status: int) -> dict[str, Any]:
    """The body of an answer that must have this status."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body
