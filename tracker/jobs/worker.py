"""What the worker does, and when: a short table of jobs and a loop over it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from tracker.accounts.count_attempt import forget_attempts
from tracker.exports.epcis import capture, capture_jobs
from tracker.http.house import House
from tracker.ledgers.jobs import Office
from tracker.ledgers.upkeep import continue_stalled, forget_marked
from tracker.store.engine import owner_engine
from tracker.store.forget_disclosures import forget_disclosures
from tracker.store.migrate import make_partitions
from tracker.store.queries.rollups import differing_rollups
from tracker.store.refusals import DatabaseError
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.usecases.sweep_alarms import sweep_alarms, sweep_if_changed
from tracker.usecases.sweep_anomalies import sweep_anomalies_tonight

log = structlog.get_logger()

#: How long the worker rests between two looks at its table.
REST_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Job:
    """A name, how often it is due, and what it does; it answers with stable keys. ``finished``
    False in the answer: the rest is due as soon as the other jobs had their turn."""

    name: str
    every: timedelta
    run: Callable[[datetime], dict[str, Any]]


def jobs_of(house: House, owner_url: str) -> tuple[Job, ...]:
    """All jobs of the house."""

    def partitions(now: datetime) -> dict[str, Any]:
        return {"made": make_partitions(owner_engine(owner_url), now.replace(day=1), now)}

    def disclosures(now: datetime) -> dict[str, Any]:
        return {"forgotten": forget_disclosures(owner_engine(owner_url), now)}

    def sweep(now: datetime) -> dict[str, Any]:
        return {"raised": sweep_alarms(house.new_uow(), house.clock)}

    def anomalies(now: datetime) -> dict[str, Any]:
        """One month at a time, so that imports and captures need not wait for years of them."""
        uow = SqlUnitOfWork(house.sessions, house.settings.province)
        run, finished = sweep_anomalies_tonight(uow, house.clock, stop=lambda: True)
        return {"found": run.found if run else 0, "finished": finished}

    def figures(now: datetime) -> dict[str, Any]:
        """A new figure, or a year of working days, counts at once and not from the next night."""
        return {"swept": sweep_if_changed(house.new_uow(), house.clock)}

    def rollups(now: datetime) -> dict[str, Any]:
        """Somebody should look before they are mended, so that is left to ``plumbline sweep``."""
        differing = differing_rollups(house.sessions)
        if any(differing):
            log.error("sums are not what the events say", **differing._asdict())
        return {"differing": sum(differing)}

    def attempts(now: datetime) -> dict[str, Any]:
        province = house.settings.province
        return {"forgotten": forget_attempts(house.sessions, province, house.clock)}

    def imports(now: datetime) -> dict[str, Any]:
        office = Office(house.sessions, house.settings.province, house.clock)
        return {"continued": continue_stalled(office)}

    def captures(now: datetime) -> dict[str, Any]:
        office = capture.Office(house.sessions, house.settings.province, house.clock)
        return {"continued": capture_jobs.continue_stalled(office)}

    def marked_files(now: datetime) -> dict[str, Any]:
        office = Office(house.sessions, house.settings.province, house.clock)
        return {"forgotten": forget_marked(office)}

    return (
        Job("imports", timedelta(seconds=REST_SECONDS), imports),
        Job("captures", timedelta(seconds=REST_SECONDS), captures),
        Job("attempts", timedelta(days=1), attempts),
        Job("marked_files", timedelta(days=1), marked_files),
        Job("disclosures", timedelta(days=1), disclosures),
        Job("partitions", timedelta(days=1), partitions),
        Job("sweep", timedelta(days=1), sweep),
        Job("anomalies", timedelta(days=1), anomalies),
        Job("figures", timedelta(seconds=REST_SECONDS), figures),
        Job("rollups", timedelta(days=1), rollups),
    )


def _is_news(job: Job, told: Mapping[str, Any]) -> bool:
    """Whether people are told: not of each part of a long job, nor of nothing every half minute."""
    if told.get("finished") is False:
        return False
    return job.every > timedelta(seconds=REST_SECONDS) or any(told.values())


def run_worker(
    house: House, owner_url: str, *, once: bool, more: Sequence[Job] = ()
) -> dict[str, Any]:
    """Run jobs as they fall due, until told to stop; ``more`` are those of the wings. A failing job
    is logged and tried again at the next look; it never ends the worker."""
    due: dict[str, datetime] = {}
    done: dict[str, Any] = {}
    while True:
        now = house.clock.now()
        goes_on = False
        for job in (*jobs_of(house, owner_url), *more):
            if due.get(job.name, now) > now:
                continue
            try:
                done[job.name] = job.run(now)
                rest = done[job.name].get("finished") is False
                due[job.name] = now if rest else now + job.every
                goes_on = goes_on or rest
                if _is_news(job, done[job.name]):
                    log.info("job done", job=job.name, **done[job.name])
            except DatabaseError as error:
                log.error("job failed", job=job.name, problem=str(error.orig))
            except OSError as error:
                log.error("job failed", job=job.name, problem=str(error))
        if goes_on:
            continue
        if once:
            return done
        time.sleep(REST_SECONDS)
