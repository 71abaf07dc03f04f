"""Loads that are not taken in as they were sent: refused, or damaged on the road."""

from __future__ import annotations

from tests.journeys.journey import Journey, Step, confirm, draft
from tests.journeys.loads import ALL, BOUND, collected, on_the_road

REFUSED_LOAD = Journey(
    "refused-load",
    "A load is refused and comes back",
    "拒收退回",
    (
        collected(*ALL),
        draft("point", "A manifest is filled in.", "填写联单。", rows=BOUND),
        *on_the_road(*ALL),
        confirm(
            "recycler",
            "reject",
            "Without a reason nobody rejects.",
            "不写理由不能拒收。",
            status=422,
            faults=["needed_for_this_step"],
        ),
        confirm(
            "recycler",
            "reject",
            "The smelter rejects and says why; the authority is told (article 18).",
            "写明理由拒收，并报告当地生态环境部门（第十八条）。",
            reason="hazards differ from the manifest",
            differences=[{"kind": "property", "reason": "acid leaks"}],
            expect={"state": "rejected", "accepted_t": "0.000000"},
        ),
        confirm(
            "point",
            "take_return",
            "What came back is compared with what was sent.",
            "退回的货物与联单逐只比对。",
            scanned=["A-1", "A-2"],
            status=422,
            faults=["difference_without_reason"],
        ),
        confirm(
            "point",
            "take_return",
            "One is missing; with a reason the return is confirmed and the manifest is closed.",
            "少一只，写明原因后确认退回，联单办结。",
            scanned=["A-1", "A-2"],
            reasons={"A-3": "broken on the way back, lies at the smelter"},
            expect={"state": "closed"},
        ),
    ),
)

DAMAGED = Journey(
    "damaged-on-the-road",
    "Damaged on the road, handed over to a second carrier",
    "途中破损，换承运人",
    (
        Step(
            "second_carrier",
            "POST /vehicles",
            "The second carrier has a tight vehicle and no permit: enough for what is undamaged.",
            "后一承运人的车辆防雨防渗漏、无危险货物运输证：只可运未破损电池。",
            {"code": "鄂K99999", "tight": True},
            201,
        ),
        collected(*ALL),
        draft(
            "point",
            "A manifest with two carriers in their order.",
            "联单列有先后两个承运人。",
            rows=BOUND,
            carriers=("carrier", "second_carrier"),
        ),
        confirm("point", "issue", "It is issued.", "发出联单。"),
        confirm("carrier", "load", "Loaded.", "装车。", scanned=ALL),
        confirm("carrier", "depart", "Under way.", "起运。"),
        confirm(
            "carrier",
            "deliver",
            "The first carrier cannot deliver; hand over is what is possible.",
            "前一承运人不能直接运抵，只能交接。",
            status=409,
            faults=["step_not_now"],
        ),
        confirm("carrier", "hand_over", "Handed over.", "交出。", place="Xiaogan yard"),
        confirm(
            "second_carrier",
            "take_over",
            "The second carrier finds one damaged and says so: damage is never undone, and the load"
            " is no longer exempt from a permit.",
            "后一承运人发现一只破损，写明后接手：破损不可逆，该车不再豁免，须有运输证。",
            scanned=ALL,
            damaged=["A-2"],
            reasons={"A-2": "case cracked in the yard"},
            vehicle="鄂K99999",
            expect={
                "state": "in_transit",
                "carriers": [{"turn": False}, {"turn": True}],
                "findings": [{"rule": "vehicle_permit_missing", "subject": "鄂K99999"}],
            },
        ),
        confirm("second_carrier", "deliver", "Delivered.", "运抵。"),
        confirm(
            "recycler",
            "accept_partly",
            "The smelter keeps two and refuses the damaged one.",
            "接受两只，破损的一只拒收。",
            scanned=ALL,
            refused=["A-2"],
            rows=[{"row": 1, "accepted_pieces": 2, "accepted_kg": "30"}],
            reason="no acid-proof box for it",
            expect={"state": "partly_accepted", "accepted_t": "0.030000"},
        ),
        confirm(
            "recycler",
            "close",
            "Nothing is closed while a part is on its way back.",
            "退回部分未到，不能办结。",
            status=409,
            faults=["step_not_now"],
        ),
        confirm("point", "take_return", "It comes back.", "退回移出人。", scanned=["A-2"]),
        confirm("recycler", "close", "Closed.", "办结。", expect={"state": "closed"}),
        Step(
            "point",
            "GET /units/A-2",
            "The battery is known to be damaged, and is back.",
            "该电池已记为破损，并已退回。",
            expect={"unit": {"damaged": True, "state": "in_storage"}},
        ),
    ),
)

JOURNEYS = (REFUSED_LOAD, DAMAGED)
