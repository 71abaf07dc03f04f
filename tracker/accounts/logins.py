"""How is a login name written, and which of its spellings are the same?"""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 64
_LOGIN = re.compile(rf"[a-z0-9][a-z0-9._@+-]{{1,{MOST_CHARACTERS - 1}}}")


def normal_login(text: str) -> str:
    """The one spelling under which a login is kept.

    Case, blanks around it and the full-width letters of Chinese input methods make no difference.
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def is_login(normal: str) -> bool:
    """Whether somebody could have this login: ASCII only, so that no two look the same."""
    return _LOGIN.fullmatch(normal) is not None
