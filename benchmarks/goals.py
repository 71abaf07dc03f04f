"""What was promised, and which figure keeps it? One row per goal; nothing else decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """On which side of its bound a figure must lie."""

    AT_LEAST = "≥"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Goal:
    """``figure`` names the file that measures it; ``unit`` is empty for a ratio.

    A goal without a bound is only told: it puts another one into its light.
    """

    name: str
    figure: str
    what: str
    comparison: Comparison | None = None
    bound: float | None = None
    unit: str = ""

    def holds(self, value: float) -> bool:
        """Whether a figure keeps the promise; one that is only told always does."""
        if self.comparison is None or self.bound is None:
            return True
        if self.comparison is Comparison.AT_LEAST:
            return value >= self.bound
        return value <= self.bound

    @property
    def asks(self) -> str:
        """Comparison and bound as people read them."""
        if self.comparison is None or self.bound is None:
            return "told only"
        return f"{self.comparison} {self.bound:g}"


_LEAST, _MOST = Comparison.AT_LEAST, Comparison.AT_MOST

# fmt: off
GOALS: tuple[Goal, ...] = (
    Goal("one_client", "one_client",
         "1,000 loose scans a POST, one client, against COPY of the same event rows and the same"
         " UPDATE by bare SQL", _LEAST, 0.5),
    Goal("four_clients", "four_clients",
         "four such clients together, against one bare connection", _LEAST, 0.8),
    Goal("small_posts", "small_posts",
         "100 loose scans a POST, 8 clients, against COPY and UPDATE at 100 a transaction",
         _LEAST, 0.4),
    Goal("small_posts_tail", "small_posts",
         "the same: p99 of the answer time against its p50", _MOST, 3),
    Goal("validation", "validation",
         "reading and checking a body of 1,000 codes, against the whole request", _MOST, 0.10),
    Goal("container_hand_over", "container_hand_over",
         "a scan of the 12 pallets that hold 1,000 batteries, against finding the ids of their"
         " 1,000 codes", _MOST, 2.5),
    Goal("trace_p50", "trace",
         "trace in process against bare SQL, the slowest question at p50", _MOST, 2),
    Goal("trace_p99", "trace",
         "trace in process against bare SQL, the slowest question at p99", _MOST, 3),
    Goal("ingot_whole", "ingot",
         "all that went into an ingot of 20,000 batteries, each of them and where it was collected,"
         " against bare SQL", _MOST, 2),
    Goal("ingot_batches", "ingot",
         "what went into it down to the batches, against all of it", _MOST, 0.05),
    Goal("trace_growth", "trace_growth",
         "what became of a battery, in grown books against 100,000 batteries (ten million with"
         " --large, else one)", _MOST, 5),
    Goal("ingot_growth", "trace_growth",
         "what went into an ingot of 20,000 batteries and where it was collected, in these books",
         _MOST, 1.5),
    Goal("trace_memory", "trace_memory",
         "by how much memory grows at the peak of all that is told of such an ingot", _MOST, 100,
         "MB"),
    Goal("point_flows", "point_flows",
         "from a collection point to recyclers by its boxes, against a join battery by battery",
         _MOST, 0.02),
    Goal("storage", "storage",
         "bytes per battery and year of the province, all counted tables with their indexes",
         _MOST, 900, "B"),
    Goal("storage_per_battery", "storage",
         "the same bytes per battery, however long it was followed", unit="B"),
    Goal("manifest_create", "manifests",
         "manifests filled in by 8 clients, against a bare Flask handler with the same statements",
         _LEAST, 0.4),
    Goal("manifest_create_cpu", "manifests",
         "processor time to fill in a manifest, API and database together", _MOST, 8, "ms"),
    Goal("manifest_read", "manifests",
         "manifests read by 8 clients, against the same bare handler", _LEAST, 0.5),
    Goal("manifest_read_cpu", "manifests",
         "processor time to read a manifest, API and database together", _MOST, 3, "ms"),
    Goal("manifest_list", "manifests",
         "the first page of 10,000 manifests in process, against bare SQL", _MOST, 3),
    Goal("import_rows", "import_rows",
         "booking a ledger of 100,000 lots, read before, against COPY of the same rows",
         _LEAST, 0.3),
    Goal("import_memory", "import_rows",
         "by how much memory grows at the peak of such an import, marked copy included",
         _MOST, 300, "MB"),
    Goal("rollups", "rollups",
         "scanning 1,000 codes with the sums by day and month, against the same without them",
         _MOST, 1.15),
    Goal("rollups_small", "rollups",
         "the same with 100 codes a scan", _MOST, 1.15),
    Goal("sweep", "sweep",
         "the nightly look: time for a fact in the later half of the pages, against the earlier"
         " half", _MOST, 1.5),
    Goal("ingest_growth", "ingest_growth",
         "scanning 1,000 loose batteries in the grown books (60 million rows of scans with --large,"
         " else 6), against 0.6 million", _LEAST, 0.3),
    Goal("ingest_growth_pallets", "ingest_growth",
         "scanning 12 pallets there, against the same", _LEAST, 0.8),
    Goal("anomaly_sweep", "anomaly_sweep",
         "the sweep for flows that cannot be true: time for a fact in a province that is greater,"
         " against a smaller one", _MOST, 1.5),
    Goal("anomaly_sweep_ended", "anomaly_sweep",
         "the same sweep ended after every month and gone on with, against one in one go",
         _MOST, 1.5),
    Goal("exchange_signing", "exchange",
         "signing a record and logging it, against the post of the truck it tells of",
         _MOST, 0.10),
    Goal("exchange_verifying", "exchange",
         "reading and verifying a message of 200 records, against 201 bare signatures", _MOST, 2),
    Goal("exchange_days", "exchange",
         "count and digest of each day of a year in the database", _MOST, 1, "s"),
    Goal("exchange_drain", "exchange_drain",
         "a backlog from duty to in force in the other province: 165,000 records in ten minutes",
         _LEAST, 275, "records/s"),
    Goal("exchange_memory", "exchange_drain",
         "memory at the peak after the whole backlog, against after a quarter of it", _MOST, 1.1),
    Goal("exchange_nonsense", "exchange_refusals",
         "refusing fields and brackets beyond measure, against 50 and 100 ms", _MOST, 1),
    Goal("exchange_silence", "exchange_refusals",
         "refusing an unknown key against a bad signature, the slower by the quicker",
         _MOST, 1.1),
    Goal("rate_rows", "rates",
         "a rate of a year from the rows, with all its records, against the bare statements",
         _MOST, 1.2),
    Goal("rate_evidence", "rates",
         "the first page of receipts behind a rate, against bare SQL that reads only these",
         _MOST, 3),
    Goal("rate_year", "rate_year",
         "the balance of a province's year from monthly sums, against DuckDB scanning every event",
         _MOST, 1.5),
    Goal("login", "login",
         "a login by the form, against its bare SQL and argon2", _MOST, 2),
    Goal("search_page", "search_page",
         "the slowest search page at p50, against its bare SQL and the rendering of its template",
         _MOST, 2),
)
# fmt: on


def goals_of(figure: str) -> tuple[Goal, ...]:
    """The goals that one file measures."""
    return tuple(goal for goal in GOALS if goal.figure == figure)
