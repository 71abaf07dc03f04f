"""Which forms of the comprehensive rate are there: what does each multiply, and need?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the rate: which factors are multiplied, which inputs they need, what is unsure.

    ``needs`` are read in order; 'a|b' stands for either. ``unsure`` and ``unsure_below`` are the
    names of uncertainties above and below the line. ``by_flow``: moving stock moves the value;
    ``neutral`` are then the factors of the value that it would not move.
    """

    factors: tuple[str, ...]
    needs: tuple[str, ...]
    unsure: tuple[str, ...]
    unsure_below: tuple[str, ...] = ()
    by_flow: bool = False
    neutral: tuple[str, ...] = ()


STOCKS = ("opening_stock_t", "first_receipts_t", "closing_stock_t")
ARISING = "arising_t|sales_by_class"
_FLOWS = (*STOCKS, "verified_deliveries_t")
_MASS = ("accepted", "verified")
_SALES = ("verified_deliveries_t", "sales_base_t", "eta_pb")
SHARES = ("lead_share_waste", "lead_share_sold")
_EITHER = "recycling_efficiency|eta_pb"

FORMS: dict[str, Form] = {
    "CRR-S-1": Form(
        ("verified_over_base", "eta_pb"),
        _SALES,
        (*_MASS, "eta"),
        ("sales",),
        by_flow=True,
        neutral=("receipts_over_base", "b", "eta_pb"),
    ),
    "CRR-S-2": Form(
        ("verified_over_base", "eta_pb", "lead_share_ratio"),
        (*_SALES, *SHARES),
        (*_MASS, "eta", "lead_share_waste"),
        ("sales", "lead_share_sold"),
        by_flow=True,
        neutral=("receipts_over_base", "b", "eta_pb", "lead_share_ratio"),
    ),
    "CRR-A-1": Form(
        ("a", "b", "eta_pb"), (*_FLOWS, ARISING, "eta_pb"), (*_MASS, "eta"), ("arising",)
    ),
    "CRR-M-1": Form(
        ("a", "b", "recycling_efficiency"),
        (*_FLOWS, ARISING, "recycling_efficiency"),
        (*_MASS, "recycling"),
        ("arising",),
    ),
    "CRR-R-1": Form(
        ("lawful_intake_share", _EITHER),
        ("lawful_intake_share", _EITHER),
        ("lawful", "recycling|eta"),
    ),
    "CRR-F-1": Form(
        ("deliveries_over_arising", "eta_pb"),
        ("deliveries_t", ARISING, "eta_pb"),
        ("accepted", "eta"),
        ("arising",),
        by_flow=True,
        neutral=("a", "b", "eta_pb"),
    ),
    "LEGAL-FLOW": Form(("b",), _FLOWS, ("verified",)),
}

#: Every name an uncertainty may have; the name of the input says the same.
UNCERTAIN = {
    "accepted": "accepted",
    "verified": "verified",
    "eta": "eta",
    "sales": "sales",
    "arising": "arising",
    "recycling": "recycling",
    "lawful": "lawful",
    "lead_share_waste": "lead_share_waste",
    "lead_share_sold": "lead_share_sold",
    "deliveries_t": "accepted",
    "first_receipts_t": "accepted",
    "verified_deliveries_t": "verified",
    "eta_pb": "eta",
    "sales_base_t": "sales",
    "arising_t": "arising",
    "recycling_efficiency": "recycling",
    "lawful_intake_share": "lawful",
}
