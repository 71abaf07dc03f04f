"""What is this code, and which text is kept for it?

Two doors: ``store_value`` for the scan path (the text to keep or a fault, nothing else) and
``recognise`` for people (schemes, Digital Link verdict, warnings). Both keep the same text.
Neither raises for any text. What may be true but is odd is kept with a warning, because the thing
is really there; refused is only what cannot be a code, or is one of our own labels misread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.identifiers import (
    battery_code,
    container_label,
    gs1_digital_link,
    manifest_number,
    platform_label,
    provisional_number,
    uscc,
    waste_code,
)
from tracker.domain.identifiers.code_notes import MOST_CHARACTERS, CodeFault, CodeWarning
from tracker.domain.identifiers.gs1_check_characters import check_digit
from tracker.domain.identifiers.gs1_digital_link import DigitalLink, Verdict
from tracker.domain.identifiers.gs1_link_fault import LinkFault
from tracker.domain.identifiers.normalise import normalise, refusal
from tracker.domain.identifiers.scheme import BATTERY_SCHEMES, Scheme

#: Lengths at which a code written in groups may be a label, to be put together.
_OWN_LENGTHS = frozenset({platform_label.LENGTH, provisional_number.LENGTH, container_label.LENGTH})
_PLAIN = re.compile(r"[0-9A-Z]+")
_HYPHENED_WASTE = re.compile(r"[0-9]{3}-[0-9]{3}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]+")
#: A spreadsheet keeps this many digits and writes zeros for the rest.
_KEPT_DIGITS = 15
_ARTICLE_DIGITS = 13
#: GS1 prefixes given to China; others are left alone, to warn rarely.
_ARTICLE_STARTS = ("69",)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text was found to be.

    ``text`` is the normalised input; ``schemes`` the kinds of code it may be, the most certain
    first, empty if refused; ``value`` the text to keep, empty if refused. ``digital_link`` is the
    verdict on an address; ``elements`` and ``canonical`` are filled if it is ACCEPT. ``error`` is
    English: why the code is refused, or why an address is no Digital Link; ``fault`` and
    ``link_fault`` hold the same for translation.
    """

    text: str
    schemes: tuple[Scheme, ...] = ()
    value: str = ""
    digital_link: Verdict = Verdict.NOT_DL
    elements: str = ""
    canonical: str = ""
    error: str | None = None
    warnings: tuple[CodeWarning, ...] = ()
    fault: CodeFault | None = None
    link_fault: LinkFault | None = None

    @property
    def battery_scheme(self) -> Scheme | None:
        """The most certain scheme that can stand on a battery; None for boxes and refused codes."""
        return next((scheme for scheme in self.schemes if scheme in BATTERY_SCHEMES), None)


def store_value(text: str) -> str | CodeFault:
    """The text to keep for a scanned code, or why it is refused. Costs about a microsecond."""
    if _PLAIN.fullmatch(text) and len(text) <= MOST_CHARACTERS:
        # Capitals and digits are every scheme's own form; only labels of ours need a look.
        own = len(text) == platform_label.LENGTH
        return CodeFault.LABEL_MISREAD if own and platform_label.misread(text) else text
    code = normalise(text)
    if code.startswith(gs1_digital_link.STARTS):
        return _link_value(code, gs1_digital_link.parse(code))
    fault = refusal(code)
    if fault is not None:
        return fault
    if code == code.upper() and len(platform_label.compact(code)) not in _OWN_LENGTHS:
        return code
    return _plain_value(code)[1]


def kept_scheme(value: str) -> Scheme:
    """The scheme under which a text that ``store_value`` gave is kept: the most certain one."""
    if value.startswith(gs1_digital_link.STARTS):
        schemes = recognise(value).schemes
    elif "-" in value and _is_plainly_a_makers(value):
        schemes = (Scheme.ENTERPRISE,)
    else:
        schemes = _plain_value(value)[0]
    return schemes[0] if schemes else Scheme.ENTERPRISE


def _is_plainly_a_makers(value: str) -> bool:
    """Hyphens stand in waste codes, and in labels that are written in groups; nowhere else."""
    length = len(value) - value.count("-") - value.count(" ")
    return length not in _OWN_LENGTHS and _HYPHENED_WASTE.fullmatch(value) is None


def store_values(texts: list[str]) -> list[str | CodeFault]:
    """``store_value`` of each, for a truck: plain codes are told from others all at once."""
    lengths = set(map(len, texts))
    usual = platform_label.LENGTH not in lengths and max(lengths, default=0) <= MOST_CHARACTERS
    if usual and all(map(_PLAIN.fullmatch, texts)):
        return [*texts]
    return [store_value(text) for text in texts]


def recognise(text: str) -> Recognised:
    """Everything that can be said of a code."""
    code = normalise(text)
    if code.startswith(gs1_digital_link.STARTS):
        return _recognised_link(code)
    fault = refusal(code)
    if fault is not None:
        return _refused(code, fault)
    schemes, value = _plain_value(code)
    if isinstance(value, CodeFault):
        return _refused(code, value)
    return Recognised(code, schemes, value, warnings=_warnings(schemes[0], value))


def _refused(code: str, fault: CodeFault) -> Recognised:
    return Recognised(code, error=fault.text, fault=fault)


def _plain_value(code: str) -> tuple[tuple[Scheme, ...], str | CodeFault]:
    """Schemes and kept text of a printable code that is no address."""
    close = platform_label.compact(code)
    length = len(close)
    if length == platform_label.LENGTH:
        label = platform_label.parse(close)
        if isinstance(label, platform_label.PlatformLabel):
            return (Scheme.PLATFORM,), label.code
        if label is CodeFault.LABEL_MISREAD:
            return (), label
    elif length == provisional_number.LENGTH:
        number = provisional_number.parse(close)
        if isinstance(number, provisional_number.ProvisionalNumber):
            return (Scheme.PROVISIONAL_NUMBER,), number.number
    elif container_label.has_shape(close):
        return (Scheme.CONTAINER_LABEL,), close
    return _other_value(code, code.upper())


def _other_value(code: str, capitals: str) -> tuple[tuple[Scheme, ...], str]:
    """Schemes and kept text of what is neither label nor provisional number.

    Any of these may be a maker's own code as well, so ENTERPRISE is always among the schemes.
    """
    if manifest_number.has_shape(capitals):
        return (Scheme.MANIFEST_NUMBER, Scheme.ENTERPRISE), capitals
    if len(capitals) == 18:
        company = uscc.parse(capitals)
        if isinstance(company, uscc.Uscc) and company.check_fits:
            return (Scheme.USCC, Scheme.ENTERPRISE), capitals
    if capitals in waste_code.LEAD_WASTE_DIGITS or _HYPHENED_WASTE.fullmatch(capitals):
        return (Scheme.WASTE_CODE, Scheme.ENTERPRISE), capitals
    schemes = battery_code.schemes_of(capitals)
    # A maker's own code may mean small letters; only known schemes are put in capitals.
    return schemes, code if schemes[0] is Scheme.ENTERPRISE else capitals


def _warnings(scheme: Scheme, value: str) -> tuple[CodeWarning, ...]:
    if scheme is Scheme.CONTAINER_LABEL:
        label = container_label.parse(value)
        return (CodeWarning.LABEL_DETAILS,) if isinstance(label, CodeFault) else label.warnings
    if scheme is Scheme.WASTE_CODE:
        entry = waste_code.parse(value)
        return () if isinstance(entry, CodeFault) else entry.warnings
    if scheme is not Scheme.ENTERPRISE or _NUMBER.fullmatch(value) is None:
        return ()
    if len(value) > _KEPT_DIGITS:
        # One zero at the end proves nothing; two and more are a spreadsheet's hand.
        lost = value[_KEPT_DIGITS:]
        rounded = len(lost) > 1 and not lost.strip("0")
        return (CodeWarning.ROUNDED_NUMBER if rounded else CodeWarning.LONG_NUMBER,)
    article = len(value) == _ARTICLE_DIGITS and value.startswith(_ARTICLE_STARTS)
    if article and check_digit(value[:-1]) == value[-1]:
        return (CodeWarning.ARTICLE_NUMBER,)
    return ()


def _link_value(code: str, link: DigitalLink) -> str | CodeFault:
    """A Digital Link is kept under its identity, so that two domains make no two batteries."""
    if link.verdict is not Verdict.ACCEPT:
        return refusal(code) or code
    identity = link.identity
    return identity if len(identity) <= MOST_CHARACTERS else CodeFault.TOO_LONG


def _recognised_link(code: str) -> Recognised:
    link = gs1_digital_link.parse(code)
    value = _link_value(code, link)
    accepted = link.verdict is Verdict.ACCEPT
    warnings: tuple[CodeWarning, ...] = ()
    if not accepted:
        warnings = (CodeWarning.LINK_REJECTED,)
    elif not link.names_one_thing:
        warnings = (CodeWarning.LINK_NAMES_NO_ITEM,)
    fault = value if isinstance(value, CodeFault) else None
    schemes = (Scheme.GS1_DL,) if accepted else (Scheme.ENTERPRISE,)
    error = link.fault.text if link.fault else fault.text if fault else None
    return Recognised(
        text=code,
        schemes=() if fault else schemes,
        value=value if isinstance(value, str) else "",
        digital_link=link.verdict,
        elements=link.elements,
        canonical=link.canonical,
        error=error,
        warnings=warnings,
        fault=fault,
        link_fault=link.fault,
    )
