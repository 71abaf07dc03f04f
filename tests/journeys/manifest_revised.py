"""What is sealed changes with the consent of the other side only."""

from __future__ import annotations

from tests.journeys.journey import Journey, Step, confirm, draft
from tests.journeys.loads import on_the_road

REVISED = Journey(
    "revision",
    "A revision, refused and then accepted",
    "更正：一次被拒，一次同意",
    (
        draft("point", "A manifest.", "联单。", rows=[{"pieces": 40, "mass_kg": "600"}]),
        *on_the_road(),
        Step(
            "point",
            "POST /manifests/$number/revisions",
            "The sender proposes another mass for a sealed row.",
            "移出人提出更正已封存的重量。",
            {
                "version": "$version",
                "reason": "typing error",
                "changes": [{"field": "mass_kg", "place": 1, "new": "660"}],
            },
            201,
            expect={"state": "open", "changes": [{"old": "600.000", "new": "660.000"}]},
            keep={"revision": "number"},
        ),
        Step(
            "point",
            "PUT /manifests/$number/revisions/$revision",
            "Nobody consents to their own proposal.",
            "不能自己同意自己的更正。",
            {"answer": "accepted"},
            409,
            faults=["consent_of_another"],
        ),
        Step(
            "recycler",
            "PUT /manifests/$number/revisions/$revision",
            "The receiver refuses; nothing changes.",
            "接受人拒绝，内容不变。",
            {"answer": "refused", "reason": "our scale says 640"},
            expect={"mass_t": "0.600000", "version": "$version"},
        ),
        Step(
            "point",
            "POST /manifests/$number/revisions",
            "Another proposal.",
            "再次提出。",
            {
                "version": "$version",
                "reason": "as your scale says",
                "changes": [{"field": "mass_kg", "place": 1, "new": "640"}],
            },
            201,
            keep={"revision": "number"},
        ),
        Step(
            "recycler",
            "PUT /manifests/$number/revisions/$revision",
            "With consent it counts.",
            "同意后生效。",
            {"answer": "accepted"},
            expect={"mass_t": "0.640000", "open_revision": None},
            keep={"version": "version"},
        ),
        confirm(
            "recycler",
            "accept",
            "The receiver accepts what was agreed.",
            "按更正后的重量接受。",
            expect={"accepted_t": "0.640000"},
        ),
    ),
)

JOURNEYS = (REVISED,)
