"""Lists of manifests by key and under their heads; many confirmed in one request."""

from __future__ import annotations

from tests.builders.manifests import confirm, confirmed, drafted, walked
from tests.builders.province import TheTown
from tests.builders.web import Web


def numbers(web: Web, login: str, query: str = "") -> list[str]:
    answer = web.get(f"/manifests{query}", login)
    assert answer.status_code == 200, answer.get_json()
    return [item["number"] for item in answer.get_json()["items"]]


def test_the_newest_come_first_and_no_page_counts_one_twice(web: Web, town: TheTown) -> None:
    made = [drafted(web, town)["number"] for _ in range(5)]
    seen: list[str] = []
    path = "/manifests?limit=2"
    while True:
        page = web.get(path, "point").get_json()
        seen += [item["number"] for item in page["items"]]
        if page["next"] is None:
            break
        path = f"/manifests?limit=2&cursor={page['next']}"
    assert seen == made[::-1]


def test_each_finds_what_waits_for_them(web: Web, town: TheTown) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue")
    delivered = walked(web, drafted(web, town), "deliver")
    draft = drafted(web, town)
    assert numbers(web, "carrier", "?group=to_confirm") == [issued["number"]]
    assert numbers(web, "recycler", "?group=to_confirm") == [delivered["number"]]
    assert numbers(web, "point", "?group=to_confirm") == [draft["number"]]
    assert numbers(web, "bureau", "?group=to_confirm") == []
    assert numbers(web, "point", "?group=on_the_road") == [delivered["number"]]
    assert numbers(web, "point", "?group=drafts") == [draft["number"]]
    assert numbers(web, "bureau") == [delivered["number"], issued["number"]]
    assert numbers(web, "point", "?state=issued&receiver=SMELTER-1") == [issued["number"]]
    assert numbers(web, "point", "?sender=POINT-2") == []


def test_a_revision_that_waits_for_consent_is_to_be_confirmed(web: Web, town: TheTown) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue")
    body = {
        "version": issued["version"],
        "reason": "typing error",
        "changes": [{"field": "mass_kg", "place": 1, "new": "610"}],
    }
    web.post(f"/manifests/{issued['number']}/revisions", "point", body)
    assert numbers(web, "recycler", "?group=to_confirm") == [issued["number"]]


def test_loads_across_the_border_without_an_approval_are_one_question(
    web: Web, town: TheTown
) -> None:
    walked(web, drafted(web, town), "depart")
    assert numbers(web, "bureau", "?group=on_the_road_unapproved") == []


def test_a_cursor_that_is_none_of_ours_is_refused(web: Web) -> None:
    assert web.get("/manifests?cursor=x", "point").status_code == 422


def test_many_confirmations_stand_each_for_itself(web: Web, town: TheTown) -> None:
    drafts = [drafted(web, town) for _ in range(3)]
    confirm(web, "point", drafts[1], "issue")
    items = [
        {"manifest": one["number"], "step": "issue", "version": one["version"]} for one in drafts
    ]
    items += [{"manifest": "PM1", "step": "issue", "version": 1}, {"step": "dance"}]
    answer = web.post("/manifest-confirmations", "point", {"items": items}).get_json()
    assert (answer["done"], answer["refused"]) == (2, 3)
    problems = [result.get("problem", {}).get("code") for result in answer["results"]]
    assert problems == [None, "someone_was_faster", None, "not_found", "malformed"]


def test_a_bulk_holds_at_most_two_hundred(web: Web) -> None:
    items = [{"manifest": "PM1", "step": "issue", "version": 1}] * 201
    assert web.post("/manifest-confirmations", "point", {"items": items}).status_code == 422
