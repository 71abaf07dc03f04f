"""The statements that book a scan, each described in one line."""

from __future__ import annotations

from sqlalchemy import text

from tracker.store.arrays import IDS

_RECORDS = (
    "jsonb_to_recordset(CAST(:rows AS jsonb)) AS v(id bigint, site bigint, model bigint,"
    " mass_g bigint, pieces integer, lead_share integer, kind smallint, state smallint,"
    " class smallint, material smallint, damaged boolean, scheme smallint, code text)"
)

#: New units, all in one go.
INSERT_UNITS = text(
    "INSERT INTO unit (id, since, site_id, model_id, mass_g, pieces, version, lead_share, province,"
    " kind, state, battery_class, material, damaged)"
    " SELECT id, :at, site, model, mass_g, pieces, 1, lead_share, :province, kind, state, class,"
    f" material, damaged FROM {_RECORDS}"
)
#: The codes of new units.
INSERT_CODES = text(
    "INSERT INTO unit_code (unit_id, province, scheme, value)"
    f" SELECT id, :province, scheme, code FROM {_RECORDS}"
)
#: Units whose first entry was voided, written anew; their codes are in the books.
REENTER_UNITS = text(
    "UPDATE unit u SET since = :at, site_id = v.site, container_id = NULL, model_id = v.model,"
    " mass_g = v.mass_g, pieces = v.pieces, version = version + 1, lead_share = v.lead_share,"
    " kind = v.kind, state = v.state, battery_class = v.class, material = v.material,"
    f" damaged = v.damaged FROM {_RECORDS} WHERE u.id = v.id"
)
#: One more code for a unit.
ADD_CODE = text(
    "INSERT INTO unit_code (unit_id, province, scheme, value)"
    " VALUES (:unit, :province, :scheme, :code)"
)
#: The event itself.
INSERT_EVENT = text(
    "INSERT INTO event (id, happened_at, site_id, organisation_id, actor_id, peer_site_id,"
    " container_id, subject_event, mass_g, pieces, province, kind, category, units, payload)"
    " VALUES (:id, :happened_at, :site, :organisation, :actor, :peer, :container, :subject,"
    f" :mass_g, :pieces, :province, :kind, :category, {IDS.format('units')},"
    " CAST(:payload AS jsonb))"
)
#: A row for each loose unit or container that the event touches.
INSERT_MEMBERS = text(
    "INSERT INTO event_unit (unit_id, event_id, province, part)"
    f" SELECT unit, :event, :province, 0 FROM unnest({IDS.format('ids')}) AS unit"
)
#: A row for each input and output of a treatment, with its mass.
INSERT_TREATED = text(
    "INSERT INTO event_unit (unit_id, event_id, mass_g, province, part)"
    " SELECT u, :event, m, :province, p"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS v(u bigint, m bigint, p smallint)"
)
_STATE = "UPDATE unit SET state = :state, since = greatest(since, :at), version = version + 1"
_STATE_AND_SITE = f"{_STATE}, site_id = :site"
_BY_ID = f" WHERE id = ANY({IDS.format('ids')})"
# Found where they lay a moment ago: a row that was changed lies elsewhere now. Should another have
# come to lie there, ids and versions add up differently.
_BY_PLACE = (
    "WITH moved AS ({} WHERE ctid = ANY(CAST(CAST(:places AS text) AS tid[]))"
    " RETURNING id, version) SELECT count(*), sum(id)::bigint, (sum(version) - count(*))::bigint"
    " FROM moved"
)
#: Units take a state and a new place.
MOVE = text(_STATE_AND_SITE + _BY_ID)
#: Units take a state and stay in the keeping of the place they had.
TOUCH = text(_STATE + _BY_ID)
#: The same for units that nobody locked; answers how many, their ids and versions before, summed.
MOVE_FOUND = text(_BY_PLACE.format(_STATE_AND_SITE))
TOUCH_FOUND = text(_BY_PLACE.format(_STATE))
#: What was seen of single units.
SEE = text(
    "UPDATE unit u SET mass_g = coalesce(v.mass_g, u.mass_g),"
    " damaged = u.damaged OR coalesce(v.damaged, false),"
    " battery_class = coalesce(v.class, u.battery_class), version = version + 1"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb))"
    " AS v(unit bigint, mass_g bigint, damaged boolean, class smallint) WHERE u.id = v.unit"
)
#: Children enter a container.
INSERT_CONTAINMENT = text(
    "INSERT INTO containment (child_id, parent_id, from_event, province)"
    f" SELECT child, :container, :event, :province FROM unnest({IDS.format('ids')}) AS child"
)
#: Children leave it.
CLOSE_CONTAINMENT = text(
    "UPDATE containment SET to_event = :event WHERE parent_id = :container AND to_event IS NULL"
    f" AND child_id = ANY({IDS.format('ids')})"
)
#: Which container a unit is in now; NULL for none.
PACK = text(f"UPDATE unit SET container_id = :container WHERE id = ANY({IDS.format('ids')})")
