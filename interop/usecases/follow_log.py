"""Has the partner's log of our records only grown since we last saw it? If not, people are told."""

from __future__ import annotations

from interop.checkpoints.heads import Head, HeadRefused, check_grown, countersign, read_head
from interop.documents.canonical import canonical
from interop.documents.digest import raw, spelled
from interop.documents.strict_json import read_strictly
from interop.keys.names import Use
from interop.usecases.ask_partner import NotAnswered, ask
from interop.usecases.send import Link
from interop.usecases.station import Station
from interop.usecases.tell_people import tell_incident


def follow_log(station: Station, authority: str, link: Link) -> bool:
    """Ask for the partner's newest head, check it against the last one and the last receipt, keep
    it with our signature beside the partner's. False and an incident if the log was rewritten;
    then nothing is signed and both heads are kept. Raises NotAnswered."""
    work = station.new_work()
    with work:
        partner = work.partners.find(authority)
        book = work.partners.book()
        kept = work.log.last_head(authority, station.authority)
        promised = work.outbox.last_log(authority)
    if partner is None:
        raise NotAnswered("no such partner")
    now = station.clock.now()
    seen: list[Head | None] = []
    if kept is not None:
        seen.append(read_head(read_strictly(kept), book, now).head)
    if promised is not None:
        size, root = promised
        seen.append(Head(authority, station.authority, size, raw(root), now))
    problem = None
    for one in seen or [None]:
        size = one.size if one else 0
        said = ask(station, partner, f"/interop/v1/checkpoints/latest?from={size}", link)
        try:
            found = read_head(said["head"], book, station.clock.now()).head
            if (found.keeper, found.partner) != (authority, station.authority):
                raise HeadRefused("form")
            path = [raw(step) for step in said["consistency"]["path"]]
            check_grown(one, found, path)
        except HeadRefused as refused:
            problem = refused.why
        except (KeyError, TypeError, ValueError) as error:
            raise NotAnswered("answer: head") from error
    now = station.clock.now()
    with work:
        if problem is None:
            ours = station.signer(Use.CHECKPOINT, book, now)
            content = canonical(countersign(said["head"], ours))
        else:
            tell_incident(work, authority, f"log_{problem}", now, size=found.size)
            content = canonical(said["head"])
        work.log.keep_head(
            keeper=authority,
            partner=station.authority,
            size=found.size,
            root=spelled(found.root),
            content=content,
        )
        work.commit()
    return problem is None
