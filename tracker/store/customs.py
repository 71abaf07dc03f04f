"""By what does a province count: which working days, and which figures of its own?"""

from __future__ import annotations

from functools import cache

from tracker.domain.parameters import Parameters
from tracker.domain.workdays import Workdays
from tracker.store.parameters_file import shipped_parameters
from tracker.store.workdays_file import shipped_years
from tracker.usecases.manifest_steps.work import Customs


@cache
def customs_of(province: int) -> Customs:
    """Working days and figures as this installation ships them."""
    return Customs(Workdays(shipped_years()), Parameters(shipped_parameters(), province))
