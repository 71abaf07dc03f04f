"""Score the detectors of anomalies on make-believe provinces, and write the page about them.

``python -m scripts.score_anomalies --write docs/reference/anomalies.md`` loads a province for each
seed into a scratch database (of the server that PLUMBLINE_DATABASE_URL names, else of our own),
sweeps it, and compares what was found with what was planted. Every figure of the page is from it.
"""

from __future__ import annotations

import argparse
import json
import secrets
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from scripts.anomaly_page import Score, page
from scripts.forge_faults import Planted, forge
from tracker.config import read_settings
from tracker.demo.load import demo_load
from tracker.graph.anomalies.detectors import DETECTORS
from tracker.store.create_database import create_database
from tracker.store.embedded import EmbeddedPostgres
from tracker.store.engine import app_engine, owner_engine
from tracker.store.migrate import migrate
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.usecases.sweep_anomalies import sweep_anomalies

#: What a detector is to find; and what else it may speak of, because that fault truly shows it.
TRUTH: Mapping[str, tuple[str, ...]] = {
    "A1": ("flow_cycle",),
    "A2": ("effect_before_cause",),
    "A3": ("teleport",),
    "A4": ("sold_twice",),
    "A5": ("collected_twice", "never_sold"),
    "A6": ("cloned_code",),
    "A7": ("two_parents",),
    "A8": ("dead_code",),
    "A9": ("over_age_storage",),
    "A10": ("missing_receipt", "received_without_shipment"),
    "A11": ("black_hole",),
    "A12": ("yield_out_of_band",),
    "A13": ("weight_drift",),
    "A14": ("trading_ring",),
    "A15": ("serial_burst",),
    "A16": ("cohort_leakage",),
    "A17": ("claimed_twice",),
    "A18": ("late_record",),
}
ALSO: Mapping[str, tuple[str, ...]] = {
    "A3": ("collected_twice",),
    "A8": ("flow_cycle", "cloned_code"),
    "A13": ("two_parents",),
    "A9": ("black_hole",),
}
UNTIL = date(2026, 10, 31)


class Clock:
    """Stands at the end of the province's time."""

    def now(self) -> datetime:
        return datetime(UNTIL.year, UNTIL.month, UNTIL.day, 15, tzinfo=UTC)


Found = tuple[str, str, frozenset[str]]


def score(found: Iterable[Found], planted: Sequence[Planted]) -> dict[str, Score]:
    """``found``: detector, site, codes. An instance counts as found when one of its codes is; an
    anomaly is right when one of its codes, or its site, lies in an instance it is to speak of."""
    by_detector: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_detector[one[0]].append(one)
    scores = {}
    for name in DETECTORS:
        told = by_detector[name]
        spoken = {code for _, _, codes in told for code in codes}
        meant = [codes for kind, codes in planted if kind in TRUTH.get(name, ())]
        kinds = (*TRUTH.get(name, ()), *ALSO.get(name, ()))
        fair = {code for kind, codes in planted if kind in kinds for code in codes}
        scores[name] = Score(
            planted=len(meant),
            hit=sum(bool(spoken & set(codes)) for codes in meant),
            raised=len(told),
            right=sum(bool(codes & fair) or site in fair for _, site, codes in told),
        )
    return scores


@contextmanager
def a_server() -> Iterator[str]:
    """The owner's URL of a database on a server where more can be made."""
    settings = read_settings()
    if settings.database_url:
        yield settings.database_url
        return
    with tempfile.TemporaryDirectory(prefix="plumbline-score-") as folder:
        Path(folder).chmod(0o711)
        embedded = EmbeddedPostgres(Path(folder) / "pg", bin_dir=settings.pg_bin)
        embedded.acquire()
        try:
            yield embedded.url("postgres")
        finally:
            embedded.release()


def one_province(server: str, batteries: int, seed: int) -> dict[str, Score]:
    """Load, forge, sweep, score."""
    with a_database(server) as url:
        with tempfile.TemporaryDirectory() as folder:
            told = Path(folder) / "planted.jsonl"
            demo_load(
                url, batteries, seed, UNTIL, hash_password=_nobody, copied=True, planted_file=told
            )
            lines = told.read_text("utf-8").splitlines()
        planted = [(row["kind"], tuple(row["codes"])) for row in map(json.loads, lines)]
        with owner_engine(url).begin() as connection:
            planted += forge(connection)
        return score(swept(url), planted)


def faultless_province(server: str, batteries: int, seed: int) -> Counter[bool]:
    """How many are found where nothing is wrong: certain anomalies (True), statistical ones."""
    with a_database(server) as url:
        demo_load(url, batteries, seed, UNTIL, hash_password=_nobody, copied=True, faultless=True)
        return Counter(DETECTORS[detector].certain for detector, _, _ in swept(url))


def swept(url: str) -> list[Found]:
    """What the sweep finds in that database."""
    engine = app_engine(url, 1)
    sweep_anomalies(SqlUnitOfWork(sessions_of(engine), 42), Clock())
    engine.dispose()
    with owner_engine(url).connect() as connection:
        return [(row[0], row[1], frozenset(row[2])) for row in connection.execute(text(_FOUND))]


@contextmanager
def a_database(server: str) -> Iterator[str]:
    """The owner's URL of a migrated scratch database, dropped afterwards."""
    name = f"plumbline_score_{secrets.token_hex(4)}"
    create_database(server, name)
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    try:
        migrate(owner_engine(url))
        yield url
    finally:
        owner_engine(url).dispose()
        with owner_engine(server).connect() as connection:
            quick = connection.execution_options(isolation_level="AUTOCOMMIT")
            quick.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


#: With every other code of the same units: a battery that was labelled anew has two.
_FOUND = (
    "SELECT a.detector, coalesce(s.code, ''), a.codes || ARRAY(SELECT o.value FROM unit_code c"
    " JOIN unit_code o ON o.unit_id = c.unit_id WHERE c.value = ANY(a.codes)) FROM anomaly a"
    " LEFT JOIN site s ON s.id = a.site_id WHERE a.standing"
)


def _nobody(password: str) -> str:
    return "!"


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the seeds that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batteries", type=int, default=4_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[*range(101, 107)])
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args(arguments)
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    false_alarms: Counter[bool] = Counter()
    with a_server() as server:
        for seed in asked.seeds:
            for name, one in one_province(server, asked.batteries, seed).items():
                sums[name].update(vars(one))
            false_alarms += faultless_province(server, asked.batteries, seed)
    scores = {name: Score(**found) for name, found in sums.items()}
    for name, one in scores.items():
        print(f"{name:<4} {one.precision:>6} {one.recall:>6}  {one}")
    print(f"faultless: {false_alarms[True]} certain, {false_alarms[False]} statistical")
    if asked.write:
        told = page(scores, asked.batteries, asked.seeds, false_alarms)
        asked.write.write_text(told, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
