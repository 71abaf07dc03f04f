"""Which registers does the house keep, and what stands in each? One row per field."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain import register_kinds as kind
from tracker.domain.errors import Fault
from tracker.domain.identifiers import licence_number, uscc, waste_code
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.mass import GRAMS_PER_TONNE, MOST_BATTERY_G
from tracker.domain.paper_registers import (
    EMERGENCY_PLANS,
    FILINGS,
    INSURANCES,
    PLANNED_TRANSFERS,
    TRACK_SUMMARIES,
    VIDEO_SUMMARIES,
    WHITE_LIST,
)
from tracker.domain.programme import (
    BatteryCategory,
    CoordinateSystem,
    DemonstrationKind,
    LicenceScope,
    TakeBackRoute,
)
from tracker.domain.register import Field, Refers, Register, Values, code_field, together
from tracker.domain.register_fields import (
    DAYS_IN_ORDER,
    FROM,
    LINE,
    NAME,
    NOTE,
    ORGANISATION,
    UNTIL,
    YEARLY,
)
from tracker.domain.roles import TRADE
from tracker.domain.unit import BatteryClass

_STOCK = kind.kilograms(1_000_000 * GRAMS_PER_TONNE)
_MOST_PIECES = 1_000_000_000

_DIVISION = Field("division", kind.DIVISION, refers=Refers.DIVISION)
#: What is needed to name a peer.
_NAMES = frozenset({"code", "name", "name_en", "division"})


def _uscc_check(entry: Values) -> Iterator[Fault]:
    """Early codes of some places are legal and fail the check: a remark, never a refusal."""
    found = uscc.parse(str(entry.get("code", "")))
    if not isinstance(found, CodeFault):
        yield from (Fault(note.value, "/code") for note in found.warnings)


def _licence_form(entry: Values) -> Iterator[Fault]:
    if isinstance(code := entry.get("code"), str):
        yield from (Fault(note.value, "/code") for note in licence_number.parse(code).warnings)


def _retired_wastes(entry: Values) -> Iterator[Fault]:
    codes = entry.get("waste_codes")
    for place, code in enumerate(codes if isinstance(codes, list) else ()):
        found = waste_code.parse(code)
        if not isinstance(found, CodeFault):
            yield from (Fault(note.value, f"/waste_codes/{place}") for note in found.warnings)


def _mass_fits_pieces(entry: Values) -> Iterator[Fault]:
    mass_g, pieces = entry.get("mass_g"), entry.get("pieces")
    if isinstance(mass_g, int) and isinstance(pieces, int) and mass_g > pieces * MOST_BATTERY_G:
        yield kind.too_heavy(mass_g, pieces * MOST_BATTERY_G, "/mass_kg")


ORGANISATIONS = Register(
    "organisation",
    "organisations",
    (
        code_field(kind.USCC),
        Field("name", NAME),
        Field("name_en", NAME, needed=False),
        _DIVISION,
        Field("note", NOTE, needed=False),
    ),
    parties=(),
    names=_NAMES,
    notes=(_uscc_check,),
)

SITES = Register(
    "site",
    "sites",
    (
        code_field(),
        ORGANISATION,
        Field("name", NAME),
        Field("name_en", NAME, needed=False),
        _DIVISION,
        Field("roles", kind.several(kind.choice(sorted(TRADE)), len(TRADE))),
        Field("longitude", kind.degrees(180), needed=False),
        Field("latitude", kind.degrees(90), needed=False),
        Field("coordinate_system", kind.choice(CoordinateSystem), needed=False),
        Field("capacity_kg", _STOCK, "capacity_g", needed=False),
    ),
    own=True,
    names=_NAMES,
    checks=(together("longitude", "latitude", "coordinate_system"),),
)

LICENCES = Register(
    "licence",
    "licences",
    (
        code_field(),
        ORGANISATION,
        Field("scope", kind.several(kind.choice(LicenceScope), len(LicenceScope))),
        Field("waste_codes", kind.several(kind.WASTE, 500)),
        Field("capacity_kg", YEARLY, "capacity_g", needed=False),
        FROM,
        UNTIL,
    ),
    checks=(DAYS_IN_ORDER,),
    notes=(_licence_form, _retired_wastes),
)

VEHICLES = Register(
    "vehicle",
    "vehicles",
    (
        code_field(),
        ORGANISATION,
        Field("permit", NAME, needed=False),
        Field("permit_until", kind.DAY, needed=False),
        Field("tight", kind.TRUTH, needed=False, default=False),
    ),
    own=True,
)

BATTERY_MODELS = Register(
    "battery_model",
    "battery-models",
    (
        code_field(),
        ORGANISATION,
        Field("name", NAME),
        Field("category", kind.choice(BatteryCategory)),
        Field("battery_class", kind.choice(BatteryClass)),
        Field("nominal_mass_kg", kind.kilograms(MOST_BATTERY_G), "nominal_mass_g"),
        Field("lead_share", kind.SHARE),
        Field("source", LINE),
        FROM,
        UNTIL,
    ),
    own=True,
    checks=(DAYS_IN_ORDER,),
)

TAKE_BACK_AGREEMENTS = Register(
    "take_back_agreement",
    "take-back-agreements",
    (
        code_field(),
        ORGANISATION,
        Field("collector", kind.CODE, fixed=True, refers=Refers.ORGANISATION),
        Field("route", kind.choice(TakeBackRoute)),
        FROM,
        UNTIL,
    ),
    parties=("organisation", "collector"),
    checks=(DAYS_IN_ORDER,),
)

SALES_DECLARATIONS = Register(
    "sales_declaration",
    "sales-declarations",
    (
        code_field(),
        ORGANISATION,
        Field("year", kind.number(2000, 2100)),
        Field("battery_class", kind.choice(BatteryClass)),
        Field("sold_in", kind.DIVISION, refers=Refers.DIVISION),
        Field("mass_kg", YEARLY, "mass_g"),
        Field("pieces", kind.number(1, _MOST_PIECES)),
        Field("evidence", kind.DIGEST, needed=False, refers=Refers.ATTACHMENT),
    ),
    own=True,
    checks=(_mass_fits_pieces,),
)

DEMONSTRATION_ENTERPRISES = Register(
    "demonstration_enterprise",
    "demonstration-enterprises",
    (
        code_field(),
        ORGANISATION,
        Field("project", NAME),
        Field("kind", kind.choice(DemonstrationKind)),
        FROM,
        UNTIL,
    ),
    checks=(DAYS_IN_ORDER,),
)

REGISTERS = (
    ORGANISATIONS,
    SITES,
    LICENCES,
    VEHICLES,
    BATTERY_MODELS,
    TAKE_BACK_AGREEMENTS,
    SALES_DECLARATIONS,
    DEMONSTRATION_ENTERPRISES,
    WHITE_LIST,
    INSURANCES,
    EMERGENCY_PLANS,
    PLANNED_TRANSFERS,
    FILINGS,
    TRACK_SUMMARIES,
    VIDEO_SUMMARIES,
)
