"""How is the evidence of an alarm called? Name of a figure -> English msgid.

Names that end in ``_g`` are grams, shares are parts per million, days are days.
"""

from __future__ import annotations

from collections.abc import Mapping

EVIDENCE: Mapping[str, str] = {
    "accepted": "Accepted on",
    "box": "Box",
    "boxes": "In boxes",
    "came_back": "Came back",
    "carriers": "Carriers",
    "cites": "Cites",
    "completed": "Completed on",
    "damaged": "Damaged batteries aboard",
    "delivered_to": "Delivered to",
    "differs": "Does not agree",
    "events": "Events",
    "expected": "Expected to come back",
    "filing": "What is to be filed",
    "from_province": "From province",
    "in_g": "Lead in",
    "kilometres": "Kilometres",
    "last_day": "Last day",
    "least": "At least",
    "licences": "Licences on record",
    "limit": "Limit",
    "limit_g": "Most allowed",
    "mass_g": "Mass",
    "minutes": "Minutes",
    "most": "At most",
    "number": "Number",
    "origin": "Place that the waste leaves",
    "out_g": "Lead out",
    "papers": "Papers",
    "period": "Period",
    "permit": "Permit",
    "permit_until": "Permit valid until",
    "pieces": "Pieces",
    "place": "Place",
    "received_g": "Received",
    "receiver": "Receiver",
    "recorded": "Recorded on",
    "registered": "Is registered",
    "request": "Request",
    "rows": "Rows",
    "senders": "Senders",
    "sent_g": "Sent",
    "share": "Share",
    "since": "Since",
    "step": "Step",
    "tight": "Declared tight",
    "to_province": "To province",
    "tolerance": "Tolerance",
    "unexplained_g": "Unexplained",
    "unit": "Oldest",
    "unweighed": "Units nobody weighed",
    "valid_until": "Valid until",
    "value": "Value",
    "vehicle": "Vehicle",
    "vehicles": "Vehicles",
    "waste": "Waste",
    "year": "Year",
}
#: These are shares.
SHARES = frozenset({"tolerance", "share", "least", "most"})
