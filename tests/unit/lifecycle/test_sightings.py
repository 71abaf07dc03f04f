"""Is what is known of a unit the newest word of the scans that still count?"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tracker.lifecycle.sightings import CLASS, DAMAGED, MASS, Sighting, known_after

ENTERED: dict[str, object] = {MASS: 15_000, DAMAGED: False, CLASS: "I"}
_STATED = st.fixed_dictionaries(
    {},
    optional={
        MASS: st.integers(1, 50_000),
        DAMAGED: st.just(True),
        CLASS: st.sampled_from(["I", "II"]),
    },
)


def as_recorded(*stated: dict[str, object]) -> list[Sighting]:
    """Sightings one after the other, each with what was known before it."""
    known, found = dict(ENTERED), []
    for words in stated:
        found.append(Sighting(words, {name: known[name] for name in words}))
        known |= words
    return found


@given(st.lists(_STATED, max_size=6), st.data())
def test_without_some_of_them_all_is_as_if_they_had_never_been(
    stated: list[dict[str, object]], data: st.DataObject
) -> None:
    counts = data.draw(st.lists(st.booleans(), min_size=len(stated), max_size=len(stated)))
    sightings = [
        replace(one, counts=counted)
        for one, counted in zip(as_recorded(*stated), counts, strict=True)
    ]
    meant = dict(ENTERED)
    for words, counted in zip(stated, counts, strict=True):
        meant |= words if counted else {}
    assert ENTERED | known_after(sightings) == meant


def test_what_nobody_spoke_of_is_not_named() -> None:
    assert known_after([]) == {}
    assert known_after(as_recorded({MASS: 14_000})) == {MASS: 14_000}


def test_a_look_that_finds_no_damage_undoes_none() -> None:
    seen = [Sighting({DAMAGED: True}, {DAMAGED: False}), Sighting({DAMAGED: False})]
    assert known_after(seen) == {DAMAGED: True}


def test_who_enters_anew_begins_anew() -> None:
    anew = Sighting({MASS: None, DAMAGED: False, CLASS: None}, again=True)
    before = Sighting({MASS: 9, DAMAGED: True}, {MASS: 8, DAMAGED: False})
    assert known_after([before, anew]) == {MASS: None, DAMAGED: False, CLASS: None}
