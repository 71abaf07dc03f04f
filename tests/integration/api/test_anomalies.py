"""Found anomalies over HTTP: with their events, by filters, a page after the other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.province import TheTown
from tests.builders.web import Web
from tracker.domain.scan import ScanKind as K
from tracker.usecases.sweep_anomalies import sweep_anomalies


@pytest.fixture(autouse=True)
def two_anomalies(town: TheTown) -> None:
    """B1 was sold twice, B2 was collected twice; the sweep has found both."""
    for code in ("B1", "B2"):
        town.scan(town.producer, K.REGISTER, code, model=town.model)
        town.scan(town.producer, K.SELL, code, peer_site=town.shop.site)
        town.clock.pass_by(days=1)
        town.scan(town.shop, K.SELL, code)
    town.clock.pass_by(days=1)
    town.scan(town.other_shop, K.SELL, "B1")
    town.scan(town.point, K.COLLECT, "B2")
    town.clock.pass_by(hours=20)
    town.scan(town.other_point, K.COLLECT, "B2")
    sweep_anomalies(town.uow_factory(), town.clock)


def listed(web: Web, login: str, **query: Any) -> list[str]:
    page = web.get("/anomalies", login, query_string=query).get_json()
    return [one["detector"] for one in page["items"]]


def test_an_anomaly_tells_its_events_and_its_alarm(web: Web) -> None:
    (one,) = web.get("/anomalies?detector=A4", "bureau").get_json()["items"]
    assert (one["subject"], one["codes"], one["certain"]) == ("B1", ["B1"], True)
    assert len(one["events"]) == 2
    assert (one["rule"], one["state"], one["standing"]) == ("sold_twice", "raised", True)
    alarm = web.get(f"/alarms/{one['alarm']}", "bureau").get_json()
    assert (alarm["rule"], alarm["subject"]) == ("sold_twice", "B1")


def test_each_sees_the_anomalies_of_its_own_places(web: Web) -> None:
    assert listed(web, "bureau") == ["A5", "A4"]
    assert listed(web, "other_shop") == ["A4"]
    assert listed(web, "other_point") == ["A5"]
    assert listed(web, "carrier") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"certain": "false"}, []),
        ({"certain": "true"}, ["A5", "A4"]),
        ({"code": "B2"}, ["A5"]),
        ({"site": "POINT-2"}, ["A5"]),
        ({"last": "2026-10-31"}, []),
        ({"first": "2026-11-02", "detector": "A5"}, ["A5"]),
        ({"standing": "false"}, []),
    ],
)
def test_filters_narrow_the_list(web: Web, query: dict[str, str], found: list[str]) -> None:
    assert listed(web, "bureau", **query) == found


def test_pages_follow_each_other(web: Web) -> None:
    first = web.get("/anomalies?limit=1", "bureau").get_json()
    second = web.get(f"/anomalies?limit=1&cursor={first['next']}", "bureau").get_json()
    assert [one["detector"] for one in first["items"] + second["items"]] == ["A5", "A4"]
    assert second["next"] is None


@pytest.mark.parametrize("query", ["detector=A19", "first=yesterday", "cursor=xyz", "certain=2"])
def test_a_wrong_question_is_refused(web: Web, query: str) -> None:
    assert web.get(f"/anomalies?{query}", "bureau").status_code == 422
