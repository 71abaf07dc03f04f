"""How does a test assess a rate over the API: freeze, draw, find, step by step?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from tests.builders.rates import TONNE, RecoveryYear, in_china
from tests.builders.scans import a_caller
from tests.builders.web import Web
from tracker.domain.roles import Role


def an_assessed_year(sessions: sessionmaker[Session], year: RecoveryYear, home: Path) -> Web:
    """2025 is over: three heaps were delivered and treated; an evaluator of the city is there."""
    year.usual_registers()
    for month in (3, 4, 5):
        heap = f"HEAP-{month}"
        year.collect(heap, month * TONNE, f"2025-0{month}-01 08:00")
        year.deliver(heap, f"2025-0{month}-02 08:00", f"2025-0{month}-02 16:00", month * TONNE)
        year.treat(heap, f"2025-0{month}-03 08:00", 500_000, 395_000)
    year.town.clock.moment = in_china("2026-04-01 08:00")
    here = a_caller(Role.EVALUATOR, login="evaluator", organisation=None)
    far = a_caller(Role.EVALUATOR, login="far", organisation=None, division="429000")
    return Web(sessions, year.town, home, here, far)


def frozen(web: Web, year: RecoveryYear, **more: Any) -> dict[str, Any]:
    body = {"enterprise": year.town.producer.code, "year": 2025, **more}
    answer = web.post("/rates/frozen", "evaluator", body)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def sampled(web: Web, snapshot: int, plan: str = "records", size: int = 3) -> dict[str, Any]:
    body = {"plan": plan, "factor": "collected", "size": size, "seed": "lottery of 1 April"}
    answer = web.post(f"/rates/frozen/{snapshot}/samples", "evaluator", body)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def find_all(web: Web, sample: dict[str, Any], taken_off: str | None = None) -> dict[str, Any]:
    """Everything is borne out, but for the one record, of which half is."""
    found = [
        {
            "record": hit["record"],
            "found_t": hit["claimed_t"]
            if hit["record"] != taken_off
            else f"{float(hit['claimed_t']) / 2:.6f}",
        }
        for hit in sample["hits"]
    ]
    answer = web.post(f"/rates/samples/{sample['id']}/findings", "evaluator", {"findings": found})
    assert answer.status_code == 200, answer.get_json()
    done: dict[str, Any] = answer.get_json()
    return done


def step(web: Web, id_: int, who: str, name: str, status: int = 200, **said: Any) -> Any:
    answer = web.post(f"/assessments/{id_}/steps", who, {"step": name, **said})
    assert answer.status_code == status, answer.get_json()
    return answer.get_json()
