"""The sweep for flows that cannot be true: month by month, and at the end over what has no month.

Each window is one transaction that writes down how far the sweep has come: ended in the middle, it
goes on where it was, on the next day too. Facts come in pages and are forgotten page by page, so
that a big month takes no more memory than a small one. What is found goes into the inbox of alarms
under its natural key, so that nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from tracker.domain.moments import CHINA, day_of
from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.detectors import DETECTORS, TOGETHER, Facts, looked_at
from tracker.graph.anomalies.facts import Ground
from tracker.graph.anomalies.journeys import goes_round
from tracker.rules.rulebook import speaks
from tracker.usecases.alarm_ports import Raised
from tracker.usecases.anomaly_ports import AnomalyRun, AnomalyWork, Window
from tracker.usecases.ports import Clock

#: An unfinished sweep that is older is not gone on with.
GONE_ON_WITH = timedelta(days=7)
#: What is gathered for each month of recording, and what at the end for the whole.
MONTHLY = (
    Facts.LIFE,
    Facts.TREATMENT,
    Facts.WEIGHED,
    Facts.INTAKE,
    Facts.LATE,
    Facts.STAYS,
)
AT_THE_END = (Facts.TREATMENTS, Facts.REFUSED, Facts.SITE, Facts.COHORTS, Facts.CLAIMS)


def sweep_anomalies(
    uow: AnomalyWork,
    clock: Clock,
    *,
    first: date | None = None,
    until: date | None = None,
    detectors: Sequence[str] = (),
    stop: Callable[[], bool] = lambda: False,
    hear: Callable[[int, int], None] = lambda _done, _whole: None,
) -> AnomalyRun:
    """Look at what was recorded from ``first`` to before ``until`` (all there is, unless said) with
    these detectors (all, unless said). ``stop`` is asked before each month; ``hear`` is told after
    each how many days were looked at, and of how many."""
    while True:
        run, finished = sweep_month(uow, clock, first, until, detectors)
        hear((run.month - run.first).days, (run.until - run.first).days)
        if finished or stop():
            return run


def sweep_anomalies_tonight(
    uow: AnomalyWork, clock: Clock, stop: Callable[[], bool] = lambda: False
) -> tuple[AnomalyRun | None, bool]:
    """All there is up to this day, once: None when that was done already. What another night left
    is finished first. ``stop`` is asked after each month; False: there is more to do."""
    now = clock.now()
    with uow:
        asked = _asked(uow, now, None, None, frozenset(DETECTORS))
        if uow.anomalies.swept(asked):
            return None, True
    while True:
        run, last = sweep_month(uow, clock)
        if last and run.until >= asked.until:
            return run, True
        if stop():
            return run, False


def sweep_month(
    uow: AnomalyWork,
    clock: Clock,
    first: date | None = None,
    until: date | None = None,
    detectors: Sequence[str] = (),
) -> tuple[AnomalyRun, bool]:
    """One month of the sweep that is under way, or of a new one; and whether it was the last."""
    now = clock.now()
    wanted = frozenset(detectors) or frozenset(DETECTORS)
    with uow:
        run = _run(uow, now, first, until, wanted)
        end = datetime.combine(run.until, time(), CHINA)
        ground = Ground(uow.anomalies.spots(), uow.figures.parameters(), min(now, end))
        last = run.month >= run.until
        following = min(_next_month(run.month), run.until)
        window = Window(run.first if last else run.month, following, run.until)
        gather = uow.anomalies.of_all if last else uow.anomalies.of_window
        read = [k for k in (AT_THE_END if last else MONTHLY) if _somebody_reads(k, wanted)]
        pages = ((kind, page) for kind in read for page in gather(kind, window, ground))
        for kind, facts in _together(pages, ground):
            found = [
                one for one in looked_at(kind, facts, ground, wanted) if speaks(one.rule, one.day)
            ]
            uow.anomalies.keep(found, ground, run.id, now)
            uow.alarms.raise_all([_raised(one, ground) for one in found], run.id, now)
            run = run.come_to(following, 0 if kind is Facts.LIVES else len(facts), len(found))
        run = run.come_to(following, 0, 0)
        if last:
            rules = sorted({rule for name in wanted for rule in DETECTORS[name].rules})
            uow.anomalies.forget(rules, run)
        uow.anomalies.save(run, now if last else None)
        uow.commit()
    return run, last


def _run(
    uow: AnomalyWork, now: datetime, first: date | None, until: date | None, wanted: frozenset[str]
) -> AnomalyRun:
    asked = _asked(uow, now, first, until, wanted)
    under_way = uow.anomalies.open_run(asked, now - GONE_ON_WITH, until or asked.first)
    return under_way or uow.anomalies.begin(asked)


def _asked(
    uow: AnomalyWork, now: datetime, first: date | None, until: date | None, wanted: frozenset[str]
) -> AnomalyRun:
    until = until or day_of(now) + timedelta(days=1)
    first = first or uow.anomalies.first_day() or until
    return AnomalyRun(0, first, until, first, 0, 0, now, wanted)


def _somebody_reads(kind: Facts, wanted: frozenset[str]) -> bool:
    kinds = {kind, Facts.LIVES} if kind is Facts.LIFE else {kind}
    return any(read in kinds for name in wanted for read, _ in DETECTORS[name].reads)


def _together(
    pages: Iterable[tuple[Facts, Sequence[Any]]], ground: Ground
) -> Iterator[tuple[Facts, Sequence[Any]]]:
    """Pages as they come; what a detector must see all at once is gathered first. Of lives those
    that go round are, and they are few."""
    whole: dict[Facts, list[Any]] = {}
    for kind, page in pages:
        if kind in TOGETHER:
            whole.setdefault(kind, []).extend(page)
            continue
        if kind is Facts.LIFE:
            whole.setdefault(Facts.LIVES, []).extend(x for x in page if goes_round(x, ground))
        yield kind, page
    yield from whole.items()


def _raised(one: Anomaly, ground: Ground) -> Raised:
    spot = None if one.site is None else ground.spots.get(one.site)
    return Raised(one.finding(), one.site, None if spot is None else spot.organisation)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
