"""Which open alarms are about these things: codes of units, or events by their numbers?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain.sight import Sight
from tracker.lifecycle.alarm_steps import OPEN
from tracker.store.models.alarm import AlarmRow
from tracker.store.models.anomaly import AnomalyRow
from tracker.store.queries.alarms import SeenAlarm, WantedAlarms, listed_alarms

#: More alarms about one answer help nobody.
MOST = 200


def alarms_about(
    session: Session, sight: Sight, names: Collection[str]
) -> Mapping[str, Sequence[SeenAlarm]]:
    """By name, what the caller may see of the open alarms whose subject it is, or of whose anomaly
    it is a code; the newest first."""
    asked = sorted(set(names))
    if not asked:
        return {}
    about = dict(_about(session, asked))
    if not about:
        return {}
    found: dict[str, list[SeenAlarm]] = defaultdict(list)
    for alarm in listed_alarms(session, sight, WantedAlarms(MOST, ids=tuple(about))):
        for name in sorted(about[alarm.id]):
            found[name].append(alarm)
    return found


def _about(session: Session, names: Sequence[str]) -> Mapping[int, set[str]]:
    """Ids of open alarms with those of these names that they are about."""
    row, odd = AlarmRow, AnomalyRow
    is_open = row.state.in_([state.value for state in OPEN])
    same = and_(
        *(odd.rule == row.rule, odd.subject == row.subject),
        *(odd.due == row.due, odd.province == row.province),
    )
    direct = select(row.id, row.subject.label("name")).where(is_open, row.subject.in_(names))
    rows = [(id_, {name}) for id_, name in session.execute(direct)]
    through = (
        select(row.id, odd.codes)
        .join(odd, same)
        .where(is_open, odd.standing, odd.codes.overlap(names))
    )
    rows += [(id_, set(codes) & set(names)) for id_, codes in session.execute(through)]
    found: dict[int, set[str]] = defaultdict(set)
    for id_, some in rows:
        found[id_] |= some
    return found
