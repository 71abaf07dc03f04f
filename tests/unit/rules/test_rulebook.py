"""Has every rule its law on every day, is it the law of the day, and does something raise it?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.unit.rules.examples import EXAMPLES
from tracker.domain.period import Period
from tracker.lifecycle.unit_steps import UNIT_STEPS
from tracker.rules import authorities as law
from tracker.rules import penalties as prices
from tracker.rules.evidence import EVIDENCE
from tracker.rules.finding import Severity
from tracker.rules.penalties import Penalties, Penalty, penalty_on
from tracker.rules.rule import Lasting, Rule
from tracker.rules.rulebook import CONTINUING, RULES, STANDING, finding, speaks

LAST = date(2040, 12, 31)
PRICES = {name: row for name, row in vars(prices).items() if isinstance(row, tuple)}


def days_from(first: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((LAST - first).days + 1)]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_exactly_one_law_on_every_day_since_its_first(rule: Rule) -> None:
    counts = {sum(day in a.in_force for a in rule.authorities) for day in days_from(rule.first)}
    assert counts == {1}


def test_a_gap_in_the_law_is_an_error_and_not_a_silence() -> None:
    first = date(2000, 1, 1)
    short_lived = law.Authority("条例", "第一条", Period(first, date(2001, 1, 1)), "T")
    rule = Rule("short", Severity.NOTICE, (short_lived,), "Short-lived.")
    with pytest.raises(LookupError, match="short has no authority on 2001-01-01"):
        rule.on(date(2001, 1, 1))


@pytest.mark.parametrize("name", PRICES)
def test_of_two_prices_on_one_day_there_is_none(name: str) -> None:
    rows: Penalties = PRICES[name]
    for day in days_from(date(2020, 1, 1)):
        assert sum(day in row.authority.in_force for row in rows) <= 1


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_an_example_that_raises_it(rule: str) -> None:
    found = [one for one in EXAMPLES[rule]() if one.rule == rule]
    assert found, rule
    assert {name for one in found for name in one.evidence} <= set(EVIDENCE)


def test_there_is_no_example_of_what_is_no_rule() -> None:
    assert set(EXAMPLES) == set(RULES)


def test_every_evidence_that_is_named_is_used() -> None:
    used = {name for make in EXAMPLES.values() for one in make() for name in one.evidence}
    assert used == set(EVIDENCE)


def test_every_finding_named_in_the_table_of_steps_is_a_rule() -> None:
    named = {step.finding for step in UNIT_STEPS if step.finding}
    assert named <= set(RULES)
    assert named


def test_every_authority_is_cited_and_every_cited_one_is_listed() -> None:
    rows = [row for rule in RULES.values() for row in rule.penalties]
    cited = {authority for rule in RULES.values() for authority in rule.authorities}
    cited |= {row.authority for row in rows} | {row.detention for row in rows if row.detention}
    assert cited == set(law.ALL_AUTHORITIES)


def test_every_authority_says_how_sure_we_are() -> None:
    assert {one.certainty for one in law.ALL_AUTHORITIES} == {"T", "T*", "2", "M", "D"}
    assert all(a.title and a.article for a in law.ALL_AUTHORITIES)


def test_every_number_of_the_catalogue_has_its_rule() -> None:
    numbers = {number for rule in RULES.values() for number in rule.numbers}
    assert numbers == {f"V{n}" for n in range(1, 14)} | {f"A{n}" for n in range(1, 21)}


def test_old_cases_are_judged_by_old_law() -> None:
    before = finding("licence_missing", "USCC", law.CODE_DAY - timedelta(days=1))
    after = finding("licence_missing", "USCC", law.CODE_DAY)
    assert before.authority.title == "固体废物污染环境防治法"
    assert after.authority.title == "生态环境法典"


def test_urgency_grows_with_the_fine_of_the_day() -> None:
    """A missing manifest cost up to a million until the Code, which made it two hundred thousand;
    what can put people into detention stays an alarm."""
    last, first = law.CODE_DAY - timedelta(days=1), law.CODE_DAY
    assert RULES["acceptance_late"].severity_on(last) is Severity.ALARM
    assert RULES["acceptance_late"].severity_on(first) is Severity.WARNING
    assert RULES["approval_missing"].severity_on(first) is Severity.ALARM
    assert RULES["never_sold"].severity_on(first) is Severity.NOTICE


@pytest.mark.parametrize(
    ("most", "detention", "severity"),
    [
        (0, None, Severity.NOTICE),
        (1, None, Severity.WARNING),
        (999_999, None, Severity.WARNING),
        (1_000_000, None, Severity.ALARM),
        (1, law.ECO_CODE_1179, Severity.ALARM),
    ],
)
def test_the_price_decides_how_urgent_it_is(
    most: int, detention: law.Authority | None, severity: Severity
) -> None:
    assert Penalty(law.ECO_CODE_1175, 0, most, detention=detention).severity is severity


def test_before_the_code_there_was_no_fine_for_take_back() -> None:
    rows = RULES["take_back_report_missing"].penalties
    assert penalty_on(rows, law.CODE_DAY - timedelta(days=1)) is None
    assert penalty_on(rows, law.CODE_DAY) == rows[0]


def test_a_rule_is_silent_before_its_first_day() -> None:
    assert not speaks("acceptance_late", date(2021, 12, 31))
    assert speaks("acceptance_late", date(2022, 1, 1))
    with pytest.raises(LookupError):
        finding("acceptance_late", "M1", date(2021, 12, 31))


def test_what_lasts_is_known_by_the_rule() -> None:
    assert STANDING < CONTINUING
    assert RULES["never_sold"].lasting is Lasting.ONCE
    assert {"licence_missing", "point_mass_exceeded"} <= STANDING
    assert {"point_days_exceeded", "acceptance_late"} <= CONTINUING - STANDING


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_a_rule_says_is_a_whole_sentence(rule: Rule) -> None:
    for said in (rule.says, rule.next_step):
        assert said[0].isupper()
        assert said.endswith(".")
    assert rule.name == next(name for name, row in RULES.items() if row is rule)
