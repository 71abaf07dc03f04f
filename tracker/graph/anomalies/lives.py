"""Can the life of one unit be true? Effects before causes, doubles, clones, use after the end."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.moments import day_of
from tracker.domain.scan import ScanKind as K
from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.facts import Ground, Life, Refused, Step

INTAKES = frozenset({K.TAKE_BACK, K.COLLECT})
#: After these a unit is no more.
ENDS = frozenset({K.DISMANTLE, K.SMELT, K.DISPOSE})
#: Steps after which somebody else may rightly have it, and before which he got it.
LETS_GO = frozenset(
    {K.SELL, K.DISPATCH, K.LOAD, K.HAND_OVER, K.DELIVER, K.REJECT, K.LOSE, K.EXPORT}
)
TAKES_OVER = frozenset({K.RECEIVE, K.FIND})
#: Steps at which the unit lies bodily at the site of the scan.
PRESENT = frozenset(
    {K.REGISTER, K.SELL, K.TAKE_BACK, K.COLLECT, K.PACK, K.UNPACK, K.STORE, K.STOCK_TAKE}
    | {K.DISPATCH, K.LOAD, K.RECEIVE, K.DISMANTLE, K.SMELT, K.FIND}
)


def _to_shop(step: Step) -> bool:
    return step.kind is K.SELL and step.peer is not None


def _over_the_counter(step: Step) -> bool:
    return step.kind is K.SELL and step.peer is None


def _arrives(step: Step) -> bool:
    return step.kind in (K.DELIVER, K.RECEIVE)


#: (effect, cause): where both are known, the first cause comes first.
CAUSES = (
    (_over_the_counter, _to_shop),
    (_over_the_counter, lambda step: step.kind is K.REGISTER),
    (_to_shop, lambda step: step.kind is K.REGISTER),
    (_arrives, lambda step: step.kind is K.LOAD),
    (lambda step: step.kind is K.UNPACK, lambda step: step.kind is K.PACK),
)


def effect_before_cause(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A2: it was sold before it was delivered, received before it was loaded …"""
    told = life.told
    seen: set[int] = set()
    for is_effect, is_cause in CAUSES:
        cause = next((step for step in told if is_cause(step)), None)
        effect = next((step for step in told if is_effect(step)), None)
        if cause is None or effect is None or effect.event in seen:
            continue
        if is_effect is _arrives and effect.site == cause.site:
            continue  # that loading began the next leg; the one before it is not on record
        if effect.at < cause.at:
            seen.add(effect.event)
            yield _of("A2", "effect_before_cause", life, effect, cause)


def impossible_travel(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A3: between two scans no lorry could have come that far."""
    before: Step | None = None
    for step in life.told:
        if step.kind not in PRESENT or _to_shop(step):
            continue  # what is sold to a shop may have been brought there before
        if before is not None and before.site != step.site:
            km = _km(before, step, ground)
            day = day_of(step.at)
            hours = (step.at - before.at).total_seconds() / 3600
            slack = ground.figure("travel_slack", day, 10_000)
            speed = ground.figure("lorry_speed", day, 100_000)
            if km is not None and km > slack and km > speed * hours:
                said = {"kilometres": round(km), "minutes": round(hours * 60)}
                yield _of("A3", "impossible_travel", life, step, before, **said)
        before = step


def _km(one: Step, other: Step, ground: Ground) -> float | None:
    here, there = ground.spots.get(one.site), ground.spots.get(other.site)
    return None if here is None or there is None else here.km_to(there)


def double_sale(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A4: over the counter twice, and not taken back in between."""
    sold: Step | None = None
    for step in life.told:
        if step.kind in INTAKES or step.kind is K.FIND:
            sold = None
        elif _over_the_counter(step):
            if sold is not None:
                yield _of("A4", "sold_twice", life, step, sold)
            sold = step


def double_collection(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A5: collected twice without a sale in between, or collected while it was on sale."""
    taken: Step | None = None
    registered = sold = None
    for step in life.told:
        if step.kind is K.REGISTER:
            registered = step
        elif step.kind is K.SELL:
            sold = sold or (step if _over_the_counter(step) else None)
            taken = None
        elif step.kind in INTAKES:
            if taken is not None:
                yield _of("A5", "collected_twice", life, step, taken)
            elif registered is not None and sold is None and step.kind is K.COLLECT:
                yield _of("A5", "never_sold", life, step, registered)
            taken = step


def cloned_code(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A6: two keepers scan it in turns, and it went from neither to the other."""
    keepers: list[tuple[int, Step]] = []
    before: Step | None = None
    for step in life.told:
        if step.kind not in PRESENT:
            if step.kind in LETS_GO:
                before, keepers = None, []
            continue
        spot = ground.spots.get(step.site)
        keeper = step.site if spot is None else spot.organisation
        if before is None or before.kind in LETS_GO or step.kind in TAKES_OVER:
            keepers = [(keeper, step)]
        elif keepers[-1][0] != keeper:
            keepers.append((keeper, step))
            if len(keepers) == 3 and keepers[0][0] == keeper:
                yield _of("A6", "cloned_code", life, step, *(one for _, one in keepers[:2]))
        before = step


def use_after_end(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A8: something happened to it after it was dismantled, smelted or disposed of."""
    ended: Step | None = None
    for step in life.told:
        if ended is not None and step.event != ended.event:
            yield _of("A8", "use_after_consumption", life, step, ended)
            return
        if step.kind in ENDS:
            ended = step


def refused_uses(refused: Refused, ground: Ground) -> Iterator[Anomaly]:
    """A8: somebody presented a code whose battery is no more. A6: one whose battery lies in a
    closed box elsewhere. The books refused it; a second battery bears the code."""
    detector, rule = ("A8", "use_after_consumption") if refused.consumed else ("A6", "cloned_code")
    said = {"request": refused.request, "box": refused.box}
    events, codes = (refused.event,), (refused.code,)
    yield Anomaly(detector, rule, refused.code, refused.day, refused.site, events, codes, said)


def _of(detector: str, rule: str, life: Life, step: Step, *others: Step, **said: object) -> Anomaly:
    events = tuple(sorted({step.event, *(other.event for other in others)}))
    day = day_of(step.at)
    return Anomaly(detector, rule, life.code, day, step.site, events, (life.code,), said)
