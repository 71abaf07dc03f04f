"""Revisions of sealed fields: proposed by one side, answered by the other."""

from __future__ import annotations

from typing import Any

from flask import Response

from tracker.api.manifest_words import codes_of_parties, revision_in_words
from tracker.api.manifests import answered, askable, shown
from tracker.api.schemas.manifest_office import (
    NewRevisionSchema,
    RevisionAnswerSchema,
    RevisionSchema,
)
from tracker.api.schemas.manifest_shown import ManifestSchema
from tracker.domain.caller import Caller
from tracker.domain.manifest_revision import RevisionState
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.usecases.answer_revision import answer_revision
from tracker.usecases.propose_revision import ChangeSaid, propose_revision


def manifest_revisions_blueprint(house: House) -> ApiBlueprint:
    revisions = ApiBlueprint(
        "manifest_revisions",
        house,
        "Sealed fields, changed with the other side's consent / 联单更正",
    )

    @revisions.route(
        "POST",
        "/manifests/<number>/revisions",
        right=Right.SCAN,
        body=NewRevisionSchema,
        answer=RevisionSchema,
        status=201,
    )
    def post_revision(caller: Caller, number: str, body: dict[str, Any]) -> Response:
        """Propose other values for sealed fields; they count once the other side consents."""
        said = [ChangeSaid(c["field"], c.get("place"), c["new"]) for c in body["changes"]]
        m, revision = propose_revision(
            askable(number),
            body["version"],
            said,
            body["reason"],
            caller,
            house.new_uow(),
            house.clock,
        )
        return answered(revision_in_words(revision, codes_of_parties(m)), 201)

    @revisions.route(
        "PUT",
        "/manifests/<number>/revisions/<int:revision>",
        right=Right.SCAN,
        body=RevisionAnswerSchema,
        answer=ManifestSchema,
    )
    def put_revision(caller: Caller, number: str, revision: int, body: dict[str, Any]) -> Response:
        """Answer the revision that waits: accepted, refused, or withdrawn by its proposer."""
        done = answer_revision(
            askable(number),
            revision,
            RevisionState(body["answer"]),
            body.get("reason"),
            caller,
            house.new_uow(),
            house.clock,
        )
        return answered(shown(house, done.manifest, caller, (), done.consequences))

    return revisions
