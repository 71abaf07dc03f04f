"""Under which heads do people look for manifests: to confirm by me, on the road, drafts …?"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tracker.domain.manifest import ManifestState as S
from tracker.lifecycle.manifest_steps import FINAL, ON_THE_ROAD


class ManifestGroup(StrEnum):
    """What a list is asked for."""

    TO_CONFIRM = "to_confirm"
    ON_THE_ROAD = "on_the_road"
    DRAFTS = "drafts"
    COMING_BACK = "coming_back"
    OPEN = "open"
    DONE = "done"
    ON_THE_ROAD_UNAPPROVED = "on_the_road_unapproved"


#: The states of each group; to confirm is a matter of whose turn it is.
STATES_OF: Mapping[ManifestGroup, frozenset[S]] = {
    ManifestGroup.TO_CONFIRM: frozenset(),
    ManifestGroup.ON_THE_ROAD: ON_THE_ROAD,
    ManifestGroup.ON_THE_ROAD_UNAPPROVED: ON_THE_ROAD,
    ManifestGroup.DRAFTS: frozenset({S.DRAFT, S.PAPER}),
    ManifestGroup.COMING_BACK: frozenset({S.REJECTED, S.PARTLY_ACCEPTED}),
    ManifestGroup.OPEN: frozenset(S) - FINAL,
    ManifestGroup.DONE: FINAL,
}
