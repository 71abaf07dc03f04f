"""Somebody brings a file with a form: look at it, keep it, write down whose it is."""

from __future__ import annotations

from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from tracker.attachments.media_types import media_type_of
from tracker.attachments.vault import Vault
from tracker.domain.attachment import MOST_NAME_CHARACTERS, Attachment
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.programme import AttachmentKind
from tracker.http.house import House
from tracker.usecases.bring_attachment import bring_attachment


def vault_of(house: House) -> Vault:
    """Where this house keeps files."""
    return Vault(house.settings.home / "attachments")


def bring(
    house: House,
    file: FileStorage,
    kind: AttachmentKind,
    caller: Caller,
    digest: str | None = None,
) -> tuple[Attachment, bool]:
    """The attachment, and whether it is new. Malformed when its type is not taken, or its content
    is empty, too large, or not what its type or the stated ``digest`` says."""
    name = name_of(file)
    media = media_type_of(file.mimetype, name)
    if media is None:
        words = {"media_type": file.mimetype or name}
        raise Malformed(Fault("media_type_refused", "/file", words))
    content = cast("BinaryIO", file.stream)
    stored = vault_of(house).keep(content, media, house.clock.now(), digest)
    return bring_attachment(
        stored.digest, stored.size, media.name, name, kind, caller, house.new_uow(), house.clock
    )


def name_of(file: FileStorage) -> str:
    """What the file is called, without the folders and the characters that no name should have."""
    given = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(letter for letter in given if letter.isprintable()).strip()
    return name[-MOST_NAME_CHARACTERS:] or "file"
