"""What becomes of the batteries at the plant: grid and paste, crude lead, ingots, and the rest?"""

from __future__ import annotations

from datetime import datetime

from tracker.demo.faults import Kind
from tracker.demo.places import Item, Lot, Plant
from tracker.demo.seasons import is_workday
from tracker.demo.territory import Territory
from tracker.domain.mass import GRAMS_PER_KG
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material

#: Shares of the mass of whole batteries, and lead in ppm; the rest is water and dust.
BROKEN = (
    (Material.GRID, 0.290, 955_000),
    (Material.PASTE, 0.440, 755_000),
    (Material.PLASTIC, 0.070, 0),
    (Material.SEPARATOR, 0.040, 4_000),
    (Material.ACID, 0.145, 150),
)
#: Lead that comes out of the furnace, of the lead that goes in.
FURNACE_YIELD = 0.978
CRUDE_LEAD_PPM = 975_000
INGOT_PPM = 999_900
REFINED_SHARE = 0.972
SLAG_SHARE = 0.085
SLAG_PPM = 17_000
INGOT_BAR_G = 25 * GRAMS_PER_KG
#: Shares: boxes that are opened first; yard days before the breaker runs whatever there is.
OPENED = 0.3
YARD_DAYS = 12
FURNACE_DAYS = 45
DUMP_EVERY = 90
_LEAD = (Material.GRID, Material.PASTE)


def run(land: Territory) -> None:
    """The plants' working day."""
    if not is_workday(land.diary.date):
        return
    for plant in land.plants:
        _break(land, plant)
        _smelt(land, plant)
        if plant.goods and land.chance(0.1):
            codes = [lot.code for lot in plant.goods]
            land.diary.act(K.SELL, plant, land.diary.at(16, 30 + land.rng.randrange(20)), codes)
            plant.goods.clear()
        if plant.waste and land.day % DUMP_EVERY == 0:
            codes = [lot.code for lot in plant.waste]
            at = land.diary.at(17, land.rng.randrange(20))
            land.diary.act(K.DISPOSE, plant, at, codes, reason="委托处置")
            plant.waste.clear()


def _break(land: Territory, plant: Plant) -> None:
    boxes = [box for box in plant.boxes if box.since < land.day]
    enough = land.scaled(300, 300, 20_000) * GRAMS_PER_KG
    waiting = any(land.day - box.since >= YARD_DAYS for box in boxes)
    if not waiting and sum(box.mass_g for box in boxes) < enough:
        return
    codes: list[str] = []
    for box in boxes:
        if land.chance(OPENED):
            at = land.diary.at(11, land.rng.randrange(20))
            land.diary.act(K.UNPACK, plant, at, container=box.label)
            codes += [item.code for item in box.items]
        else:
            codes.append(box.label)
            land.consumed += _remembered(land, box.items)
    plant.boxes = [box for box in plant.boxes if box not in boxes]
    mass = sum(box.mass_g for box in boxes)
    lots = _outputs(land, plant, mass)
    outputs = [Output(lot.code, lot.material, lot.mass_g, lot.lead_share) for lot in lots]
    at = land.diary.at(12, land.rng.randrange(50))
    land.diary.act(K.DISMANTLE, plant, at, codes, outputs=tuple(outputs))
    plant.lead += [lot for lot in lots if lot.material in _LEAD]
    plant.goods += [lot for lot in lots if lot.material is Material.PLASTIC]
    plant.waste += [lot for lot in lots if lot.material in (Material.ACID, Material.SEPARATOR)]


def _remembered(land: Territory, items: list[Item]) -> list[Item]:
    """One battery of the box, with today as its day."""
    return [item._replace(since=land.day) for item in items if not item.is_lot][:1]


def _outputs(land: Territory, plant: Plant, mass_g: int) -> list[Lot]:
    poor = land.faults.due(Kind.YIELD_OUT_OF_BAND, land.day)
    rich = 0.95 + 0.05 * land.rng.random()
    if poor:
        rich = 0.68 + 0.08 * land.rng.random()
    lots = []
    for material, share, lead in BROKEN:
        part = share * (rich if material in _LEAD else 1.0)
        mass = max(1, int(mass_g * part * (0.995 + 0.01 * land.rng.random())))
        lots.append(Lot(_code(land, plant, material), material, mass, lead))
    if poor:
        codes = [lot.code for lot in lots if lot.material in _LEAD]
        land.faults.plant(Kind.YIELD_OUT_OF_BAND, codes, f"out of {mass_g} g at {plant.code}")
    return lots


def _code(land: Territory, plant: Plant, material: Material) -> str:
    number = land.next("serial", plant.code, material)
    return f"{plant.code}-{land.diary.date:%y%m%d}-{material.value.upper()}-{number}"


def _smelt(land: Territory, plant: Plant) -> None:
    mass = sum(lot.mass_g for lot in plant.lead)
    enough = land.scaled(400, 400, 60_000) * GRAMS_PER_KG
    if not plant.lead or (mass < enough and land.day - plant.last_heat < FURNACE_DAYS):
        return
    plant.last_heat = land.day
    lead = sum(lot.mass_g * lot.lead_share for lot in plant.lead) // 1_000_000
    crude = _lot(land, plant, Material.CRUDE_LEAD, lead * FURNACE_YIELD / 0.975, CRUDE_LEAD_PPM)
    slag = _lot(land, plant, Material.SLAG, mass * SLAG_SHARE, SLAG_PPM)
    at = land.diary.at(14, land.rng.randrange(50))
    _melt(land, plant, at, [lot.code for lot in plant.lead], [crude, slag])
    plant.lead.clear()
    plant.waste.append(slag)
    land.diary.later(1, lambda: _refine(land, plant, crude))


def _refine(land: Territory, plant: Plant, crude: Lot) -> None:
    ingots = _lot(land, plant, Material.INGOT, crude.mass_g * REFINED_SHARE, INGOT_PPM)
    dross = _lot(land, plant, Material.SLAG, crude.mass_g * 0.02, 400_000)
    _melt(land, plant, land.diary.at(9, land.rng.randrange(50)), [crude.code], [ingots, dross])
    plant.goods.append(ingots)
    plant.waste.append(dross)


def _lot(land: Territory, plant: Plant, material: Material, mass_g: float, lead: int) -> Lot:
    return Lot(_code(land, plant, material), material, max(1, int(mass_g)), lead)


def _melt(land: Territory, plant: Plant, at: datetime, codes: list[str], lots: list[Lot]) -> None:
    outputs = tuple(
        Output(
            lot.code,
            lot.material,
            lot.mass_g,
            lot.lead_share,
            max(1, lot.mass_g // INGOT_BAR_G) if lot.material is Material.INGOT else 1,
        )
        for lot in lots
    )
    land.diary.act(K.SMELT, plant, at, codes, outputs=outputs)
