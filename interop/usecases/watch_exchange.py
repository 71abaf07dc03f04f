"""How stands the exchange with each partner? Queue, age, receipts, drift, parked, compared days."""

from __future__ import annotations

from typing import Any

from interop.delivery.attempts import ALARMS_AFTER
from interop.usecases.station import Station


def exchange_status(station: Station) -> list[dict[str, Any]]:
    """One row a partner; moments as texts. ``late`` counts the alarms that the age of the oldest
    message has passed (an hour, a day)."""
    work = station.new_work()
    with work:
        queues = work.watch.queues()
    now = station.clock.now()
    answer = []
    for queue in queues:
        age = now - queue.oldest if queue.oldest else None
        row = {
            name: value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else value
            for name, value in queue._asdict().items()
        }
        row["oldest_seconds"] = int(age.total_seconds()) if age else 0
        row["late"] = sum(age > limit for limit in ALARMS_AFTER) if age else 0
        answer.append(row)
    return answer


#: Figures that a watching system collects, by their column.
_METRICS = (
    ("messages", "plumbline_exchange_messages_waiting"),
    ("records", "plumbline_exchange_records_waiting"),
    ("oldest_seconds", "plumbline_exchange_oldest_seconds"),
    ("parked", "plumbline_exchange_parked"),
    ("differing_days", "plumbline_exchange_differing_days"),
    ("incidents", "plumbline_exchange_incidents"),
    ("failures", "plumbline_exchange_failures_in_a_row"),
)


def metrics(rows: list[dict[str, Any]]) -> str:
    """The same as Prometheus reads it."""
    lines = []
    for column, name in _METRICS:
        lines.append(f"# TYPE {name} gauge")
        lines += [f'{name}{{partner="{row["authority"]}"}} {row[column] or 0}' for row in rows]
    return "\n".join(lines) + "\n"
