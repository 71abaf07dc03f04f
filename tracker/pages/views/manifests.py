"""Manifests: GET /manifests, GET /manifests/{number}, and confirming a step on its page."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, LoadDiffers
from tracker.domain.manifest import Manifest
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.page_manners import Pages
from tracker.http.paging import key_of, page_of
from tracker.lifecycle.load_comparison import LoadComparison
from tracker.lifecycle.manifest_groups import STATES_OF, ManifestGroup
from tracker.pages.manifest_form import confirmation_from, reasons_in, scanned_in
from tracker.pages.manifest_page import manifest_page, said_of, seen_manifest
from tracker.store.queries.manifests import (
    WantedManifests,
    listed_manifests,
)
from tracker.usecases.compare_load import compare_load_of
from tracker.usecases.confirm_manifest import confirm_manifest

ON_A_PAGE = 50


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
        return manifest_page(house, seen_manifest(house, number, caller), caller)

    @pages.route("POST", "/manifests/<string:number>", right=Right.SCAN)
    def post_manifest_page(caller: Caller, number: str) -> Any:
        found = seen_manifest(house, number, caller)
        scanned = scanned_in(request.form)
        try:
            filled = confirmation_from(request.form)
            if request.form.get("do") == "compare":
                return manifest_page(
                    house, found, caller, compared=_compared(found, caller, scanned)
                )
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
            seen = _compared(found, caller, scanned) if differs else None
            told = said_of(error, pages.language())
            page = manifest_page(house, found, caller, compared=seen, problem=told)
            return make_response(page, 422)
        return redirect(url_for("pages.show_manifest", number=done.manifest.number), 303)

    def _compared(found: Manifest, caller: Caller, scanned: list[str] | None) -> LoadComparison:
        return compare_load_of(found.number, scanned or [], caller, house.new_uow())


def _group(asked: str | None, caller: Caller) -> ManifestGroup:
    """What was asked for; else what waits for the caller, or for officials what is on the road."""
    if asked in {group.value for group in ManifestGroup}:
        return ManifestGroup(asked)
    return ManifestGroup.TO_CONFIRM if caller.organisation else ManifestGroup.ON_THE_ROAD
