"""The parts of the nightly look: which page of facts, which rules, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.domain.approval import AuthorityStep
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.incoming import IncomingKind
from tracker.domain.moments import day_of
from tracker.domain.programme import LicenceScope
from tracker.rules.approval_clocks import dues_of, quantities_of
from tracker.rules.approval_findings import authority_dues
from tracker.rules.cover_findings import cover_dues, cover_findings
from tracker.rules.dues import Due, overdue
from tracker.rules.filing_findings import keeper_dues, no_plan_findings, producer_dues
from tracker.rules.finding import Finding
from tracker.rules.licence_findings import capacity_findings, covered, renewal_dues
from tracker.rules.manifest_findings import clock_dues, untold_findings
from tracker.rules.rulebook import finding
from tracker.rules.storage_findings import storage_findings
from tracker.rules.watch_findings import track_findings, video_findings
from tracker.usecases.alarm_ports import Raised
from tracker.usecases.answer_incoming import is_awaited
from tracker.usecases.find_approval import keep_what_time_did
from tracker.usecases.sweep_books import books, firms, plans, plants
from tracker.usecases.sweep_page import Ground, Page, Part
from tracker.usecases.sweep_ports import KeeperPapers, OwedManifest, Run, SweepWork


def _units(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    """What lies where, and what is on the road for too long."""
    most = ground.figures.value("road_days", ground.today)
    longest = timedelta(days=most if most is not None else 36_500)
    page = uow.sweep_facts.stock_page(run.id, run.after, size, run.begun_at - longest)
    found = []
    for unit in page.long_on_the_road:
        due = day_of(unit.since + longest)
        told = finding("no_receipt", unit.code, due, {"since": day_of(unit.since)})
        found.append(Raised(told, unit.site, None))
    return Page(page.upto, page.units, found)


def _stocks(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    stocks = uow.sweep_facts.stocks(run.id, run.after, size)
    uow.sweep_facts.set_levels(run, stocks[-1].site if stocks else None)
    found = [
        Raised(one, kept.site, kept.organisation)
        for kept in stocks
        for one in storage_findings(kept.stock, ground.today, ground.figures)
    ]
    return Page(stocks[-1].site if stocks else None, len(stocks), found)


def _keepers(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    keepers = uow.sweep_facts.keepers(ground.today, run.after, size)
    found = [
        Raised(one, keeper.site, keeper.id)
        for keeper in keepers
        for one in keeper_findings(keeper, ground)
    ]
    return Page(keepers[-1].id if keepers else None, len(keepers), found)


def keeper_findings(keeper: KeeperPapers, ground: Ground) -> Iterator[Finding]:
    """Licence, yearly scale, covers and filings of one keeper today."""
    today = ground.today
    if not covered(keeper.licences, today, WASTE_LEAD_BATTERIES, frozenset(LicenceScope)):
        yield finding("licence_missing", keeper.code, today)
    yield from capacity_findings(
        keeper.code, keeper.licences, keeper.received_g, today, WASTE_LEAD_BATTERIES
    )
    yield from cover_findings(keeper.code, keeper.insurances, keeper.plans, today)
    yield from no_plan_findings(keeper.code, keeper.planned_years, today)
    yield from overdue(keeper_days(keeper, ground), today)


def keeper_days(keeper: KeeperPapers, ground: Ground) -> Iterator[Due]:
    """All that falls due for one keeper."""
    today = ground.today
    yield from renewal_dues(keeper.licences, ground.calendar)
    for covers in (keeper.insurances, keeper.plans):
        yield from cover_dues(covers, today, ground.figures)
    since = min((one.valid_from for one in keeper.licences), default=None)
    if since is not None:
        yield from keeper_dues(keeper.code, since, keeper.planned_years, keeper.filed, today)


def _producers(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    producers = uow.sweep_facts.producers(run.after, size)
    wanted = ground.figures.on("take_back_report", ground.today)
    found = [
        Raised(one, None, firm.id)
        for firm in producers
        for one in overdue(
            producer_dues(firm.code, firm.filed, ground.today, wanted=wanted), ground.today
        )
    ]
    return Page(producers[-1].id if producers else None, len(producers), found)


def _manifests(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    today = ground.today, ground.figures
    owed = uow.sweep_facts.manifests(ground.today, run.after, size)
    found = [
        Raised(one, *_who_owes(one, manifest))
        for manifest in owed
        for one in (
            *overdue(manifest_days(manifest, ground), ground.today),
            *(untold_findings(manifest.weighed, *today) if manifest.weighed else ()),
        )
    ]
    return Page(owed[-1].id if owed else None, len(owed), found)


def manifest_days(manifest: OwedManifest, ground: Ground) -> Iterator[Due]:
    """What is owed on a manifest; of a refused load nobody tells a result."""
    for due in clock_dues(manifest.clocks, ground.calendar, ground.figures):
        if not (manifest.refused and due.rule == "use_result_missing"):
            yield due


def _who_owes(found: Finding, manifest: OwedManifest) -> tuple[int, int]:
    """Site and organisation: the sender fills in the paper, all else is the receiver's."""
    if found.rule == "back_fill_late":
        return manifest.sender_site, manifest.sender
    return manifest.receiver_site, manifest.receiver


def _tracks(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    tracks = uow.sweep_facts.tracks(run.after, size)
    found = [
        Raised(one, None, organisation)
        for _, organisation, track in tracks
        for one in track_findings(track, ground.figures)
    ]
    return Page(tracks[-1][0] if tracks else None, len(tracks), found)


def _videos(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    videos = uow.sweep_facts.videos(run.after, size)
    found = [
        Raised(one, None, organisation)
        for _, organisation, video in videos
        for one in video_findings(video, ground.figures)
    ]
    return Page(videos[-1][0] if videos else None, len(videos), found)


def _approvals(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    """What time does to applications is kept; what the authorities owe is told, never decided."""
    page = uow.approvals.open_page(run.after, size)
    found = []
    for seen in page:
        approval = keep_what_time_did(seen, ground.today, run.begun_at, uow)
        told = [
            *overdue(
                dues_of(approval, ground.today, ground.calendar, ground.figures), ground.today
            ),
            *quantities_of(approval, ground.today, ground.figures),
        ]
        found += [Raised(one, None, approval.sender.id) for one in told]
    return Page(page[-1].id if page else None, len(page), found)


def _consultations(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    """Letters of other provinces that ours owes a reply to (article 25)."""
    page = uow.incoming.unanswered_page(IncomingKind.CONSULTATION, run.after, size)
    found = [
        Raised(one, None, None)
        for letter in page
        if is_awaited(letter)
        for one in overdue(
            authority_dues(
                letter.code,
                AuthorityStep.CONSULTATION,
                day_of(letter.received_at),
                ground.calendar,
            ),
            ground.today,
        )
    ]
    return Page(page[-1].id if page else None, len(page), found)


PARTS: tuple[Part, ...] = (
    Part("units", 20_000, _units, ("no_receipt",)),
    Part(
        "stocks",
        1_000,
        _stocks,
        (
            "point_mass_exceeded",
            "point_days_exceeded",
            "station_mass_exceeded",
            "station_days_exceeded",
            "storage_nearly_full",
            "storage_days_ending",
        ),
    ),
    Part(
        "keepers",
        500,
        _keepers,
        (
            "licence_missing",
            "licence_renewal_late",
            "capacity_reached",
            "capacity_exceeded",
            "insurance_missing",
            "emergency_plan_missing",
            "cover_ending",
            "plan_not_filed",
            "return_not_filed",
            "plan_or_ledger_missing",
        ),
    ),
    Part("books", 500, books, ("stock_unbalanced",)),
    Part("plants", 200, plants),
    Part("plans", 1_000, plans, ("plan_exceeded",)),
    Part("firms", 5_000, firms),
    Part("producers", 1_000, _producers, ("take_back_report_missing",)),
    Part(
        "manifests",
        5_000,
        _manifests,
        ("acceptance_late", "back_fill_late", "use_result_missing", "difference_not_reported"),
    ),
    Part("consultations", 500, _consultations),  # its alarms end with those of "approvals"
    Part(
        "approvals",
        500,
        _approvals,
        ("authority_overdue", "approval_ending", "approval_exceeded", "approval_nearly_used"),
    ),
    Part("tracks", 5_000, _tracks),
    Part("videos", 5_000, _videos),
)
