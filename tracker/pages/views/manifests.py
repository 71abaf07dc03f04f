"""Manifests: GET /manifests, GET /manifests/{number}, and confirming a step on its page."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, LoadDiffers, NotFound
from tracker.domain.manifest import Manifest, ManifestState
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.errors import fault_text
from tracker.http.house import House
from tracker.http.page_manners import Pages
from tracker.http.paging import key_of, page_of
from tracker.i18n.catalogue import translate
from tracker.lifecycle.load_comparison import LoadComparison
from tracker.lifecycle.manifest_fields import STEP_FIELDS
from tracker.lifecycle.manifest_groups import STATES_OF, ManifestGroup
from tracker.pages.manifest_form import confirmation_from, reasons_in, scanned_in
from tracker.signing.ed25519 import Ed25519
from tracker.store.queries.manifest_clock import running_clock
from tracker.store.queries.manifests import (
    WantedManifests,
    history_of,
    listed_manifests,
    load_of,
    manifest_with,
    revisions_of,
)
from tracker.usecases.compare_load import compare_load_of
from tracker.usecases.confirm_manifest import confirm_manifest
from tracker.usecases.find_manifest import sees
from tracker.usecases.judge_step import actions_now
from tracker.usecases.sign_frame import check_signatures

ON_A_PAGE = 50
#: The page shows so many of the codes that are bound; all of them travel over the API.
MOST_CODES = 200


def manifests(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/manifests", right=Right.READ)
    def list_manifests(caller: Caller) -> str:
        group = _group(request.args.get("group"), caller)
        after = key_of(request.args.get("cursor") or None, int)
        wanted = WantedManifests(
            limit=ON_A_PAGE,
            states=sorted(STATES_OF[group]),
            turn=(caller.organisation or 0) if group is ManifestGroup.TO_CONFIRM else None,
            unapproved=group is ManifestGroup.ON_THE_ROAD_UNAPPROVED,
            after=after[0] if after else None,
        )
        with house.sessions() as session:
            found = listed_manifests(session, sight_of(caller), wanted)
        page, following = page_of(found, ON_A_PAGE, lambda row: [row.id])
        return render_template(
            "manifests.html", rows=page, group=group, groups=ManifestGroup, following=following
        )

    @pages.route("GET", "/manifests/<string:number>", right=Right.READ)
    def show_manifest(caller: Caller, number: str) -> str:
        return _page(house, _seen(house, number, caller), caller)

    @pages.route("POST", "/manifests/<string:number>", right=Right.SCAN)
    def post_manifest_page(caller: Caller, number: str) -> Any:
        found = _seen(house, number, caller)
        scanned = scanned_in(request.form)
        try:
            filled = confirmation_from(request.form)
            if request.form.get("do") == "compare":
                return _page(house, found, caller, compared=_compared(found, caller, scanned))
            said = {name: text for name, text in request.form.items() if name != "csrf" and text}
            digest = hashlib.sha256(repr(sorted(said.items())).encode()).digest()
            done = confirm_manifest(
                found.number,
                filled,
                {"by": "page", **reasons_in(request.form)},
                digest,
                caller,
                house.new_uow(),
                house.clock,
            )
        except DomainError as error:
            differs = isinstance(error, LoadDiffers) and scanned is not None
            compared = _compared(found, caller, scanned) if differs else None
            return make_response(
                _page(house, found, caller, compared=compared, problem=_said(error)), 422
            )
        return redirect(url_for("pages.show_manifest", number=done.manifest.number), 303)

    def _compared(found: Manifest, caller: Caller, scanned: list[str] | None) -> LoadComparison:
        return compare_load_of(found.number, scanned or [], caller, house.new_uow())

    def _said(error: DomainError) -> list[str]:
        language = pages.language()
        head = translate(type(error).message(), language, **error.params)
        return [head, *(fault_text(fault, language) for fault in error.faults)]


def _page(
    house: House,
    m: Manifest,
    caller: Caller,
    *,
    compared: LoadComparison | None = None,
    problem: list[str] | None = None,
) -> str:
    with house.sessions() as session:
        load = load_of(session, m.id)
        history = history_of(session, m.id)
        revisions = revisions_of(session, m.id)
    return render_template(
        "manifest.html",
        m=m,
        actions=actions_now(m, caller) if caller.may(Right.SCAN) else [],
        fields=STEP_FIELDS,
        clock=running_clock(house.sessions, m),
        load=load[:MOST_CODES],
        more_load=max(0, len(load) - MOST_CODES),
        compares=bool(m.aboard or (m.state is ManifestState.ISSUED and m.bound)),
        history=history,
        signed=check_signatures(m, house.new_uow(), Ed25519()),
        revisions=revisions,
        compared=compared,
        problem=problem,
        sent=request.form,
    )


def _seen(house: House, number: str, caller: Caller) -> Manifest:
    if not number.isprintable():
        raise NotFound
    found = manifest_with(house.sessions, number)
    if found is None or not sees(found, caller):
        raise NotFound
    return found


def _group(asked: str | None, caller: Caller) -> ManifestGroup:
    """What was asked for; else what waits for the caller, or for officials what is on the road."""
    if asked in {group.value for group in ManifestGroup}:
        return ManifestGroup(asked)
    return ManifestGroup.TO_CONFIRM if caller.organisation else ManifestGroup.ON_THE_ROAD
