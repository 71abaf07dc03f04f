"""What is this code? GET /api/v1/codes?text=…"""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import request
from marshmallow import validate

from tracker.domain.caller import Caller
from tracker.domain.identifiers.code_notes import MOST_CHARACTERS
from tracker.domain.identifiers.recognise import Recognised, recognise
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.i18n.catalogue import translate


class CodeQuerySchema(ma.Schema):
    """The text as scanned or typed."""

    text = ma.fields.String(required=True, validate=validate.Length(max=2_000))
    lang = ma.fields.String()


class CodeSchema(ma.Schema):
    """What the text was found to be: the keys of ``plumbline code --json``, and more for people."""

    text = ma.fields.String()
    schemes = ma.fields.List(ma.fields.String())
    value = ma.fields.String()
    digital_link = ma.fields.String()
    elements = ma.fields.String(allow_none=True)
    canonical = ma.fields.String(allow_none=True)
    error = ma.fields.String(allow_none=True)
    warnings = ma.fields.List(ma.fields.String())


def code_in_words(text: str, language: str) -> dict[str, Any]:
    """What a text was found to be, with stable keys; warnings in the reader's language."""
    found = recognise(text)
    return {
        "text": found.text,
        "schemes": [scheme.value for scheme in found.schemes],
        "value": found.value,
        "digital_link": found.digital_link.value,
        "elements": found.elements,
        "canonical": found.canonical,
        "error": _error(found, language),
        "warnings": [translate(warning.message, language) for warning in found.warnings],
    }


def _error(found: Recognised, language: str) -> str | None:
    if found.link_fault is not None:
        said = dict(found.link_fault.params)
        if "reason" in said:
            said["reason"] = translate(said["reason"], language)
        return translate(found.link_fault.msgid, language, **said)
    if found.fault is not None:
        return translate(found.fault.message, language, limit=MOST_CHARACTERS)
    return None


def codes_blueprint(house: House) -> ApiBlueprint:
    codes = ApiBlueprint("codes", house, "What is this code / 识码")

    @codes.route("GET", "/codes", right=Right.READ, query=CodeQuerySchema, answer=CodeSchema)
    def get_code(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """Schemes, canonical value, GS1 Digital Link verdict and warnings of any text."""
        return code_in_words(query["text"], language_of(request))

    return codes
