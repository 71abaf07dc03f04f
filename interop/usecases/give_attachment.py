"""A partner fetches an attachment of a record that it was promised, a piece at a time."""

from __future__ import annotations

from typing import Any

from interop.documents.digest import b64u, is_digest
from interop.refusals import Refused
from interop.usecases.answer_partner import Asked
from tracker.graph.abroad import Disclosure

#: So many bytes travel at once: with their signature well below the limit of a message.
MOST_PIECE_BYTES = 480_000
#: Texts of documents are not longer than 4,096 characters.
_BYTES_A_TEXT = 3_000


def give_attachment(asked: Asked, digest: str, start: int) -> dict[str, Any]:
    """The piece from this byte on; it is logged. Refused(not_found): there is none for this
    partner, or it ends before."""
    station, verified = asked.station, asked.verified
    work = station.new_work()
    with work:
        if not work.arrivals.first_use(
            verified.key.keyid, verified.nonce, verified.nonce_kept_until
        ):
            raise Refused("sig_replay", answer_signed=True)
        found = None
        if is_digest(digest):
            found = work.enclosures.piece_for(asked.name, digest, start, MOST_PIECE_BYTES)
        if found is not None and found[0]:
            work.watch.disclosed(
                partner=asked.name,
                question=Disclosure.ATTACHMENT.value,
                subject=digest,
                told=[f"{start}-{start + len(found[0])}/{found[1]}"],
                at=station.clock.now(),
                keyid=verified.key.keyid,
                digest=None,
            )
        work.commit()
    if found is None or not found[0]:
        raise Refused("not_found", answer_signed=True)
    piece, size = found
    texts = [piece[at : at + _BYTES_A_TEXT] for at in range(0, len(piece), _BYTES_A_TEXT)]
    return {
        "type": "attachment",
        "v": 1,
        "digest": digest,
        "size": size,
        "start": start,
        "content": [b64u(text) for text in texts],
    }
