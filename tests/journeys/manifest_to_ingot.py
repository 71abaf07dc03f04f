"""A battery from the shop to the ingot: two manifests, a dismantling, a smelting."""

from __future__ import annotations

from tests.journeys.journey import Journey, Step, Wait, confirm, draft, scan

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

JOURNEYS = (SHOP_TO_INGOT,)
