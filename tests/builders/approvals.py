"""How does a test get an approval? A smelter in the next province, an application, a whole way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from tests.builders.manifests import answer_of
from tests.builders.province import Firm, TheTown
from tests.builders.registers import a_licence, a_site, a_uscc, an_account, an_organisation
from tests.builders.scans import a_caller
from tests.builders.web import Web
from tracker.domain.attachment import Attachment
from tracker.domain.programme import AttachmentKind
from tracker.domain.roles import Role
from tracker.store.unit_of_work import SqlUnitOfWork

FAR_CITY = "360100"
_numbers = count(1)
#: What an application is accompanied by, each with a file of its own.
MATERIALS = ("application_form", "receiver_licence", "receiver_statement", "receiver_contract")


def far_smelter(sessions: sessionmaker[Session]) -> Firm:
    """A smelter in Jiangxi: SMELTER-36, licensed until the end of 2028."""
    with sessions() as session:
        row = an_organisation(
            code=a_uscc(36, FAR_CITY),
            name="赣江再生铅公司",
            name_en="far_smelter",
            division=FAR_CITY,
        )
        session.add(row)
        session.flush()
        site = a_site(row, code="SMELTER-36", roles=[Role.RECYCLER.value])
        person = an_account(row, login="far_smelter", roles=[Role.RECYCLER.value])
        session.add_all([site, person, a_licence(row, valid_from=date(2024, 1, 1))])
        session.flush()
        caller = a_caller(Role.RECYCLER, user=person.id, login="far_smelter", organisation=row.id)
        firm = Firm(row.id, row.code, caller, {site.code: site.id})
        session.commit()
    return firm


def digest_of_material(place: int) -> str:
    """Stands for the SHA-256 of the file of a material."""
    return f"{place + 1:064x}"


def bring_materials(town: TheTown, organisation: int | None = None) -> list[dict[str, str]]:
    """Files that the collection point brought, as an application names them."""
    owner = town.point.organisation if organisation is None else organisation
    with town.uow_factory() as uow:
        assert isinstance(uow, SqlUnitOfWork)
        for place in range(len(MATERIALS)):
            uow.attachments.keep(
                Attachment(
                    digest=digest_of_material(place),
                    organisation=owner,
                    kind=AttachmentKind.APPLICATION,
                    media_type="application/pdf",
                    name=f"{MATERIALS[place]}.pdf",
                    size=1_000,
                    actor=town.point.caller.user,
                    recorded_at=town.clock.now(),
                )
            )
        uow.commit()
    return [
        {"kind": kind, "digest": digest_of_material(place)} for place, kind in enumerate(MATERIALS)
    ]


def an_application(far: Firm, materials: list[dict[str, str]], **changes: Any) -> dict[str, Any]:
    """Ten tonnes to the far smelter, for use, until the end of 2027; None leaves out."""
    body = {
        "client_id": f"approval-request-{next(_numbers)}",
        "receiver": far.code,
        "mass_kg": "10000",
        "purpose": "use",
        "span_from": "2026-10-01",
        "span_until": "2027-12-31",
        "receiver_licence": "3601000001",
        "receiver_licence_until": "2028-12-31",
        "materials": materials,
    } | changes
    return {name: value for name, value in body.items() if value is not None}


def applied(web: Web, town: TheTown, far: Firm, **changes: Any) -> dict[str, Any]:
    """An application of the collection point, as it was answered."""
    body = an_application(far, bring_materials(town), **changes)
    return answer_of(web.post("/approvals", "point", body), 201)


def take(
    web: Web, login: str, approval: Mapping[str, Any], step: str, **fields: Any
) -> TestResponse:
    """Somebody takes a step with the version they hold."""
    body = {"step": step, "version": approval["version"]} | fields
    return web.post(f"/approvals/{approval['code']}/steps", login, body)


def taken(
    web: Web, login: str, approval: Mapping[str, Any], step: str, **fields: Any
) -> dict[str, Any]:
    """The approval after a step that must be possible."""
    return answer_of(take(web, login, approval, step, **fields), 200)


#: The usual way of the authority, and what is said on it.
WAY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("find_complete", {}),
    ("begin_review", {}),
    ("consult", {"reference": "鄂环商〔2026〕1号"}),
    ("record_reply", {"agrees": True, "reference": "赣环复〔2026〕1号"}),
    ("decide", {"number": "鄂危转〔2026〕1号"}),
    ("announce", {}),
)


def walked(
    web: Web, approval: Mapping[str, Any], until: str = "announce", **more: Mapping[str, Any]
) -> dict[str, Any]:
    """The approval after all steps of the usual way up to one; ``more`` by step."""
    done = dict(approval)
    for step, said in WAY:
        done = taken(web, "bureau", done, step, **said | dict(more.get(step, {})))
        if step == until:
            return done
    raise ValueError(f"{until} is no step of the usual way")


def granted(web: Web, town: TheTown, far: Firm, **changes: Any) -> dict[str, Any]:
    """An approval in force."""
    return walked(web, applied(web, town, far, **changes))
