"""Why is a code refused, and what is odd about one that is kept?

Both enums are plain ``Enum``: a fault must never pass for the text it was found in. A fault's value
is its code in answers; its message is an English msgid with ``{limit}`` where a limit is named.
"""

from __future__ import annotations

from enum import Enum

#: No code of the trade is longer; a store may rely on it.
MOST_CHARACTERS = 128

#: Free text of the licence register (regulation note 8.3: provinces differ in practice).
MOST_LICENCE_CHARACTERS = 40


class CodeFault(Enum):
    """The code cannot be kept, or is not what it was entered as."""

    EMPTY = "code_empty"
    CONTROL_CHARACTERS = "code_control_characters"
    NOT_ASCII = "code_not_ascii"
    TOO_LONG = "code_too_long"
    SCIENTIFIC = "code_scientific"
    LABEL_MISREAD = "code_label_misread"
    NOT_A_PLATFORM_LABEL = "not_a_platform_label"
    NOT_A_PROVISIONAL_NUMBER = "not_a_provisional_number"
    NOT_A_CONTAINER_LABEL = "not_a_container_label"
    LABEL_DATE = "container_label_date"
    LABEL_SERIAL = "container_label_serial"
    NOT_A_USCC = "not_a_uscc"
    NOT_A_WASTE_CODE = "not_a_waste_code"

    @property
    def message(self) -> str:
        """English msgid."""
        return _FAULTS[self]

    @property
    def text(self) -> str:
        """The message in English with its limit filled in."""
        return self.message.format(limit=MOST_CHARACTERS)


class CodeWarning(Enum):
    """The code is kept; somebody should look at it."""

    USCC_CHECK = "uscc_check"
    UNIT_NOT_A_USCC = "unit_not_a_uscc"
    LABEL_DETAILS = "container_label_details"
    MANIFEST_LENGTH = "manifest_length"
    MANIFEST_DIGITS = "manifest_digits"
    LICENCE_FORM = "licence_form"
    LICENCE_LENGTH = "licence_length"
    WASTE_CODE_RETIRED = "waste_code_retired"
    LONG_NUMBER = "long_number"
    ROUNDED_NUMBER = "rounded_number"
    ARTICLE_NUMBER = "article_number"
    LINK_REJECTED = "link_rejected"
    LINK_NAMES_NO_ITEM = "link_names_no_item"

    @property
    def message(self) -> str:
        """English msgid."""
        return _WARNINGS[self]


_FAULTS = {
    CodeFault.EMPTY: "The code is empty.",
    CodeFault.CONTROL_CHARACTERS: "The code holds control characters.",
    CodeFault.NOT_ASCII: "The code holds characters that no code has.",
    CodeFault.TOO_LONG: "The code is longer than {limit} characters.",
    CodeFault.SCIENTIFIC: (
        "The code was turned into a number by a spreadsheet; format the column as text."
    ),
    CodeFault.LABEL_MISREAD: (
        "This is one of our own labels, misread or mistyped: its check character does not fit."
    ),
    CodeFault.NOT_A_PLATFORM_LABEL: "This is not one of our own battery labels.",
    CodeFault.NOT_A_PROVISIONAL_NUMBER: "This is not a provisional manifest number.",
    CodeFault.NOT_A_CONTAINER_LABEL: (
        "A container label has 37 characters: unit 18, waste code 8, date 8, serial number 3."
    ),
    CodeFault.LABEL_DATE: "The date in the container label is no day of the calendar.",
    CodeFault.LABEL_SERIAL: "The serial number in a container label runs from 001 to 999.",
    CodeFault.NOT_A_USCC: "A unified social credit code has 18 characters of its own alphabet.",
    CodeFault.NOT_A_WASTE_CODE: "A waste code has 8 digits, such as 900-052-31.",
}

_WARNINGS = {
    CodeWarning.USCC_CHECK: (
        "The last character of the credit code does not fit. Some early codes are so; "
        "compare it with the licence."
    ),
    CodeWarning.UNIT_NOT_A_USCC: "The unit in the container label is not a credit code.",
    CodeWarning.LABEL_DETAILS: (
        "This has the form of a container label, but its date or serial number cannot be right."
    ),
    CodeWarning.MANIFEST_LENGTH: (
        "A national manifest number has 14 digits; this one is kept as an external number."
    ),
    CodeWarning.MANIFEST_DIGITS: (
        "The year or the province in this manifest number is not one we know; "
        "it is kept as an external number."
    ),
    CodeWarning.LICENCE_FORM: (
        "A licence number usually has 10 digits, with a G before them if the ministry issued it."
    ),
    CodeWarning.LICENCE_LENGTH: "A licence number is rarely longer than 40 characters.",
    CodeWarning.WASTE_CODE_RETIRED: (
        "This waste code was replaced when the list of hazardous wastes was last changed."
    ),
    CodeWarning.LONG_NUMBER: (
        "A number of more than 15 digits: a spreadsheet would round it, so keep the column as text."
    ),
    CodeWarning.ROUNDED_NUMBER: (
        "This long number ends in zeros as if a spreadsheet had rounded it; "
        "compare it with the battery."
    ),
    CodeWarning.ARTICLE_NUMBER: (
        "This looks like an article number: it is the same on every battery of the type."
    ),
    CodeWarning.LINK_REJECTED: "This address is not a valid GS1 Digital Link.",
    CodeWarning.LINK_NAMES_NO_ITEM: (
        "This GS1 Digital Link names a type, a batch, a place or a party, not one single thing."
    ),
}
