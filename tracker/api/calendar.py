"""Working days: GET /api/v1/calendar, PUT /api/v1/calendar/{year}, and a counted deadline."""

from __future__ import annotations

from typing import Any

from tracker.api.schemas.office import (
    CountQuerySchema,
    DeadlineSchema,
    NewYearSchema,
    YearSchema,
    YearsSchema,
)
from tracker.domain.caller import Caller
from tracker.domain.roles import Right
from tracker.domain.workdays import CalendarYear
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.usecases.keep_figures import enter_year


def calendar_blueprint(house: House) -> ApiBlueprint:
    calendar = ApiBlueprint("calendar", house, "Working days of each year / 工作日历")

    @calendar.route("GET", "/calendar", right=Right.READ, answer=YearsSchema)
    def get_years(caller: Caller) -> dict[str, Any]:
        """List the years that are known; periods into later ones are provisional."""
        with house.new_uow() as uow:
            years = uow.figures.years()
        return {"items": [_written(one) for one in years]}

    @calendar.route(
        "GET",
        "/calendar/deadline",
        right=Right.READ,
        query=CountQuerySchema,
        answer=DeadlineSchema,
    )
    def get_deadline(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """The last day of so many working days that begin to run on a day."""
        with house.new_uow() as uow:
            found = uow.figures.calendar().after(query["start"], query["count"])
        return found._asdict()

    @calendar.route(
        "PUT",
        "/calendar/<int:year>",
        right=Right.EDIT_REFERENCE,
        body=NewYearSchema,
        answer=YearSchema,
    )
    def put_year(caller: Caller, year: int, body: dict[str, Any]) -> dict[str, Any]:
        """Enter a year as it was announced; deadlines are computed with it from then on."""
        kept = enter_year(
            year,
            body["days_off"],
            body["days_worked"],
            body["source"],
            caller,
            house.new_uow(),
            house.clock,
        )
        return _written(kept)

    return calendar


def _written(year: CalendarYear) -> dict[str, Any]:
    return {
        "year": year.year,
        "days_off": sorted(year.days_off),
        "days_worked": sorted(year.days_worked),
    }
