"""How are batteries, places, parties and papers of the house called in other people's documents?

National codes have no address of their own, and none is invented for them: they stand in a URN of
this house that holds the code as it is. What is a GS1 Digital Link already stays one.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote

from tracker.domain.identifiers import gs1_digital_link
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.gs1_digital_link import CANONICAL_STEM
from tracker.domain.identifiers.recognise import store_value
from tracker.exports.epcis.normal_form import link_text

UNIT, SITE, PARTY = "urn:plumbline:unit:", "urn:plumbline:site:", "urn:plumbline:party:"
MANIFEST, MODEL = "urn:plumbline:manifest:", "urn:plumbline:model:"
#: The namespace of what EPCIS has no word for.
NAMESPACE = "urn:plumbline:epcis:"
PREFIX = "plumbline"

_PLAIN = "-._~:()*+,;=@$!'"


def named(start: str, code: str) -> str:
    """An address for a code of ours."""
    return start + quote(code, safe=_PLAIN)


@lru_cache(maxsize=10_000)
def unit_name(code: str) -> str:
    """The address of a battery, box or lot. A link that breaks GS1's rules is a code like any
    other: we do not pass it on as if it were in order."""
    if code.startswith(CANONICAL_STEM) and gs1_digital_link.parse(code).identity == code:
        return code
    return named(UNIT, code)


def bare(start: str, name: str) -> str:
    """The code in an address of ours; of a foreign one, the address in its canonical form."""
    return unquote(name[len(start) :]) if name.startswith(start) else link_text(name)


def unit_code(name: str) -> str | CodeFault:
    """The code under which a thing named in a document is kept."""
    return store_value(bare(UNIT, name))
