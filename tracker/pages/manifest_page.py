"""What does a manifest's page show: the sheet, what may be done with it now, who did what?"""

from __future__ import annotations

from flask import render_template, request

from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, NotFound
from tracker.domain.manifest import Manifest, ManifestState
from tracker.domain.roles import Right
from tracker.http.errors import fault_text
from tracker.http.house import House
from tracker.i18n.catalogue import translate
from tracker.lifecycle.load_comparison import LoadComparison
from tracker.lifecycle.manifest_fields import STEP_FIELDS
from tracker.signing.ed25519 import Ed25519
from tracker.store.queries.manifest_clock import running_clock
from tracker.store.queries.manifests import history_of, load_of, manifest_with, revisions_of
from tracker.usecases.find_manifest import sees
from tracker.usecases.judge_step import actions_now
from tracker.usecases.propose_revision import revisable_by
from tracker.usecases.sign_frame import check_signatures

#: The page shows so many of the codes that are bound; all of them travel over the API.
MOST_CODES = 200


def manifest_page(
    house: House,
    m: Manifest,
    caller: Caller,
    *,
    compared: LoadComparison | None = None,
    problem: list[str] | None = None,
) -> str:
    """The page as the caller sees it; ``compared`` and ``problem`` are what a form came to."""
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
        revisable=[] if m.open_revision else revisable_by(m, caller),
        compared=compared,
        problem=problem,
        sent=request.form,
    )


def seen_manifest(house: House, number: str, caller: Caller) -> Manifest:
    """The manifest with this number; NotFound when the caller sees none."""
    if not number.isprintable():
        raise NotFound
    found = manifest_with(house.sessions, number)
    if found is None or not sees(found, caller):
        raise NotFound
    return found


def said_of(error: DomainError, language: str) -> list[str]:
    """A refusal and all its faults, in sentences."""
    head = translate(type(error).message(), language, **error.params)
    return [head, *(fault_text(fault, language) for fault in error.faults)]
