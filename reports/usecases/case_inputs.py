"""Which inputs does each method take? From a JSON object to what the arithmetic reads."""

from __future__ import annotations

from fractions import Fraction

from reports.indicators.arising import Lifetime
from reports.indicators.collection import UNKNOWN, FirstReceipt
from reports.indicators.comprehensive import Chain
from reports.indicators.forms import UNCERTAIN
from reports.indicators.producer_rate import Collected, ProducerYear
from reports.usecases.case_reader import Reader
from tracker.domain.programme import TakeBackRoute
from tracker.domain.scan import ReceiptCategory

_MEMBER = frozenset({"year", "founded", "sales_t", "collected", "earlier_collected_t"})
PRODUCER = _MEMBER | {"kind"}
CONSORTIUM = frozenset({"year", "members"})
CHAIN = frozenset(
    {
        "year",
        "kind",
        "opening_stock_t",
        "first_receipts_t",
        "deliveries_t",
        "verified_deliveries_t",
        "closing_stock_t",
        "arising_t",
        "sales_by_class",
        "lifetimes",
        "sales_base_t",
        "eta_pb",
        "recycling_efficiency",
        "lawful_intake_share",
        "lead_share_waste",
        "lead_share_sold",
        "uncertainty",
        "correlation",
    }
)
ARISING = frozenset({"year", "sales_t", "beta", "eta", "net_inflow_t"})
COLLECTION = frozenset({"year", "receipts", "arising_t"})

_ROW = frozenset({"mass_t", "route", "licensed", "category"})
#: How people say that they do not know where something came from.
_UNNAMED = frozenset(
    {"", UNKNOWN, "?", "-", "n/a", "none", "null", "未知", "不明", "不详", "来源不明"}
)
_RECEIPT = frozenset({"origin", "collector", "mass_t"})
#: Outside these bounds a lifetime of batteries is a slip of the pen.
_BETA = (Fraction(1, 10), Fraction(20))
_ETA = (Fraction(1, 10), Fraction(200))
#: Batteries are told apart by a handful of classes.
_MOST_CLASSES = 50
#: A yield may come out above one; that is flagged elsewhere. Beyond this it is no yield.
_MOST_YIELD = Fraction(10)


def producer_year(of: Reader, year: int | None = None) -> ProducerYear:
    """Inputs of R_EPR; ``year`` is the consortium's, for members that name none."""
    rows = of.rows("collected")
    found = None if rows is None else [row for row in map(_collected, rows) if row is not None]
    return ProducerYear(
        year=of.year("year") or year,
        sales_t=of.by_year("sales_t"),
        collected=found,
        founded=of.year("founded"),
        earlier_t=of.by_year("earlier_collected_t"),
    )


def _collected(row: Reader) -> Collected | None:
    row.only(_ROW)
    mass = row.needed(row.tonnes("mass_t"), "mass_t")
    route = row.needed(row.word("route", TakeBackRoute), "route")
    licensed = row.needed(row.truth("licensed"), "licensed")
    category = row.needed(row.word("category", ReceiptCategory), "category")
    if mass is None or route is None or licensed is None or category is None:
        return None
    return Collected(mass, route, licensed, category)


def members(of: Reader) -> list[ProducerYear] | None:
    """Inputs of CONSORTIUM: those of R_EPR for each member, all of one year."""
    rows = of.rows("members")
    if rows is None:
        return None
    year = of.year("year")
    found = []
    for row in rows:
        row.only(_MEMBER)
        member = producer_year(row, year)
        year = year or member.year
        if member.year != year:
            row.fault("year_differs", "year", year=year)
        found.append(member)
    return found


def chain(of: Reader) -> Chain:
    """Inputs of the CRR methods."""
    classes = of.below("sales_by_class")
    lifetimes = of.below("lifetimes")
    found = Chain(
        year=of.year("year"),
        opening_stock_t=of.tonnes("opening_stock_t"),
        first_receipts_t=of.tonnes("first_receipts_t"),
        deliveries_t=of.tonnes("deliveries_t"),
        verified_deliveries_t=of.tonnes("verified_deliveries_t"),
        closing_stock_t=of.tonnes("closing_stock_t"),
        arising_t=of.tonnes("arising_t"),
        sales_by_class=classes.by_name(Reader.by_year, _MOST_CLASSES) if classes else None,
        lifetimes=lifetimes.by_name(_life_under, _MOST_CLASSES) if lifetimes else {},
        sales_base_t=of.tonnes("sales_base_t"),
        eta_pb=of.number("eta_pb", Fraction(0), _MOST_YIELD),
        recycling_efficiency=of.number("recycling_efficiency", Fraction(0), _MOST_YIELD),
        lawful_intake_share=of.share("lawful_intake_share"),
        lead_share_waste=of.share("lead_share_waste"),
        lead_share_sold=of.share("lead_share_sold"),
        uncertainty=_uncertainty(of),
        correlation=of.number("correlation", Fraction(-1), Fraction(1)) or Fraction(0),
    )
    verified, delivered = found.verified_deliveries_t, found.deliveries_t
    if verified is not None and delivered is not None and verified > delivered:
        of.fault("more_than_delivered", "verified_deliveries_t")
    return found


def _uncertainty(of: Reader) -> dict[str, Fraction]:
    """Relative standard uncertainties by their short names; each may be said only once."""
    here = of.below("uncertainty")
    if here is None:
        return {}
    here.only(UNCERTAIN)
    found: dict[str, Fraction] = {}
    said: dict[str, str] = {}
    for name, u in here.by_name(Reader.share).items():
        short = UNCERTAIN.get(name)
        if short is None:
            continue
        if short in found:
            here.fault("said_twice", name, other=said[short])
        found[short], said[short] = u, name
    return found


def _life_under(of: Reader, name: str) -> Lifetime | None:
    here = of.below(name)
    if here is None:
        return None
    here.only({"beta", "eta"})
    beta, eta = shape(here), scale(here)
    here.needed(beta, "beta")
    here.needed(eta, "eta")
    return None if beta is None or eta is None else Lifetime(beta, eta)


def shape(of: Reader) -> Fraction | None:
    """Weibull's β."""
    return of.number("beta", *_BETA)


def scale(of: Reader) -> Fraction | None:
    """Weibull's η, in years."""
    return of.number("eta", *_ETA)


def first_receipts(of: Reader) -> list[FirstReceipt] | None:
    """Inputs of COLLECTION; a receipt without an origin is of unknown origin."""
    rows = of.rows("receipts")
    if rows is None:
        return None
    found = []
    for row in rows:
        row.only(_RECEIPT)
        mass = row.needed(row.tonnes("mass_t"), "mass_t")
        origin, collector = _place(row, "origin"), _place(row, "collector")
        if mass is not None:
            found.append(FirstReceipt(origin, collector, mass))
    return found


def _place(row: Reader, name: str) -> str:
    """A province as it is named; one that is not named is unknown, whatever it is called."""
    found = (row.text(name) or "").strip()
    return UNKNOWN if found.casefold() in _UNNAMED else found


def arising_by_province(of: Reader) -> dict[str, Fraction] | None:
    here = of.below("arising_t")
    if here is None:
        return None
    found = here.by_name(Reader.tonnes)
    return {name.strip(): mass for name, mass in found.items()}
