"""An evaluator draws a sample of a frozen figure, writes down what it found, and what that means.

The seed is chosen by whoever draws, and recorded: anybody draws the same again. Findings are only
added; the last of a record counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from reports.indicators.audit import Conclusion, Found, judge_masses, judge_records
from reports.indicators.figure import six_places
from reports.indicators.sample_draw import BY_MASS, BY_RECORD, draw_masses, draw_records
from reports.usecases.assessment_ports import AssessmentWork, Finding, Sample
from reports.usecases.freeze_rate import OFFICE
from reports.usecases.frozen_rates import Frozen, made_again
from reports.usecases.show_rate import evidence_of
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotAllowed, NotFound
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.usecases.ports import Clock

PLANS = {"records": BY_RECORD, "mass": BY_MASS}
MOST_DRAWN = 2_000
_MOST_G = 10**13


def draw_sample(
    snapshot: int, plan: str, factor: str, size: int, seed: str, caller: Caller,
    uow: AssessmentWork, clock: Clock,
) -> int:  # fmt: skip
    """The id of the new sample of the records that count behind a factor.

    Raises NotAllowed, NotFound, Malformed for an unknown plan or factor, or nothing to draw from.
    """
    now = clock.now()
    with uow:
        frozen = frozen_for(snapshot, caller, uow)
        if plan not in PLANS:
            raise Malformed(Fault("unknown_plan", "/plan", {"choices": ", ".join(PLANS)}))
        counted = [r for r in evidence_of(made_again(frozen), factor).records if r.counted]
        masses = {record.key: _grams(record.mass_t) for record in counted}
        claimed = sum(masses.values())
        if not masses or not claimed:
            raise Malformed(Fault("nothing_to_draw_from", "/factor", {"factor": factor}))
        if plan == "records":
            hits = tuple((key, masses[key]) for key in draw_records(list(masses), size, seed))
        else:
            hits = tuple((hit.id, hit.mass_g) for hit in draw_masses(masses, size, seed).hits)
        sample = Sample(0, snapshot, PLANS[plan], factor, seed, size, claimed, hits, now)
        id_ = uow.assessments.add_sample(sample, caller.user)
        line = f"rate sample id={id_} snapshot={snapshot} seed={seed!r} size={size}"
        uow.audit.append(OFFICE, caller.user, now, line)
        uow.commit()
    return id_


def write_findings(
    sample: int, found: Sequence[tuple[str, int, str | None]], caller: Caller,
    uow: AssessmentWork, clock: Clock,
) -> None:  # fmt: skip
    """What the evidence bears out, as (record, grams, remark).

    Raises NotAllowed, NotFound, Malformed with every record that is not in the sample.
    """
    now = clock.now()
    with uow:
        drawn = uow.assessments.sample(sample)
        if drawn is None:
            raise NotFound
        frozen_for(drawn.snapshot, caller, uow)
        known = {key for key, _ in drawn.hits}
        faults = []
        for place, (record, grams, _) in enumerate(found):
            if record not in known:
                words = {"record": record[:200]}
                faults.append(Fault("not_in_the_sample", f"/findings/{place}/record", words))
            if not 0 <= grams <= _MOST_G:
                limit = {"limit": _MOST_G}
                faults.append(
                    Fault("more_than_anybody_weighs", f"/findings/{place}/found_t", limit)
                )
        if faults:
            raise Malformed(*faults)
        rows = [Finding(record, grams, note, now) for record, grams, note in found]
        uow.assessments.add_findings(sample, rows, caller.user)
        uow.audit.append(OFFICE, caller.user, now, f"rate findings sample={sample} n={len(rows)}")
        uow.commit()


def frozen_for(snapshot: int, caller: Caller, uow: AssessmentWork) -> Frozen:
    """The snapshot, for somebody who assesses and oversees the enterprise."""
    if not caller.may(Right.ASSESS):
        raise NotAllowed
    frozen = uow.assessments.snapshot(snapshot)
    division = sight_of(caller).division
    if frozen is None or division is None or not frozen.division.startswith(division):
        raise NotFound
    return frozen


def concluded(sample: Sample, findings: Mapping[str, Finding]) -> Conclusion | None:
    """What the sample says of the claimed mass in tonnes; None while a finding is missing."""
    if not sample.hits or {key for key, _ in sample.hits} - set(findings):
        return None
    found = [Found(key, grams, findings[key].found_g) for key, grams in sample.hits]
    tonnes = Fraction(sample.claimed_g, GRAMS_PER_TONNE)
    if sample.plan == BY_RECORD:
        errors = sum(one.found_g < one.claimed_g for one in found)
        return judge_records(errors, len(found), tonnes)
    return judge_masses(found, tonnes)


def conclusion_in_words(sample: Sample, findings: Mapping[str, Finding]) -> dict[str, object]:
    """The conclusion as it is answered and kept; empty while a finding is missing."""
    found = concluded(sample, findings)
    if found is None:
        return {}
    return {
        "plan": sample.plan,
        "drawn": found.drawn,
        "errors": found.errors,
        "confidence": six_places(found.confidence),
        "likely": six_places(found.likely),
        "bound": six_places(found.bound),
        "claimed_t": six_places(found.claimed),
        "credited_likely_t": six_places(found.credited_likely),
        "credited_t": six_places(found.credited),
        "understated": list(found.understated),
    }


def _grams(mass_t: str | None) -> int:
    """A mass as it is shown, in whole grams."""
    return int(Decimal(mass_t) * GRAMS_PER_TONNE) if mass_t else 0
