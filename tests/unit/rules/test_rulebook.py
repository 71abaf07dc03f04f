"""Has every rule its law on every day, and is the law that of the day?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.domain.period import Period
from tracker.lifecycle.unit_steps import UNIT_STEPS
from tracker.rules import authorities as law
from tracker.rules.finding import Severity
from tracker.rules.rulebook import RULES, Rule, finding

FIRST, LAST = date(2000, 1, 1), date(2040, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_exactly_one_law_on_every_day(rule: Rule) -> None:
    counts = {sum(day in a.in_force for a in rule.authorities) for day in DAYS}
    assert counts == {1}


def test_a_gap_in_the_law_is_an_error_and_not_a_silence() -> None:
    short_lived = law.Authority("条例", "第一条", Period(FIRST, date(2001, 1, 1)), "T")
    rule = Rule("short", Severity.NOTICE, (short_lived,), "Short-lived.")
    with pytest.raises(LookupError, match="short has no authority on 2001-01-01"):
        rule.on(date(2001, 1, 1))


def test_every_finding_named_in_the_table_of_steps_is_a_rule() -> None:
    named = {step.finding for step in UNIT_STEPS if step.finding}
    assert named <= set(RULES)
    assert named


def test_every_authority_is_cited_and_every_cited_one_is_listed() -> None:
    cited = {authority for rule in RULES.values() for authority in rule.authorities}
    assert cited == set(law.ALL_AUTHORITIES)


def test_every_authority_says_how_sure_we_are() -> None:
    assert {authority.certainty for authority in law.ALL_AUTHORITIES} <= {"T", "T*", "2", "D"}
    assert all(a.title and a.article for a in law.ALL_AUTHORITIES)


def test_old_cases_are_judged_by_old_law() -> None:
    before = finding("licence_missing", "USCC", law.CODE_DAY - timedelta(days=1))
    after = finding("licence_missing", "USCC", law.CODE_DAY)
    assert before.authority.title == "固体废物污染环境防治法"
    assert after.authority.title == "生态环境法典"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_a_rule_says_is_a_whole_sentence(rule: Rule) -> None:
    assert rule.says[0].isupper()
    assert rule.says.endswith(".")
    assert rule.name == next(name for name, row in RULES.items() if row is rule)
