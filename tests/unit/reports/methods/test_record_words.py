"""Has everything that is told about a record a name, and every reason why it does not count?"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from reports.indicators.loads import Leg
from reports.indicators.verified_share import Unverified
from reports.methods.record_words import ABOUT, about_word
from reports.usecases import evidence, flow_evidence
from reports.usecases.yearly_loads import Excluded
from tracker.http.page_words import SAID
from tracker.i18n.catalogue import translate


def told(module: ModuleType) -> Iterator[str]:
    """The names in every ``about={…}`` of a module."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if (
            isinstance(node, ast.keyword)
            and node.arg == "about"
            and isinstance(node.value, ast.Dict)
        ):
            keys = (key for key in node.value.keys if isinstance(key, ast.Constant))
            yield from (str(key.value) for key in keys)


def test_everything_that_is_told_is_named_and_nothing_else_is() -> None:
    assert {*told(evidence), *told(flow_evidence)} == set(ABOUT)
    assert about_word("luck") is None


def test_no_two_things_have_the_same_name() -> None:
    for language in (0, 1):
        assert len({words[language] for words in ABOUT.values()}) == len(ABOUT)


REASONS = [*Excluded, *(leg for leg in Leg if leg is not Leg.CLOSED), *Unverified]


@pytest.mark.parametrize("why", REASONS)
def test_every_reason_is_a_sentence_in_both_languages(why: str) -> None:
    assert SAID[why] != translate(SAID[why], "zh")
