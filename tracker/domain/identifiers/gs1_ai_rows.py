"""Which GS1 application identifiers exist, how are their values built, and what goes with what?

Facts of the GS1 Barcode Syntax Dictionary, release of January 2026 (Apache-2.0,
github.com/gs1/gs1-syntax-dictionary), in rows of our own. An identifier (AI) is two to four
digits. ``parts`` are the components of its value: ``N14:sum,gcp2`` is 14 digits with two checks,
``X..20`` one to twenty characters, ``[N4]`` may be missing. Character sets: N digits, X the 82
characters of most codes, Y the 39 of component codes, Z base64url. Checks are the keys of
``gs1_component_checks.CHECKS``. Coupons (8110, 8112) and freight unit types (7041, which no link
may hold) are checked for their characters only.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One AI or a range of AIs that differ in their last digit.

    ``flags``: p, its length is predefined, so that no separator follows; a, it may stand in the
    query of a link. ``needs``: groups joined by commas, one of which must be present, ``+``
    joining the members of a group. ``excludes``: what may not be present; in both, ``n`` is any
    digit. ``path``: None for what is no key, else the qualifiers that may follow it, in order,
    ``|`` between alternatives.
    """

    ai: str
    flags: str
    parts: str
    needs: str = ""
    excludes: str = ""
    path: str | None = None


_ITEM = "01,02,03,8006,8026"
_PRICED = "30,31nn,32nn,35nn,36nn"
_COUNTRIES = "N3:country" + " [N3]:country" * 4

ROWS: tuple[Row, ...] = (
    # Keys of things, and what describes a trade item.
    Row("00", "pa", "N18:sum,gcp2", path=""),
    Row("01", "pa", "N14:sum,gcp2", "", "255,37", "22,10,21|235"),
    Row("02", "pa", "N14:sum,gcp2", "37", "01,03"),
    Row("03", "p", "N14:sum,gcp2", "", "01,02,37,235"),
    Row("10", "a", "X..20", _ITEM),
    Row("11", "pa", "N6:ymd0", _ITEM),
    Row("12", "pa", "N6:ymd0", "8020"),
    Row("13", "pa", "N6:ymd0", _ITEM),
    Row("15", "pa", "N6:ymd0", _ITEM),
    Row("16", "pa", "N6:ymd0", _ITEM),
    Row("17", "pa", "N6:ymd0", "01,02,03,255,8006,8026"),
    Row("20", "pa", "N2", _ITEM),
    Row("21", "", "X..20", "01,03,8006", "235"),
    Row("22", "", "X..20", "01"),
    Row("235", "", "X..28", "01"),
    Row("240", "a", "X..30", _ITEM),
    Row("241", "a", "X..30", _ITEM),
    Row("242", "a", "N..6", "01,02,8006,8026"),
    Row("243", "a", "X..20", "01,03"),
    Row("250", "a", "X..30", "01+21,03+21,8006+21"),
    Row("251", "a", "X..30", "01,03,8006"),
    Row("253", "a", "N13:sum,gcp1 [X..17]", path=""),
    Row("254", "", "X..20", "414"),
    Row("255", "a", "N13:sum,gcp1 [N..12]", "", "01,02,415,8006,8020,8026", ""),
    Row("30", "a", "N..8", "01,02"),
    Row("37", "a", "N..8", "00+02,00+8026"),
    # Amounts and prices.
    Row("3900-3909", "a", "N..15", "255,8020", "390n,391n,394n,8111"),
    Row("3910-3919", "a", "N3:currency N..15", "8020", "391n"),
    Row("3920-3929", "a", "N..15", "01+30,01+31nn,01+32nn,01+35nn,01+36nn", "392n,393n"),
    Row("3930-3939", "a", "N3:currency N..15", _PRICED, "393n"),
    Row("3940-3943", "a", "N4", "255", "394n,8111"),
    Row("3950-3955", "a", "N6", _PRICED, "392n,393n,395n,8005"),
    # Orders, shipments, parties and places, countries.
    Row("400", "a", "X..30"),
    Row("401", "a", "X..30:gcp1", path=""),
    Row("402", "a", "N17:sum,gcp1", path=""),
    Row("403", "a", "X..30", "00"),
    Row("410-413", "pa", "N13:sum,gcp1"),
    Row("414", "pa", "N13:sum,gcp1", path="254|7040"),
    Row("415", "pa", "N13:sum,gcp1", "8020", path="8020"),
    Row("416", "pa", "N13:sum,gcp1"),
    Row("417", "pa", "N13:sum,gcp1", path="7040"),
    Row("420", "a", "X..20", "", "421"),
    Row("421", "a", "N3:country X..9", "", "4307"),
    Row("422", "a", "N3:country", _ITEM, "426"),
    Row("423", "a", _COUNTRIES, "01,02,03", "426"),
    Row("424", "a", "N3:country", "01,02,03", "426"),
    Row("425", "a", _COUNTRIES, "01,02,03", "426"),
    Row("426", "a", "N3:country", "01,02,03"),
    Row("427", "a", "X..3", "01+422,02+422,03+422"),
    # Delivery and return of a logistic unit.
    Row("4300-4301", "a", "X..35:percent", "00"),
    Row("4302", "a", "X..70:percent", "00"),
    Row("4303", "a", "X..70:percent", "4302"),
    Row("4304-4306", "a", "X..70:percent", "00"),
    Row("4307", "a", "X2:country2", "00"),
    Row("4308", "a", "X..30", "00"),
    Row("4309", "a", "N10:latitude N10:longitude", "00"),
    Row("4310-4311", "a", "X..35:percent", "00"),
    Row("4312", "a", "X..70:percent", "00"),
    Row("4313", "a", "X..70:percent", "4312"),
    Row("4314-4316", "a", "X..70:percent", "00"),
    Row("4317", "a", "X2:country2", "00"),
    Row("4318", "a", "X..20", "00"),
    Row("4319", "a", "X..30", "00"),
    Row("4320", "a", "X..35:percent", "00"),
    Row("4321-4323", "a", "N1:yes_no", "00"),
    Row("4324-4325", "a", "N6:ymd0 N4:hhmi", "00"),
    Row("4326", "a", "N6:ymd", "00"),
    Row("4330", "a", "N6 [X1]:hyphen", "00", "4331"),
    Row("4331", "a", "N6 [X1]:hyphen", "00", "4330"),
    Row("4332", "a", "N6 [X1]:hyphen", "00", "4333"),
    Row("4333", "a", "N6 [X1]:hyphen", "00", "4332"),
    # Food, refurbishment, processors, health registers, certificates, persons.
    Row("7001", "a", "N13", "01,02,8006,8026"),
    Row("7002", "a", "X..30", "01,02"),
    Row("7003", "a", "N6:ymd N4:hhmi", "01,02,03"),
    Row("7004", "a", "N..4", "01+10,03+10"),
    Row("7005", "a", "X..12", "01,02"),
    Row("7006", "a", "N6:ymd", "01,02"),
    Row("7007", "a", "N6:ymd [N6]:ymd", "01,02"),
    Row("7008", "a", "X..3", "01,02"),
    Row("7009", "a", "X..10", "01,02"),
    Row("7010", "a", "X..2", "01,02,03"),
    Row("7011", "a", "N6:ymd [N4]:hhmi", "01,02,03"),
    Row("7020", "a", "X..20", "01+416,03+416,8006+416"),
    Row("7021", "a", "X..20", "01,03,8006"),
    Row("7022", "a", "X..20", "01+7021,03+7021,8006+7021"),
    Row("7023", "a", "X..30:gcp1"),
    Row("7030-7039", "a", "N3:country_or_999 X..27", "01,02"),
    Row("7040", "", "N1 X1 X1 X1:importer"),
    Row("7041", "", "X..4", "00"),
    Row("710-717", "a", "X..20", "01"),
    Row("7230-7239", "a", "X2 X..28", "01,8004"),
    Row("7240", "a", "X..20", "01,8006", "03"),
    Row("7241", "a", "N2:media", "8017,8018"),
    Row("7242", "a", "X..25", "8017,8018"),
    Row("7250", "a", "N8:yyyymmdd", "8018", "7251"),
    Row("7251", "a", "N8:yyyymmdd N4:hhmi", "8018", "7250"),
    Row("7252", "a", "N1:sex", "8018"),
    Row("7253-7254", "a", "X..40:percent", "8017,8018", "7256,7259"),
    Row("7255", "a", "X..10", "8017,8018", "7256,7259"),
    Row("7256", "a", "X..90:percent", "8017,8018"),
    Row("7257", "a", "X..70:percent", "8018"),
    Row("7258", "a", "X3:position", "8018+7259"),
    Row("7259", "a", "X..40:percent", "8018", "7256"),
    # Keys of assets, pieces, parts, models and services; the rest.
    Row("8001", "a", "N4:nonzero N5:nonzero N3:nonzero N1:winding N1", "01"),
    Row("8002", "a", "X..20"),
    Row("8003", "a", "N1:zero N13:sum,gcp1 [X..16]", path=""),
    Row("8004", "a", "X..30:gcp1", path="7040"),
    Row("8005", "a", "N6", "01,02"),
    Row("8006", "a", "N14:sum,gcp2 N4:piece", "", "01,03,37", "22,10,21"),
    Row("8007", "a", "X..34:iban", "415"),
    Row("8008", "a", "N6:ymd N2:hh [N2]:mi [N2]:ss", "01,02,03"),
    Row("8009", "a", "X..50", "00,01,03"),
    Row("8010", "a", "Y..30:gcp1", path="8011"),
    Row("8011", "", "N..12:no_leading_zero", "8010"),
    Row("8012", "a", "X..20", "01,03,8006"),
    Row("8013", "a", "X..25:pair,gcp1", path=""),
    Row("8014", "", "X..25:pair,gcp1,not_all_digits", "01"),
    Row("8017", "a", "N18:sum,gcp1", "", "8018", "8019"),
    Row("8018", "a", "N18:sum,gcp1", "", "8017", "8019"),
    Row("8019", "", "N..10", "8017,8018"),
    Row("8020", "", "X..25", "415"),
    Row("8026", "a", "N14:sum,gcp2 N4:piece", "37", "02,03,8006"),
    Row("8030", "a", "Z..90", "00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018"),
    Row("8040", "", "N15", "01+21"),
    Row("8041", "", "N15", "01+21+8040"),
    Row("8042", "", "N32", "01+21+8040"),
    Row("8043", "", "N18 [N..2]", "01+21+8040"),
    Row("8110", "a", "X..70"),
    Row("8111", "a", "N4", "255"),
    Row("8112", "a", "X..70"),
    Row("8200", "", "X..70", "01"),
    Row("90", "a", "X..30"),
    Row("91-99", "a", "X..90"),
)

#: Needs and stems of measures: three digits, and a fourth from 0 to 5 that places the decimal
#: point. Each excludes the others of its stem.
_OF_ITEMS = "310 311 312 313 314 315 316 320 321 322 323 324 325 326 327 328 329 350 351 352 356 \
357 360 361 364 365 366"
_OF_LOADS = "330 331 332 333 334 335 336 340 341 342 343 344 345 346 347 348 349 353 354 355 362 \
363 367 368 369"
MEASURES = (("01,02", _OF_ITEMS), ("00,01", _OF_LOADS), ("01", "337"))
