"""Does the reader get the language that was asked for?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.i18n.language import LANGUAGES, known_language, negotiate


@pytest.mark.parametrize("tag", ["zh", "zh-CN", "zh-Hans", "zh-Hans-CN", "zh_CN", "ZH-cn", "zh-TW"])
def test_any_chinese_is_ours(tag: str) -> None:
    assert known_language(tag) == "zh"


@pytest.mark.parametrize("tag", ["en", "en-GB", "en_US", "EN-us", " en "])
def test_any_english_is_ours(tag: str) -> None:
    assert known_language(tag) == "en"


@pytest.mark.parametrize("tag", ["", "fr", "*", "english", "zhuang", "e", "-en"])
def test_other_tags_are_nothing_we_have(tag: str) -> None:
    assert known_language(tag) is None


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("*", "zh"),
        ("fr-FR, de;q=0.9", "zh"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en;q=0.8, zh-CN", "zh"),
        ("fr, en;q=0.5, zh;q=0.4", "en"),
        ("en;q=0.5, zh;q=0.5", "en"),
        ("en;q=0", "zh"),
        ("en;q=0.000, zh;q=0.001", "zh"),
        ("en; Q=1.000", "en"),
    ],
)
def test_the_browser_gets_the_language_it_likes_most(header: str | None, language: str) -> None:
    assert negotiate(header) == language


@pytest.mark.parametrize("broken", ["en;q=2", "en;q=nan", "en;q=", "en;q=0.1234", "en;level=1"])
def test_a_broken_entry_is_passed_over(broken: str) -> None:
    assert negotiate(broken) == "zh"
    assert negotiate(f"{broken}, en-GB;q=0.1") == "en"


def test_what_the_reader_chose_decides() -> None:
    assert negotiate("zh-CN", "en") == "en"
    assert negotiate("en-GB", "zh_CN") == "zh"


def test_a_choice_we_do_not_have_leaves_it_to_the_browser() -> None:
    assert negotiate("en-GB", "fr") == "en"
    assert negotiate(None, "fr") == "zh"


@given(st.one_of(st.none(), st.text()), st.one_of(st.none(), st.text()))
def test_any_header_gets_one_of_our_languages(header: str | None, explicit: str | None) -> None:
    assert negotiate(header, explicit) in LANGUAGES
