"""Clocks of a manifest: accepted too late, gone on paper first."""

from __future__ import annotations

from tests.journeys.journey import Journey, Step, Wait, confirm, draft
from tests.journeys.loads import on_the_road

LATE = Journey(
    "late-acceptance",
    "Accepted after the five working days",
    "超过五个工作日才确认接受",
    (
        draft(
            "point",
            "A load without single codes.",
            "未绑定单只编码的一车。",
            rows=[{"pieces": 40, "mass_kg": "600"}],
        ),
        *on_the_road(),
        Step(
            "recycler",
            "GET /manifests/$number",
            "The clock runs from the day after (civil code, article 201).",
            "期限自次日起算（民法典第二百零一条）。",
            expect={"due": {"day": "2026-11-06", "article": "第十八条"}},
        ),
        Wait(days=9),
        confirm(
            "recycler",
            "accept",
            "It is booked, for the load is there, and it is found late.",
            "照常登记，同时记为逾期。",
            expect={"state": "accepted", "findings": [{"rule": "acceptance_late"}]},
        ),
    ),
    start="2026-10-30T08:00:00+08:00",
)

PAPER = Journey(
    "paper-back-fill",
    "The system was away: paper first, filled in afterwards",
    "系统故障：先用纸质联单，事后补录",
    (
        draft(
            "point",
            "The sender notes that a transfer went on paper.",
            "移出人登记：本次转移使用纸质联单。",
            rows=[{"pieces": 40, "mass_kg": "600"}],
            paper={"number": "Z-17", "started_at": "$now"},
            expect={"state": "paper"},
        ),
        Wait(days=3),
        confirm(
            "point",
            "back_fill",
            "After the transfer is completed, it is filled in.",
            "转移活动完成后补录。",
            delivered_at="$now",
            expect={"state": "delivered", "findings": []},
        ),
        confirm("recycler", "accept", "The receiver confirms.", "接受人确认。"),
        confirm(
            "point",
            "number",
            "The issuing system gives the official number later.",
            "国家系统随后给出正式编号。",
            number="20264201000009",
            expect={"number": "20264201000009", "number_kind": "official"},
        ),
    ),
)

JOURNEYS = (LATE, PAPER)
