"""What raises each rule? One example each, made of plain facts; the completeness test runs all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from interop.store.watch import Queue
from interop.usecases.watch_partners import queue_findings
from tests.fakes.clock import START
from tests.unit.graph.anomalies.examples import EXAMPLES as ANOMALIES
from tracker.domain.approval import AuthorityStep
from tracker.domain.parameters import Parameters
from tracker.domain.programme import LicenceScope
from tracker.domain.roles import Role
from tracker.domain.workdays import Workdays
from tracker.rules import approval_findings as approvals
from tracker.rules import cover_findings as covers
from tracker.rules import filing_findings as filings
from tracker.rules import ledger_findings as ledgers
from tracker.rules import licence_findings as licences
from tracker.rules import manifest_findings as manifests
from tracker.rules import plant_findings as plants
from tracker.rules import storage_findings as storage
from tracker.rules import watch_findings as watch
from tracker.rules.dues import overdue
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding
from tracker.rules.scale_findings import scale_findings
from tracker.rules.scan_findings import (
    HeldLicence,
    ScannedUnit,
    licence_findings,
    scan_findings,
)
from tracker.rules.vehicle_findings import Vehicle, vehicle_findings
from tracker.store.parameters_file import shipped_parameters
from tracker.store.workdays_file import shipped_years

TODAY = date(2026, 10, 31)
TONNE = 1_000_000
BATTERIES = "900-052-31"
FIGURES = Parameters(shipped_parameters(), 42)
CALENDAR = Workdays(shipped_years())
_DAY = timedelta(days=1)


def _watched(drift_ms: int | None = None, **changes: Any) -> Iterable[Finding]:
    """What the hourly look finds about one partner."""
    empty: dict[str, Any] = dict.fromkeys(Queue._fields)
    queue = Queue(**empty | {"authority": "CN-36", "messages": 1, "parked": 0} | changes)
    return queue_findings(queue, drift_ms, TODAY, START)


Example = Callable[[], Iterable[Finding]]


def a_unit(**changes: Any) -> ScannedUnit:
    """A battery that lies where it is scanned."""
    facts: dict[str, Any] = {
        "code": "B1",
        "since": START,
        "elsewhere": False,
        "on_the_road": False,
        "damaged_before": False,
        "damaged_now": None,
        "step_finding": None,
    }
    return ScannedUnit(**facts | changes)


def a_stock(**changes: Any) -> storage.SiteStock:
    """A collection point with a tonne that came yesterday."""
    stock = storage.SiteStock(
        "POINT-1", frozenset({Role.COLLECTOR}), TONNE, 60, 0, TODAY - _DAY, "B1", None
    )
    return stock._replace(**changes)


def a_station(**changes: Any) -> storage.SiteStock:
    """A station of ten tonnes."""
    return a_stock(
        site="STATION-1", roles=frozenset({Role.STATION}), capacity_g=10 * TONNE
    )._replace(**changes)


def a_licence(**changes: Any) -> licences.Licence:
    """A licence to collect and use ten tonnes a year."""
    licence = licences.Licence(
        "4201000001",
        frozenset(LicenceScope),
        frozenset({BATTERIES}),
        10 * TONNE,
        date(2024, 1, 1),
        date(2028, 12, 31),
    )
    return licence._replace(**changes)


def a_row(**changes: Any) -> manifests.WasteRow:
    """A tonne of batteries."""
    row = manifests.WasteRow(BATTERIES, "HW31", frozenset({"T", "C"}), TONNE, 60)
    return row._replace(**changes)


def a_manifest(**changes: Any) -> manifests.Manifest:
    """Issued in Wuhan this year, from POINT-1 to SMELTER-1."""
    manifest = manifests.Manifest(
        code="20264201000001",
        number="20264201000001",
        issued=TODAY,
        origin="4201",
        senders=1,
        carriers=1,
        vehicles=1,
        sender="POINT",
        receiver="SMELTER",
        rows=(a_row(),),
        from_province="42",
        to_province="42",
    )
    return manifest._replace(**changes)


def some_clocks(**changes: Any) -> manifests.Clocks:
    """Accepted, confirmed, and the result of use told."""
    clocks = manifests.Clocks("M1", TODAY, TODAY, TODAY, False, None, TODAY)
    return clocks._replace(**changes)


def an_approval(**changes: Any) -> approvals.Approval:
    """A hundred tonnes to SMELTER, a tenth of them used, for another year."""
    approval = approvals.Approval(
        "A1", BATTERIES, "SMELTER", "R4", 100 * TONNE, 10 * TONNE, TODAY, date(2027, 10, 30), None
    )
    return approval._replace(**changes)


def a_track(**changes: Any) -> watch.Track:
    """An orderly trip."""
    return watch.Track("T1", TODAY, "鄂A12345", 0, 0, 0)._replace(**changes)


def a_video(**changes: Any) -> watch.Video:
    """A month without a gap."""
    return watch.Video("V1", TODAY, "STATION-1", 0, 90)._replace(**changes)


def _steps(rule: str) -> Example:
    return lambda: scan_findings(a_unit(step_finding=rule), START)


def _stored(**changes: Any) -> Example:
    return lambda: storage.storage_findings(a_stock(**changes), TODAY, FIGURES)


def _clocks(**changes: Any) -> Example:
    return lambda: overdue(manifests.clock_dues(some_clocks(**changes), CALENDAR, FIGURES), TODAY)


def _days(n: int) -> date:
    return TODAY - n * _DAY


def _long_ago() -> datetime:
    return START - timedelta(days=400)


#: rule -> what raises it
EXAMPLES: dict[str, Example] = {
    # flows that cannot be true
    **ANOMALIES,
    # at the scan
    **{
        rule: _steps(rule)
        for rule in (
            "never_sold",
            "sold_twice",
            "collected_twice",
            "back_from_export",
            "not_dispatched",
            "not_loaded",
            "received_without_shipment",
        )
    },
    "in_two_provinces": lambda: [
        finding("in_two_provinces", "B1", TODAY, {"partner": "CN-36", "told_by": "PM-1/1"})
    ],
    "no_receipt": lambda: [finding("no_receipt", "B1", TODAY)],
    "chain_broken": lambda: [finding("chain_broken", "B1", TODAY)],
    "other_site": lambda: scan_findings(a_unit(elsewhere=True), START),
    "effect_before_cause": lambda: scan_findings(a_unit(), _long_ago()),
    "damage_undone": lambda: scan_findings(a_unit(damaged_before=True, damaged_now=False), START),
    "calibration_expired": lambda: scale_findings("GATE/1", TODAY, _days(1)),
    "label_wrong": lambda: ledgers.label_findings("BOX 1", TODAY),
    "credit_code_check": lambda: ledgers.credit_code_findings("91350100M0001TGQXM", TODAY),
    "vehicle_permit_missing": lambda: vehicle_findings(
        Vehicle("鄂A12345", None, None, tight=True), 1, TODAY
    ),
    # manifests
    "label_differs": lambda: manifests.loading_findings("M1", ("number",), TODAY),
    "manifest_number_wrong": lambda: manifests.form_findings(a_manifest(origin="4202"), TODAY),
    "manifest_parties_wrong": lambda: manifests.form_findings(a_manifest(senders=2), TODAY),
    "waste_row_wrong": lambda: manifests.form_findings(
        a_manifest(rows=(a_row(pieces=None),)), TODAY
    ),
    "outside_plan": lambda: manifests.plan_findings(
        a_manifest(), (manifests.Planned(BATTERIES, "OTHER", TONNE),), TODAY
    ),
    "plan_exceeded": lambda: manifests.plan_findings(
        a_manifest(), (manifests.Planned(BATTERIES, "SMELTER", TONNE, 1),), TODAY
    ),
    "receiver_unlicensed": lambda: licences.receiver_findings(
        "M1",
        (HeldLicence(date(2024, 1, 1), _days(1)),),
        TODAY,
        {BATTERIES},
        licences.TREATING,
    ),
    "approval_missing": lambda: [
        finding("approval_missing", "M1", TODAY, {"from_province": "42", "to_province": "36"})
    ],
    "manifest_missing": lambda: manifests.unpapered_findings(
        manifests.Unpapered("7", "POINT-1", 12), TODAY, FIGURES, may_be_exempt=True
    ),
    "acceptance_late": _clocks(accepted=_days(20), confirmed=None),
    "back_fill_late": _clocks(completed=_days(40), paper=True),
    "use_result_missing": _clocks(accepted=_days(91), use_told=None),
    "difference_not_reported": lambda: manifests.untold_findings(
        manifests.Weighed("M1", TONNE, 969_999), TODAY, FIGURES
    ),
    "delivered_elsewhere": lambda: manifests.delivery_findings("M1", "SMELTER", "ELSEWHERE", TODAY),
    "weight_differs": lambda: manifests.weight_findings("M1", TONNE, 969_999, TODAY, FIGURES),
    # approvals
    "approval_differs": lambda: [finding("approval_differs", "M1", TODAY, {"differs": "receiver"})],
    "approval_exceeded": lambda: approvals.quantity_findings(
        an_approval(used_g=101 * TONNE), TODAY, FIGURES
    ),
    "approval_nearly_used": lambda: approvals.quantity_findings(
        an_approval(used_g=80 * TONNE), TODAY, FIGURES
    ),
    "approval_ending": lambda: overdue(
        approvals.approval_dues(an_approval(valid_until=TODAY), TODAY, FIGURES), TODAY
    ),
    "authority_overdue": lambda: overdue(
        approvals.authority_dues("A1", AuthorityStep.REVIEW, _days(20), CALENDAR), TODAY
    ),
    # on the road and before the camera
    "track_deviates": lambda: watch.track_findings(a_track(off_route_km=6), FIGURES),
    "track_too_long": lambda: watch.track_findings(a_track(overtime_minutes=241), FIGURES),
    "track_silent": lambda: watch.track_findings(a_track(silence_minutes=31), FIGURES),
    "video_gap": lambda: watch.video_findings(a_video(gap_hours=3), FIGURES),
    "video_kept_too_short": lambda: watch.video_findings(a_video(kept_days=89), FIGURES),
    # licences and storage
    "licence_missing": lambda: licence_findings((), "POINT", START),
    "licence_renewal_late": lambda: overdue(
        licences.renewal_dues((a_licence(valid_until=TODAY),), CALENDAR), TODAY
    ),
    "capacity_reached": lambda: licences.capacity_findings(
        "POINT", (a_licence(),), 10 * TONNE, TODAY, BATTERIES
    ),
    "capacity_exceeded": lambda: licences.capacity_findings(
        "POINT", (a_licence(),), 12 * TONNE + 1, TODAY, BATTERIES
    ),
    "storage_nearly_full": _stored(mass_g=2_400_000),
    "storage_days_ending": _stored(oldest=_days(61)),
    "point_mass_exceeded": _stored(mass_g=3 * TONNE + 1),
    "point_days_exceeded": _stored(oldest=_days(91)),
    "station_mass_exceeded": lambda: storage.storage_findings(
        a_station(mass_g=10 * TONNE), TODAY, FIGURES
    ),
    "station_days_exceeded": lambda: storage.storage_findings(
        a_station(oldest=date(2025, 10, 30)), TODAY, FIGURES
    ),
    # plans, returns, covers
    "plan_not_filed": lambda: overdue(
        filings.keeper_dues("POINT", date(2024, 1, 1), (), (), TODAY), TODAY
    ),
    "return_not_filed": lambda: overdue(
        filings.keeper_dues("POINT", date(2024, 1, 1), (2026,), (), TODAY), TODAY
    ),
    "take_back_report_missing": lambda: overdue(
        filings.producer_dues("MAKER", (), TODAY, wanted=True), TODAY
    ),
    "plan_or_ledger_missing": lambda: filings.no_plan_findings("POINT", (), date(2026, 3, 31)),
    "insurance_missing": lambda: covers.cover_findings("POINT", (), (), TODAY),
    "emergency_plan_missing": lambda: covers.cover_findings("POINT", (), (), TODAY),
    "cover_ending": lambda: overdue(
        covers.cover_dues((covers.Cover("P1", _days(9), TODAY),), TODAY, FIGURES), TODAY
    ),
    # the exchange
    "exchange_contradicts": lambda: [
        finding(
            "exchange_contradicts", "CN-36", TODAY, {"incident": "equivocation", "record": "R/1"}
        )
    ],
    "exchange_answer_unfit": lambda: [finding("exchange_answer_unfit", "CN-36", TODAY)],
    "exchange_key_compromised": lambda: [
        finding(
            "exchange_key_compromised",
            "CN-36",
            TODAY,
            {"key": "CN-36:r-2026a", "since": TODAY, "records": 3},
        )
    ],
    "exchange_clock_drifts": lambda: _watched(drift_ms=21_000),
    "exchange_late": lambda: _watched(oldest=START - timedelta(hours=2)),
    "exchange_parked": lambda: _watched(parked=1),
    # ledgers and plants
    "stock_unbalanced": lambda: ledgers.balance_findings(
        ledgers.Balance("POINT-1", BATTERIES, "2026-10", TODAY, 0, 10, 3, 0, 8), FIGURES
    ),
    "batch_unlinked": lambda: ledgers.chain_findings(
        ledgers.LedgerEntry("HWCK20261031001", TODAY, "HWRK20261030001", cited_exists=False)
    ),
    "lead_recovery_low": lambda: plants.plant_findings(
        plants.PlantBalance("BATCH-1", TODAY, 1_000, 979, None, old=False), FIGURES
    ),
    "slag_lead_high": lambda: plants.plant_findings(
        plants.PlantBalance("BATCH-1", TODAY, 1_000, 999, 20_001, old=False), FIGURES
    ),
}
