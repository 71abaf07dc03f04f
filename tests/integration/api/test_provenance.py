"""Does what we tell of a battery load where others read provenance?"""

from __future__ import annotations

import json
from urllib.parse import quote

from prov.model import ProvActivity, ProvAgent, ProvDerivation, ProvDocument, ProvEntity

from tests.builders.lives import collected, packed, received
from tests.builders.province import TheTown
from tests.builders.web import Web
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material


def provenance(web: Web, code: str, login: str = "bureau") -> ProvDocument:
    answer = web.get(f"/prov/{code}", login)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return ProvDocument.deserialize(content=answer.get_data(as_text=True), format="json")


def test_a_life_loads_as_a_prov_document(web: Web, town: TheTown) -> None:
    box = town.box()
    packed(town, box, "B1", "B2")
    received(town, box)
    town.scan(town.recycler, K.DISMANTLE, box, outputs=[Output("PASTE-1", Material.PASTE, 20_000)])
    document = provenance(web, "PASTE-1")
    labels = {str(entity.identifier) for entity in document.get_records(ProvEntity)}
    assert labels == {f"unit:{box}", "unit:PASTE-1"}
    (derived,) = document.get_records(ProvDerivation)
    assert [str(value) for _, value in derived.attributes[:2]] == ["unit:PASTE-1", f"unit:{box}"]

    life = provenance(web, "B1")
    steps = {str(next(iter(a.get_attribute("prov:type")))) for a in life.get_records(ProvActivity)}
    assert {"plumbline:register", "plumbline:collect", "plumbline:pack"} <= steps
    assert len(list(life.get_records(ProvAgent))) == 5
    assert ProvDocument.deserialize(content=life.serialize(format="json"), format="json") == life


def test_what_was_taken_back_did_not_happen(web: Web, town: TheTown) -> None:
    collected(town, "B1")
    event = town.scan(town.point, K.GRADE, "B1").event
    town.scan(town.point, K.VOID, event=event, reason="twice")
    steps = [
        str(next(iter(activity.get_attribute("prov:type"))))
        for activity in provenance(web, "B1").get_records(ProvActivity)
    ]
    assert "plumbline:collect" in steps
    assert "plumbline:void" not in steps
    assert "plumbline:grade" not in steps


def test_codes_of_any_characters_make_names_that_load(web: Web, town: TheTown) -> None:
    link = "https://id.gs1.org/01/09521141012345/21/A%2FB"
    town.scan(town.point, K.COLLECT, link)
    (entity,) = provenance(web, quote(link, safe=""), "point").get_records(ProvEntity)
    assert next(iter(entity.get_attribute("prov:label"))) == link


def test_a_passport_says_what_is_known_and_guesses_nothing(web: Web, town: TheTown) -> None:
    collected(town, "B1")
    passport = json.loads(web.get("/passports/B1", "bureau").data)
    assert passport["general"]["manufacturer"] == town.producer.code
    assert passport["general"]["uniqueBatteryIdentifier"] == "urn:plumbline:unit:B1"
    assert passport["materials"]["batteryChemistry"] == "Pb"
    assert passport["circularity"]["collectedBy"] == town.point.code
    assert passport["circularity"]["dismantled"] is None
    seen_by_point = json.loads(web.get("/passports/B1", "point").data)
    assert seen_by_point["general"]["manufacturer"] is None
    assert web.get("/passports/B1", "other_point").status_code == 404
    assert web.get("/prov/NOBODY", "bureau").status_code == 404
