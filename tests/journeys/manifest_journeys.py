"""Loads on manifests: to the ingot, refused, damaged, on a round, late, on paper, revised."""

from __future__ import annotations

from typing import Any

from tests.journeys.journey import Journey, Step, Wait, confirm, draft, scan

_BOUND = [{"pieces": 3, "mass_kg": "45", "codes": ["A-1", "A-2", "A-3"]}]
_ALL = ["A-1", "A-2", "A-3"]


def _collected(*codes: str, who: str = "point") -> Step:
    return scan(
        who, "collect", codes, "Old batteries come in and are scanned.", "收到废电池，逐只扫码。"
    )


def _on_the_road(*codes: str) -> tuple[Step, ...]:
    """Issue, load, depart, deliver."""
    scanned: dict[str, Any] = {"scanned": list(codes)} if codes else {}
    return (
        confirm("point", "issue", "The sender issues the manifest.", "移出人发出联单。"),
        confirm("carrier", "load", "The carrier confirms the load.", "承运人确认装车。", **scanned),
        confirm("carrier", "depart", "The truck departs.", "车辆起运。"),
        confirm("carrier", "deliver", "It stands at the gate.", "运抵接受人。"),
    )


SHOP_TO_INGOT = Journey(
    "shop-to-ingot",
    "From the shop to the ingot",
    "从门店到铅锭",
    (
        scan(
            "producer",
            "register",
            ["N-1"],
            "The maker registers a battery.",
            "生产企业登记电池。",
            model="$model",
        ),
        scan("shop", "sell", ["N-1"], "The shop sells it.", "门店售出。"),
        Wait(days=1),
        scan("shop", "take_back", ["N-1"], "It comes back, old for new.", "以旧换新收回。"),
        draft(
            "shop",
            "The shop fills in a manifest to the station.",
            "门店填写到集中转运点的联单。",
            rows=[{"pieces": 1, "mass_kg": "15", "codes": ["N-1"]}],
            receiver="station",
            expect={
                "state": "draft",
                "actions": [{"step": "edit"}, {"step": "issue"}, {"step": "cancel"}],
            },
        ),
        confirm("shop", "issue", "It is issued.", "发出联单。", number="20264201000001"),
        confirm("carrier", "load", "Loaded.", "装车。", scanned=["N-1"]),
        confirm("carrier", "depart", "Under way.", "起运。"),
        confirm("carrier", "deliver", "At the station.", "运抵转运点。"),
        confirm(
            "station",
            "accept",
            "The station accepts: receiver here, sender on the next leg.",
            "转运点接受：本程的接受人，下一程的移出人。",
            scanned=["N-1"],
            expect={"state": "accepted", "accepted_t": "0.015000", "findings": []},
        ),
        draft(
            "station",
            "The station fills in the next manifest.",
            "转运点填写下一份联单。",
            rows=[{"pieces": 1, "mass_kg": "15", "codes": ["N-1"]}],
        ),
        confirm("station", "issue", "It is issued.", "发出联单。", number="20264201000002"),
        confirm("carrier", "load", "Loaded.", "装车。", scanned=["N-1"]),
        confirm("carrier", "depart", "Under way.", "起运。"),
        confirm("carrier", "deliver", "At the smelter.", "运抵再生铅企业。"),
        confirm("recycler", "accept", "The smelter accepts.", "再生铅企业接受。", scanned=["N-1"]),
        Step(
            "recycler",
            "POST /scans",
            "It is dismantled.",
            "拆解。",
            {
                "client_id": "$client",
                "kind": "dismantle",
                "site": "$recycler_site",
                "at": "$now",
                "codes": ["N-1"],
                "outputs": [
                    {"code": "PASTE-1", "material": "paste", "mass_kg": "6", "lead_share": 0.72}
                ],
            },
            201,
        ),
        Step(
            "recycler",
            "POST /scans",
            "The paste becomes an ingot.",
            "铅膏冶炼成铅锭。",
            {
                "client_id": "$client",
                "kind": "smelt",
                "site": "$recycler_site",
                "at": "$now",
                "codes": ["PASTE-1"],
                "outputs": [
                    {"code": "INGOT-1", "material": "ingot", "mass_kg": "4.2", "lead_share": 0.999}
                ],
            },
            201,
        ),
        confirm(
            "recycler",
            "close",
            "The smelter tells the sender what became of it (article 12).",
            "告知移出人利用结果（第十二条）。",
            result="smelted to INGOT-1",
            expect={"state": "closed", "actions": []},
        ),
        Step(
            "bureau",
            "GET /trace/INGOT-1?direction=back",
            "The bureau asks where the ingot comes from.",
            "主管部门追溯铅锭来源。",
            expect={"batteries": [{"code": "N-1"}]},
        ),
    ),
)

REFUSED_LOAD = Journey(
    "refused-load",
    "A load is refused and comes back",
    "拒收退回",
    (
        _collected(*_ALL),
        draft("point", "A manifest is filled in.", "填写联单。", rows=_BOUND),
        *_on_the_road(*_ALL),
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
        _collected(*_ALL),
        draft(
            "point",
            "A manifest with two carriers in their order.",
            "联单列有先后两个承运人。",
            rows=_BOUND,
            carriers=("carrier", "second_carrier"),
        ),
        confirm("point", "issue", "It is issued.", "发出联单。"),
        confirm("carrier", "load", "Loaded.", "装车。", scanned=_ALL),
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
            "The second carrier finds one damaged and says so (damage is never undone).",
            "后一承运人发现一只破损，写明后接手（破损不可逆）。",
            scanned=_ALL,
            damaged=["A-2"],
            reasons={"A-2": "case cracked in the yard"},
            vehicle="鄂K99999",
            expect={"state": "in_transit", "carriers": [{"turn": False}, {"turn": True}]},
        ),
        confirm("second_carrier", "deliver", "Delivered.", "运抵。"),
        confirm(
            "recycler",
            "accept_partly",
            "The smelter keeps two and refuses the damaged one.",
            "接受两只，破损的一只拒收。",
            scanned=_ALL,
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

MILK_ROUND = Journey(
    "milk-round",
    "A milk round: one vehicle, two senders, two manifests",
    "一车多点：每个移出人一份联单",
    (
        _collected("A-1"),
        _collected("C-1", who="other_point"),
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
        *_on_the_road(),
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

REVISED = Journey(
    "revision",
    "A revision, refused and then accepted",
    "更正：一次被拒，一次同意",
    (
        draft("point", "A manifest.", "联单。", rows=[{"pieces": 40, "mass_kg": "600"}]),
        *_on_the_road(),
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

JOURNEYS = (SHOP_TO_INGOT, REFUSED_LOAD, DAMAGED, MILK_ROUND, LATE, PAPER, REVISED)
