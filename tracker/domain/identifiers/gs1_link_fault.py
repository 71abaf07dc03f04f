"""How is it said that an address is not a valid GS1 Digital Link?

The wording is that of GS1's own engine (github.com/gs1/gs1-syntax-engine, Apache-2.0), so that
verdicts can be compared with it line by line; in other languages each msgid is translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ILLEGAL_CHARACTERS = "URI contains illegal characters"
ILLEGAL_DOMAIN = "Domain contains illegal characters"
NO_DOMAIN_OR_PATH = "URI must contain a domain and path info"
NO_KEY = "No GS1 DL keys found in path info"
EMPTY_IN_PATH = "AI ({ai}) value path element is empty"
NULL_IN_PATH = "Decoded AI ({ai}) from DL path info contains illegal null character"
UNKNOWN_IN_QUERY = "Unknown AI ({ai}) in query parameters"
EMPTY_IN_QUERY = "AI ({ai}) value query element is empty"
NULL_IN_QUERY = "Decoded AI ({ai}) value from DL query params contains illegal null character"
TOO_SHORT = "AI ({ai}) value is too short"
TOO_LONG = "AI ({ai}) value is too long"
CARET = "AI ({ai}) contains illegal ^ character"
TOO_MANY = "Too many AIs"
WRONG_SEQUENCE = "The AIs in the path are not a valid key-qualifier sequence for the key"
DUPLICATE = "AI ({ai}) is duplicated"
NOT_AN_ATTRIBUTE = "AI ({ai}) is not a valid DL URI data attribute"
BELONGS_IN_PATH = "AI ({ai}) from query params should be in the path info"
WRONG_LENGTH = "AI ({ai}) data has incorrect length"
COMPONENT = "AI ({ai}): {reason}"
BAD_PAIR = "It is invalid to pair AI ({ai}) with AI ({other})"
NEEDS = "Required AIs for AI ({ai}) are not satisfied: {needs}"
NEEDS_SERIAL = "Serial component must be present for AI ({ai}) when used with AI (8030)"
URI_TOO_LONG = "Maximum data length is {limit} characters"


@dataclass(frozen=True, slots=True)
class LinkFault:
    """One reason: an English msgid and what fills its places."""

    msgid: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The reason in English."""
        return self.msgid.format(**self.params)
