"""Applying for transfers into another province: GET and POST /approvals/new."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage

from tracker.domain.approval import NEEDED_MATERIALS, ApplicationMaterial, Attached, Cause
from tracker.domain.attachment import MOST_FILE_BYTES
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, Fault, Malformed, NotAllowed
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.manifest import Party
from tracker.domain.manifest_draft import WASTE_BATTERIES_NAME
from tracker.domain.programme import AttachmentKind
from tracker.domain.roles import Right
from tracker.http.brought_file import bring
from tracker.http.errors import STATUS, fault_text
from tracker.http.house import House
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate
from tracker.lifecycle.manifest_steps import PARTY_ROLES
from tracker.pages.application_form import FILE, PURPOSES, application_from, field_of
from tracker.usecases.apply_for_approval import apply_for_approval

_MATERIALS = tuple(ApplicationMaterial)
#: A file for each material, and room for the rest of the form.
MOST_FORM_BYTES = MOST_FILE_BYTES * len(_MATERIALS) + 100_000
#: Under these names a file that was brought before, when the form had a fault, comes along again.
_KEPT, _CALLED = "kept_", "called_"
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Said(NamedTuple):
    """What the form shows again: by field the faults, by material the digest and name of a file;
    ``problem`` is what is wrong with all of it."""

    problem: Sequence[str] = ()
    faults: Mapping[str, list[str]] = {}
    files: Mapping[str, tuple[str, str]] = {}


def may_apply(caller: Caller) -> bool:
    """Whether the caller is somebody who sends waste."""
    roles = bool(caller.roles & PARTY_ROLES[Party.SENDER])
    return caller.organisation is not None and roles and caller.may(Right.EDIT_OWN)


def approval_new(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/approvals/new", right=Right.EDIT_OWN)
    def new_approval(caller: Caller) -> str:
        return _form(caller, str(uuid.uuid4()), Said())

    @pages.route("POST", "/approvals/new", right=Right.EDIT_OWN, most_bytes=MOST_FORM_BYTES)
    def post_new_approval(caller: Caller) -> Any:
        if not may_apply(caller):
            raise NotAllowed
        client_id = request.form.get("client_id", "")[:64] or str(uuid.uuid4())
        files, faults = _brought(house, caller)
        kinds = [ApplicationMaterial(one) for one in files]
        materials = [Attached(kind, files[kind.value][0]) for kind in kinds]
        try:
            asked = _judged(materials, faults)
            digest = hashlib.sha256(repr(asked).encode()).digest()
            made = apply_for_approval(
                asked, client_id, digest, caller, house.new_uow(), house.clock
            )
        except DomainError as error:
            if isinstance(error, NotAllowed):
                raise
            said = _said(pages, error, kinds, files)
            return make_response(_form(caller, client_id, said), STATUS.get(type(error), 422))
        return redirect(url_for("pages.show_approval", code=made.approval.code), 303)


def _brought(house: House, caller: Caller) -> tuple[dict[str, tuple[str, str]], list[Fault]]:
    """Digest and name of the file of each material; what is wrong with others."""
    files: dict[str, tuple[str, str]] = {}
    faults: list[Fault] = []
    for one in _MATERIALS:
        file: FileStorage | None = request.files.get(FILE + one.value)
        kept = request.form.get(_KEPT + one.value, "")
        if file is not None and file.filename:
            try:
                attachment, _ = bring(house, file, AttachmentKind.APPLICATION, caller)
                files[one.value] = attachment.digest, attachment.name
            except Malformed as error:
                faults += [Fault(f.code, f"/{FILE}{one.value}", f.params) for f in error.faults]
        elif _DIGEST.fullmatch(kept):
            files[one.value] = kept, request.form.get(_CALLED + one.value, "")[:200]
    return files, faults


def _judged(materials: Sequence[Attached], faults: list[Fault]) -> Any:
    """The application; Malformed with what is wrong in fields and files together."""
    try:
        asked = application_from(request.form, materials)
    except Malformed as error:
        raise Malformed(*error.faults, *faults) from error
    if faults:
        raise Malformed(*faults)
    return asked


def _said(
    pages: Pages,
    error: DomainError,
    kinds: Sequence[ApplicationMaterial],
    files: Mapping[str, tuple[str, str]],
) -> Said:
    language = pages.language()
    problem = [translate(type(error).message(), language, **error.params)]
    placed: dict[str, list[str]] = {}
    for fault in error.faults:
        field = field_of(fault, kinds)
        if field is None:
            problem.append(fault_text(fault, language))
        else:
            placed.setdefault(field, []).append(fault_text(fault, language))
    return Said(problem, placed, files)


def _form(caller: Caller, client_id: str, said: Said) -> str:
    if not may_apply(caller):
        raise NotAllowed
    usual = {"waste": WASTE_LEAD_BATTERIES, "waste_name": WASTE_BATTERIES_NAME}
    return render_template(
        "approval_new.html",
        client_id=client_id,
        said=said,
        sent=request.form or usual,
        materials=_MATERIALS,
        needed=NEEDED_MATERIALS,
        purposes=PURPOSES,
        causes=list(Cause),
    )
