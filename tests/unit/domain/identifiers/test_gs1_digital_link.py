"""Is every address judged by its syntax alone, whatever its domain and stem?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers.gs1_ai_table import TABLE
from tracker.domain.identifiers.gs1_check_characters import CSET82
from tracker.domain.identifiers.gs1_digital_link import Verdict, build, parse
from tracker.domain.identifiers.gs1_elements import Element

GTIN = "09521000000018"
KEY = f"/01/{GTIN}"
HOME = "https://id.gs1.org"


@pytest.mark.parametrize(
    "start",
    [
        "https://id.gs1.org",
        "HTTPS://ID.GS1.ORG",
        "http://a",
        "https://a:8443",
        "https://[2001:db8::1]",
        "https://xn--fsq.xn--0zwm56d",
        "https://trace.example.cn/p/q",
        "https://a/00/stem",
        "https://a//",
        "https://a/1",
    ],
)
def test_any_domain_and_stem_may_stand_before_the_key(start: str) -> None:
    link = parse(f"{start}{KEY}/21/S1")
    assert link.verdict is Verdict.ACCEPT
    assert link.canonical == f"{HOME}{KEY}/21/S1"


@pytest.mark.parametrize(
    "text",
    ["", "B0001", "Https://id.gs1.org/01/" + GTIN, "ftp://a/01/" + GTIN, "https:/a", f"(01){GTIN}"],
)
def test_what_is_no_web_address_is_no_link_at_all(text: str) -> None:
    link = parse(text)
    assert link.verdict is Verdict.NOT_DL
    assert (link.elements, link.canonical, link.identity, link.fault) == ("", "", "", None)


@pytest.mark.parametrize(
    ("uri", "text"),
    [
        (f"https://a b{KEY}", "URI contains illegal characters"),
        (f"{HOME}{KEY}/21/电", "URI contains illegal characters"),
        (f"{HOME}{KEY}/21/a|b", "URI contains illegal characters"),
        (f"https://a_b{KEY}", "Domain contains illegal characters"),
        (f"https://a?b{KEY}", "Domain contains illegal characters"),
        ("https://", "URI must contain a domain and path info"),
        (f"https://{KEY}", "URI must contain a domain and path info"),
        ("https://a", "URI must contain a domain and path info"),
        ("https://a/", "No GS1 DL keys found in path info"),
        ("https://a/b/c", "No GS1 DL keys found in path info"),
        (f"{HOME}{KEY}/", "No GS1 DL keys found in path info"),
        (f"{HOME}{KEY}/21/S1/x", "No GS1 DL keys found in path info"),
        (f"{HOME}/21/S1", "No GS1 DL keys found in path info"),
        (f"{HOME}/gtin/{GTIN}", "No GS1 DL keys found in path info"),
        (f"{HOME}/01/", "AI (01) value path element is empty"),
        (f"{HOME}{KEY}/21/", "AI (21) value path element is empty"),
        (
            f"{HOME}{KEY}/21/A%00",
            "Decoded AI (21) from DL path info contains illegal null character",
        ),
        (f"{HOME}{KEY}/21/A%5E", "AI (21) contains illegal ^ character"),
        (f"{HOME}{KEY}?17=", "AI (17) value query element is empty"),
        (f"{HOME}{KEY}?999=1", "Unknown AI (999) in query parameters"),
        (
            f"{HOME}{KEY}?99=A%00",
            "Decoded AI (99) value from DL query params contains illegal null character",
        ),
        (
            f"{HOME}{KEY}?99=A+B",
            "AI (99): A non-CSET 82 character was found where a CSET 82 character is expected.",
        ),
        (f"{HOME}{KEY}?99=A&99=A", "AI (99) is duplicated"),
        (f"{HOME}{KEY}?01={GTIN}", "AI (01) is duplicated"),
        (f"{HOME}{KEY}?21=S1", "AI (21) is not a valid DL URI data attribute"),
        (f"{HOME}{KEY}/21/S1?10=L1", "AI (10) from query params should be in the path info"),
        (f"{HOME}{KEY}/235/T?21=S1", "AI (21) is not a valid DL URI data attribute"),
        (
            f"{HOME}/414/9520000000004?17=271231",
            "Required AIs for AI (17) are not satisfied: 01,02,03,255,8006,8026",
        ),
        (f"{HOME}{KEY}?" + "&".join(f"x{n}=1" for n in range(64)), "Too many AIs"),
        (f"{HOME}{KEY}?" + "x" * 8192, "Maximum data length is 8191 characters"),
    ],
)
def test_a_fault_is_named_as_the_reference_engine_names_it(uri: str, text: str) -> None:
    link = parse(uri)
    assert link.verdict is Verdict.REJECT
    assert link.fault is not None
    assert link.fault.text == text
    assert (link.elements, link.canonical, link.identity) == ("", "", "")


@pytest.mark.parametrize(
    ("qualifiers", "verdict"),
    [
        ("", Verdict.ACCEPT),
        ("/22/V/10/L/21/S", Verdict.ACCEPT),
        ("/22/V/21/S", Verdict.ACCEPT),
        ("/10/L", Verdict.ACCEPT),
        ("/235/T", Verdict.ACCEPT),
        ("/10/L/22/V", Verdict.REJECT),
        ("/21/S/10/L", Verdict.REJECT),
        ("/22/V/235/T", Verdict.REJECT),
        ("/21/S/21/S", Verdict.REJECT),
        ("/254/X", Verdict.REJECT),
    ],
)
def test_qualifiers_follow_a_gtin_in_their_order(qualifiers: str, verdict: Verdict) -> None:
    assert parse(f"{HOME}{KEY}{qualifiers}").verdict is verdict


def test_an_attribute_may_stay_when_the_path_went_the_other_way() -> None:
    link = parse(f"{HOME}{KEY}/235/T?10=L1")
    assert link.elements == f"(01){GTIN}(235)T(10)L1"


def test_the_last_key_in_the_path_begins_the_link() -> None:
    link = parse(f"{HOME}/00/faux{KEY}")
    assert link.elements == f"(01){GTIN}"


def test_predefined_lengths_come_first_in_the_canonical_query() -> None:
    link = parse(f"{HOME}{KEY}?99=B%2FC&17=271231&98=A&3103=012500")
    assert link.elements == f"(01){GTIN}(99)B/C(17)271231(98)A(3103)012500"
    assert link.canonical == f"{HOME}{KEY}?17=271231&3103=012500&99=B%2FC&98=A"


def test_other_parameters_empty_ones_and_the_fragment_are_ignored() -> None:
    link = parse(f"{HOME}{KEY}?&&linkType=gs1:pip&flag&17=271231&&x=#17=990000/01/x")
    assert link.elements == f"(01){GTIN}(17)271231"


def test_a_plus_is_a_plus_in_the_path_and_a_blank_in_the_query() -> None:
    assert parse(f"{HOME}{KEY}/21/A+B").canonical == f"{HOME}{KEY}/21/A%2BB"
    assert parse(f"{HOME}{KEY}?99=A%2BB").canonical == f"{HOME}{KEY}?99=A%2BB"
    assert parse(f"{HOME}{KEY}?99=A+B").verdict is Verdict.REJECT


def test_a_short_gtin_is_padded_in_the_query_and_refused_in_the_path() -> None:
    sscc = "/00/095210000000000018"
    assert parse(f"{HOME}{sscc}?01={GTIN[1:]}").canonical == f"{HOME}{sscc}?01={GTIN}"
    assert parse(f"{HOME}/01/{GTIN[1:]}").verdict is Verdict.REJECT


def test_a_percent_sign_that_begins_no_code_stays_itself() -> None:
    assert parse(f"{HOME}{KEY}/21/50%").elements == f"(01){GTIN}(21)50%"


def test_identity_leaves_out_attributes_and_domain() -> None:
    one = parse(f"https://trace.example.cn/p{KEY}/21/S1?17=271231")
    other = parse(f"http://id.gs1.org{KEY}/21/S%31")
    assert one.identity == other.identity == f"{HOME}{KEY}/21/S1"


@pytest.mark.parametrize(
    ("path", "single"),
    [
        (f"{KEY}/21/S1", True),
        (f"{KEY}/235/T1", True),
        ("/00/095210000000000018", True),
        ("/8003/09521000000018S1", True),
        ("/8004/9521ASSET1", True),
        ("/8010/9521PART/8011/17", True),
        (KEY, False),
        (f"{KEY}/10/L1", False),
        ("/8003/09521000000018", False),
        ("/8010/9521PART", False),
        ("/414/9520000000004", False),
    ],
)
def test_a_link_says_whether_it_names_one_thing(path: str, single: bool) -> None:
    link = parse(HOME + path)
    assert link.verdict is Verdict.ACCEPT
    assert link.names_one_thing is single


@given(st.text(CSET82, min_size=1, max_size=20), st.text(CSET82, min_size=1, max_size=30))
def test_whatever_is_built_is_read_back(serial: str, internal: str) -> None:
    path = [Element(TABLE["01"], GTIN), Element(TABLE["21"], serial)]
    query = [Element(TABLE["90"], internal)]
    link = parse(build(path, query, "https://trace.example.cn/p/"))
    assert (list(link.path), list(link.query)) == (path, query)
    assert parse(link.canonical).canonical == link.canonical


@given(st.text(max_size=40))
def test_no_text_after_the_domain_raises(rest: str) -> None:
    link = parse(f"{HOME}/{rest}")
    assert (link.verdict is Verdict.ACCEPT) is (link.fault is None)
