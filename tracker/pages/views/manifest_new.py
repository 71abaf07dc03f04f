"""Filling in a manifest: GET and POST /manifests/new."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, NotAllowed
from tracker.domain.roles import Right
from tracker.http.errors import fault_text
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate
from tracker.pages.manifest_form import draft_from
from tracker.store.queries.overview import sites_of
from tracker.usecases.create_manifest import create_manifest


def manifest_new(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/manifests/new", right=Right.SCAN)
    def new_manifest(caller: Caller) -> str:
        return _form(caller, str(uuid.uuid4()))

    @pages.route("POST", "/manifests/new", right=Right.SCAN)
    def post_new_manifest(caller: Caller) -> Any:
        client_id = request.form.get("client_id", "")[:64] or str(uuid.uuid4())
        try:
            said = sorted((name, text) for name, text in request.form.items() if name != "csrf")
            digest = hashlib.sha256(repr(said).encode()).digest()
            draft = draft_from(request.form)
            made = create_manifest(draft, client_id, digest, caller, house.new_uow(), house.clock)
        except DomainError as error:
            if isinstance(error, NotAllowed):
                raise
            language = pages.language()
            problem = [
                translate(type(error).message(), language, **error.params),
                *(fault_text(fault, language) for fault in error.faults),
            ]
            return make_response(_form(caller, str(uuid.uuid4()), problem), 422)
        return redirect(url_for("pages.show_manifest", number=made.manifest.number), 303)

    def _form(caller: Caller, client_id: str, problem: list[str] | None = None) -> str:
        return render_template(
            "manifest_new.html",
            sites=sites_of(house.sessions, caller),
            client_id=client_id,
            problem=problem,
            sent=request.form,
        )
