"""Is a message said in the reader's language, with its places filled, whatever is in them?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.faults import FAULTS
from tracker.domain.roles import Role
from tracker.domain.unit import UnitState
from tracker.i18n.catalogue import messages, translate, word

WRONG_STATE = FAULTS["wrong_state"]
UNKNOWN = FAULTS["unknown_code"]


def test_a_message_is_said_in_chinese_unless_english_is_asked_for() -> None:
    assert translate("The code is empty.") == "编码为空。"
    assert translate("The code is empty.", "en") == "The code is empty."


def test_a_language_we_do_not_have_is_answered_in_chinese() -> None:
    assert translate("The code is empty.", "fr") == "编码为空。"


def test_a_message_without_translation_is_said_in_english() -> None:
    assert translate("Nobody translated {code}.", code="B1") == "Nobody translated B1."


def test_words_of_the_trade_in_a_message_are_said_in_its_language() -> None:
    given = {"kind": "dismantle", "code": "B1", "state": "in_transit", "allowed": "receive, reject"}
    assert (
        translate(WRONG_STATE, "zh", **given)
        == "B1 当前为“运输中”状态，不能进行“拆解”。可以进行：接收、拒收。"
    )
    assert (
        translate(WRONG_STATE, "en", **given)
        == "dismantle is not possible for B1: it is in transit. Possible: receive, reject."
    )


def test_no_allowed_step_stays_a_dash() -> None:
    said = translate(WRONG_STATE, "zh", kind="sell", code="B1", state="lost", allowed="-")
    assert said.endswith("可以进行：-。")


def test_a_code_that_reads_like_a_word_stays_a_code() -> None:
    assert translate(UNKNOWN, code="in_storage") == "没有编码为 in_storage 的记录。"


def test_a_member_of_an_enum_is_known_in_any_place() -> None:
    assert translate(UNKNOWN, code=UnitState.SOLD) == "没有编码为 已售出 的记录。"


def test_a_reason_that_is_a_message_is_translated_inside_another() -> None:
    said = translate("AI ({ai}): {reason}", ai="01", reason="A zero value is required.")
    assert said == "应用标识符（01）：此处的值必须为零。"


def test_a_place_that_nothing_fills_stays_to_be_seen() -> None:
    assert translate(UNKNOWN, "en") == "No record carries the code {code}."


@pytest.mark.parametrize(
    "hostile",
    [
        "{code.__class__}",
        "{0}",
        "{}",
        "{code!r}",
        "{code:>999999999999}",
        "{code[0]}",
        "{{code}}}",
        "}{",
        "\x00{code",
    ],
)
def test_braces_that_are_no_places_are_left_alone(hostile: str) -> None:
    assert "{" in translate(hostile, "zh", other="B1")
    assert translate(UNKNOWN, "en", code=hostile) == f"No record carries the code {hostile}."


def test_what_fills_a_place_is_never_filled_again() -> None:
    assert translate(FAULTS["not_in_container"], "en", code="{container}", container="P1") == (
        "{container} is not inside the container P1."
    )


class _Mute:
    def __str__(self) -> str:
        raise RuntimeError("nothing to say")


@pytest.mark.parametrize("value", [_Mute(), 10**5_000], ids=["mute", "5,000 digits"])
def test_a_value_that_cannot_be_said_does_not_silence_the_message(value: object) -> None:
    assert translate(UNKNOWN, "zh", code=value) == "没有编码为 ? 的记录。"


@given(
    st.text(),
    st.sampled_from(["zh", "en", "", "xx"]),
    st.dictionaries(
        st.sampled_from(["code", "kind", "state", "allowed", "problem", "reason", "x"]),
        st.one_of(st.text(), st.integers(), st.none(), st.binary(), st.floats(), st.just([1])),
    ),
)
def test_translation_never_raises(msgid: str, language: str, params: dict[str, object]) -> None:
    assert isinstance(translate(msgid, language, **params), str)


@given(st.sampled_from(sorted(FAULTS)), st.text())
def test_every_fault_can_be_said_about_anything(fault: str, value: str) -> None:
    params = dict.fromkeys(("code", "kind", "state", "allowed", "unit_kind", "problem"), value)
    assert isinstance(translate(FAULTS[fault], "zh", **params), str)


def test_a_word_is_said_by_its_section() -> None:
    assert word("role", Role.STATION) == "集中转运点"
    assert word("role", "station", "en") == "transfer station"


def test_one_value_may_be_two_words() -> None:
    assert word("severity", "alarm") == "严重"
    assert word("category", "waste") == "废铅蓄电池"


@pytest.mark.parametrize(("section", "value"), [("state", "gone"), ("no_section", "sold")])
def test_a_word_nobody_knows_comes_back_as_it_is(section: str, value: str) -> None:
    assert word(section, value) == value


def test_threads_that_come_first_together_read_the_same() -> None:
    messages.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        said = set(threads.map(lambda _: translate("The code is empty."), range(64)))
    assert said == {"编码为空。"}


def test_nobody_can_change_the_catalogue() -> None:
    with pytest.raises(TypeError):
        messages("zh")[None, "x"] = "y"  # type: ignore[index]
