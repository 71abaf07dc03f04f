"""How is evidence about records put into one zip that anybody can verify off line?

Whoever calls brings the parts from the store: exact bytes as they were sent and received. The same
parts give the same zip, byte by byte.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from interop.documents.canonical import canonical
from interop.documents.digest import sha256, spelled
from interop.documents.words import written
from interop.keys.documents import history
from interop.keys.key import Key
from interop.verify.layout import ATTACHMENTS, KEYS, MANIFEST, README, file_of

#: Zip knows no time zone and nothing before 1980; a fixed time keeps equal bundles equal.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

_README = """\
证据包 / Bundle of evidence

manifest.json   清单：每个文件的摘要 / every file with its digest
keys.json       密钥登记的全部历史 / keys with their whole history
items/N/record.json       带签名的记录 / the record with its signatures
items/N/message.json      当时发送的报文原文 / the message as it was sent
items/N/receipt.json      接收方签名的回执 / the receipt that the receiver signed
items/N/inclusion.json    存在证明 / proof that the record is in the log
items/N/head.json         签名的日志头 / the signed head of the log
items/N/consistency.json  一致性证明 / proof that the log only grew
items/N/timestamp.tsr     时间戳令牌（如有）/ time-stamp token, if there is one
attachments/              附件，以 SHA-256 命名 / attachments, named by their SHA-256

验证 / To verify: python -m interop.verify <bundle.zip> --trust <fingerprint>
指纹须取自书面留存 / Take the fingerprints from paper, never from this bundle.
"""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """All about one record. ``message`` and ``receipt`` are the exact bytes that travelled,
    ``record`` is the entry of the message (record and signatures), ``head`` a signed head of the
    receiver's log; ``place`` counts leaves from 0; ``inclusion`` proves it under the head,
    ``consistency`` leads from the receipt's log size to the head's."""

    record: Mapping[str, Any]
    message: bytes
    receipt: bytes
    head: Mapping[str, Any]
    place: int
    inclusion: Sequence[bytes]
    consistency_from: int
    consistency: Sequence[bytes]
    timestamp: bytes | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one bundle holds. ``keys``: every key of both sides with its history; ``attachments``
    the contents of files that the records name by digest."""

    made_by: str
    made_at: datetime
    items: Sequence[EvidenceItem]
    keys: Iterable[Key]
    attachments: Sequence[bytes] = field(default=())


def bundle(evidence: Evidence) -> bytes:
    """The zip as bytes; for large ones write it to a file (``write_bundle``)."""
    target = BytesIO()
    write_bundle(evidence, target)
    return target.getvalue()


def write_bundle(evidence: Evidence, target: BinaryIO) -> None:
    """Write the zip. ValueError without any item."""
    if not evidence.items:
        raise ValueError("evidence about nothing")
    files = dict(sorted(_files(evidence).items()))
    manifest = {
        "type": "evidence",
        "v": 1,
        "made_by": evidence.made_by,
        "made_at": written(evidence.made_at),
        "items": len(evidence.items),
        "files": [
            {"name": name, "size": len(content), "digest": sha256(content)}
            for name, content in files.items()
        ],
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: canonical(manifest), **files}.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def _files(evidence: Evidence) -> dict[str, bytes]:
    files = {README: _README.encode(), KEYS: canonical(history(evidence.keys))}
    for number, item in enumerate(evidence.items, 1):
        inclusion = {"place": item.place, "path": [spelled(one) for one in item.inclusion]}
        files |= {
            file_of(number, "record"): canonical(item.record),
            file_of(number, "message"): item.message,
            file_of(number, "receipt"): item.receipt,
            file_of(number, "inclusion"): canonical(inclusion),
            file_of(number, "head"): canonical(item.head),
            file_of(number, "consistency"): canonical(
                {
                    "from": item.consistency_from,
                    "path": [spelled(one) for one in item.consistency],
                }
            ),
        }
        if item.timestamp is not None:
            files[file_of(number, "timestamp")] = item.timestamp
    for content in evidence.attachments:
        files[ATTACHMENTS + sha256(content).removeprefix("sha256:")] = content
    return files
