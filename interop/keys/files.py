"""Where do private keys lie, and may they lie so? In files that only their owner can read.

They are never in the database, in logs or in answers. PEM (PKCS #8), named after the key; beside
it ``….public.json``, what is sent to the partner.
"""

from __future__ import annotations

import json
import os
import stat
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from interop.algorithms.signer import SoftwareSigner, new_private_key, public_bytes
from interop.keys.key import Key
from interop.keys.names import key_name
from interop.keys.refusals import KeyRefused

_MOST_FILE_BYTES = 16_384


def private_file(folder: Path, keyid: str) -> Path:
    """Where the private half of a key lies; KeyRefused if the name is none (so that a name from
    outside never becomes a path)."""
    if key_name(keyid) is None:
        raise KeyRefused("keyid_form", keyid[:64])
    return folder / f"{keyid.replace(':', '_')}.pem"


def make_key(
    folder: Path, keyid: str, algorithm: str, not_before: datetime, not_after: datetime
) -> Key:
    """A fresh key in the folder; nothing that is there is overwritten (KeyRefused).

    The folder is made with mode 0700, the private file with 0600 from its first byte on.
    """
    path = private_file(folder, keyid)
    private = new_private_key(algorithm)
    key = Key(keyid, algorithm, public_bytes(private), not_before, not_after)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyRefused("key_file_exists", keyid) from error
    with os.fdopen(handle, "wb") as file:
        file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    announced = {"type": "key", "v": 1, **key.announced()}
    path.with_suffix(".public.json").write_text(json.dumps(announced, indent=2) + "\n")
    return key


def load_signer(folder: Path, key: Key) -> SoftwareSigner:
    """What signs for a registered key of ours.

    KeyRefused if the file is missing, readable by others, another account's, broken, or holds
    another key than the registry.
    """
    path = private_file(folder, key.keyid)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise KeyRefused("key_file_missing", key.keyid) from error
    with os.fdopen(handle, "rb") as file:
        _check_access(os.fstat(file.fileno()), key.keyid)
        content = file.read(_MOST_FILE_BYTES)
    try:
        private = load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as error:
        raise KeyRefused("key_file_broken", key.keyid) from error
    if not isinstance(private, ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyRefused("key_file_broken", key.keyid)
    signer = SoftwareSigner(key.keyid, private)
    if (signer.algorithm, signer.public) != (key.algorithm, key.public):
        raise KeyRefused("key_file_other", key.keyid)
    return signer


def _check_access(found: os.stat_result, keyid: str) -> None:
    if not hasattr(os, "geteuid"):  # Windows keeps access in lists of its own
        return
    if found.st_uid != os.geteuid():
        raise KeyRefused("key_file_owner", keyid)
    if not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) & 0o077:
        raise KeyRefused("key_file_open", keyid)
