"""Which events, sites and units may a caller see?

An organisation sees the whole of an event that it recorded itself, or that happened at, or went to
or came from, a site of its own. An overseer sees the events at sites within its division. What
nobody of these may see is counted, and nothing else is told about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain.caller import Caller
from tracker.domain.region import is_within
from tracker.graph.facts import Happened, KnownSite


@dataclass(frozen=True, slots=True)
class Sight:
    """What a caller's eyes reach; ``sites`` must hold every site that is asked about.

    ``division`` is None for callers who oversee nobody.
    """

    organisation: int | None
    division: str | None
    sites: Mapping[int, KnownSite]
    _judged: dict[int, tuple[bool, bool]] = field(default_factory=dict)

    def owns(self, site: int | None) -> bool:
        """Whether the site is one of the caller's organisation."""
        return site is not None and self._judge(site)[0]

    def sees_site(self, site: int | None) -> bool:
        """Whether the caller may know what happens at this site."""
        return site is not None and any(self._judge(site))

    def sees(self, event: Happened) -> bool:
        """Whether the caller may see an event."""
        own = self.organisation is not None and event.recorder == self.organisation
        return own or self.sees_site(event.site) or self.owns(event.peer_site)

    def _judge(self, site: int) -> tuple[bool, bool]:
        if site not in self._judged:
            at = self.sites[site]
            own = self.organisation is not None and at.organisation == self.organisation
            overseen = self.division is not None and is_within(at.division, self.division)
            self._judged[site] = own, overseen
        return self._judged[site]


def sight_of(caller: Caller, sites: Mapping[int, KnownSite]) -> Sight:
    """What this caller may see of what happened at these sites."""
    return Sight(caller.organisation, caller.division if caller.oversees else None, sites)
