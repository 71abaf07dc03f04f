"""Revisions on a manifest's page: propose another value for what is sealed, or answer one."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, request, url_for

from tracker.domain import register_kinds as kind
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, Fault, Malformed
from tracker.domain.manifest_revision import RevisionState
from tracker.domain.register_kinds import Unfit
from tracker.domain.roles import Right
from tracker.http.errors import STATUS
from tracker.http.page_manners import Pages
from tracker.pages.manifest_page import manifest_page, said_of, seen_manifest
from tracker.usecases.answer_revision import answer_revision
from tracker.usecases.propose_revision import ChangeSaid, propose_revision, revisable_by
from tracker.usecases.revision_values import REVISABLE

_REASON = kind.words(500)
_MOST_DIGITS = 9


def manifest_revisions(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("POST", "/manifests/<string:number>/revisions", right=Right.SCAN)
    def post_revision_page(caller: Caller, number: str) -> Any:
        m = seen_manifest(house, number, caller)
        offered = {f"{one.field} {one.place or ''}".strip(): one for one in revisable_by(m, caller)}
        try:
            chosen = offered.get(request.form.get("field", ""))
            if chosen is None:
                raise Malformed(Fault("required", "/field"))
            change = ChangeSaid(chosen.field, chosen.place, _new(chosen.field))
            version, uow = _number(request.form.get("version", "")), house.new_uow()
            propose_revision(m.number, version, [change], _reason(), caller, uow, house.clock)
        except DomainError as error:
            told = said_of(error, pages.language())
            page = manifest_page(house, m, caller, problem=told)
            return make_response(page, STATUS.get(type(error), 422))
        return redirect(url_for("pages.show_manifest", number=m.number), 303)

    @pages.route("POST", "/manifests/<string:number>/revisions/<int:revision>", right=Right.SCAN)
    def post_revision_answer(caller: Caller, number: str, revision: int) -> Any:
        m = seen_manifest(house, number, caller)
        answers = {one.value: one for one in RevisionState if one is not RevisionState.OPEN}
        try:
            answer = answers.get(request.form.get("answer", ""))
            if answer is None:
                raise Malformed(Fault("required", "/answer"))
            reason = request.form.get("reason", "").strip() or None
            uow = house.new_uow()
            answer_revision(m.number, revision, answer, reason, caller, uow, house.clock)
        except DomainError as error:
            told = said_of(error, pages.language())
            page = manifest_page(house, m, caller, problem=told)
            return make_response(page, STATUS.get(type(error), 422))
        return redirect(url_for("pages.show_manifest", number=m.number), 303)


def _reason() -> str:
    try:
        return str(_REASON.read(request.form.get("reason", "").strip()))
    except Unfit as error:
        raise Malformed(*(Fault(f.code, "/reason", f.params) for f in error.faults)) from error


def _new(field: str) -> object:
    """What was typed, as it would travel: numbers of pieces as such, all else as text."""
    text = request.form.get("new", "").strip()
    whole = REVISABLE[field].kind.schema["type"] == "integer"
    return _number(text) if whole else text


def _number(text: str) -> int:
    """The whole number that was typed, else one that nothing fits."""
    whole = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if whole else -1
