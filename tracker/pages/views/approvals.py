"""Approvals: GET /approvals, GET /approvals/{code}, and taking a step on its page."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from tracker.domain.approval import ApplicationMaterial
from tracker.domain.attachment import MOST_FILE_BYTES
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError
from tracker.domain.moments import day_of
from tracker.domain.programme import AttachmentKind
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.approval_words import approval_in_words, listed_in_words, whole_approval
from tracker.http.brought_file import bring
from tracker.http.errors import fault_text
from tracker.http.house import House
from tracker.http.page_manners import Pages
from tracker.http.paging import key_of, page_of
from tracker.i18n.catalogue import translate
from tracker.lifecycle.approval_groups import STATES_OF, ApprovalGroup
from tracker.pages.approval_form import step_from, words_of
from tracker.pages.views.approval_new import may_apply
from tracker.store.queries.approvals import WantedApprovals, listed_approvals, workdays
from tracker.usecases.find_approval import as_time_went_by
from tracker.usecases.take_approval_step import take_approval_step

ON_A_PAGE = 50
_MOST_ID = 2**62
_FORM_BYTES = 100_000


def approvals(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/approvals", right=Right.READ)
    def list_approvals(caller: Caller) -> str:
        asked = request.args.get("group")
        known = {group.value for group in ApprovalGroup}
        usual = ApprovalGroup.OPEN if caller.organisation else ApprovalGroup.TO_DO
        group = ApprovalGroup(asked) if asked in known else usual
        before = key_of(request.args.get("cursor") or None, _id)
        wanted = WantedApprovals(ON_A_PAGE, sorted(STATES_OF[group]), before[0] if before else None)
        with house.sessions() as session:
            found = listed_approvals(session, sight_of(caller), wanted)
            calendar = workdays(session)
        page, following = page_of(found, ON_A_PAGE, lambda row: [row.id])
        today = day_of(house.clock.now())
        rows = [
            listed_in_words(as_time_went_by(one, today, calendar)[0], calendar, today)
            for one in page
        ]
        return render_template(
            "approvals.html",
            rows=rows,
            group=group,
            groups=ApprovalGroup,
            following=following,
            applies=may_apply(caller),
        )

    @pages.route("GET", "/approvals/<string:code>", right=Right.READ)
    def show_approval(caller: Caller, code: str) -> str:
        return _page(pages, caller, code)

    @pages.route(
        "POST",
        "/approvals/<string:code>",
        right=(Right.EDIT_OWN, Right.EDIT_REFERENCE),
        most_bytes=MOST_FILE_BYTES + _FORM_BYTES,
    )
    def post_approval_page(caller: Caller, code: str) -> Any:
        found = whole_approval(house, code, caller).approval
        try:
            form = _with_file(house, caller)
            said, words = step_from(form), words_of(form)
            take_approval_step(found.code, said, words, caller, house.new_uow(), house.clock)
        except DomainError as error:
            language = pages.language()
            head = translate(type(error).message(), language, **error.params)
            told = [head, *(fault_text(fault, language) for fault in error.faults)]
            return make_response(_page(pages, caller, code, told), 422)
        return redirect(url_for("pages.show_approval", code=found.code), 303)


def _with_file(house: House, caller: Caller) -> MultiDict[str, str]:
    """The form, with the digest of a file that came with it."""
    form = MultiDict(request.form)
    file = request.files.get("file")
    if file is not None and file.filename:
        form["digest"] = bring(house, file, AttachmentKind.APPLICATION, caller)[0].digest
    return form


def _page(pages: Pages, caller: Caller, code: str, problem: list[str] | None = None) -> str:
    whole = whole_approval(pages.house, code, caller)
    return render_template(
        "approval.html",
        a=approval_in_words(whole, caller, pages.language()),
        steps=whole.steps,
        entries=whole.entries,
        materials=list(ApplicationMaterial),
        problem=problem,
        sent=request.form,
    )


def _id(part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or not 0 < part < _MOST_ID:
        raise ValueError(f"{part!r} is no id of an application")
    return part
