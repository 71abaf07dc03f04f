"""Does what people record look like what happens? Bursts of serials, late entries, lost cohorts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tracker.domain.moments import day_of
from tracker.domain.register_kinds import PPM
from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.facts import Cohort, Ground, Recorded

_SERIAL = re.compile(r"(.*?)(\d{1,12})\Z", re.DOTALL)


def serial_bursts(event: Recorded, ground: Ground) -> Iterator[Anomaly]:
    """A15: old batteries that come back one number after the other, as they left the factory."""
    day = day_of(event.happened)
    least = ground.figure("serial_run", day, 1_000_000)
    run = max(_runs(event.codes), key=len, default=())
    if len(run) >= least:
        said = {"pieces": len(run)}
        subject = str(event.event)
        yield Anomaly("A15", "serial_burst", subject, day, event.site, (event.event,), run, said)


def _runs(codes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Longest stretches of consecutive numbers behind the same beginning, whatever the order."""
    numbered: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for code in codes:
        found = _SERIAL.match(code)
        if found:
            head, digits = found[1], found[2]
            numbered.setdefault((head, len(digits)), []).append((int(digits), code))
    for rows in numbered.values():
        rows.sort()
        run: list[str] = []
        last = -1
        for number, code in rows:
            if run and number != last + 1:
                yield tuple(run)
                run = []
            run.append(code)
            last = number
        yield tuple(run)


def recorded_late(event: Recorded, ground: Ground) -> Iterator[Anomaly]:
    """A18: recorded long after it is said to have happened."""
    day = day_of(event.happened)
    days = ground.figure("late_record_days", day, 36_500)
    if event.recorded - event.happened > timedelta(days=days):
        said = {"recorded": day_of(event.recorded)}
        yield Anomaly(
            *("A18", "recorded_late", str(event.event), day, event.site),
            *((event.event,), event.codes, said),
        )


def leaking_cohorts(cohorts: Iterable[Cohort], ground: Ground) -> Iterator[Anomaly]:
    """A16: of what was sold in one district under one brand far less comes back than of what all
    others sold in the same year: those others say how much was to be expected."""
    rows = list(cohorts)
    day = day_of(ground.until)
    short = ground.figure("leakage_share", day, PPM)
    least = ground.figure("leakage_pieces", day, 10**9)
    years: dict[tuple[str, int], tuple[int, int]] = {}
    for one in rows:
        sold, back = years.get((one.group, one.year), (0, 0))
        years[one.group, one.year] = (sold + one.sold, back + one.back)
    for one in sorted(rows):
        sold, back = (
            whole - own for whole, own in zip(years[one.group, one.year], one[4:6], strict=True)
        )
        if not sold:
            continue
        expected = one.sold * back // sold
        if expected < least or (expected - one.back) * PPM < expected * short:
            continue
        said = {"pieces": one.sold, "expected": expected, "came_back": one.back}
        subject = f"{one.maker} {one.group} {one.district} {one.year}"
        yield Anomaly(
            "A16", "cohort_leakage", subject, date(one.year, 12, 31), None, (), (subject,), said
        )
