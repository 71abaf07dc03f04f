"""What does a cell say? One function for each kind of column; each raises Unfit, named by fault.

A cell comes as text, number, truth, day or moment. Spreadsheets keep what people meant in many
ways: days as text or serial numbers, masses with their unit beside the number or in the head, codes
as numbers. What is clear is taken; what has lost digits or can mean two things is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from tracker.domain import mass
from tracker.domain.errors import Fault
from tracker.domain.identifiers.code_notes import MOST_CHARACTERS, CodeFault
from tracker.domain.identifiers.recognise import store_value
from tracker.domain.moments import CHINA
from tracker.domain.register_kinds import Unfit, too_heavy, words

#: What stands in a cell, after the reader.
Cell = object
#: The second argument is the unit that head or column name for the cell, empty if none.
Clean = Callable[[Cell, str], object]

#: A spreadsheet keeps so many digits of a number; the rest becomes zeros.
_KEPT_DIGITS = 10**15
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(.*)", re.DOTALL)
_CLOSE_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})()")
_TIME = re.compile(r"[T\s]*(\d{1,2})\s*[:时]\s*(\d{1,2})\s*(?:分|:\s*(\d{1,2})(?:\.0+)?)?\s*秒?")
_MASS = re.compile(r"([-+]?[0-9][0-9, ]*(?:\.[0-9]+)?|[-+]?\.[0-9]+)\s*(.*)", re.DOTALL)
#: Day 0 of spreadsheets; serials before 1990 or after 2100 are other numbers.
_SERIAL_ZERO = datetime.fromisoformat("1899-12-30")
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_415

#: Grams of one unit, in the spellings that ledgers have.
UNITS: Mapping[str, int] = {
    **dict.fromkeys(("t", "吨", "公吨", "ton", "tons", "tonne", "tonnes"), mass.GRAMS_PER_TONNE),
    **dict.fromkeys(("kg", "千克", "公斤", "kgs", "kilogram", "kilograms"), mass.GRAMS_PER_KG),
    **dict.fromkeys(("g", "克", "gram", "grams"), 1),
}
_YES = frozenset({"是", "有", "yes", "y", "true", "1", "√"})
_NO = frozenset({"否", "无", "no", "n", "false", "0", "×"})


def is_blank(cell: Cell) -> bool:
    """Nothing, or nothing but blanks; a dash stands for nothing in ledgers."""
    return cell is None or (isinstance(cell, str) and cell.strip() in ("", "-", "—", "/", "——"))


def as_text(cell: Cell) -> str:
    """What a person sees in the cell, more or less: whole numbers without a point."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _KEPT_DIGITS else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M:%S")
    return str(cell)


def line(most: int) -> Clean:
    """A line of text of so many characters; line breaks become blanks."""
    kind = words(most)

    def read(cell: Cell, _unit: str) -> object:
        return kind.read(" ".join(as_text(cell).split()))

    return read


def code(cell: Cell, _unit: str = "") -> str:
    """A code as the books keep it. A number of 16 digits and more has lost the last ones."""
    if isinstance(cell, (float, int)) and not isinstance(cell, bool) and abs(cell) >= _KEPT_DIGITS:
        raise Unfit(Fault("cell_code_rounded"))
    text = as_text(cell)
    found = store_value(text)
    if isinstance(found, CodeFault):
        rounded = found is CodeFault.SCIENTIFIC
        raise Unfit(Fault("cell_code_rounded" if rounded else found.value, params=_limits(found)))
    return found


def _limits(fault: CodeFault) -> dict[str, object]:
    return {"limit": MOST_CHARACTERS} if fault is CodeFault.TOO_LONG else {}


def moment(cell: Cell, _unit: str = "") -> datetime:
    """A day, with its time of day if it has one; naive, as the clocks in China show it."""
    if isinstance(cell, datetime):
        return cell.astimezone(CHINA).replace(tzinfo=None) if cell.tzinfo else cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, (bool, time, timedelta)):
        raise Unfit(Fault("cell_day"))
    if isinstance(cell, (int, float)):
        return _of_number(cell)
    text = unicodedata.normalize("NFKC", as_text(cell))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _of_number(float(text))
    found = _DAY.fullmatch(text) or _CLOSE_DAY.fullmatch(text)
    if found is None:
        raise Unfit(Fault("cell_day"))
    year, month, day, rest = found.groups()
    try:
        return datetime.combine(date(int(year), int(month), int(day)), _time(rest))
    except ValueError as error:
        raise Unfit(Fault("cell_day")) from error


def _of_number(number: float) -> datetime:
    """A serial of the spreadsheet, or the eight digits of a day."""
    if _FIRST_SERIAL <= number < _LAST_SERIAL:
        seconds = round((number % 1) * 86_400)
        return _SERIAL_ZERO + timedelta(days=int(number), seconds=seconds)
    close = _CLOSE_DAY.fullmatch(as_text(float(number)))
    if close is None:
        raise Unfit(Fault("cell_day"))
    year, month, day, _ = close.groups()
    try:
        return datetime.combine(date(int(year), int(month), int(day)), time())
    except ValueError as error:
        raise Unfit(Fault("cell_day")) from error


def _time(text: str) -> time:
    if not text.strip():
        return time()
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no time of day")
    hour, minute, second = found.groups()
    return time(int(hour), int(minute), int(second or 0))


def day(cell: Cell, unit: str = "") -> date:
    """A day; a time of day beside it is left out."""
    return moment(cell, unit).date()


def grams(most_g: int) -> Clean:
    """A mass. The unit in the cell counts, else that of the column or the head; without any unit
    the number can mean two things and is refused."""

    def read(cell: Cell, unit: str) -> int:
        amount, own = _amount_and_unit(cell)
        factor = _factor(own or unit)
        exact = amount * factor
        if exact != exact.to_integral_value():
            exact = _without_noise(cell, exact)
        found = int(exact)
        if found <= 0:
            raise Unfit(Fault("mass_not_positive"))
        if found > most_g:
            raise Unfit(too_heavy(found, most_g))
        return found

    return read


def _amount_and_unit(cell: Cell) -> tuple[Decimal, str]:
    if isinstance(cell, (bool, date, time, timedelta)):
        raise Unfit(Fault("cell_mass"))
    if isinstance(cell, (int, float)):
        return Decimal(f"{cell:.15g}"), ""
    found = _MASS.fullmatch(unicodedata.normalize("NFKC", as_text(cell)))
    if found is None:
        raise Unfit(Fault("cell_mass"))
    number, unit = found.groups()
    try:
        return Decimal(number.replace(",", "").replace(" ", "")), unit.strip()
    except InvalidOperation as error:
        raise Unfit(Fault("cell_mass")) from error


def _factor(unit: str) -> int:
    if not unit:
        raise Unfit(Fault("cell_unit_missing"))
    factor = unit_factor(unit)
    if factor is None:
        raise Unfit(Fault("cell_unit", params={"unit": unit[:40]}))
    return factor


def unit_factor(unit: str) -> int | None:
    """Grams of one such unit; None when it is none of mass."""
    return UNITS.get(unicodedata.normalize("NFKC", unit).strip().strip("()").strip().lower())


def _without_noise(cell: Cell, exact: Decimal) -> Decimal:
    """Sums of spreadsheets end in …99999: a ten-thousandth of a gram is noise, a tenth is not."""
    whole = exact.to_integral_value()
    if isinstance(cell, float) and abs(exact - whole) < Decimal("0.0001"):
        return whole
    raise Unfit(Fault("mass_not_a_number"))


def count(most: int, least: int = 1) -> Clean:
    """A whole number, as a rule from 1."""

    def read(cell: Cell, _unit: str) -> int:
        text = re.sub(r"\s*[只个块件枚桶箱袋]$", "", as_text(cell)).replace(",", "")
        try:
            found = Decimal(text)
        except InvalidOperation as error:
            raise Unfit(_not_a_count(least, most)) from error
        whole = found.is_finite() and found == found.to_integral_value()
        if not whole or not least <= found <= most:
            raise Unfit(_not_a_count(least, most))
        return int(found)

    return read


def _not_a_count(least: int, most: int) -> Fault:
    return Fault("not_a_whole_number", params={"least": least, "limit": most})


def choice(among: Mapping[str, str]) -> Clean:
    """A word of a list: ``among`` maps each spelling, in capitals, to what is kept."""
    offered = ", ".join(dict.fromkeys(among))

    def read(cell: Cell, _unit: str) -> str:
        text = unicodedata.normalize("NFKC", as_text(cell)).upper()
        if text not in among:
            raise Unfit(Fault("not_one_of", params={"choices": offered}))
        return among[text]

    return read


def several(of: Clean) -> Clean:
    """A list in one cell, parted by commas, semicolons or line breaks."""

    def read(cell: Cell, unit: str) -> list[object]:
        parts = re.split(r"[,，、;；\n]+", as_text(cell))
        return list(dict.fromkeys(of(part.strip(), unit) for part in parts if part.strip()))

    return read


def truth(cell: Cell, _unit: str = "") -> bool:
    """Yes or no in Chinese, English or signs."""
    if isinstance(cell, bool):
        return cell
    text = as_text(cell).lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise Unfit(Fault("cell_truth"))


def number(cell: Cell, _unit: str = "") -> str:
    """A decimal number as text; a percentage is a hundredth."""
    text = unicodedata.normalize("NFKC", as_text(cell)).replace(",", "")
    try:
        found = Decimal(text.removesuffix("%"))
    except InvalidOperation as error:
        raise Unfit(Fault("share_out_of_range")) from error
    return format(found / 100 if text.endswith("%") else found, "f")
