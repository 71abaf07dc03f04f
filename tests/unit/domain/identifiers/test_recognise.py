"""Is every code told, and is the same text kept by both doors?"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.domain.identifiers import iso7064, platform_label, provisional_number
from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning
from tracker.domain.identifiers.gs1_digital_link import Verdict
from tracker.domain.identifiers.recognise import kept_scheme, recognise, store_value
from tracker.domain.identifiers.scheme import Scheme

LABEL = platform_label.build("42", 1)
PROVISIONAL = provisional_number.build("42", 2026, 17)
USCC = "91130200699229617X"
CONTAINER = f"{USCC}9000523120261031001"
LINK = "https://id.gs1.org/01/09521000000018/21/S1"


@pytest.mark.parametrize(
    ("text", "schemes", "value"),
    [
        (LABEL, (Scheme.PLATFORM,), LABEL),
        ("pb42-00000-00001-q", (Scheme.PLATFORM,), LABEL),
        ("ＰＢ42 00000 00001 Ｑ", (Scheme.PLATFORM,), LABEL),
        (CONTAINER, (Scheme.CONTAINER_LABEL,), CONTAINER),
        (CONTAINER.lower() + "\r\n", (Scheme.CONTAINER_LABEL,), CONTAINER),
        (PROVISIONAL.lower(), (Scheme.PROVISIONAL_NUMBER,), PROVISIONAL),
        ("20264201000017", (Scheme.MANIFEST_NUMBER, Scheme.ENTERPRISE), "20264201000017"),
        (USCC.lower(), (Scheme.USCC, Scheme.ENTERPRISE), USCC),
        ("900-052-31", (Scheme.WASTE_CODE, Scheme.ENTERPRISE), "900-052-31"),
        ("90005231", (Scheme.WASTE_CODE, Scheme.ENTERPRISE), "90005231"),
        ("12345678", (Scheme.ENTERPRISE,), "12345678"),
        (
            "04qpb76g000001a1b0000042",
            (Scheme.GBT34014, Scheme.ENTERPRISE),
            "04QPB76G000001A1B0000042",
        ),
        ("04QPB76A1B0000042", (Scheme.ENTERPRISE, Scheme.GBT34014), "04QPB76A1B0000042"),
        ("Xy-2026/000017a", (Scheme.ENTERPRISE,), "Xy-2026/000017a"),
        ("91130200699229617Y", (Scheme.ENTERPRISE,), "91130200699229617Y"),
        ("https://q.example.cn/b?id=17", (Scheme.ENTERPRISE,), "https://q.example.cn/b?id=17"),
        (LINK, (Scheme.GS1_DL,), LINK),
        ("https://t.cn/p/01/09521000000018/21/S1?17=271231", (Scheme.GS1_DL,), LINK),
    ],
)
def test_codes_are_told_by_their_form(text: str, schemes: tuple[Scheme, ...], value: str) -> None:
    found = recognise(text)
    assert (found.schemes, found.value) == (schemes, value)
    assert found.fault is None
    assert store_value(text) == value


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CodeFault.EMPTY),
        (" \r\n", CodeFault.EMPTY),
        ("A\x00B", CodeFault.CONTROL_CHARACTERS),
        ("电池0001", CodeFault.NOT_ASCII),
        ("🔋", CodeFault.NOT_ASCII),
        ("A" * 129, CodeFault.TOO_LONG),
        ("a" * 1_000_000, CodeFault.TOO_LONG),
        ("4.2e+19", CodeFault.SCIENTIFIC),
        ("PB420000000002Q", CodeFault.LABEL_MISREAD),
        ("pb42 00000 00002 q", CodeFault.LABEL_MISREAD),
        ("https://q.example.cn/" + "x" * 128, CodeFault.TOO_LONG),
        ("https://q.example.cn/电池", CodeFault.NOT_ASCII),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(text: str, fault: CodeFault) -> None:
    found = recognise(text)
    assert found.fault is fault
    assert (found.schemes, found.value, found.battery_scheme) == ((), "", None)
    assert found.error
    assert store_value(text) is fault


def test_a_link_whose_identity_is_too_long_is_refused_though_it_is_valid() -> None:
    uri = LINK[:-6] + "/10/" + "%28" * 20 + "/21/" + "%28" * 20
    found = recognise(uri)
    assert found.digital_link is Verdict.ACCEPT
    assert found.fault is CodeFault.TOO_LONG
    assert store_value(uri) is CodeFault.TOO_LONG


def test_long_attributes_do_not_hinder_a_link() -> None:
    uri = f"{LINK}?98={'A' * 60}&99={'B' * 90}"
    assert store_value(uri) == LINK


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("42010001234567890123", (CodeWarning.LONG_NUMBER,)),
        ("42010001234567800000", (CodeWarning.ROUNDED_NUMBER,)),
        ("4201000123456780", (CodeWarning.LONG_NUMBER,)),
        ("420100012345678", ()),
        ("6901234567892", (CodeWarning.ARTICLE_NUMBER,)),
        ("6901234567893", ()),
        ("1901234567894", ()),
        ("900-044-49", (CodeWarning.WASTE_CODE_RETIRED,)),
        (CONTAINER, ()),
        (f"91350100M0001TGQXM{CONTAINER[18:]}", (CodeWarning.USCC_CHECK,)),
        (f"{USCC}9000523120261331001", (CodeWarning.LABEL_DETAILS,)),
        (f"{USCC}9000523120261031000", (CodeWarning.LABEL_DETAILS,)),
        (LINK, ()),
        ("https://id.gs1.org/01/09521000000018", (CodeWarning.LINK_NAMES_NO_ITEM,)),
        ("https://id.gs1.org/01/09521000000019/21/S1", (CodeWarning.LINK_REJECTED,)),
        ("https://q.example.cn/b", (CodeWarning.LINK_REJECTED,)),
    ],
)
def test_what_is_odd_is_kept_with_a_warning(text: str, warnings: tuple[CodeWarning, ...]) -> None:
    found = recognise(text)
    assert found.warnings == warnings
    assert found.value


def test_the_verdict_on_a_link_comes_with_its_elements() -> None:
    found = recognise(f"{LINK}?17=271231")
    assert found.digital_link is Verdict.ACCEPT
    assert found.elements == "(01)09521000000018(21)S1(17)271231"
    assert found.canonical == f"{LINK}?17=271231"
    assert found.error is None


def test_a_link_with_a_wrong_check_digit_is_kept_as_it_was_read() -> None:
    wrong = LINK.replace("18/", "19/")
    found = recognise(wrong)
    assert found.digital_link is Verdict.REJECT
    assert found.error == "AI (01): The numeric check digit is incorrect."
    assert (found.elements, found.canonical) == ("", "")
    assert (found.value, found.battery_scheme) == (wrong, Scheme.ENTERPRISE)


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        (LABEL, Scheme.PLATFORM),
        (LINK, Scheme.GS1_DL),
        (USCC, Scheme.ENTERPRISE),
        ("20264201000017", Scheme.ENTERPRISE),
        (CONTAINER, None),
        (PROVISIONAL, None),
    ],
)
def test_a_battery_gets_a_scheme_that_a_battery_can_bear(text: str, scheme: Scheme | None) -> None:
    assert recognise(text).battery_scheme is scheme


near_codes = st.one_of(
    st.text(),
    st.text(iso7064.ALPHABET, max_size=40),
    st.text(iso7064.ALPHABET + iso7064.ALPHABET.lower() + " -./:+", max_size=140),
    st.text("０１２ＰＢ－ 12PBpb", max_size=20),
    st.from_regex(r"PB42[0-9]{10}[0-9A-Z]", fullmatch=True),
    st.from_regex(
        r"https?://[a-z]/(01|00|21|8004)/[0-9]{4,18}(\?[0-9]{2}=[0-9]{6})?", fullmatch=True
    ),
)


@given(near_codes)
@example("pb420000000001q")
@example("9113 0200 6992 2961 7x")
@example("https://a/8004/95A1")
def test_both_doors_keep_the_same_text(text: str) -> None:
    found = recognise(text)
    assert store_value(text) == (found.fault or found.value)


@given(near_codes)
def test_what_is_kept_is_kept_the_same_when_read_again(text: str) -> None:
    value = store_value(text)
    if isinstance(value, str):
        assert store_value(value) == value
        assert value.isascii()
        assert value.isprintable()
        assert 1 <= len(value) <= 128


_IN_GROUPS = st.text("0129ABCPMabz- ", min_size=1, max_size=40)


@given(st.one_of(_IN_GROUPS, st.text(max_size=40)))
@example("900-052-31")
@example("pb42-00000-00001-q")
@example("https://id.gs1.org/01/09521000000018/21/S-1")
@example("20264201-000017")
@example(f"{USCC}-9000523120261031001")
def test_a_kept_code_has_the_scheme_that_people_are_told_first(text: str) -> None:
    value = store_value(text)
    if isinstance(value, str):
        assert kept_scheme(value) is recognise(value).schemes[0]
