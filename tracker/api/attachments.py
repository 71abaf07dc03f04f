"""Attachments: POST a file to /api/v1/attachments, GET it back by its SHA-256."""

from __future__ import annotations

from typing import Any

import orjson
import structlog
from flask import Response, request, send_file
from werkzeug.datastructures import FileStorage

from tracker.api.schemas.attachment import AttachmentFormSchema, AttachmentSchema
from tracker.attachments.media_types import media_type_of
from tracker.domain import register_kinds as kind
from tracker.domain.attachment import MOST_FILE_BYTES, Attachment
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.programme import AttachmentKind
from tracker.domain.register_kinds import Unfit
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.blueprint import ApiBlueprint
from tracker.http.brought_file import bring, name_of, vault_of
from tracker.http.house import House
from tracker.store.queries.attachments import attachment_with

log = structlog.get_logger()

#: Room for the other parts of the form.
_FORM_BYTES = 100_000
#: A stranger's file is never shown in our name: it is saved, not opened, and runs nothing.
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-cache",
}


def attachments_blueprint(house: House) -> ApiBlueprint:
    attachments = ApiBlueprint("attachments", house, "Files that are evidence / 附件")

    @attachments.route(
        "POST",
        "/attachments",
        right=(Right.SCAN, Right.EDIT_OWN, Right.EDIT_REFERENCE),
        form=AttachmentFormSchema,
        most_bytes=MOST_FILE_BYTES + _FORM_BYTES,
        answer=AttachmentSchema,
        status=201,
    )
    def post_attachment(caller: Caller, form: dict[str, Any], faults: list[Fault]) -> Response:
        """Bring a file. The same content again is answered with what was kept before."""
        file = _the_file(faults)
        if file is not None and media_type_of(file.mimetype, name_of(file)) is None:
            words = {"media_type": file.mimetype or name_of(file)}
            faults.append(Fault("media_type_refused", "/file", words))
        if faults or file is None:
            raise Malformed(*faults)
        kind_ = AttachmentKind(form["kind"])
        attachment, new = bring(house, file, kind_, caller, form.get("sha256"))
        body = orjson.dumps(_written(attachment))
        return Response(body, 201 if new else 200, mimetype="application/json")

    @attachments.route("GET", "/attachments/<digest>", right=Right.READ)
    def get_attachment(caller: Caller, digest: str) -> Response:
        """Save a file that the caller's organisation brought, or one that the caller oversees."""
        try:
            asked = str(kind.DIGEST.read(digest))
        except Unfit as error:
            raise NotFound from error
        with house.sessions() as session:
            found = attachment_with(session, sight_of(caller), caller.user, asked)
        path = None if found is None else vault_of(house).path(asked)
        if found is None:
            raise NotFound
        if path is None:
            log.error("attachment has no file", digest=asked)
            raise NotFound
        answer = send_file(
            path,
            mimetype=found.media_type,
            as_attachment=True,
            download_name=found.name,
            etag=asked,
            last_modified=found.recorded_at,
        )
        answer.headers.update(SAFE_HEADERS)
        return answer

    return attachments


def _the_file(faults: list[Fault]) -> FileStorage | None:
    """The one file of the form; parts of other names, and more files than one, are faults."""
    files = request.files.getlist("file")
    faults += (Fault("unknown_field", f"/{part}") for part in request.files if part != "file")
    if len(files) != 1:
        faults.append(Fault("one_file", "/file"))
    return files[0] if len(files) == 1 else None


def _written(attachment: Attachment) -> dict[str, Any]:
    return {
        "digest": attachment.digest,
        "kind": attachment.kind.value,
        "media_type": attachment.media_type,
        "name": attachment.name,
        "size": attachment.size,
    }
