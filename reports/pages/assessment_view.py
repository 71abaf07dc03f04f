"""What does the page of one recognition show: figure, sample, forms, history?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from reports.api.assessments import assessment_seen
from reports.api.frozen_rates import frozen_seen, sample_seen
from reports.queries.assessments import snapshots
from reports.usecases.assessment_words import frozen_in_words, made_again_in_words
from reports.usecases.evidence import Evidence, Record
from reports.usecases.frozen_rates import made_again
from reports.usecases.rate_words import rate_in_words
from reports.usecases.show_rate import ShownRate
from tracker.domain.caller import Caller
from tracker.domain.roles import Right
from tracker.http.house import House

#: Versions of one figure that a choice offers; there are hardly ever more than three.
_MOST_VERSIONS = 100


class Drawable(NamedTuple):
    """Records that count behind a factor, and their tonnes: what a sample may be drawn from."""

    factor: str
    records: int
    tonnes: Decimal


def assessment_view(id_: int, caller: Caller, house: House, language: str) -> dict[str, Any]:
    """What the template reads. Raises NotFound for a recognition that the caller does not see."""
    one = assessment_seen(id_, caller, house)
    for step in one["steps"]:
        step["at"] = datetime.fromisoformat(step["at"])
    assesses = caller.may(Right.ASSESS)
    view: dict[str, Any] = {"one": one, "assesses": assesses, "frozen": None, "sample": None}
    if one["snapshot"] is not None:
        kept = frozen_seen(one["snapshot"], caller, house)
        shown = made_again(kept)
        view["frozen"] = frozen_in_words(kept) | {"known_at": kept.known_at}
        view["again"] = made_again_in_words(kept, shown)
        view["says"] = rate_in_words(shown.rate, language)["says"]
        if "sample" in one["possible"]:
            view["drawable"] = _drawable(shown)
        if one["sample"] is not None and assesses:
            view["sample"] = _with_records(sample_seen(one["sample"], caller, house), shown)
    if "examine" in one["possible"]:
        view["versions"] = _versions(one, caller, house)
    return view


def _drawable(shown: ShownRate) -> list[Drawable]:
    found = []
    for evidence in shown.evidence:
        masses = [Decimal(r.mass_t) for r in evidence.records if r.counted and r.mass_t]
        if sum(masses):
            found.append(Drawable(evidence.factor, len(masses), sum(masses, start=Decimal(0))))
    return found


def _with_records(sample: dict[str, Any], shown: ShownRate) -> dict[str, Any]:
    """The sample with each drawn record once, how often it was hit, and what it is."""
    evidence = next((one for one in shown.evidence if one.factor == sample["factor"]), None)
    records = _by_key(evidence)
    rows: dict[str, dict[str, Any]] = {}
    for hit in sample["hits"]:
        record = records.get(hit["record"])
        at = None if record is None or record.at is None else datetime.fromisoformat(record.at)
        row = rows.setdefault(hit["record"], {**hit, "times": 0, "what": record, "at": at})
        row["times"] += 1
    return {**sample, "rows": list(rows.values())}


def _by_key(evidence: Evidence | None) -> Mapping[str, Record]:
    return {record.key: record for record in evidence.records} if evidence else {}


def _versions(one: Mapping[str, Any], caller: Caller, house: House) -> Sequence[dict[str, Any]]:
    """The figures that were frozen for this question, the newest first."""
    province, code = house.settings.province, one["enterprise"]["code"]
    found = snapshots(house.sessions, caller, province, code, None, _MOST_VERSIONS)
    asked = (one["year"], one["definition"])
    return [
        frozen_in_words(kept) | {"known_at": kept.known_at}
        for kept in found
        if (kept.year, kept.definition) == asked
    ]
