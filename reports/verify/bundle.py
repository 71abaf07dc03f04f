"""Is a bundle whole, are its rows those of its records, and do these make its figure?

Nothing of the bundle is believed: every hash, both digests, every row and the figure are made anew
from ``records.json``. What does not agree is named; nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from reports.methods.definitions import definition_of
from reports.usecases.bundle import FORMAT, HEAD, RECORDS, WORDS, files_of
from reports.usecases.frozen_rates import again, figure_of, parameter_digest, restated
from reports.usecases.kept_books import digest
from tracker.domain.errors import DomainError

MOST_FILES = 100
MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Verdict:
    """``wrong`` is empty when all agrees; ``figure`` is what the records make."""

    enterprise: str | None = None
    year: int | None = None
    definition: str | None = None
    data_digest: str | None = None
    figure: Mapping[str, object] | None = None
    status: str | None = None
    wrong: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return not self.wrong


def verify(content: bytes) -> Verdict:
    """Whatever the bytes are, a verdict: strangers' files never raise."""
    try:
        files = _opened(content)
        head = json.loads(files.pop(HEAD))
        if head["format"] != FORMAT:
            return Verdict(wrong=(f"not a bundle of the form {FORMAT}",))
        return _judged(head, files)
    except (DomainError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return Verdict(wrong=(f"unreadable: {type(error).__name__} {error}"[:300],))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        return Verdict(wrong=(f"no zip that can be read: {error}"[:300],))


def _opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        entries = packed.infolist()
        if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > MOST_BYTES:
            raise ValueError("larger than a bundle is")
        if len({one.filename for one in entries}) != len(entries):
            raise ValueError("a name stands twice")
        return {one.filename: packed.read(one) for one in entries}


def _judged(head: Mapping[str, object], files: Mapping[str, bytes]) -> Verdict:
    wrong: list[str] = []
    hashes = _object(head, "files")
    for name in sorted({*hashes, *files}):
        if name not in files:
            wrong.append(f"missing file: {name}")
        elif hashes.get(name) != digest(files[name]):
            wrong.append(f"hash differs: {name}")
    rule, enterprise = _object(head, "definition"), _object(head, "enterprise")
    given, snapshot = _object(head, "given"), _object(head, "snapshot")
    if digest(files[RECORDS]) != head["data_digest"]:
        wrong.append("data digest differs")
    id_, code, year = str(rule["id"]), str(enterprise["code"]), int(str(head["year"]))
    name = f"{id_}@{rule['version']}"
    known = definition_of(name)
    if known is None or known.digest != rule["digest"]:
        wrong.append(f"this program does not know {name} as it was")
    elif parameter_digest(known, given) != head["parameter_digest"]:
        wrong.append("parameter digest differs")
    shown = again(code, year, name, given, files[RECORDS])
    if snapshot["restates"] is not None:
        shown = restated(shown)
    figure = figure_of(shown.rate)
    if figure != head["value"] or shown.rate.status.value != head["status"]:
        wrong.append("the records make another figure")
    if [flag.value for flag in shown.rate.flags] != head["flags"]:
        wrong.append("the records raise other flags")
    for name, made in files_of(shown, files[RECORDS]).items():
        if name not in WORDS and files.get(name) != made:
            wrong.append(f"rows differ from the records: {name}")
    status = shown.rate.status.value
    return Verdict(code, year, id_, digest(files[RECORDS]), figure, status, tuple(wrong))


def _object(head: Mapping[str, object], name: str) -> dict[str, object]:
    found = head[name]
    if not isinstance(found, dict):
        raise ValueError(f"{name} is not as a bundle has it")
    return found
