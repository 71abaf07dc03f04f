"""Which scan moves a unit from which state to which, and who may make it.

One row per permitted step; the loop below only looks rows up. A row with a ``finding`` is booked
all the same, because the battery is really there, but somebody should look: the finding names the
rule of ``tracker.rules`` that speaks. Rows marked ``elsewhere`` apply only when the unit is
recorded at another site than the one where it is scanned now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tracker.domain.roles import Role as R  # noqa: N817  a table of one-letter columns
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind as U
from tracker.domain.unit import UnitState as S


@dataclass(frozen=True, slots=True)
class Step:
    """One permitted step. ``before`` None: the unit is not known yet."""

    scan: K
    units: frozenset[U]
    before: S | None
    after: S
    by: frozenset[R]
    finding: str | None = None
    elsewhere: bool = False


MAKER = frozenset({R.PRODUCER, R.IMPORTER})
SHOP = frozenset({R.SELLER})
TAKER = frozenset({R.SELLER, R.COLLECTOR, R.STATION, R.RECYCLER})
KEEPER = frozenset({R.COLLECTOR, R.STATION, R.RECYCLER})
SENDER = TAKER | MAKER
DRIVER = frozenset({R.CARRIER})
GATE = frozenset({R.COLLECTOR, R.STATION, R.RECYCLER})
PLANT = frozenset({R.RECYCLER})
ANYONE = SENDER | DRIVER

BATTERY = frozenset({U.BATTERY})
LOOSE = frozenset({U.BATTERY, U.UNCODED_LOT})
BOX = frozenset({U.CONTAINER})
LOAD = LOOSE | BOX
MATERIAL = frozenset({U.MATERIAL_LOT})
ALL = LOAD | MATERIAL

#: States in which a unit lies at a site.
AT_REST = (S.COLLECTED, S.IN_STORAGE, S.RECEIVED)
#: States in which a unit is bodily present somewhere and can be looked at.
PRESENT = (S.REGISTERED, S.ON_SALE, *AT_REST, S.DISPATCHED, S.IN_TRANSIT)


def _each(
    scan: K,
    units: frozenset[U],
    befores: Iterable[S],
    after: S,
    by: frozenset[R],
    finding: str | None = None,
    elsewhere: bool = False,
) -> tuple[Step, ...]:
    return tuple(Step(scan, units, b, after, by, finding, elsewhere) for b in befores)


def _stay(scan: K, units: frozenset[U], states: Iterable[S], by: frozenset[R]) -> tuple[Step, ...]:
    return tuple(Step(scan, units, state, state, by) for state in states)


# fmt: off
UNIT_STEPS: tuple[Step, ...] = (
    #    scan           units     before         after          by
    # made and sold
    Step(K.REGISTER,    BATTERY,  None,          S.REGISTERED,  MAKER),
    Step(K.SELL,        BATTERY,  S.REGISTERED,  S.ON_SALE,     MAKER),
    Step(K.SELL,        BATTERY,  S.REGISTERED,  S.IN_USE,      SHOP),
    Step(K.SELL,        BATTERY,  S.ON_SALE,     S.IN_USE,      SHOP),
    Step(K.SELL,        BATTERY,  S.IN_USE,      S.IN_USE,      SHOP,  finding="sold_twice"),
    Step(K.SELL,        MATERIAL, S.IN_STORAGE,  S.SOLD,        PLANT),
    Step(K.EXPORT,      BATTERY,  S.REGISTERED,  S.EXPORTED,    MAKER),
    Step(K.EXPORT,      BATTERY,  S.IN_USE,      S.EXPORTED,    MAKER | SHOP),
    # comes back
    Step(K.TAKE_BACK,   LOOSE,    None,          S.COLLECTED,   TAKER, finding="never_sold"),
    Step(K.TAKE_BACK,   BATTERY,  S.IN_USE,      S.COLLECTED,   TAKER),
    Step(K.TAKE_BACK,   BATTERY,  S.REGISTERED,  S.IN_STORAGE,  SENDER),
    Step(K.TAKE_BACK,   BATTERY,  S.ON_SALE,     S.IN_STORAGE,  SENDER),
    Step(K.COLLECT,     LOOSE,    None,          S.COLLECTED,   TAKER, finding="never_sold"),
    Step(K.COLLECT,     BATTERY,  S.IN_USE,      S.COLLECTED,   TAKER),
    Step(K.COLLECT,     BATTERY,  S.REGISTERED,  S.COLLECTED,   TAKER, finding="never_sold"),
    Step(K.COLLECT,     BATTERY,  S.ON_SALE,     S.COLLECTED,   TAKER, finding="never_sold"),
    Step(K.COLLECT,     BATTERY,  S.EXPORTED,    S.COLLECTED,   TAKER, finding="back_from_export"),
    *_each(K.COLLECT,   BATTERY,  AT_REST,       S.COLLECTED,   TAKER,
           finding="collected_twice", elsewhere=True),
    # looked at, without moving
    *_stay(K.WEIGH,     ALL,      PRESENT,                      ANYONE),
    *_stay(K.GRADE,     LOAD,     PRESENT,                      ANYONE),
    *_stay(K.RELABEL,   ALL,      PRESENT,                      SENDER),
    *_stay(K.STOCK_TAKE, ALL,     (S.ON_SALE, S.REGISTERED, *AT_REST, S.DISPATCHED), SENDER),
    # kept and packed
    Step(K.STORE,       LOAD,     S.COLLECTED,   S.IN_STORAGE,  TAKER),
    Step(K.STORE,       LOAD,     S.RECEIVED,    S.IN_STORAGE,  KEEPER),
    *_each(K.PACK,      LOAD,     AT_REST,       S.PACKED,      TAKER),
    Step(K.UNPACK,      LOAD,     S.PACKED,      S.IN_STORAGE,  TAKER),
    # on its way
    *_each(K.DISPATCH,  LOAD,     AT_REST,       S.DISPATCHED,  SENDER),
    Step(K.LOAD,        LOAD,     S.DISPATCHED,  S.IN_TRANSIT,  SENDER | DRIVER),
    *_each(K.LOAD,      LOAD,     AT_REST,       S.IN_TRANSIT,  SENDER, finding="not_dispatched"),
    Step(K.HAND_OVER,   LOAD,     S.IN_TRANSIT,  S.IN_TRANSIT,  DRIVER),
    Step(K.DELIVER,     LOAD,     S.IN_TRANSIT,  S.IN_TRANSIT,  DRIVER),
    Step(K.RECEIVE,     LOAD,     S.IN_TRANSIT,  S.RECEIVED,    GATE),
    Step(K.RECEIVE,     LOOSE,    None,          S.RECEIVED,    GATE),  # see ANNOUNCED
    Step(K.RECEIVE,     LOAD,     S.DISPATCHED,  S.RECEIVED,    GATE,
         finding="not_loaded", elsewhere=True),
    *_each(K.RECEIVE,   LOAD,     AT_REST,       S.RECEIVED,    GATE,
           finding="received_without_shipment", elsewhere=True),
    Step(K.REJECT,      LOAD,     S.IN_TRANSIT,  S.IN_STORAGE,  GATE),
    # comes to its end
    *_each(K.DISMANTLE, LOAD,     AT_REST,       S.DISMANTLED,  PLANT),
    Step(K.SMELT,       MATERIAL, S.IN_STORAGE,  S.SMELTED,     PLANT),
    Step(K.DISPOSE,     MATERIAL, S.IN_STORAGE,  S.DISPOSED,    PLANT),
    # goes astray
    *_each(K.LOSE,      ALL,      PRESENT,       S.LOST,        ANYONE),
    Step(K.LOSE,        BATTERY,  S.IN_USE,      S.LOST,        SHOP | MAKER),
    Step(K.FIND,        ALL,      S.LOST,        S.IN_STORAGE,  SENDER),
    Step(K.FIND,        ALL,      S.STOLEN,      S.IN_STORAGE,  SENDER),
)
# fmt: on

#: Kinds of scan whose units take no step of their own: they are about an event.
ABOUT_EVENTS = frozenset({K.CORRECT, K.VOID})

_ROWS: dict[tuple[K, U, S | None], tuple[Step, ...]] = {}
for _step in UNIT_STEPS:
    for _unit in _step.units:
        _key = (_step.scan, _unit, _step.before)
        _ROWS[_key] = (*_ROWS.get(_key, ()), _step)


def rows_for(scan: K, unit: U, before: S | None) -> tuple[Step, ...]:
    """Every row for this scan of such a unit in this state, whoever makes it."""
    return _ROWS.get((scan, unit, before), ())


def step_for(
    scan: K, unit: U, before: S | None, roles: frozenset[R], *, elsewhere: bool
) -> Step | None:
    """The one step that this scan makes, or None when no row permits it."""
    for step in rows_for(scan, unit, before):
        if step.by & roles and (elsewhere or not step.elsewhere):
            return step
    return None


def state_after(step: Step, *, stolen: bool) -> S:
    """Where a step leads; a loss by theft is kept apart, for the police ask for it."""
    return S.STOLEN if stolen and step.after is S.LOST else step.after


def allowed_scans(
    unit: U, before: S | None, roles: frozenset[R], *, elsewhere: bool = True
) -> list[K]:
    """What these roles may do next with such a unit: told with every refusal."""
    found = (
        s.scan
        for s in UNIT_STEPS
        if unit in s.units
        and s.before is before
        and s.by & roles
        and (elsewhere or not s.elsewhere)
    )
    return list(dict.fromkeys(found))


@cache
def scans_of(roles: frozenset[R]) -> frozenset[K]:
    """Every kind of scan that these roles may make at all."""
    return frozenset(s.scan for s in UNIT_STEPS if s.by & roles) | (
        ABOUT_EVENTS if roles else frozenset()
    )


#: After these scans the unit lies where it was scanned; after all others it stays in the keeping of
#: the place it had (on the road, and when turned back, that is the place it left).
BRINGS_HERE = frozenset(
    {
        K.REGISTER,
        K.SELL,
        K.TAKE_BACK,
        K.COLLECT,
        K.PACK,
        K.UNPACK,
        K.STORE,
        K.STOCK_TAKE,
        K.RECEIVE,
        K.DISMANTLE,
        K.SMELT,
        K.FIND,
    }
)

#: With these scans only such codes enter the books as a signed hand-over of another province's
#: authority announced: at a gate nobody else brings what was never collected.
ANNOUNCED = frozenset({K.RECEIVE})

#: These take units in and let lots out.
TREATMENTS = frozenset({K.DISMANTLE, K.SMELT})
