"""Do masses agree: lead out of a treatment, a load at both ends, one mass on two papers?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.domain.register_kinds import PPM
from tracker.domain.scan import ScanKind as K
from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.facts import Ground, MassClaim, Treatment, Weighed


def yield_out_of_band(treatment: Treatment, ground: Ground) -> Iterator[Anomaly]:
    """A12: lead in grid and paste, as a share of the batteries' mass, outside the usual band."""
    if treatment.kind is not K.DISMANTLE or not treatment.in_g:
        return
    share = treatment.lead_g * PPM // treatment.in_g
    least = ground.figure("yield_least", treatment.day, 0)
    most = ground.figure("yield_most", treatment.day, 1_000 * PPM)
    if least <= share <= most:
        return
    said = {"share": share, "least": least, "most": most}
    yield Anomaly(
        *("A12", "yield_out_of_band", str(treatment.event), treatment.day, treatment.site),
        *((treatment.event,), treatment.lead_codes, said),
    )


def weight_drift(load: Weighed, ground: Ground) -> Iterator[Anomaly]:
    """A13: the scale at the gate and the books differ by more than the tolerance."""
    if not load.booked_g:
        return
    tolerance = ground.figure("weight_tolerance", load.day, 1_000 * PPM)
    if abs(load.seen_g - load.booked_g) * PPM > load.booked_g * tolerance:
        said = {"sent_g": load.booked_g, "received_g": load.seen_g, "tolerance": tolerance}
        subject = str(load.event)
        yield Anomaly(
            "A13", "weight_drift", subject, load.day, load.site, (load.event,), load.codes, said
        )


def claimed_twice(claims: Iterable[MassClaim], ground: Ground) -> Iterator[Anomaly]:
    """A17: one weighing note under two papers, or one collector's whole mass claimed by two
    enterprises for the same days. Papers of one holder and certificate are compared in order."""
    by_key: dict[tuple[int, str], list[MassClaim]] = {}
    for claim in claims:
        by_key.setdefault((claim.holder, claim.certificate), []).append(claim)
    for (_, certificate), rows in sorted(by_key.items()):
        rows.sort(key=lambda one: (one.first, one.paper))
        for number, later in enumerate(rows):
            earlier = [one for one in rows[:number] if _overlap(one, later)]
            if earlier:
                said = {"papers": f"{earlier[0].paper}, {later.paper}", "mass_g": later.mass_g}
                codes = (certificate, earlier[0].paper, later.paper)
                yield Anomaly(
                    "A17", "claimed_twice", certificate, later.first, later.site, (), codes, said
                )
                break


def _overlap(one: MassClaim, later: MassClaim) -> bool:
    return one.paper != later.paper and later.first <= (one.last or date.max)
