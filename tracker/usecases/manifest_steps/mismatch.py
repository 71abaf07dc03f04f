"""Where a province forbids it, what differs from its manifest is neither carried nor accepted.

令23 第十八条 leaves it to the receiver; provinces may be stricter (广东条例 第四十条), by a dated
switch. What may still be done: reject the load, or have the manifest revised first.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.errors import Fault, LoadDiffers
from tracker.domain.manifest import Difference, LoadDifference
from tracker.usecases.manifest_steps.work import StepWork

#: Kind, weight and number; damage and packing are for the receiver to judge.
_BARRED = frozenset(LoadDifference) - {
    LoadDifference.DAMAGED,
    LoadDifference.PROPERTY,
    LoadDifference.FORM,
    LoadDifference.PACKING,
}


def must_agree(told: Iterable[Difference], work: StepWork) -> None:
    """LoadDiffers with every difference that the province lets nobody explain away."""
    barred = [one for one in told if one.kind in _BARRED]
    if not barred or not work.uow.figures.parameters().on("refuse_mismatch", work.day):
        return
    raise LoadDiffers(
        *(
            Fault("mismatch_refused", "/differences", {"load_difference": kind.value})
            for kind in sorted({one.kind for one in barred})
        )
    )
