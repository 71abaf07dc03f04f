"""Scans: POST /api/v1/scans."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from flask import Response, request

from tracker.api.finding_words import findings_in_words
from tracker.api.schemas.scan import ScanAnswerSchema, ScanSchema
from tracker.domain.answer import ScanAnswer
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, NothingAccepted
from tracker.domain.roles import Right
from tracker.domain.scan import Detail, Output, Scan, Uncoded
from tracker.http.blueprint import ApiBlueprint
from tracker.http.consequence_words import consequences_in_words
from tracker.http.errors import fault_text
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.usecases.record_scan import record_scan


def scans_blueprint(house: House) -> ApiBlueprint:
    scans = ApiBlueprint("scans", house, "What happens to batteries, as sets / 扫码")

    @scans.route(
        "POST", "/scans", right=Right.SCAN, body=ScanSchema, answer=ScanAnswerSchema, status=201
    )
    def post_scan(caller: Caller, body: dict[str, Any], raw: dict[str, Any]) -> Response:
        """Record a scan of up to 5,000 codes; the answer says what became of each.

        The same client_id with the same body gets the same answer for ever. With dry_run nothing
        is written.
        """
        scan = scan_from(body)
        answer = record_scan(scan, digest_of(raw), caller, house.new_uow(), house.clock)
        return answered(scan, answer)

    return scans


def scan_from(body: dict[str, Any]) -> Scan:
    """A validated body as the scan it means."""
    words = dict(body)
    words["details"] = {code: Detail(**seen) for code, seen in words.get("details", {}).items()}
    words["uncoded"] = [Uncoded(**heap) for heap in words.get("uncoded", ())]
    words["outputs"] = [Output(**lot) for lot in words.get("outputs", ())]
    if "event" in words:
        words["event"] = int(words["event"])
    return Scan(**words)


def digest_of(raw: dict[str, Any]) -> bytes:
    """SHA-256 of a request as JSON with sorted keys; a dry run counts as the same request."""
    meant = {name: value for name, value in raw.items() if name != "dry_run"}
    return hashlib.sha256(orjson.dumps(meant, option=orjson.OPT_SORT_KEYS)).digest()


def answered(scan: Scan, answer: ScanAnswer) -> Response:
    """The answer on the wire; NothingAccepted when every code was refused."""
    language = language_of(request)
    if answer.event is None and not scan.dry_run:
        places = {code: place for place, code in enumerate(scan.codes)}
        raise NothingAccepted(
            *(
                Fault(f.code, f"/codes/{places[code]}" if code in places else "", f.params)
                for code, f in answer.refused.items()
            )
        )
    refused = answer.refused
    codes = scan.codes or list(refused)
    body = {
        "client_id": scan.client_id,
        "event": None if scan.dry_run or answer.event is None else str(answer.event),
        "dry_run": scan.dry_run,
        "accepted": len(codes) - len(refused),
        "refused": len(refused),
        "results": [
            _refusal(code, refused[code], language)
            if code in refused
            else {"code": code, "status": "accepted"}
            for code in codes
        ],
        "findings": findings_in_words(answer.findings, language),
        "labels": list(answer.labels),
        "consequences": consequences_in_words(answer.consequences, language),
    }
    status = 200 if scan.dry_run else 201
    headers = {"Idempotent-Replay": "true"} if answer.replayed else {}
    return Response(orjson.dumps(body), status, headers, mimetype="application/json")


def _refusal(code: str, fault: Fault, language: str) -> dict[str, Any]:
    reason = {"code": fault.code, "detail": fault_text(fault, language)}
    return {"code": code, "status": "refused", "reason": reason}
