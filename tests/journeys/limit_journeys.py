"""Limits and laws: over 3 t, over 90 days, a licence that ends on the way, midnight, late voids."""

from __future__ import annotations

from tests.journeys.journey import Journey, Night, Step, Wait, confirm, draft, scan

_HEAPS = [{"pieces": 200, "mass_kg": "3200", "label": "HEAP-1"}]


def _stock(en: str, zh: str, over: bool) -> Step:
    expect = {"items": [{"site": "POINT-1", "over": True, "limit_kg": "3000.000"}] if over else []}
    return Step("bureau", "GET /storage?over=true&now=true", en, zh, expect=expect)


def _on_paper(moment: str, en: str, zh: str) -> tuple[Step, ...]:
    """A load that went to the next province on paper, without approval, filled in afterwards."""
    return (
        draft(
            "point",
            f"A load went on paper, {en}.",
            f"{zh}凭纸质联单运往外省。",
            rows=[{"pieces": 10, "mass_kg": "150"}],
            receiver="far_smelter",
            paper={"number": "纸-1", "started_at": moment},
        ),
        confirm(
            "point",
            "back_fill",
            "It is filled in: no approval is named.",
            "补录：没有批准。",
            delivered_at="2026-08-15T06:00:00+08:00",
        ),
    )


JOURNEYS = (
    Journey(
        "over-three-tonnes",
        "A collection point keeps more than 3 t",
        "收集网点贮存超过 3 吨",
        (
            Step(
                "point",
                "POST /scans",
                "200 uncoded batteries of 3.2 t come in; the answer says that it is too much.",
                "收到无码电池 200 只，3.2 吨；应答即提示超量贮存。",
                {
                    "client_id": "$client",
                    "kind": "collect",
                    "site": "$point_site",
                    "at": "$now",
                    "uncoded": _HEAPS,
                },
                201,
                {"findings": [{"rule": "point_mass_exceeded", "subject": "POINT-1"}]},
            ),
            _stock("Who is over its limit? One call.", "谁超量贮存？一次查询。", over=True),
            Night(),
            Step(
                "bureau",
                "GET /alarms?rule=point_mass_exceeded",
                "The alarm names the place.",
                "预警指明网点。",
                expect={"items": [{"subject": "POINT-1", "state": "raised"}]},
            ),
            scan(
                "point",
                "dispatch",
                ["HEAP-1"],
                "The batteries leave.",
                "电池转出。",
                peer_site="$recycler_site",
            ),
            scan(
                "carrier",
                "load",
                ["HEAP-1"],
                "On the truck, with a manifest.",
                "凭联单装车。",
                site="$point_site",
                manifest="20264201000017",
            ),
            Night(),
            Step(
                "bureau",
                "GET /alarms?rule=point_mass_exceeded",
                "It ends by itself.",
                "预警自动解除。",
                expect={"items": [{"subject": "POINT-1", "state": "resolved"}]},
            ),
        ),
    ),
    Journey(
        "over-ninety-days",
        "A battery stays longer than 90 days",
        "贮存超过 90 天",
        (
            scan("point", "collect", ["OLD-1"], "A battery comes in.", "收到一只电池。"),
            Wait(days=60),
            Night(),
            Step(
                "bureau",
                "GET /alarms?rule=point_days_exceeded",
                "60 days are allowed.",
                "60 天未超期。",
                expect={"items": []},
            ),
            Wait(days=31),
            Night(),
            Step(
                "bureau",
                "GET /alarms?rule=point_days_exceeded",
                "91 days are not.",
                "91 天已超期。",
                expect={"items": [{"subject": "POINT-1", "state": "raised"}]},
            ),
        ),
    ),
    Journey(
        "licence-ends-on-the-way",
        "The receiver's licence ends between loading and arrival",
        "装车与到达之间接受人许可证到期",
        (
            scan("point", "collect", ["L-1"], "A battery comes in.", "收到一只电池。"),
            draft(
                "point",
                "A manifest is filled in.",
                "填写联单。",
                rows=[{"pieces": 1, "mass_kg": "15", "codes": ["L-1"]}],
            ),
            confirm(
                "point",
                "issue",
                "Issued: the licence is valid.",
                "发出：许可证有效。",
                expect={"findings": []},
            ),
            confirm(
                "carrier", "load", "Loaded on 30 December.", "12 月 30 日装车。", scanned=["L-1"]
            ),
            confirm("carrier", "depart", "Under way.", "起运。"),
            Wait(days=3),
            confirm("carrier", "deliver", "It arrives on 2 January.", "1 月 2 日运抵。"),
            confirm(
                "recycler",
                "accept",
                "The battery is really there: booked, and found.",
                "货物确已到达：照记，并提示许可证已过期。",
                scanned=["L-1"],
                expect={"state": "accepted", "findings": [{"rule": "receiver_unlicensed"}]},
            ),
            Step(
                "bureau",
                "GET /alarms?rule=licence_missing&open=true",
                "The officer sees it.",
                "主管部门看到预警。",
                expect={"items": [{"subject": "$recycler", "state": "raised"}]},
            ),
        ),
        start="2028-12-30T08:00:00+08:00",
    ),
    Journey(
        "midnight-of-the-code",
        "The law changes at midnight of 2026-08-15",
        "2026 年 8 月 15 日零时法律更替",
        (
            *_on_paper("2026-08-14T23:50:00+08:00", "before midnight", "零时之前"),
            *_on_paper("2026-08-15T00:10:00+08:00", "after midnight", "零时之后"),
            Step(
                "bureau",
                "GET /alarms?rule=approval_missing",
                "Each alarm keeps the law of its day.",
                "预警各依当日法律。",
                expect={
                    "items": [
                        {"due": "2026-08-15", "law": "生态环境法典", "article": "第五百三十六条"},
                        {
                            "due": "2026-08-14",
                            "law": "固体废物污染环境防治法",
                            "article": "第八十二条",
                        },
                    ]
                },
            ),
        ),
        start="2026-08-15T08:00:00+08:00",
    ),
    Journey(
        "void-after-smelting",
        "A dismantling is voided after its paste was smelted",
        "冶炼之后撤销拆解",
        (
            scan("point", "collect", ["V-1"], "A battery comes in.", "收到一只电池。"),
            scan("recycler", "receive", ["V-1"], "It is received.", "收货。"),
            Step(
                "recycler",
                "POST /scans",
                "Dismantled.",
                "拆解。",
                {
                    "client_id": "$client",
                    "kind": "dismantle",
                    "site": "$recycler_site",
                    "at": "$now",
                    "codes": ["V-1"],
                    "outputs": [
                        {
                            "code": "V-PASTE",
                            "material": "paste",
                            "mass_kg": "6",
                            "lead_share": 0.72,
                        }
                    ],
                },
                201,
                keep={"event": "event"},
            ),
            scan(
                "recycler",
                "smelt",
                ["V-PASTE"],
                "Smelted.",
                "冶炼。",
                outputs=[
                    {"code": "V-INGOT", "material": "ingot", "mass_kg": "4.2", "lead_share": 0.999}
                ],
            ),
            Step(
                "recycler",
                "POST /scans",
                "The dismantling is declared void: what came of it stays, and is found.",
                "撤销拆解：后续记录保留并提示。",
                {
                    "client_id": "$client",
                    "kind": "void",
                    "site": "$recycler_site",
                    "at": "$now",
                    "event": "$event",
                    "reason": "booked by mistake",
                },
                201,
                {
                    "findings": [{"rule": "chain_broken", "subject": "V-PASTE"}],
                    "consequences": {
                        "units": [
                            {"before": "dismantled", "after": "received", "codes": ["V-1"]},
                        ],
                        "alarms": [{"rule": "chain_broken", "state": "raised"}],
                    },
                },
            ),
            Step(
                "bureau",
                "GET /alarms?rule=chain_broken&open=true",
                "The officer sees that the ingot's lead has no battery behind it any more.",
                "主管部门看到：该铅锭已无电池来源。",
                expect={"items": [{"subject": "V-PASTE", "state": "raised"}]},
            ),
            Step(
                "bureau",
                "GET /trace/V-INGOT?direction=back",
                "The trace ends at the paste.",
                "追溯止于铅膏。",
                expect={"batteries": []},
            ),
        ),
    ),
)
