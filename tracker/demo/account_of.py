"""How far is the loading, and what was loaded in the end?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tracker.demo.by_scanning import Tally
from tracker.demo.faults import Kind, Planted
from tracker.demo.world import World

#: Is told how many batteries more are done.
Progress = Callable[[int], None]


class Meter:
    """Turns the days that pass into batteries done: all of them in the end."""

    def __init__(self, world: World, progress: Progress | None) -> None:
        self._all = world.batteries
        self._days = world.span.days * len(world.territories)
        self._progress = progress
        self._passed = 0
        self._told = 0

    def day_done(self) -> None:
        """One more day of one more territory is through."""
        self._passed += 1
        self._tell(self._all * self._passed // self._days)

    def finish(self) -> None:
        self._tell(self._all)

    def _tell(self, done: int) -> None:
        if self._progress is not None and done > self._told:
            self._progress(done - self._told)
        self._told = done


def summary(world: World, tally: Tally) -> dict[str, Any]:
    """What was loaded, by stable names; numbers but for the two days."""
    planted = Counter(one.kind for one in world.planted)
    return {
        "batteries": world.batteries,
        "seed": world.seed,
        "first_day": world.span.first.isoformat(),
        "until": world.span.until.isoformat(),
        "organisations": len(world.registers.organisations),
        "sites": len(world.registers.sites),
        "events": tally.events,
        "refused": tally.refused,
        "findings": tally.findings,
        "planted": {kind.value: planted[kind] for kind in Kind},
    }


def write_planted(path: Path, planted: Iterable[Planted]) -> None:
    """One JSON object on each line: kind, codes, note."""
    with path.open("w", encoding="utf-8") as file:
        for one in planted:
            said = {"kind": one.kind.value, "codes": list(one.codes), "note": one.note}
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
