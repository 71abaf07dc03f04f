"""Do EPC URNs and Digital Links say the same of each other?"""

from __future__ import annotations

import pytest

from tracker.domain.identifiers.epc_urn import link_of, urn_of

#: URN, link. The length of the company prefix is that of the URN.
PAIRS = [
    ("urn:epc:id:sgtin:4012345.011111.9876", "/01/04012345111118/21/9876"),
    ("urn:epc:id:sgtin:0614141.812345.6789%2F%26", "/01/80614141123458/21/6789%2F%26"),
    ("urn:epc:id:sscc:4012345.3111111111", "/00/340123451111111111"),
    ("urn:epc:id:sgln:4012345.00005.122", "/414/4012345000054/254/122"),
    ("urn:epc:id:sgln:4012345.00005.0", "/414/4012345000054"),
    ("urn:epc:id:grai:4012345.00022.334455", "/8003/04012345000221334455"),
    ("urn:epc:id:giai:4012345.ABC345", "/8004/4012345ABC345"),
    ("urn:epc:id:pgln:4000001.00000", "/417/4000001000005"),
    ("urn:epc:id:gdti:4012345.00009.PO-4711", "/253/4012345000092PO-4711"),
]


@pytest.mark.parametrize(("urn", "path"), PAIRS)
def test_a_urn_and_its_link_lead_to_each_other(urn: str, path: str) -> None:
    link = "https://id.gs1.org" + path
    assert link_of(urn) == link
    assert urn_of(link, 7) == urn


@pytest.mark.parametrize(
    ("urn", "path"),
    [
        ("urn:epc:class:lgtin:4012345.012345.Lot987", "/01/04012345123456/10/Lot987"),
        ("urn:epc:idpat:sgtin:4012345.044444.*", "/01/04012345444445"),
        ("urn:epc:idpat:grai:4012345.66666.*", "/8003/04012345666663"),
    ],
)
def test_a_class_has_a_link_too(urn: str, path: str) -> None:
    assert link_of(urn) == "https://id.gs1.org" + path


@pytest.mark.parametrize(
    "urn",
    [
        "urn:epc:id:sgtin:40123.011111.9876",
        "urn:epc:id:sgtin:4012345.01111.9876",
        "urn:epc:id:sgtin:4012345.011111",
        "urn:epc:id:sgtin:4012345.O11111.1",
        "urn:epc:id:unknown:1.2.3",
        "urn:epc:idpat:sgtin:4012345.044444.1",
        "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
    ],
)
def test_what_is_no_urn_in_order_has_no_link(urn: str) -> None:
    assert link_of(urn) is None


@pytest.mark.parametrize(
    ("link", "digits"),
    [
        ("https://id.gs1.org/01/04012345111118", 7),
        ("https://id.gs1.org/01/04012345111118/21/9876", 5),
        ("https://example.com/01/04012345111118/21/9876", 7),
    ],
)
def test_what_has_no_urn_here_is_said(link: str, digits: int) -> None:
    assert urn_of(link, digits) is None
