"""One vehicle, several senders: each has a manifest of its own."""

from __future__ import annotations

from tests.journeys.journey import Journey, Step, confirm, draft
from tests.journeys.loads import collected

MILK_ROUND = Journey(
    "milk-round",
    "A milk round: one vehicle, two senders, two manifests",
    "一车多点：每个移出人一份联单",
    (
        collected("A-1"),
        collected("C-1", who="other_point"),
        draft(
            "point",
            "The first point fills in its own manifest (article 16).",
            "第一个收集点填写自己的联单（第十六条）。",
            rows=[{"pieces": 1, "mass_kg": "15", "codes": ["A-1"]}],
        ),
        draft(
            "other_point",
            "So does the second.",
            "第二个收集点也填写自己的联单。",
            rows=[{"pieces": 1, "mass_kg": "16", "codes": ["C-1"]}],
            manifest="second_",
        ),
        confirm("point", "issue", "Issued.", "发出。"),
        confirm("other_point", "issue", "Issued.", "发出。", manifest="second_"),
        confirm("carrier", "load", "The first stop.", "第一站装车。", scanned=["A-1"]),
        confirm(
            "carrier",
            "load",
            "The second stop.",
            "第二站装车。",
            scanned=["C-1"],
            manifest="second_",
        ),
        Step(
            "carrier",
            "POST /manifest-confirmations",
            "Both depart in one request.",
            "一次请求，两份联单同时起运。",
            {
                "items": [
                    {"manifest": "$number", "step": "depart", "version": "$version"},
                    {"manifest": "$second_number", "step": "depart", "version": "$second_version"},
                ]
            },
            expect={"done": 2, "refused": 0},
            keep={"version": "results.0.version", "second_version": "results.1.version"},
        ),
        Step(
            "carrier",
            "POST /manifest-confirmations",
            "In one request, too, each stands for itself: what is stale is told, the rest is done.",
            "批量确认时逐份判断：版本过期的单独说明，其余照办。",
            {
                "items": [
                    {"manifest": "$number", "step": "deliver", "version": "$version"},
                    {"manifest": "$second_number", "step": "deliver", "version": 1},
                ]
            },
            expect={
                "done": 1,
                "refused": 1,
                "results": [
                    {"manifest_state": "delivered"},
                    {"problem": {"code": "someone_was_faster"}},
                ],
            },
            keep={"version": "results.0.version"},
        ),
        Step(
            "recycler",
            "GET /manifests?group=to_confirm",
            "The smelter sees the one that stands at its gate.",
            "接受人看到待自己确认的一份。",
            expect={"items": [{"number": "$number", "my_turn": True}]},
        ),
    ),
)

JOURNEYS = (MILK_ROUND,)
