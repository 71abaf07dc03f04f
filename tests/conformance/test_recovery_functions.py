"""Do the functions behind the rates agree with the hand-computed cases that have no inputs?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.arising import Lifetime
from reports.indicators.audit import Conclusion, Found, judge_masses, judge_records, stringer
from reports.indicators.binomial import acceptance, clopper_pearson, drawn_for_no_error, upper_bound
from reports.indicators.co_benefits import (
    Known,
    StackTest,
    additional_t,
    co2_consequential,
    co2_naive,
    lead_in_products,
    teq_consequential,
    teq_measured,
    teq_naive,
)
from reports.indicators.figure import six_places
from reports.indicators.lifetime_fit import mean_life
from reports.indicators.mixing import mixed, origins_of, split
from reports.indicators.targets import trailing
from reports.indicators.weights import damaged_lead_share, intact_equivalent
from reports.methods.emission_factors import emission_factor
from reports.usecases.compute_rate import compute_rate
from reports.usecases.rate_words import rate_in_words
from tests.builders.recovery_cases import recovery_cases

ETA = Fraction(3610057, 3675000)
WASTE_LEAD = Fraction(588, 1000)


@pytest.fixture(scope="module")
def cases() -> dict[str, Any]:
    return recovery_cases()


def expected(cases: dict[str, Any], case: str) -> dict[str, Any]:
    return {name: row["value"] for name, row in cases[case]["values"].items()}


def fraction(cases: dict[str, Any], case: str, value: str) -> Fraction:
    return Fraction(cases[case]["values"][value]["fraction"])


def six(number: object) -> str:
    """An expected value as it is shown; the file keeps six places."""
    return six_places(Fraction(str(number)))


def answered(method: str, **inputs: Any) -> dict[str, Any]:
    return rate_in_words(compute_rate({"method": method, "inputs": inputs}).rate, "en")


def plant_case(cases: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**cases["TC8"]["inputs"][0]["inputs"], **changes}


def test_weights_of_four_tiers(cases: dict[str, Any]) -> None:
    rows = [
        {"tier": "1", "mass_t": "24000"},
        {"tier": "2", "pieces": 310_000, "kg_each": "6.9"},
        {"tier": "2", "pieces": 95_000, "kg_each": "15.2"},
        {"tier": "3", "pieces": 120_000, "kg_each": "5.6"},
        {"tier": "4", "mass_t": "49.5"},
    ]
    u = cases["TC7"]["uncertainty_by_tier"]
    answer = answered("WEIGHTS", weights=rows, coded_t="21200", uncertainty_by_tier=u)
    values, factors = expected(cases, "TC7"), answer["factors"]
    assert answer["value"]["fraction"] == cases["TC7"]["values"]["total_t"]["fraction"]
    assert answer["flags"] == ["FLAG_IMPUTED_10", "FLAG_UNCONFIRMED_DEFINITION"]
    for tier in "234":
        assert factors[f"tier_{tier}_t"]["decimal"] == six(values[f"tier{tier}_t"])
    exact = {"imputed_share": "imputed_share", "coded_share": "coded_traceability_ratio"}
    for factor, value in exact.items():
        assert factors[factor]["fraction"] == cases["TC7"]["values"][value]["fraction"]
    rooted = {"u_t": "u_abs_t", "u_relative": "u_rel", "half_width_95_t": "CI95_halfwidth_t"}
    for factor, value in rooted.items():
        assert (factors[factor]["fraction"], factors[factor]["decimal"]) == (
            None,
            six(values[value]),
        )


def test_damaged_batteries_hold_the_lead_they_had(cases: dict[str, Any]) -> None:
    lost, mass = Fraction(1, 10), Fraction(1260)
    intact = intact_equivalent(mass, lost)
    share = damaged_lead_share(WASTE_LEAD, lost)
    assert intact == fraction(cases, "TC7", "damaged_intact_equivalent_t(1260t,lam=0.10)")
    assert share == fraction(cases, "TC7", "w_Pb_damaged")
    assert mass * share == fraction(cases, "TC7", "Pb_in_damaged_t")
    assert intact * WASTE_LEAD == fraction(cases, "TC7", "Pb_check_intact_equiv")


def test_stock_factor_and_trailing_years(cases: dict[str, Any]) -> None:
    case = {**cases["TC5"]["inputs"][0]["inputs"]}
    flow = answered("LEGAL-FLOW", **{n: v for n, v in case.items() if n not in ("arising_t",)})
    assert (
        flow["value"]["fraction"]
        == cases["TC5"]["values"]["legal_flow_b=Dver/(Wo+A-Wc)"]["fraction"]
    )
    years = [(Fraction(mass), Fraction(33_500)) for mass in (27_900, 26_600, 35_100)]
    assert trailing(years) == fraction(cases, "TC5", "delivery_3y_trailing")
    by_flow = answered("CRR-F-1", **case)
    stock_neutral = cases["TC5"]["values"]["stock_neutral_a*b"]["fraction"]
    assert by_flow["factors"]["stock_neutral"]["fraction"] == stock_neutral


def test_migration_in_use_and_two_provinces_together(cases: dict[str, Any]) -> None:
    case = cases["TC6"]["inputs"][0]["inputs"]
    answer = answered("COLLECTION", **case)
    assert (
        answer["factors"]["joint"]["fraction"] == cases["TC6"]["values"]["combined_P+Q"]["fraction"]
    )
    assert answer["factors"]["all_receipts_t"]["fraction"] == "53500/1"
    moved = {**case, "arising_t": {"P": str(41_000 + 1_300)}}
    wanted = cases["TC6"]["values"]["R_NC_P_with_in-use_migration(+1300)"]["fraction"]
    assert answered("COLLECTION", **moved)["value"]["P"]["fraction"] == wanted


def test_a_plant_without_its_work_in_progress(cases: dict[str, Any]) -> None:
    level = plant_case(cases, wip_lead_t={"opening": "0", "closing": "0"})
    wanted = cases["TC8"]["values"]["eta_Pb_ignoring_WIP"]["fraction"]
    assert answered("PLANT", **level)["value"]["fraction"] == wanted


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("pro_rata", "cofeed_eta_pro_rata(+600 t Pb concentrate)"),
        ("subtract", "cofeed_subtract_at_100pct"),
    ],
)
def test_lead_that_was_bought_in(cases: dict[str, Any], rule: str, value: str) -> None:
    refined, alloy = cases["TC8"]["inputs"][0]["inputs"]["products"]
    case = plant_case(
        cases,
        products=[{**refined, "mass_t": "4060"}, alloy],
        cofeed=[{"mass_t": "600", "lead_share": "1"}],
        cofeed_rule=rule,
    )
    wanted = cases["TC8"]["values"][value]["fraction"]
    assert answered("PLANT", **case)["value"]["fraction"] == wanted


RECYCLED = {
    "gross_t": "10000",
    "impurities_t": "120",
    "water_t": "1512",  # 18 % electrolyte, 84 % of it water
    "lead_t": "5776.0912",
    "alloying_t": "28.7",
    "plastics_t": "600",
    "acid_t": "264.96",
    "sulphate_t": "9581985/15163",
}


def test_recycling_efficiency_with_and_without_sulphate(cases: dict[str, Any]) -> None:
    values = cases["TC8"]["values"]
    plain = answered("R_E", **RECYCLED)
    assert plain["value"]["fraction"] == values["R_E"]["fraction"]
    factors = plain["factors"]
    assert (
        factors["input_t"]["fraction"] == values["m_input_RE_t(gross-water-impurities)"]["fraction"]
    )
    assert factors["output_t"]["fraction"] == values["m_output_RE_t"]["fraction"]
    assert (
        factors["by_gross_mass"]["fraction"] == values["R_gross_mass(wet,no deduction)"]["fraction"]
    )
    with_sulphate = answered("R_E", **RECYCLED, count_sulphate=True)
    assert with_sulphate["value"]["fraction"] == values["R_E_with_sulphate"]["fraction"]


def test_the_rule_for_the_paste_decides_about_the_target(cases: dict[str, Any]) -> None:
    values = cases["TC12"]["values"]
    case = {
        "gross_t": "1000",
        "water_t": "96",
        "lead_t": "543.2",
        "plastics_t": "47.5",
        "acid_t": "21.6",
        "paste_oxygen_sulphate_t": "240",
        "target": "0.75",
    }
    kept = answered("R_E", **case)
    taken_off = answered("R_E", **case, deduct_paste_oxygen_sulphate=True)
    assert kept["factors"]["input_t"]["fraction"] == values["recobat_m_input_kg_per_t"]["fraction"]
    assert [one["value"]["fraction"] for one in (kept, taken_off)] == [
        values["recobat_R_E(97% Pb,95% PP,90% acid)"]["fraction"],
        values["recobat_R_E_same+paste O/SO4 240kg excluded from input"]["fraction"],
    ]
    assert [one["factors"]["target_met"] for one in (kept, taken_off)] == ["no", "yes"]


def test_lead_recycled_by_lead_available(cases: dict[str, Any]) -> None:
    answer = answered("BCI", lead_recycled_t="1977", lead_available_t="3822")
    name = "China Pb 1949-2017 recycled/scrapped 1977/3822 (published 52%)"
    assert answer["value"]["fraction"] == cases["TC12"]["values"][name]["fraction"]


@pytest.mark.parametrize(
    ("beta", "eta", "value"),
    [
        ("3", "2.24", "mean_life_EB(beta=3,eta=2.24)"),
        ("3", "3.92", "mean_life_SLI(beta=3,eta=3.92)"),
        ("4", "7.72", "mean_life_STA(beta=4,eta=7.72)"),
    ],
)
def test_mean_lives_of_three_classes(
    cases: dict[str, Any], beta: str, eta: str, value: str
) -> None:
    found = mean_life(Lifetime(Fraction(beta), Fraction(eta)))
    assert six_places(found) == six(expected(cases, "TC9")[value])


def test_uncertainties_combined_and_the_fixed_life(cases: dict[str, Any]) -> None:
    values = expected(cases, "TC9")
    for place, name in (
        (1, "u_rel_CR_S(uA.0046,ub.003,ueta.006,uS.005)"),
        (2, "u_rel_CR_A(uG=.08)"),
    ):
        case = cases["TC9"]["inputs"][place]
        factors = answered(case["method"], **case["inputs"])["factors"]
        assert factors["u_relative"]["decimal"] == six(values[name])
    sales = cases["TC9"]["inputs"][0]["inputs"]["sales_t"]
    shifted = answered("ARISING-FIXED", year=2026, sales_t=sales, life_years=2)
    assert shifted["value"]["decimal"] == six(values["fixed_life_EB(2y shift)_t"])


def test_bounds_of_a_sample_of_records(cases: dict[str, Any]) -> None:
    values = expected(cases, "TC10")
    both = clopper_pearson(2, 125)
    assert [six_places(both.lower), six_places(both.upper)] == [
        six(end) for end in values["CP95_for_2/125"]
    ]
    assert six_places(upper_bound(0, 125)) == six(values["CP95_upper_0/125_one-sided"])
    assert judge_records(2, 125, Fraction(37_424)).interval == both
    for percent in (1, 5):
        found = acceptance(80, 2, Fraction(percent, 100))
        assert six_places(found) == six(values[f"accept_prob_n80_Ac2_p{percent}%"])
    assert drawn_for_no_error(Fraction(2, 100)) == values["n_for_zero_errors_bound2%_95%"]


def sampled() -> Conclusion:
    """120 hits of 100 g, of which two are overstated by 35 % and by 10 %."""
    found = [
        Found("a", 100, 65),
        Found("b", 100, 90),
        *(Found(f"right-{n}", 100, 100) for n in range(118)),
    ]
    return judge_masses(found, Fraction(37_424))


def test_bound_of_a_sample_by_mass_and_what_is_credited(cases: dict[str, Any]) -> None:
    values = expected(cases, "TC10")
    found = sampled()
    assert six_places(found.likely) == six(values["MUS_mean_taint(n=120;0.35,0.10)"])
    assert six_places(found.bound) == six(values["MUS_Stringer95"])
    assert found.bound == stringer([Fraction(1, 10), Fraction(35, 100)], 120)
    assert six_places(found.credited_likely) == six(values["credited_most_likely_t"])
    assert six_places(found.credited) == six(values["credited_conservative_t"])


def known(id_: str) -> Known:
    row = emission_factor(id_)
    return Known(row.id, row.value, row.verified)


def test_lead_kept_and_carbon_by_both_attributions(cases: dict[str, Any]) -> None:
    verified = Fraction(37_424)
    more = additional_t(verified, Fraction(45, 100), Fraction(51_000))
    product, waste = more * WASTE_LEAD * ETA, more * WASTE_LEAD
    kept = lead_in_products(verified, WASTE_LEAD, ETA)
    assert kept == fraction(cases, "TC11", "Pb_in_lawful_products_t")
    assert product == fraction(cases, "TC11", "additional_Pb_vs_45%_baseline_t")
    assert waste == fraction(cases, "TC11", "diverted_Pb_in_waste_t(M*w)")
    primary, secondary = known("IPCC-PRIMARY-MIX"), known("IPCC-SECONDARY")
    naive = co2_naive(product, primary, secondary)
    assert naive.value == fraction(cases, "TC11", "tCO2_avoided_IPCC_T1(0.52-0.20)")
    yields = (known("INFORMAL-YIELD"), Known("PLANT", ETA, verified=True))
    consequential = co2_consequential(waste, *yields, secondary, secondary, primary)
    wanted = "tCO2_consequential(eta_i=.825,EFinf=EFsec=.20,EFprim=.52)"
    assert consequential.value == fraction(cases, "TC11", wanted)
    assert naive.indicative_only
    assert consequential.unverified == (
        "INFORMAL-YIELD",
        "IPCC-SECONDARY",
        "IPCC-PRIMARY-MIX",
    )


@pytest.mark.parametrize(
    ("before", "naive", "consequential"),
    [
        ("TOOLKIT-2D-1", "gTEQ_avoided_class1->3 (80-0.05 ug/t)", "gTEQ_consequential_class1->3"),
        ("TOOLKIT-2D-2", "gTEQ_avoided_class2->3 (8-0.05 ug/t)", "gTEQ_consequential_class2->3"),
    ],
)
def test_dioxins_by_toolkit_classes(
    cases: dict[str, Any], before: str, naive: str, consequential: str
) -> None:
    waste = fraction(cases, "TC11", "diverted_Pb_in_waste_t(M*w)")
    after = known("TOOLKIT-2D-3")
    yields = (known("INFORMAL-YIELD"), Known("PLANT", ETA, verified=True))
    assert teq_naive(waste * ETA, known(before), after).value == fraction(cases, "TC11", naive)
    found = teq_consequential(waste, *yields, known(before), after)
    assert found.value == fraction(cases, "TC11", consequential)


def test_dioxins_by_stack_tests(cases: dict[str, Any]) -> None:
    tests = [StackTest(Fraction(c), Fraction(62_000), Fraction(7_400)) for c in ("0.42", "0.08")]
    assert [test.grams for test in tests] == [
        fraction(cases, "TC11", "stack_gTEQ_before"),
        fraction(cases, "TC11", "stack_gTEQ_after"),
    ]
    avoided = teq_measured(tests[:1], tests[1:])
    assert avoided.value == fraction(cases, "TC11", "stack_gTEQ_avoided")
    assert not avoided.indicative_only


def test_shared_claims_and_mixed_origins(cases: dict[str, Any]) -> None:
    shares = {"E1": Fraction(60, 100), "E2": Fraction(40, 100)}
    credits = split(Fraction(1000), shares)
    assert credits["E1"] == fraction(cases, "TC14", "credit_E1_t")
    assert (sum(credits.values()) <= 1000) is expected(cases, "TC14")["sum_credit<=mass"]
    parts = [(300, "1"), (500, "0.4"), (200, "0")]
    inventory = [(Fraction(mass), {"P": Fraction(share)}) for mass, share in parts]
    mixture = mixed(inventory)
    assert mixture["P"] == fraction(cases, "TC14", "proportional_origin_share_P_after_mixing")
    out = origins_of(Fraction(620), mixture)
    assert out["P"] == fraction(cases, "TC14", "origin_P_in_out_batch_620t")


def test_waste_by_consumption_and_use(cases: dict[str, Any]) -> None:
    flows = {"sold_t": "100000", "imported_t": "20000", "exported_t": "5000"}
    answer = answered("ARISING-USE", **flows, life_years="3", processed_t="36000")
    values = cases["TC17"]["values"]
    wanted = values["ULAB=(sold+imp-exp)/life, 100000,20000,5000,3y"]["fraction"]
    assert answer["value"]["fraction"] == wanted
    rate = answer["factors"]["processed_by_arising"]["fraction"]
    assert rate == values["rate_36000_processed"]["fraction"]
