"""The statements that keep manifests, each described in one line."""

from __future__ import annotations

from sqlalchemy import text

from tracker.store.arrays import IDS

_ROWS = (
    "(SELECT coalesce(jsonb_agg(jsonb_build_object('position', r.position, 'waste', r.waste,"
    " 'name', r.name, 'pieces', r.pieces, 'mass_g', r.mass_g, 'measured', r.measured,"
    " 'ticket', r.ticket, 'form', r.form, 'hazards', r.hazards, 'packing', r.packing,"
    " 'packages', r.packages, 'units', r.units, 'aboard', r.aboard,"
    " 'accepted_pieces', r.accepted_pieces, 'accepted_g', r.accepted_g,"
    " 'accepted_measured', r.accepted_measured, 'accepted_ticket', r.accepted_ticket,"
    " 'method', r.method) ORDER BY r.position), '[]') FROM manifest_row r"
    " WHERE r.manifest_id = m.id AND r.province = m.province AND NOT r.withdrawn) AS rows"
)
_BY_NUMBER = (
    " FROM manifest_number n JOIN manifest m ON m.id = n.manifest_id AND m.province = n.province"
    " WHERE n.value = :number"
)
#: Next id and next serial of a provisional number.
NEW_IDS = text(
    "SELECT nextval('manifest_id_seq') AS id, nextval('provisional_serial_seq') AS serial"
)
#: Sites with their organisations.
ENDS = text(
    "SELECT s.id, s.code, s.organisation_id, s.roles, s.division, o.code AS organisation_code,"
    " o.name FROM site s JOIN organisation o ON o.id = s.organisation_id"
    " WHERE s.code = ANY(string_to_array(:codes, E'\\n'))"
)
#: Organisations by code.
FIRMS = text(
    "SELECT id, code, name FROM organisation WHERE code = ANY(string_to_array(:codes, E'\\n'))"
)
#: Lock first, read then: what is read belongs to the version that was locked.
LOCK = text(f"SELECT m.id{_BY_NUMBER} FOR NO KEY UPDATE OF m")
#: A manifest with its rows.
FIND = text(
    f"SELECT m.*, {_ROWS}, (SELECT v.number FROM manifest_revision v WHERE v.manifest_id = m.id"
    f" AND v.province = m.province AND v.state = 1) AS open_revision{_BY_NUMBER}"
)
#: The number it is known by.
NUMBER_OF = text("SELECT number FROM manifest WHERE id = :id AND province = :province")

_ROW_RECORDS = (
    "jsonb_to_recordset(CAST(:rows AS jsonb)) AS v(position smallint, waste text, name text,"
    " pieces integer, mass_g bigint, measured boolean, ticket text, form text, hazards text,"
    " packing text, packages integer, units bigint[], aboard bigint[], accepted_pieces integer,"
    " accepted_g bigint, accepted_measured boolean, accepted_ticket text, method text)"
)
_ROW_COLUMNS = (
    "position, waste, name, pieces, mass_g, measured, ticket, form, hazards, packing, packages,"
    " units, aboard, accepted_pieces, accepted_g, accepted_measured, accepted_ticket, method"
)
_INSERT_ROWS = (
    f"INSERT INTO manifest_row (manifest_id, province, withdrawn, {_ROW_COLUMNS})"
    f" SELECT :id, :province, false, {_ROW_COLUMNS} FROM {_ROW_RECORDS}"
)
_INSERT_CONFIRMATION = (
    "INSERT INTO manifest_confirmation (manifest_id, happened_at, recorded_at, actor_id,"
    " organisation_id, event_id, number, province, step, said) VALUES (:id, :happened_at,"
    " :recorded_at, :actor, :organisation, :event, :confirmation, :province, :step,"
    " CAST(:said AS jsonb))"
)
#: A new manifest with number, rows, sender as party and the first confirmation, in one go.
ADD = text(
    "WITH sheet AS (INSERT INTO manifest (id, recorded_at, sender_id, sender_site, receiver_id,"
    " receiver_site, turn_id, copy_of, mass_g, pieces, version, province, state, kind, leg,"
    " sender_division, receiver_division, number, provisional, warning, approval, paper, purpose,"
    " precautions, note, ends, carriers, issued_at, loaded_at, departed_at)"
    " VALUES (:id, :recorded_at, :sender, :sender_site, :receiver, :receiver_site, :turn, :copy_of,"
    " :mass_g, :pieces, :version, :province, :state, :kind, :leg, :sender_division,"
    " :receiver_division, :manifest_number, :provisional, :warning, :approval, :paper, :purpose,"
    " :precautions, :note, CAST(:ends AS jsonb), CAST(:carriers AS jsonb), :issued_at, :loaded_at,"
    " :departed_at)),"
    " numbered AS (INSERT INTO manifest_number (value, manifest_id, province, kind)"
    " VALUES (:provisional, :id, :province, :kind)),"
    " party AS (INSERT INTO manifest_party (organisation_id, manifest_id, province)"
    " VALUES (:sender, :id, :province)),"
    f" confirmed AS ({_INSERT_CONFIRMATION})"
    f" {_INSERT_ROWS}"
)
#: A changed manifest; no row when somebody was faster.
SAVE = text(
    "UPDATE manifest SET state = :state, version = :version, kind = :kind, leg = :leg,"
    " number = :manifest_number, warning = :warning, turn_id = :turn, sender_id = :sender,"
    " sender_site = :sender_site, sender_division = :sender_division, receiver_id = :receiver,"
    " receiver_site = :receiver_site, receiver_division = :receiver_division, mass_g = :mass_g,"
    " pieces = :pieces, accepted_g = :accepted_g, approval = :approval, paper = :paper,"
    " purpose = :purpose, precautions = :precautions, note = :note, ends = CAST(:ends AS jsonb),"
    " carriers = CAST(:carriers AS jsonb), issued_at = :issued_at, loaded_at = :loaded_at,"
    " departed_at = :departed_at, delivered_at = :delivered_at, decided_at = :decided_at,"
    " returned_at = :returned_at, closed_at = :closed_at, filled_at = :filled_at"
    " WHERE id = :id AND province = :province AND version = :version - 1"
)
#: Its rows: new ones come, old ones change, those that are left out are withdrawn.
SAVE_ROWS = text(
    f"{_INSERT_ROWS} ON CONFLICT (manifest_id, position, province) DO UPDATE SET withdrawn = false,"
    " waste = excluded.waste, name = excluded.name, pieces = excluded.pieces,"
    " mass_g = excluded.mass_g, measured = excluded.measured, ticket = excluded.ticket,"
    " form = excluded.form, hazards = excluded.hazards, packing = excluded.packing,"
    " packages = excluded.packages, units = excluded.units, aboard = excluded.aboard,"
    " accepted_pieces = excluded.accepted_pieces, accepted_g = excluded.accepted_g,"
    " accepted_measured = excluded.accepted_measured, accepted_ticket = excluded.accepted_ticket,"
    " method = excluded.method"
)
WITHDRAW_ROWS = text(
    "UPDATE manifest_row SET withdrawn = true WHERE manifest_id = :id AND province = :province"
    " AND position > :last"
)
#: A confirmation.
CONFIRM = text(_INSERT_CONFIRMATION)
#: The differences that were found and explained with it.
DIFFER = text(
    "INSERT INTO manifest_difference (manifest_id, number, line, province, kind, row, unit_id,"
    " code, reason) SELECT :id, :confirmation, line, :province, kind, row, unit, code, reason"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS v(line integer, kind smallint,"
    " row smallint, unit bigint, code text, reason text)"
)
#: Organisations that see it from now on.
SHOW = text(
    "INSERT INTO manifest_party (organisation_id, manifest_id, province)"
    f" SELECT organisation, :id, :province FROM unnest({IDS.format('organisations')})"
    " AS organisation ON CONFLICT DO NOTHING"
)
#: One more number for it.
NUMBER = text(
    "INSERT INTO manifest_number (value, manifest_id, province, kind)"
    " VALUES (:number, :id, :province, :kind) ON CONFLICT (value) DO NOTHING"
)
#: Units come to stand on it, unless they stand on another one.
BIND = text(
    "INSERT INTO bound_unit AS b (unit_id, manifest_id, province)"
    f" SELECT unit, :id, :province FROM unnest({IDS.format('ids')}) AS unit ORDER BY unit"
    " ON CONFLICT (unit_id, province) DO UPDATE SET manifest_id = excluded.manifest_id"
    " WHERE b.manifest_id IS NULL OR b.manifest_id = excluded.manifest_id"
)
#: Which of them stand on another one, and on which.
ELSEWHERE = text(
    "SELECT b.unit_id, m.number FROM bound_unit b JOIN manifest m ON m.id = b.manifest_id"
    " AND m.province = b.province WHERE b.province = :province AND b.manifest_id <> :id"
    f" AND b.unit_id = ANY({IDS.format('ids')}) ORDER BY b.unit_id"
)
#: Units stand on it no longer.
FREE = text(
    "UPDATE bound_unit SET manifest_id = NULL WHERE manifest_id = :id AND province = :province"
    f" AND unit_id = ANY({IDS.format('ids')})"
)
#: How much is directly inside boxes.
INSIDE = text(
    "SELECT parent_id, count(*) FROM containment WHERE to_event IS NULL"
    f" AND parent_id = ANY({IDS.format('ids')}) GROUP BY parent_id"
)
#: How many pieces units are.
PIECES = text(
    "SELECT u.id, CASE WHEN u.kind = 2 THEN (SELECT coalesce(sum(c.pieces), 0) FROM containment k"
    " JOIN unit c ON c.id = k.child_id WHERE k.parent_id = u.id AND k.to_event IS NULL)"
    f" ELSE u.pieces END FROM unit u WHERE u.id = ANY({IDS.format('ids')})"
)
#: The event of a confirmed step.
EVENT_OF = text(
    "SELECT event_id FROM manifest_confirmation WHERE manifest_id = :id AND province = :province"
    " AND step = :step ORDER BY number DESC LIMIT 1"
)
_REVISION = (
    "SELECT manifest_id, number, state, proposed_by, consent_of, reason, changes, proposed_at,"
    " decided_at, answer FROM manifest_revision WHERE manifest_id = :id AND province = :province"
)
REVISIONS = text(f"{_REVISION} ORDER BY number")
OPEN_REVISION = text(f"{_REVISION} AND state = 1 FOR NO KEY UPDATE")
PROPOSE = text(
    "INSERT INTO manifest_revision (manifest_id, proposed_at, proposed_by, consent_of, actor_id,"
    " number, province, state, reason, changes) VALUES (:id, :at, :proposed_by, :consent_of,"
    " :actor, :number, :province, 1, :reason, CAST(:changes AS jsonb)) ON CONFLICT DO NOTHING"
)
DECIDE = text(
    "UPDATE manifest_revision SET state = :state, decided_at = :at, decided_actor = :actor,"
    " answer = :answer WHERE manifest_id = :id AND number = :number AND province = :province"
)
