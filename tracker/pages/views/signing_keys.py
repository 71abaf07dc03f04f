"""An organisation's own signing keys: /signing-keys, the proof to sign, revoking one."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage

from tracker.domain import register_kinds as kind
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, Fault, Malformed, NotAllowed, NotFound
from tracker.domain.register_kinds import Unfit
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.domain.signing import SIGNATURE_BYTES
from tracker.http.errors import STATUS, fault_text
from tracker.http.house import House
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate
from tracker.signing.ed25519 import Ed25519
from tracker.signing.public_keys import is_private_key, public_key_in
from tracker.usecases.keep_signing_key import proof_document, register_key, revoke_key

#: A form with a key and a signature; both are a few hundred bytes.
_MOST_BYTES = 64 * 1024
_LABEL = kind.words(100)
_SEAL = Ed25519()


def signing_keys(pages: Pages) -> None:
    """Register the views."""
    house = pages.house

    @pages.route("GET", "/signing-keys", right=Right.READ)
    def list_signing_keys(caller: Caller) -> str:
        return _page(house, caller)

    @pages.route("POST", "/signing-keys", right=Right.EDIT_OWN, most_bytes=_MOST_BYTES)
    def post_signing_key_page(caller: Caller) -> Any:
        """First the key is shown with what to sign; with the signature it is registered."""
        key: bytes | None = None
        try:
            label, key = _told()
            proof = _brought("proof", SIGNATURE_BYTES)
            if not proof:
                return _page(house, caller, key, label)
            register_key(_text(key), label, proof, caller, house.new_uow(), house.clock, _SEAL)
        except DomainError as error:
            language = pages.language()
            head = translate(type(error).message(), language, **error.params)
            told = [head, *(fault_text(fault, language) for fault in error.faults)]
            body = _page(house, caller, key, request.form.get("label", ""), told)
            return make_response(body, STATUS.get(type(error), 422))
        return redirect(url_for("pages.list_signing_keys"), 303)

    @pages.route("GET", "/signing-keys/<string:fingerprint>/proof", right=Right.EDIT_OWN)
    def signing_key_proof(caller: Caller, fingerprint: str) -> Response:
        content = _to_sign(house, caller, _fingerprint(fingerprint))
        answer = Response(content, mimetype="application/octet-stream")
        answer.headers["Content-Disposition"] = "attachment; filename=proof.json"
        return answer

    @pages.route("POST", "/signing-keys/<string:fingerprint>/revocation", right=Right.EDIT_OWN)
    def post_signing_key_revocation(caller: Caller, fingerprint: str) -> Any:
        revoke_key(_fingerprint(fingerprint), caller, house.new_uow(), house.clock)
        return redirect(url_for("pages.list_signing_keys"), 303)


def _told() -> tuple[str, bytes]:
    """Label and key of the form; Malformed with what is wrong with either."""
    faults: list[Fault] = []
    label, key = "", None
    try:
        label = str(_LABEL.read(request.form.get("label", "").strip()))
    except Unfit as error:
        faults += [Fault(f.code, "/label", f.params) for f in error.faults]
    content = _content("public_key")
    if is_private_key(content):
        faults.append(Fault("a_private_key", "/public_key"))
    else:
        key = public_key_in(content)
        if key is None:
            faults.append(Fault("not_a_public_key", "/public_key"))
    if faults or key is None:
        raise Malformed(*faults)
    return label, key


def _content(name: str) -> bytes:
    """What was brought as a file, or else written into the field."""
    file: FileStorage | None = request.files.get(f"{name}_file")
    if file is not None and file.filename:
        return bytes(file.read())
    return request.form.get(name, "").encode()


def _brought(name: str, length: int) -> str:
    """The same as base64, whether so many raw bytes came or their text."""
    content = _content(name)
    if len(content) == length:
        return _text(content)
    return "".join(content.decode("ascii", "replace").split())


def _to_sign(house: House, caller: Caller, fingerprint: str) -> bytes:
    """The canonical bytes of the document that proves who holds a key."""
    if caller.organisation is None:
        raise NotAllowed
    with house.new_uow() as uow:
        code = uow.registers.organisation_code(caller.organisation)
    assert code is not None  # noqa: S101  accounts belong to registered organisations
    return _SEAL.canonical(proof_document(code, fingerprint))


def _page(
    house: House,
    caller: Caller,
    key: bytes | None = None,
    label: str = "",
    problem: list[str] | None = None,
) -> str:
    """The keys; with ``key`` also what to sign in order to register it."""
    with house.new_uow() as uow:
        found = uow.signatures.keys(sight_of(caller))
    fingerprint = None if key is None else hashlib.sha256(key).hexdigest()
    return render_template(
        "signing_keys.html",
        keys=found,
        own=caller.organisation,
        may_edit=caller.organisation is not None and caller.may(Right.EDIT_OWN),
        new_key=None if key is None else _text(key),
        fingerprint=fingerprint,
        to_sign=None if fingerprint is None else _to_sign(house, caller, fingerprint).decode(),
        label=label,
        problem=problem,
    )


def _fingerprint(text: str) -> str:
    try:
        return str(kind.DIGEST.read(text))
    except Unfit as error:
        raise NotFound from error


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
