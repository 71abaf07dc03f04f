"""What do the rules read of a manifest?"""

from __future__ import annotations

from tracker.domain.identifiers import waste_code
from tracker.domain.identifiers.waste_code import WasteCode
from tracker.domain.manifest import Manifest, NumberKind
from tracker.domain.moments import day_of
from tracker.rules import manifest_findings as rules
from tracker.usecases.manifest_steps.work import StepWork


def read_by_rules(m: Manifest, work: StepWork) -> rules.Manifest:
    """A manifest as plain facts. It has one sender by its very form, and no vehicle when it is on
    the road and a carrier has named none."""
    named = all(one.vehicle for one in m.carriers if one.leg <= m.leg)
    begun = m.moments.get("loaded") or m.moments.get("issued") or work.at
    return rules.Manifest(
        code=m.number,
        number=None if m.kind is NumberKind.PROVISIONAL else m.number,
        issued=day_of(begun),
        origin=m.sender.division[:4],
        senders=1,
        carriers=len(m.carriers),
        vehicles=1 if named or "loaded" not in m.moments else 0,
        sender=m.sender.code,
        receiver=m.receiver.code,
        rows=tuple(
            rules.WasteRow(
                code=row.waste,
                waste_class=read.waste_class if isinstance(read, WasteCode) else "",
                hazards=frozenset((row.hazards or "").split(",")) - {""},
                mass_g=row.mass_g,
                pieces=row.pieces,
            )
            for row in m.rows
            for read in (waste_code.parse(row.waste),)
        ),
        from_province=m.sender.division[:2],
        to_province=m.receiver.division[:2],
    )
