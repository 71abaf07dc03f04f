"""Does the body of a record hold what its schema asks for? Names and forms we know, as rows.

A newer minor version may hold more than we know: it is kept and passed on as it came. An unknown
schema is no fault: the record is stored and waits until this house was taught to read it.
"""

from __future__ import annotations

from collections.abc import Mapping

from interop.documents.profile import JsonFault
from interop.documents.words import schema_parts
from interop.records.envelope import Record

_TEXT, _WHOLE, _LIST, _OBJECT = (str,), (int,), (list,), (dict,)
Kinds = tuple[type, ...]

#: (name, major) -> what must be there and of which kind.
BODIES: Mapping[tuple[str, int], Mapping[str, Kinds]] = {
    ("organisation", 1): {"code": _TEXT, "name": _TEXT, "division": _TEXT},
    ("site", 1): {"code": _TEXT, "organisation": _TEXT, "division": _TEXT, "roles": _LIST},
    ("licence", 1): {"code": _TEXT, "organisation": _TEXT, "waste_codes": _LIST},
    ("transfer_manifest", 1): {
        "number": _TEXT,
        "state": _TEXT,
        "mass_g": _WHOLE,
        "pieces": _WHOLE,
        "ends": _OBJECT,
        "rows": _LIST,
    },
    ("transfer_approval", 1): {"code": _TEXT, "state": _TEXT},
    ("border_handover", 1): {"manifest": _TEXT, "pieces": _WHOLE, "codes": _LIST},
    ("lot", 1): {"code": _TEXT, "kind": _TEXT, "manifest": _TEXT, "pieces": _WHOLE},
    ("border_doubt", 1): {"handover": _TEXT, "codes": _LIST},
    ("white_list_entry", 1): {"code": _TEXT, "organisation": _TEXT, "document": _TEXT},
    ("approval_reply", 1): {"approval": _TEXT, "received_on": _TEXT},
    ("manifest_answer", 1): {"manifest": _TEXT, "step": _TEXT, "answered_on": _TEXT},
    ("exchange_outcome", 1): {"outcome": _TEXT, "noun": _TEXT, "business_no": _TEXT},
}
#: By which noun a thing of a schema is kept.
NOUNS = {"transfer_manifest": "manifest", "transfer_approval": "approval"}


def is_known(schema: str) -> bool:
    """Whether this house can work with records of the schema's name and major version."""
    parts = schema_parts(schema)
    return parts is not None and parts[:2] in BODIES


def noun_of(schema: str) -> str:
    name = schema.partition("/")[0]
    return NOUNS.get(name, name)


def faults_of_body(record: Record, pointer: str) -> list[JsonFault]:
    """What a body of a known schema lacks."""
    parts = schema_parts(record.schema)
    asked = BODIES.get(parts[:2], {}) if parts else {}
    return [
        JsonFault("schema_invalid", f"{pointer}/{name}")
        for name, kinds in asked.items()
        if not isinstance(record.body.get(name), kinds) or isinstance(record.body[name], bool)
    ]
