"""Confirmations of manifests, one by one or many; comparisons of a load before it is confirmed."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from marshmallow import RAISE, ValidationError

from tracker.api.finding_words import findings_in_words
from tracker.api.manifests import answered, askable, shown
from tracker.api.scans import digest_of
from tracker.api.schemas.manifest import (
    BulkItemSchema,
    BulkSchema,
    ConfirmationSchema,
    ScannedSchema,
)
from tracker.api.schemas.manifest_shown import BulkAnswerSchema, ComparisonSchema, ManifestSchema
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, Malformed
from tracker.domain.manifest_draft import DifferenceSaid, Filled, RowSaid
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.consequence_words import consequences_in_words
from tracker.http.errors import problem
from tracker.http.faults import faults_of
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.usecases.compare_load import compare_load_of
from tracker.usecases.confirm_manifest import Confirmed, confirm_manifest

_ITEM = BulkItemSchema(unknown=RAISE)


def manifest_confirmations_blueprint(house: House) -> ApiBlueprint:
    confirmations = ApiBlueprint(
        "manifest_confirmations", house, "What people confirm on manifests / 联单确认"
    )

    @confirmations.route(
        "POST",
        "/manifests/<number>/confirmations",
        right=Right.SCAN,
        body=ConfirmationSchema,
        answer=ManifestSchema,
    )
    def post_confirmation(
        caller: Caller, number: str, body: dict[str, Any], raw: dict[str, Any]
    ) -> Response:
        """Confirm a step (确认; not an electronic signature). Refusals tell what is possible."""
        done = _confirm(house, askable(number), body, raw, caller)
        language = language_of(request)
        findings = findings_in_words(done.findings, language)
        headers = {"Idempotent-Replay": "true"} if done.replayed else {}
        body = shown(house, done.manifest, caller, findings, done.consequences)
        return answered(body, 200, headers)

    @confirmations.route(
        "POST",
        "/manifest-confirmations",
        right=Right.SCAN,
        body=BulkSchema,
        answer=BulkAnswerSchema,
    )
    def post_confirmations(caller: Caller, body: dict[str, Any]) -> Response:
        """Confirm up to 200 manifests; each stands for itself, and the answer tells what became of
        each."""
        language = language_of(request)
        results = [_one_of_many(house, raw, caller, language) for raw in body["items"]]
        done = sum("manifest_state" in result for result in results)
        return answered({"done": done, "refused": len(results) - done, "results": results})

    @confirmations.route(
        "POST",
        "/manifests/<number>/comparison",
        right=Right.SCAN,
        body=ScannedSchema,
        answer=ComparisonSchema,
    )
    def post_comparison(caller: Caller, number: str, body: dict[str, Any]) -> Response:
        """Compare what was scanned with the manifest; nothing is written."""
        found = compare_load_of(askable(number), body["scanned"], caller, house.new_uow())
        return answered(
            {
                "agrees": found.agrees,
                "expected": len(found.expected),
                "scanned": len(found.scanned),
                "missing": list(found.missing),
                "extra": list(found.extra),
                "elsewhere": list(found.elsewhere),
            }
        )

    return confirmations


def _confirm(
    house: House, number: str, body: dict[str, Any], raw: dict[str, Any], caller: Caller
) -> Confirmed:
    said = {name: value for name, value in raw.items() if name not in _NOT_SAID}
    return confirm_manifest(
        number,
        filled_from(body),
        said,
        digest_of(raw | {"manifest": number}),
        caller,
        house.new_uow(),
        house.clock,
    )


def _one_of_many(
    house: House, raw: dict[str, Any], caller: Caller, language: str
) -> dict[str, Any]:
    named = raw.get("manifest")
    try:
        body = _loaded(raw)
        done = _confirm(house, askable(body.pop("manifest")), body, raw, caller)
    except DomainError as error:
        return {"manifest": named, "problem": problem(error, language)}
    result = {
        "manifest": named,
        "number": done.manifest.number,
        "manifest_state": done.manifest.state,
        "version": done.manifest.version,
        "findings": findings_in_words(done.findings, language),
    }
    told = consequences_in_words(done.consequences, language)
    return result if told is None else result | {"consequences": told}


#: The envelope of a confirmation; the rest is what was said in it.
_NOT_SAID = frozenset({"step", "version", "client_id", "manifest", "scanned"})


def _loaded(raw: dict[str, Any]) -> dict[str, Any]:
    try:
        body: dict[str, Any] = _ITEM.load(raw)
    except ValidationError as error:
        raise Malformed(*faults_of(error.messages)) from error
    return body


def filled_from(body: dict[str, Any]) -> Filled:
    """A validated body as the confirmation it means."""
    words = dict(body)
    words["rows"] = [RowSaid(**row) for row in words.get("rows", ())]
    words["differences"] = [DifferenceSaid(**one) for one in words.get("differences", ())]
    return Filled(**words)
