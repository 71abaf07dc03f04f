"""Is a plant's month of smelting measured by what came in, what left, and the slag between?"""

from __future__ import annotations

from datetime import date

from tracker.domain.parameters import Parameters
from tracker.domain.unit import Material
from tracker.rules.plant_findings import PlantBalance, Smelted, balance_of, plant_findings
from tracker.store.parameters_file import shipped_parameters

LAST = date(2026, 10, 31)
FIGURES = Parameters(shipped_parameters(), 42)


def went_in(material: Material, mass_g: int, lead_g: int, unsure: int = 0) -> Smelted:
    return Smelted(material, False, mass_g, lead_g, unsure)


def came_out(material: Material, mass_g: int, lead_g: int, unsure: int = 0) -> Smelted:
    return Smelted(material, True, mass_g, lead_g, unsure)


def month(*smelted: Smelted, old: bool = False) -> PlantBalance | None:
    return balance_of("SMELTER-1", LAST, smelted, old=old)


def rules(balance: PlantBalance | None) -> list[str]:
    assert balance is not None
    return [one.rule for one in plant_findings(balance, FIGURES)]


def test_crude_lead_that_is_refined_in_the_same_plant_is_counted_once() -> None:
    """970 of 1,000 became ingot: the loss of both furnaces counts, and not that of one."""
    balance = month(
        went_in(Material.PASTE, 1_400, 1_000),
        came_out(Material.CRUDE_LEAD, 1_000, 980),
        went_in(Material.CRUDE_LEAD, 1_000, 980),
        came_out(Material.INGOT, 971, 970),
    )
    assert balance is not None
    assert (balance.lead_in_g, balance.lead_out_g) == (1_000, 970)
    assert rules(balance) == ["lead_recovery_low"]


def test_slag_that_goes_back_into_the_furnace_is_no_loss_and_no_feed() -> None:
    balance = month(
        went_in(Material.PASTE, 1_400, 1_000),
        went_in(Material.SLAG, 300, 60),
        came_out(Material.INGOT, 990, 989),
        came_out(Material.SLAG, 800, 70),
    )
    assert balance is not None
    assert (balance.lead_in_g, balance.slag_lead_ppm) == (1_000, 20_000)
    assert rules(balance) == []


def test_slag_with_more_than_two_in_a_hundred_is_found() -> None:
    rich = month(
        went_in(Material.PASTE, 1_400, 1_000),
        came_out(Material.INGOT, 990, 989),
        came_out(Material.SLAG, 400, 9),
    )
    assert rules(rich) == ["slag_lead_high"]


def test_an_old_plant_is_measured_by_its_own_figure() -> None:
    smelted = (went_in(Material.PASTE, 1_400, 1_000), came_out(Material.INGOT, 970, 969))
    assert rules(month(*smelted)) == ["lead_recovery_low"]
    assert rules(month(*smelted, old=True)) == []


def test_of_a_month_with_something_that_nobody_assayed_nothing_is_said() -> None:
    assert month() is None
    assert (
        month(went_in(Material.PASTE, 1_400, 0, unsure=1), came_out(Material.INGOT, 970, 969))
        is None
    )
