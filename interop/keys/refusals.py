"""Why is a key not taken, or a change of the registry not made?"""

from __future__ import annotations

#: English msgids by code.
KEY_REFUSALS: dict[str, str] = {
    "keyid_form": "A key's name is like CN-42:t-2026a.",
    "key_algorithm": "Keys of this algorithm are not taken.",
    "key_unsound": "These bytes are no key that may be trusted.",
    "key_span": "A key is good from a moment to a later one, for at most 400 days.",
    "key_exists": "A key of this name is registered; names are never used again.",
    "key_unknown": "No key of this name is registered.",
    "key_overlap": "Two keys for the same use may overlap for at most 30 days; retire the old one.",
    "key_fingerprint": "The fingerprint is not that of the key.",
    "approver_twice": "The same person has approved this key before; another one must.",
    "key_ended": "This key was revoked.",
    "key_announcement": "This is no announcement of a key.",
    "key_file_open": "Other people can read the key's file; set its mode to 0600.",
    "key_file_owner": "The key's file belongs to somebody else.",
    "key_file_missing": "There is no file for this key.",
    "key_file_broken": "The key's file holds no key that can be used.",
    "key_file_exists": "There is a file for this key already; it is never overwritten.",
    "key_file_other": "The key's file holds another key than the registered one.",
}


class KeyRefused(Exception):
    """A key or a change is refused; ``code`` is a row of ``KEY_REFUSALS``."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(f"{code}: {name}" if name else code)
        self.code = code
        self.name = name

    @property
    def says(self) -> str:
        return KEY_REFUSALS[self.code]
