"""What is left of scanned or typed text once the keyboard's habits are taken off?"""

from __future__ import annotations

import re

from tracker.domain.identifiers.code_notes import MOST_CHARACTERS, CodeFault

#: A Chinese input method in full-width mode widens every printable ASCII character. Only this
#: block is folded back; other compatibility characters (circled, Roman, units) are refused.
_FULL_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20}

#: What scanners and clipboards leave at the ends; zero-width characters are not forgiven.
_ENDS = " \t\r\n\u00a0"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PRINTABLE = re.compile(r"[ -~]+")

# Excel and C print 4.2E+19, Java 4.2E19, a data frame 4201234.0. A bare 12E34 may be a real code.
_SPREADSHEET = re.compile(r"[0-9](?:\.[0-9]+)?[Ee][+-][0-9]+|[0-9]\.[0-9]+[Ee][0-9]+|[0-9]{6,}\.0")


def normalise(text: str) -> str:
    """Full-width characters folded to ASCII, blanks at the ends taken off; case is left alone."""
    if not text.isascii():
        text = text.translate(_FULL_WIDTH)
    return text.strip(_ENDS)


def refusal(code: str) -> CodeFault | None:
    """Why normalised text cannot be a code, or None. The length is judged first: it is cheap."""
    if not code:
        return CodeFault.EMPTY
    if len(code) > MOST_CHARACTERS:
        return CodeFault.TOO_LONG
    if _PRINTABLE.fullmatch(code) is None:
        control = _CONTROL.search(code) is not None
        return CodeFault.CONTROL_CHARACTERS if control else CodeFault.NOT_ASCII
    if code[0] <= "9" and _SPREADSHEET.fullmatch(code) is not None:
        # The digits are gone: keeping it would make one battery of many.
        return CodeFault.SCIENTIFIC
    return None
