"""How are frozen figures, samples and recognitions written in answers?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from reports.usecases.assessment_ports import Assessment, Finding, Sample, StepTaken
from reports.usecases.assessment_steps import AssessmentHand, AssessmentState, steps_from
from reports.usecases.frozen_rates import Frozen, figure_of, made_again
from reports.usecases.samples import conclusion_in_words
from reports.usecases.show_rate import ShownRate
from tracker.domain.mass import tonnes
from tracker.domain.moments import said


def frozen_in_words(frozen: Frozen) -> dict[str, Any]:
    """A snapshot without its records."""
    return {
        "id": frozen.id,
        "enterprise": {"code": frozen.enterprise, "name": frozen.name},
        "year": frozen.year,
        "definition": frozen.definition,
        "definition_version": frozen.definition_version,
        "definition_digest": frozen.definition_digest,
        "version": frozen.version,
        "restates": frozen.restates,
        "reason": frozen.reason,
        "status": frozen.status,
        "value": None if frozen.figure is None else dict(frozen.figure),
        "flags": list(frozen.flags),
        "given": dict(frozen.given),
        "data_digest": frozen.data_digest,
        "parameter_digest": frozen.parameter_digest,
        "known_at": said(frozen.known_at),
        "code_version": frozen.code_version,
    }


def made_again_in_words(frozen: Frozen, shown: ShownRate | None = None) -> dict[str, Any]:
    """What the kept records make today (``shown``, where it was made), and whether that is the
    frozen figure."""
    shown = shown or made_again(frozen)
    figure = figure_of(shown.rate)
    same = shown.definition.digest == frozen.definition_digest
    return {
        "value": figure,
        "same_definition": same,
        "agrees": same and figure == frozen.figure and shown.rate.status.value == frozen.status,
    }


def sample_in_words(sample: Sample, findings: Mapping[str, Finding]) -> dict[str, Any]:
    """The drawn records with what was found of each, and what that means once all is found."""
    return {
        "id": sample.id,
        "snapshot": sample.snapshot,
        "plan": sample.plan,
        "factor": sample.factor,
        "seed": sample.seed,
        "size": sample.size,
        "claimed_t": tonnes(sample.claimed_g),
        "drawn_at": said(sample.drawn_at),
        "hits": [_hit(key, grams, findings.get(key)) for key, grams in sample.hits],
        "open": len({key for key, _ in sample.hits} - set(findings)),
        "conclusion": conclusion_in_words(sample, findings) or None,
    }


def _hit(key: str, grams: int, found: Finding | None) -> dict[str, Any]:
    return {
        "record": key,
        "claimed_t": tonnes(grams),
        "found_t": None if found is None else tonnes(found.found_g),
        "note": None if found is None else found.note,
    }


def assessment_in_words(
    one: Assessment, hands: Collection[AssessmentHand], steps: Sequence[StepTaken] = ()
) -> dict[str, Any]:
    """A recognition; ``possible`` are the steps that the reader may take now."""
    state = AssessmentState(one.state)
    return {
        "id": one.id,
        "enterprise": {"code": one.enterprise, "name": one.name},
        "year": one.year,
        "definition": one.definition,
        "state": one.state,
        "version": one.version,
        "snapshot": one.snapshot,
        "sample": one.sample,
        "number": one.number,
        "signer": one.signer,
        "due_on": None if one.due_on is None else one.due_on.isoformat(),
        "possible": [row.step.value for row in steps_from(state) if row.hand in hands],
        "steps": [
            {
                "number": step.number,
                "at": said(step.at),
                "actor": step.actor,
                "step": step.step,
                "state": step.state,
                "said": dict(step.said),
            }
            for step in steps
        ],
    }
