"""What does an evaluator take away? One zip: records, rows, exclusions, dictionary, hashes.

``bundle.json`` names the figure, what it follows, the digests and the SHA-256 of every other file;
``records.json`` are the kept records, whose digest is the snapshot's; ``rows/<factor>.csv`` every
record behind a factor, ``exclusions.csv`` those that do not count and why. The same snapshot makes
the same bytes. ``python -m reports.verify`` checks it with the standard library alone.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.methods.definition import Definition, Text
from reports.methods.record_words import ABOUT
from reports.usecases.evidence import Evidence, Record
from reports.usecases.frozen_rates import Frozen, made_again, unpacked
from reports.usecases.kept_books import canonical, digest
from reports.usecases.show_rate import ShownRate

FORMAT = "plumbline-rate-bundle-1"
HEAD, RECORDS = "bundle.json", "records.json"
#: Files that only explain; a newer program may explain in other words.
WORDS = ("dictionary.csv", "README.txt")
#: Without it Excel takes the Chinese of a table for another encoding.
BOM = codecs.BOM_UTF8
#: Zip keeps a day for each file; a fixed one makes the same bytes again.
_DAY = (1980, 1, 1, 0, 0, 0)
_ALWAYS = ("key", "kind", "id", "at", "mass_t", "counted", "why")

DICTIONARY: dict[str, Text] = {
    "key": Text("记录的次序键，不重复；抽样时用作编号", "order; never twice; the id in samples"),
    "kind": Text("记录种类", "kind of record"),
    "id": Text("事件号或申报编号", "id of the event, or code of the declaration"),
    "at": Text("发生时刻", "when it happened"),
    "mass_t": Text("对该因子的贡献，吨", "what it brings to the factor, t"),
    "counted": Text("是否计入", "whether it counts"),
    "why": Text("不计入的原因", "why it does not count"),
    "factor": Text("所属因子", "the factor it stands behind"),
    **{f"about.{name}": text for name, text in ABOUT.items()},
}  # fmt: skip
_README = """\
回收率证据包 / Evidence of a recovery rate

bundle.json      数值、定义、摘要、各文件 SHA-256 / figure, definition, digests, hashes of the files
records.json     冻结时的记录 / the records as they were frozen
rows/*.csv       各因子的全部记录 / every record behind each factor
exclusions.csv   不计入的记录及原因 / what does not count, and why
dictionary.csv   列的含义 / what the columns mean

核对 / check:    python -m reports.verify FILE.zip
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """``name`` is a name for the file."""

    name: str
    content: bytes


def bundle_of(frozen: Frozen) -> Bundle:
    """The bundle of a snapshot; ValueError if its records do not make its figure any more."""
    shown = made_again(frozen)
    files = files_of(shown, unpacked(frozen.content))
    head = {
        "format": FORMAT,
        "snapshot": {
            "id": frozen.id,
            "version": frozen.version,
            "restates": frozen.restates,
            "reason": frozen.reason,
            "known_at": frozen.known_at.isoformat(),
            "code_version": frozen.code_version,
        },
        "enterprise": {"code": frozen.enterprise, "name": frozen.name},
        "year": frozen.year,
        "definition": {
            "id": frozen.definition,
            "version": frozen.definition_version,
            "digest": frozen.definition_digest,
            "formula": shown.definition.formula,
            "status": shown.definition.standing.value,
            "uses": _used(shown.definition),
        },
        "given": dict(frozen.given),
        "status": frozen.status,
        "value": frozen.figure,
        "flags": list(frozen.flags),
        "data_digest": frozen.data_digest,
        "parameter_digest": frozen.parameter_digest,
        "files": {name: digest(content) for name, content in files.items()},
    }
    name = f"rate-{frozen.enterprise}-{frozen.year}-{frozen.definition}-v{frozen.version}.zip"
    return Bundle(name.replace("/", "-"), _zipped({HEAD: canonical(head), **files}))


def files_of(shown: ShownRate, records: bytes) -> dict[str, bytes]:
    """Every file of a bundle but its head, by name; made from the records alone."""
    excluded = [(one.factor, row) for one in shown.evidence for row in one.records]
    return {
        RECORDS: records,
        **{f"rows/{one.factor}.csv": _rows(one) for one in shown.evidence},
        "exclusions.csv": _csv(
            ("factor", *_ALWAYS),
            ((factor, *_cells(row)) for factor, row in excluded if not row.counted),
        ),
        WORDS[0]: _csv(
            ("column", "zh", "en"),
            ((name, text.zh, text.en) for name, text in DICTIONARY.items()),
        ),
        WORDS[1]: _README.encode(),
    }


def _used(rule: Definition) -> list[str]:
    return list(rule.uses)


def _rows(evidence: Evidence) -> bytes:
    ordered = sorted(evidence.records, key=lambda record: record.key)
    about = list(dict.fromkeys(name for record in ordered for name in record.about))
    return _csv(
        (*_ALWAYS, *(f"about.{name}" for name in about)),
        ((*_cells(row), *(_cell(row.about.get(name)) for name in about)) for row in ordered),
    )


def _cells(row: Record) -> tuple[str, ...]:
    parts = (row.key, row.kind, row.id, row.at, row.mass_t, row.counted, row.why)
    return tuple(_cell(part) for part in parts)


def _cell(value: object) -> str:
    """As text; what a spreadsheet would take for a formula is told as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    formula = said.startswith(("=", "@", "\t", "\r"))
    signed = said.startswith(("+", "-")) and not _numeric(said)
    return f"'{said}" if formula or signed else said


def _numeric(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdigit()


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    return BOM + out.getvalue().encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
