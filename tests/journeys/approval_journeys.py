"""Loads to the next province: approved, overdrawn by two trucks, and a partner who stays silent."""

from __future__ import annotations

from typing import Any

from tests.journeys.journey import Journey, Night, Step, Wait, confirm, draft

_NUMBER = "鄂危转〔2026〕1号"


def apply(en: str, zh: str, **more: Any) -> Step:
    """The collection point applies for ten tonnes to the far smelter."""
    body = {
        "client_id": "$client",
        "receiver": "$far_smelter",
        "mass_kg": "10000",
        "purpose": "use",
        "span_from": "2026-11-01",
        "span_until": "2027-12-31",
        "receiver_licence": "3601000001",
        "receiver_licence_until": "2028-12-31",
        "materials": "$materials",
    } | more
    kept = {"approval": "code", "approval_version": "version"}
    expect = {"state": "applied", "missing": [], "clock": {"step": "completeness"}}
    return Step("point", "POST /approvals", en, zh, body, 201, expect, keep=kept)


def office(step: str, en: str, zh: str, expect: dict[str, Any] | None = None, **said: Any) -> Step:
    """The provincial bureau takes a step."""
    return Step(
        "bureau",
        "POST /approvals/$approval/steps",
        en,
        zh,
        {"step": step, "version": "$approval_version"} | said,
        expect=expect or {},
        keep={"approval_version": "version"},
    )


_ASKED = (
    apply(
        "The sender applies with its materials (articles 21, 22).",
        "移出人提交申请及材料（第二十一、二十二条）。",
    ),
    office("find_complete", "The bureau accepts it as complete.", "主管部门受理。"),
    office("begin_review", "The review begins.", "开始初审。"),
    office(
        "consult",
        "The letter goes to the other province (article 24).",
        "向接受地发出商请函（第二十四条）。",
        {"clock": {"step": "consultation"}},
        reference="鄂环商〔2026〕1号",
    ),
)
_GRANTED = (
    *_ASKED,
    Wait(days=5),
    office(
        "record_reply",
        "Its reply is recorded: it agrees (article 25).",
        "登记复函：同意（第二十五条）。",
        agrees=True,
        reference="赣环复〔2026〕1号",
    ),
    office(
        "decide",
        "Approved: twelve months, within the span and the licence (article 27).",
        "批准：十二个月，不超过申请时间段和许可证剩余期限（第二十七条）。",
        {"valid_until": "2027-11-04", "approved_kg": "10000.000"},
        number=_NUMBER,
    ),
    office(
        "announce",
        "Both provinces are told; it is in force.",
        "通报两地，批准生效。",
        {"state": "in_force"},
    ),
)


def _load(mass_kg: str, manifest: str, number: str) -> tuple[Step, ...]:
    return (
        draft(
            "point",
            "A load for the next province is filled in.",
            "填写运往外省的联单。",
            rows=[{"pieces": 300, "mass_kg": mass_kg}],
            receiver="far_smelter",
            approval=_NUMBER,
            manifest=manifest,
        ),
    )


JOURNEYS = (
    Journey(
        "cross-province",
        "To the next province with an approval",
        "经批准的跨省转移",
        (
            *_GRANTED,
            *_load("6000", "", "1"),
            confirm(
                "point",
                "issue",
                "Issued: six tonnes are taken off.",
                "发出：扣减六吨。",
                expect={"findings": []},
            ),
            Step(
                "point",
                f"GET /approvals/{_NUMBER}",
                "Four tonnes are left.",
                "尚余四吨。",
                expect={
                    "left_kg": "4000.000",
                    "entries": [{"kind": "debit", "mass_kg": "6000.000"}],
                },
            ),
            confirm("carrier", "load", "Loaded.", "装车。"),
            confirm("carrier", "depart", "Under way.", "起运。"),
            Step(
                "bureau",
                "GET /manifests?group=on_the_road_unapproved",
                "The officer asks which loads are on the road without approval: none.",
                "主管部门查询在途且无批准的联单：没有。",
                expect={"items": []},
            ),
            confirm("carrier", "deliver", "At the far gate.", "运抵外省接受人。"),
            confirm(
                "far_smelter",
                "accept",
                "The far smelter accepts 5.9 t by its scale.",
                "接受人过磅接受 5.9 吨。",
                rows=[{"row": 1, "accepted_kg": "5900"}],
                differences=[{"kind": "quantity", "row": 1, "reason": "scales differ"}],
            ),
            Step(
                "bureau",
                f"GET /approvals/{_NUMBER}",
                "What was accepted counts.",
                "以接受量结算。",
                expect={"left_kg": "4100.000"},
            ),
        ),
    ),
    Journey(
        "overdrawn",
        "Two trucks want more than was approved",
        "两车合计超过批准重量",
        (
            *_GRANTED,
            *_load("6000", "", "1"),
            *_load("6000", "second_", "2"),
            confirm("point", "issue", "The first is issued.", "第一车发出。"),
            confirm(
                "point",
                "issue",
                "The second is refused: a new application is needed (article 28).",
                "第二车被拒：须重新申请（第二十八条）。",
                manifest="second_",
                status=422,
                faults=["approval_spent"],
            ),
            Step(
                "point",
                f"GET /approvals/{_NUMBER}",
                "Nothing more was drawn.",
                "未多扣减。",
                expect={"state": "in_force", "left_kg": "4000.000"},
            ),
            apply(
                "The sender applies again and says why.",
                "移出人重新申请并写明原因。",
                replaces=_NUMBER,
                cause="quantity_exceeded",
            ),
        ),
    ),
    Journey(
        "partner-silent",
        "The other province does not answer",
        "接受地逾期未复函",
        (
            *_ASKED,
            Wait(days=17),
            Night(),
            Step(
                "bureau",
                "GET /approvals/$approval",
                "Silence approves nothing.",
                "沉默不等于同意。",
                expect={"state": "consulted", "agreed": None, "clock": {"overdue": True}},
            ),
            Step(
                "bureau",
                "GET /alarms?rule=authority_overdue",
                "The overdue consultation is an alarm with its article.",
                "逾期未复函发出预警并注明条款。",
                expect={
                    "items": [
                        {"rule": "authority_overdue", "subject": "$approval", "state": "raised"}
                    ]
                },
            ),
            office(
                "record_reply",
                "The reply comes late and is recorded all the same.",
                "迟到的复函照样登记。",
                agrees=False,
                reason="no capacity",
                reference="赣环复〔2026〕9号",
            ),
            office(
                "refuse",
                "Only a refusal is left.",
                "只能不予批准。",
                {"state": "refused"},
                reason="the other province does not agree",
            ),
        ),
    ),
)
